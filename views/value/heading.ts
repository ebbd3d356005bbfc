import type { Locale, ToValuePage } from '../../protocol/index.js';
import { formatCount } from '../../renderers/drawing/format.js';
import { element, setText } from '../../renderers/drawing/page.js';
import { MOST_COLUMNS } from './cells.js';
import { valueStrings } from './strings.js';

export type Tab = 'rows' | 'image';

export const headingCss = `
.epb-heading { row-gap: 2px; }
.epb-heading strong { font-family: var(--vscode-editor-font-family, monospace); font-size: 14px; }
.epb-tabs { display: flex; gap: 2px; margin-left: auto; }
.epb-tabs button { all: unset; cursor: pointer; padding: 2px 10px; border-bottom: 2px solid transparent; }
.epb-tabs button[aria-selected=true] { border-color: var(--vscode-panelTitle-activeBorder, currentColor); font-weight: 600; }
.epb-tabs button:focus-visible { outline: 1px solid var(--vscode-focusBorder, #1769c5); }
`;

/** What the value is, whether it is up to date, and what of it is shown. */
export class Heading {
  readonly host: HTMLElement;
  readonly note = element('p', { class: 'epb-note', role: 'status' });
  private readonly name = element('strong');
  private readonly facts = element('span', { class: 'epb-quiet' });
  private readonly tabs: HTMLElement;
  private readonly buttons: Record<Tab, HTMLButtonElement>;
  private readonly reopen: HTMLButtonElement;

  constructor(
    private readonly locale: Locale,
    { choose, reopen }: { choose(tab: Tab): void; reopen(): void },
  ) {
    const t = valueStrings[locale];
    const tab = (name: Tab, label: string): HTMLButtonElement => {
      const button = element('button', { type: 'button', role: 'tab' }, label);
      button.addEventListener('click', () => choose(name));
      return button;
    };
    this.buttons = { rows: tab('rows', t.rows), image: tab('image', t.image) };
    this.tabs = element(
      'span',
      { class: 'epb-tabs', role: 'tablist' },
      this.buttons.rows,
      this.buttons.image,
    );
    this.tabs.addEventListener('keydown', (event) => {
      if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
      const other = this.buttons.rows.ariaSelected === 'true' ? 'image' : 'rows';
      choose(other);
      this.buttons[other].focus();
    });
    this.reopen = element('button', { type: 'button', class: 'epb-button' }, t.reopen);
    this.reopen.addEventListener('click', reopen);
    this.host = element(
      'header',
      { class: 'epb-bar epb-heading' },
      this.name,
      this.facts,
      this.reopen,
      this.tabs,
    );
  }

  show({ name, shown, outdated }: Extract<ToValuePage, { type: 'value' }>): void {
    const t = valueStrings[this.locale];
    setText(this.name, name);
    const value = shown.state === 'open' ? shown.value : undefined;
    const after = shown.state === 'open' ? shown.after : null;
    const facts = value && [
      value.dtype && !value.type.startsWith(value.dtype) ? `${value.type} ${value.dtype}` : value.type,
      `[${value.shape.join(', ')}]`,
      ...(after === null ? [] : [t.after(after)]),
    ];
    setText(this.facts, facts?.join(' · ') ?? '');
    this.reopen.hidden = shown.state === 'waiting' || !(outdated || shown.state === 'closed');
    this.tabs.hidden = !value?.images;
    setText(this.note, this.noteText(shown, outdated));
    this.note.hidden = this.note.textContent === '';
  }

  select(tab: Tab): void {
    for (const [name, button] of Object.entries(this.buttons)) {
      button.setAttribute('aria-selected', String(name === tab));
      button.tabIndex = name === tab ? 0 : -1;
    }
  }

  private noteText(shown: Extract<ToValuePage, { type: 'value' }>['shown'], outdated: boolean): string {
    const t = valueStrings[this.locale];
    if (shown.state === 'waiting') return shown.busy ? t.waitingBusy : t.waiting;
    if (shown.state === 'closed') return shown.problem.problem;
    const { taken, rows } = shown.value;
    const columns = shown.value.columns.count;
    const told = [
      ...(columns > MOST_COLUMNS
        ? [t.columnsCut(formatCount(MOST_COLUMNS, this.locale), formatCount(columns, this.locale))]
        : []),
      ...(taken ? [t.taken(formatCount(taken.rows, this.locale), formatCount(taken.of, this.locale))] : []),
      ...(rows === 0 || shown.value.columns.count === 0 ? [t.noRows] : []),
      ...(outdated ? [t.outdated] : []),
    ];
    return told.join(' ');
  }
}
