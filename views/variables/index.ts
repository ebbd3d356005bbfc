import type { FromVariablesPage, ShowVariables, VariableInfo } from '../../protocol/index.js';
import { formatCount } from '../../renderers/drawing/format.js';
import { element, ensureStyle, setText } from '../../renderers/drawing/page.js';
import { type GridCell, type GridColumn, VirtualGrid } from '../grid/virtual-grid.js';
import { pageCss } from '../style.js';
import { editorLocale, Webview } from '../webview.js';
import { AccountsView, accountsCss } from './accounts.js';
import {
  type ListChoice,
  listed,
  nextSort,
  type SortKey,
  shapeText,
  sizeText,
  typeText,
  valueText,
} from './model.js';
import { variablesStrings } from './strings.js';

/** From this width on there is room for a column of values. */
const WIDE = 460;

interface PageState extends ListChoice {
  accounts: boolean;
}

/** The page of the view "Variables". */
class VariablesPage {
  private readonly locale = editorLocale();
  private readonly t = variablesStrings[this.locale];
  private readonly webview = new Webview<FromVariablesPage, ShowVariables, PageState>((message) =>
    this.show(message),
  );
  private choice: ListChoice;
  private shown: ShowVariables | undefined;
  private rows: VariableInfo[] = [];
  private keys: SortKey[] = [];
  private readonly filter: HTMLInputElement;
  private readonly functions: HTMLInputElement;
  private readonly note = element('p', { class: 'epb-note', role: 'status' });
  private readonly count = element('span', { class: 'epb-quiet', 'aria-live': 'polite' });
  private readonly bar: HTMLElement;
  private readonly grid: VirtualGrid;
  private readonly accounts: AccountsView;

  constructor() {
    const { t, webview } = this;
    const { filter = '', functions = false, sort = null, accounts = true } = webview.state;
    this.choice = { filter, functions, sort };
    this.filter = element('input', { type: 'search', placeholder: t.filter, 'aria-label': t.filter });
    this.filter.style.cssText = 'flex: 1 1 140px; min-width: 0';
    this.filter.value = filter;
    this.filter.addEventListener('input', () => this.choose({ filter: this.filter.value }));
    this.functions = element('input', { type: 'checkbox' });
    this.functions.checked = functions;
    this.functions.addEventListener('change', () => this.choose({ functions: this.functions.checked }));
    this.bar = element(
      'div',
      { class: 'epb-bar' },
      this.filter,
      element('label', { class: 'epb-quiet' }, this.functions, ` ${t.functions}`),
      this.count,
    );
    this.grid = new VirtualGrid({
      label: t.list,
      cell: (row, column) => this.cell(row, column),
      sort: (column) => this.choose({ sort: nextSort(this.choice.sort, this.keys[column] ?? 'name') }),
      activate: (row) => this.open(row),
    });
    this.accounts = new AccountsView(this.locale, (cell) => webview.post({ type: 'reveal', cell }));
    this.accounts.host.open = accounts;
    this.accounts.host.addEventListener('toggle', () =>
      webview.remember({ accounts: this.accounts.host.open }),
    );
    document.body.append(this.bar, this.note, this.grid.host, this.accounts.host);
    new ResizeObserver(() => this.layOut()).observe(document.body);
    webview.post({ type: 'ready' });
  }

  private show(message: ShowVariables): void {
    this.shown = message;
    this.draw();
  }

  private choose(change: Partial<ListChoice>): void {
    this.choice = { ...this.choice, ...change };
    this.webview.remember(this.choice);
    this.draw();
  }

  private draw(): void {
    const { shown, t, locale } = this;
    if (!shown) return;
    const { state, report } = shown;
    const hasList =
      report !== null && !['noNotebook', 'otherKernel', 'off', 'lost', 'elsewhere'].includes(state);
    const variables = hasList ? report.variables : [];
    this.rows = listed(variables, this.choice, locale);
    const of = listed(variables, { ...this.choice, filter: '' }, locale).length;
    setText(this.count, t.count(formatCount(this.rows.length, locale), formatCount(of, locale)));
    setText(this.note, this.noteText(shown, hasList, of));
    this.note.hidden = this.note.textContent === '';
    this.bar.hidden = !hasList;
    this.grid.host.hidden = this.rows.length === 0;
    this.accounts.show(hasList ? report : null);
    this.layOut();
    this.grid.setRows(this.rows.length);
  }

  private noteText({ state, report, outdated }: ShowVariables, hasList: boolean, of: number): string {
    const { t, locale } = this;
    if (state !== 'idle' && (!hasList || outdated)) return t.states[state];
    if (!hasList || !report) return '';
    if (report.variables.length === 0 || (of === 0 && this.choice.filter === '')) return t.none;
    if (this.rows.length === 0) return t.noneMatch;
    return report.more > 0 ? t.more(formatCount(report.more, locale)) : '';
  }

  private layOut(): void {
    const { t } = this;
    const width = Math.max(200, document.body.clientWidth - 2);
    const isWide = width >= WIDE;
    this.keys = isWide ? ['name', 'type', 'shape', 'size', 'value'] : ['name', 'type', 'size'];
    const shares: Record<SortKey, number> = isWide
      ? { name: 0.2, type: 0.21, shape: 0.16, size: 0.13, value: 0.3 }
      : { name: 0.32, type: 0.42, shape: 0, size: 0.26, value: 0 };
    const columns = this.keys.map(
      (key): GridColumn => ({
        label: t.columns[key],
        width: Math.floor(width * shares[key]),
        end: key === 'size',
        title: t.sortBy(t.columns[key]),
      }),
    );
    const { sort } = this.choice;
    const column = sort ? this.keys.indexOf(sort.key) : -1;
    this.grid.setColumns(columns, sort && column >= 0 ? { column, descending: sort.descending } : undefined);
  }

  private cell(row: number, column: number): GridCell {
    const { locale, t } = this;
    const variable = this.rows[row];
    if (!variable) return { text: '' };
    switch (this.keys[column]) {
      case 'name':
        return variable.opens
          ? { text: variable.name, look: 'name link', title: t.open(variable.name) }
          : { text: variable.name, look: 'name', title: variable.name };
      case 'type':
        return this.typeCell(variable);
      case 'shape':
        return { text: shapeText(variable), look: 'quiet' };
      case 'size':
        return {
          text: sizeText(variable, locale),
          look: 'quiet',
          ...(variable.about && { title: `${sizeText(variable, locale)} (${t.about})` }),
        };
      default: {
        const text = valueText(variable, locale);
        return { text, look: variable.disposed ? 'odd' : '', title: text };
      }
    }
  }

  /** Where there is no room for more columns, the shape stands beside the type, and a short value in its place. */
  private typeCell(variable: VariableInfo): GridCell {
    const type = typeText(variable);
    if (this.keys.includes('shape')) return { text: type };
    if (variable.disposed)
      return { text: `${type} ${this.t.disposed}`, look: 'odd', title: variable.preview };
    const value = valueText(variable, this.locale);
    if (variable.kind === 'tensor')
      return { text: `${variable.dtype} ${shapeText(variable)}`, title: `${type} ${shapeText(variable)}` };
    const more = variable.kind === 'value' ? value : shapeText(variable);
    return { text: more ? `${type} ${more}` : type, title: `${type} ${shapeText(variable)} ${value}`.trim() };
  }

  private open(row: number): void {
    const variable = this.rows[row];
    if (variable?.opens) this.webview.post({ type: 'open', name: variable.name });
  }
}

ensureStyle('epochbook-page', pageCss + accountsCss);
new VariablesPage();
