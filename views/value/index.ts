import type {
  FromValuePage,
  OpenedValue,
  RowOrder,
  ToValuePage,
  ValuePageState,
} from '../../protocol/index.js';
import { formatCount } from '../../renderers/drawing/format.js';
import { element, ensureStyle, onThemeChange, setText } from '../../renderers/drawing/page.js';
import { type GridCell, type GridRange, VirtualGrid } from '../grid/virtual-grid.js';
import { pageCss } from '../style.js';
import { editorLocale, Webview } from '../webview.js';
import { cellOf, columnsOf, placeText, placeWidth } from './cells.js';
import { Heading, headingCss, type Tab } from './heading.js';
import { ImagePanel, imageCss } from './image-panel.js';
import { PAGE, Pages } from './paging.js';
import { Questions } from './questions.js';
import { RowFilter } from './row-filter.js';
import { StatisticsPanel, statisticsCss } from './statistics-panel.js';
import { valueStrings } from './strings.js';

interface PageState extends ValuePageState, RowOrder {
  tab: Tab;
}

const valueCss = `
.epb-value-body { flex: 1 1 auto; min-height: 0; display: flex; flex-direction: column; }
`;

/** The page of one tensor or table. */
class ValuePage {
  private readonly locale = editorLocale();
  private readonly t = valueStrings[this.locale];
  private readonly webview = new Webview<FromValuePage, ToValuePage, PageState>((message) =>
    this.hear(message),
  );
  private readonly questions = new Questions((message) => this.webview.post(message));
  private readonly heading: Heading;
  private readonly filter: RowFilter;
  private readonly count = element('span', { class: 'epb-quiet', role: 'status' });
  private readonly bar: HTMLElement;
  private readonly body: HTMLElement;
  private readonly statistics: StatisticsPanel;
  private readonly image: ImagePanel;
  private readonly pages: Pages;
  private grid: VirtualGrid | undefined;
  private value: OpenedValue | undefined;
  private copy: number | undefined;
  private sort: RowOrder['sort'];
  /** What the person has chosen, and what is shown. */
  private tab: Tab | undefined;
  private shownTab: Tab = 'rows';
  /** Columns get their widths when the first rows are there. */
  private measured = false;

  constructor() {
    const { webview, locale, questions } = this;
    const { sort, filter, tab } = webview.state;
    this.sort = sort;
    this.tab = tab;
    this.heading = new Heading(locale, {
      choose: (chosen) => this.select(chosen),
      reopen: () => webview.post({ type: 'reopen' }),
    });
    this.filter = new RowFilter(locale, filter, () => this.reorder());
    this.bar = element('div', { class: 'epb-bar' }, this.filter.host, this.count);
    this.statistics = new StatisticsPanel(locale, (column) => questions.ask('valueStatistics', { column }));
    this.image = new ImagePanel(locale, (image) => questions.ask('valueImage', { image }));
    this.pages = new Pages({
      ask: (request) => questions.ask('valueRows', request),
      changed: () => this.arrived(),
      failed: (reason) => setText(this.count, this.t.failed(reason)),
    });
    this.body = element('div', { class: 'epb-value-body' }, this.statistics.host);
    document.body.append(this.heading.host, this.heading.note, this.bar, this.body, this.image.host);
    onThemeChange(() => this.statistics.redraw());
    this.select(this.tab ?? 'rows', false);
    this.showParts();
    webview.post({ type: 'ready' });
  }

  private hear(message: ToValuePage): void {
    if (message.type === 'answer') {
      this.questions.hear(message);
      return;
    }
    const { name, notebook, shown } = message;
    this.webview.remember({ name, notebook });
    this.heading.show(message);
    if (shown.state === 'open') this.open(shown.value, shown.copy);
    else if (shown.state === 'closed') this.value = undefined;
    this.showParts();
  }

  private open(value: OpenedValue, copy: number): void {
    // The same copy comes again when a cell has run since.
    if (copy === this.copy && this.value) return;
    this.copy = copy;
    const before = this.value;
    this.value = value;
    const columns = value.columns.count;
    if (this.sort && this.sort.column >= columns) this.sort = undefined;
    if (!this.grid || !before || before.columns.count !== columns || before.rows !== value.rows)
      this.newGrid(value);
    this.filter.open(value);
    this.statistics.open(value);
    this.image.open(value);
    if (this.tab === 'image' && !value.images) this.select('rows', false);
    else if (this.tab === undefined) this.select(isPictured(value) ? 'image' : 'rows', false);
    this.reorder();
  }

  private newGrid(value: OpenedValue): void {
    const { locale, t, pages } = this;
    this.grid?.host.remove();
    this.grid = new VirtualGrid({
      label: t.grid(value.name),
      placeWidth: placeWidth(value),
      place: (row) => {
        const place = pages.placeOf(row);
        return place === undefined ? t.loading : placeText(value, place);
      },
      cell: (row, column): GridCell => cellOf(pages.at(row, column), locale),
      sort: (column) => this.sortBy(column),
      seen: (range: GridRange) => pages.need(range),
      moved: (_row, column) => this.statistics.choose(column),
    });
    this.body.append(this.grid.host);
    this.measured = false;
  }

  private sortBy(column: number): void {
    const { sort } = this;
    if (sort?.column !== column) this.sort = { column, descending: false };
    else this.sort = sort.descending ? undefined : { column, descending: true };
    this.reorder();
  }

  private reorder(): void {
    const { value, grid, sort, filter } = this;
    const chosen = filter.filter;
    this.webview.remember({ sort, filter: chosen });
    if (!value || !grid) return;
    setText(this.count, this.t.ordering);
    this.layOut(value, grid);
    grid.toTop();
    this.pages.restart({ ...(sort && { sort }), ...(chosen && { filter: chosen }) });
  }

  private arrived(): void {
    const { value, grid, pages, locale, t } = this;
    if (!value || !grid) return;
    if (!this.measured) this.layOut(value, grid);
    const matching = pages.matching ?? 0;
    grid.setRows(matching);
    const counted = (rows: number): string => formatCount(rows, locale);
    setText(
      this.count,
      matching === 0 && value.rows > 0 ? t.noneMatch : t.matching(counted(matching), counted(value.rows)),
    );
  }

  private layOut(value: OpenedValue, grid: VirtualGrid): void {
    const { pages, locale } = this;
    const rows = Math.min(pages.matching ?? 0, PAGE.rows);
    this.measured = rows > 0;
    const first = (column: number): string[] =>
      Array.from({ length: rows }, (_, row) => {
        const cell = pages.at(row, column);
        return cell === undefined ? '' : cellOf(cell, locale).text;
      });
    grid.setColumns(columnsOf(value, first, locale), this.sort);
  }

  private select(tab: Tab, remembered = true): void {
    if (remembered) {
      this.tab = tab;
      this.webview.remember({ tab });
    }
    this.shownTab = tab;
    this.heading.select(tab);
    this.showParts();
  }

  private showParts(): void {
    const isThere = this.value !== undefined;
    this.bar.hidden = !isThere || this.shownTab !== 'rows';
    this.body.hidden = !isThere || this.shownTab !== 'rows';
    this.image.host.hidden = !isThere || this.shownTab !== 'image';
    this.grid?.redraw();
  }
}

/** Whether one would rather see it than read it. */
const SMALLEST_PICTURE = 8;
const isPictured = ({ images, shape }: OpenedValue): boolean =>
  images !== undefined && shape.length > 2 && Math.min(images.height, images.width) >= SMALLEST_PICTURE;

ensureStyle('epochbook-page', pageCss + valueCss + headingCss + statisticsCss + imageCss);
new ValuePage();
