import { type Locale, type TablePayload, tablePayloadSchema } from '../../protocol/index.js';
import { formatCount } from '../drawing/format.js';
import { element, ensureStyle, pagePalette, setText } from '../drawing/page.js';
import { quietScroll } from '../drawing/quiet-scroll.js';
import { staticRenderer } from '../drawing/static-renderer.js';
import type { StaticView } from '../drawing/static-slot.js';
import { shorten } from '../drawing/svg.js';
import { histogramBars, medianMark } from './histogram.js';
import {
  allValues,
  cellText,
  columnText,
  decimalsOf,
  medianText,
  missingShare,
  missingText,
  type Profile,
  profileOf,
  proseColumns,
  sortedRows,
  type TableColumn,
} from './model.js';
import { tableStrings } from './strings.js';
import { tableCss } from './style.js';

/** More columns than these are told of, not drawn: each has a histogram and a cell in every row. */
const MOST_COLUMNS = 200;
/** With many columns only as many rows are drawn as make so many cells. */
const MOST_CELLS = 12_000;
const MOST_ROWS = 200;
const HISTOGRAM = { width: 92, height: 18 };
/** The name of a column of more letters takes several lines. */
const LONG_NAME = 28;
/** Letters of a category that its column has room for; its tip has them all. */
const CATEGORY = 18;

/** A column's head below its type: values with their shares, bars with their ends, or lines. */
function profileParts(profile: Profile | null, locale: Locale): HTMLElement[] {
  if (profile === null) return [];
  if (profile.kind === 'lines')
    return profile.lines.map((line) => element('div', { class: 'epb-table-note' }, line));
  if (profile.kind === 'categories')
    return [
      element(
        'div',
        { class: 'epb-table-categories' },
        ...profile.categories.flatMap(({ label, share, text }) => {
          const name = element('span', { class: 'epb-table-category' }, shorten(label, CATEGORY));
          name.style.setProperty('--epb-share', `${share * 100}%`);
          return [name, element('span', { class: 'epb-table-share' }, text)];
        }),
      ),
    ];
  const { bars, ends, median } = profile;
  const { width, height } = HISTOGRAM;
  const palette = pagePalette();
  const mark = median
    ? medianMark(median.share, { x: 0, y: 0, width, height, palette, title: medianText(median, locale) })
    : '';
  const drawn = element('div');
  drawn.innerHTML = `<svg viewBox="0 0 ${width} ${height}" preserveAspectRatio="none">${histogramBars(bars, {
    x: 0,
    y: 0,
    width,
    height,
    fill: palette.train,
    titles: true,
  })}${mark}</svg>`;
  if (!ends) return [drawn];
  return [drawn, element('div', { class: 'epb-table-ends' }, ...ends.map((end) => element('span', {}, end)))];
}

/** A table whose rows shown can be ordered by any column. */
class TableView implements StaticView<TablePayload> {
  private sort: { column: number; descending: boolean } | null = null;
  private readonly status = element('div', { class: 'epb-hidden', role: 'status' });
  private readonly body = element('tbody');
  private buttons: { head: HTMLElement; arrow: HTMLElement }[] = [];

  constructor(
    private readonly host: HTMLElement,
    private readonly locale: Locale,
  ) {
    ensureStyle('epochbook-table', tableCss);
  }

  redraw(whole: TablePayload): void {
    const t = tableStrings[this.locale];
    const count = (value: number) => formatCount(value, this.locale);
    const columns = whole.columns.slice(0, MOST_COLUMNS);
    const rows = whole.rows.slice(
      0,
      Math.min(MOST_ROWS, Math.ceil(MOST_CELLS / Math.max(1, columns.length))),
    );
    const payload = { ...whole, columns, rows };
    if (this.sort && this.sort.column >= payload.columns.length) this.sort = null;
    const old = this.host.querySelector('.epb-table-scroll');
    const place = { top: old?.scrollTop ?? 0, left: old?.scrollLeft ?? 0 };
    this.buttons = [];
    const heads = payload.columns.map((column, index) => this.head(payload, column, index));
    const title = payload.title ?? t.title;
    const size = `${t.rows(count(payload.rows.length), count(payload.totalRows))}, ${t.columns(count(whole.columns.length))}`;
    const table = element(
      'table',
      { 'aria-label': `${title}: ${size}` },
      element(
        'thead',
        {},
        element('tr', {}, element('th', { scope: 'col', 'aria-label': t.row }, '#'), ...heads),
      ),
      this.body,
    );
    table.style.setProperty('--epb-columns', String(columns.length));
    table.style.setProperty('--epb-bar', pagePalette().train);
    const scroll = element(
      'div',
      { class: 'epb-table-scroll', tabindex: '0', role: 'region', 'aria-label': title },
      table,
    );
    const quiet = quietScroll(scroll);
    const note = element('span', {}, t.scroll);
    this.host.replaceChildren(
      element(
        'section',
        { class: 'epb-table' },
        element(
          'div',
          { class: 'epb-table-head' },
          element('strong', {}, title),
          element('span', {}, size),
          note,
        ),
        payload.rows.length ? scroll : element('p', {}, t.noRows),
        columns.length < whole.columns.length
          ? element('p', {}, t.moreColumns(count(whole.columns.length - columns.length)))
          : '',
        this.status,
      ),
    );
    this.fill(payload);
    scroll.scrollTo(place);
    quiet.update();
    note.hidden = !scroll.hasAttribute('data-more');
  }

  private head(payload: TablePayload, column: TableColumn, index: number): HTMLElement {
    const t = tableStrings[this.locale];
    const arrow = element('span', { class: 'epb-table-arrow', 'aria-hidden': 'true' });
    const button = element(
      'button',
      {
        type: 'button',
        class: column.name.length > LONG_NAME ? 'epb-table-sort epb-table-long' : 'epb-table-sort',
        title: `${t.sortBy(column.name)}. ${t.sortNote}`,
      },
      column.name,
      arrow,
    );
    button.addEventListener('click', () => {
      const { sort } = this;
      if (sort?.column !== index) this.sort = { column: index, descending: false };
      else this.sort = sort.descending ? null : { column: index, descending: true };
      this.fill(payload);
      const words = !this.sort ? t.unsorted : (this.sort.descending ? t.sortedDown : t.sortedUp)(column.name);
      setText(this.status, words);
    });
    const missing = column.missing
      ? element(
          'span',
          { class: 'epb-table-missing', title: missingText(column, payload.totalRows, this.locale) },
          t.missingCount(formatCount(column.missing, this.locale)),
        )
      : '';
    const fill = element('div');
    fill.style.width = `${missingShare(column, payload.totalRows) * 100}%`;
    const numeric = column.type === 'number';
    const values = allValues(payload, index);
    const head = element(
      'th',
      {
        scope: 'col',
        title: columnText(column, payload.totalRows, this.locale, values),
        ...(numeric && { class: 'epb-number' }),
      },
      button,
      element('div', { class: 'epb-table-meta' }, element('span', {}, t.types[column.type]), missing),
      payload.columns.some(({ missing: some }) => some > 0)
        ? element('div', { class: 'epb-table-bar', 'aria-hidden': 'true' }, column.missing > 0 ? fill : '')
        : '',
      element(
        'div',
        { 'aria-hidden': 'true' },
        ...profileParts(profileOf(column, payload.totalRows, this.locale, values), this.locale),
      ),
    );
    this.buttons.push({ head, arrow });
    return head;
  }

  private fill(payload: TablePayload): void {
    const t = tableStrings[this.locale];
    this.buttons.forEach(({ head, arrow }, index) => {
      const { sort } = this;
      const here = sort?.column === index;
      setText(arrow, here ? (sort.descending ? '▼' : '▲') : '');
      if (here) head.setAttribute('aria-sort', sort.descending ? 'descending' : 'ascending');
      else head.removeAttribute('aria-sort');
    });
    const prose = proseColumns(payload);
    const decimals = decimalsOf(payload);
    const order = sortedRows(payload, this.sort?.column ?? null, this.sort?.descending ?? false, this.locale);
    this.body.replaceChildren(
      ...order.map((row) =>
        element(
          'tr',
          {},
          element('th', { scope: 'row' }, formatCount(row + 1, this.locale)),
          ...payload.columns.map((column, index) => {
            const text = cellText(payload.rows[row]?.[index], this.locale, decimals[index]);
            if (text === null)
              return element(
                'td',
                column.type === 'number' ? { class: 'epb-number' } : {},
                element('span', { class: 'epb-table-empty' }, t.empty),
              );
            if (prose.includes(index)) return element('td', {}, element('div', { class: 'epb-prose' }, text));
            return element(
              'td',
              {
                title: text.length > 30 ? text : undefined,
                class: column.type === 'number' ? 'epb-number' : undefined,
              },
              text,
            );
          }),
        ),
      ),
    );
  }
}

/** The live picture `table`. */
export const activate = staticRenderer({
  packed: true,
  schema: tablePayloadSchema,
  view: (host, locale) => new TableView(host, locale),
  pure: async () => (await import('./table-picture.js')).tablePicture,
  invalid: (locale, where) => tableStrings[locale].invalid(where),
});
