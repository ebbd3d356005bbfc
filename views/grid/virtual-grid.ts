import { element, ensureStyle } from '../../renderers/drawing/page.js';
import { gridCss } from './style.js';

/** What a cell shows. */
export interface GridCell {
  text: string;
  /** `quiet`, `odd` (missing, NaN), `name`, `link`, `end` (at the right). */
  look?: string;
  title?: string;
}

export interface GridColumn {
  label: string;
  /** Pixels. */
  width: number;
  end?: boolean;
  title?: string;
}

export interface GridSort {
  column: number;
  descending: boolean;
}

export interface GridOptions {
  label: string;
  /** Width of the column of row numbers; none without. */
  placeWidth?: number;
  place?(row: number): string;
  cell(row: number, column: number): GridCell;
  /** A click on a title, or Enter there. */
  sort?(column: number): void;
  /** A click on a cell that is a link, a double click, or Enter. */
  activate?(row: number, column: number): void;
  /** What is in sight now. */
  seen?(range: GridRange): void;
  moved?(row: number, column: number): void;
}

export interface GridRange {
  rows: [from: number, to: number];
  columns: [from: number, to: number];
}

const ROW = 22;
const HEAD = 24;
/** Browsers draw nothing beyond some 33 million pixels. */
const TALLEST = 30_000_000;
let grids = 0;

/**
 * A table of any number of rows and columns, of which only those in sight are in the page. Arrows, Page Up and Down, Home and
 * End move within it, Enter on a title sorts, Ctrl+C copies a cell.
 */
export class VirtualGrid {
  readonly host: HTMLElement;
  private readonly space = element('div', { class: 'epb-grid-space', role: 'presentation' });
  private readonly head = element('div', { class: 'epb-grid-head', role: 'row', 'aria-rowindex': '1' });
  private readonly body = element('div', { role: 'rowgroup' });
  private readonly id = `epb-grid-${++grids}`;
  private columns: GridColumn[] = [];
  private lefts: number[] = [];
  private width = 0;
  private rows = 0;
  private sort: GridSort | undefined;
  /** Row −1 is the head. */
  private at = { row: 0, column: 0 };
  private queued = false;

  constructor(private readonly options: GridOptions) {
    ensureStyle('epochbook-grid', gridCss);
    this.host = element('div', {
      class: 'epb-grid',
      role: 'grid',
      tabindex: '0',
      'aria-label': options.label,
    });
    this.space.append(this.head, this.body);
    this.host.append(this.space);
    this.host.addEventListener('scroll', () => this.redraw());
    this.host.addEventListener('keydown', (event) => this.key(event));
    this.host.addEventListener('wheel', (event) => this.wheel(event), { passive: false });
    new ResizeObserver(() => this.redraw()).observe(this.host);
  }

  setColumns(columns: GridColumn[], sort?: GridSort): void {
    this.columns = columns;
    this.sort = sort;
    let left = this.options.placeWidth ?? 0;
    this.lefts = columns.map(({ width }) => {
      left += width;
      return left - width;
    });
    this.width = left;
    this.at.column = Math.max(0, Math.min(this.at.column, columns.length - 1));
    this.redraw();
  }

  setRows(rows: number): void {
    this.rows = rows;
    this.at.row = Math.max(-1, Math.min(this.at.row, rows - 1));
    this.redraw();
  }

  /** To the first row. */
  toTop(): void {
    this.host.scrollTop = 0;
  }

  /** Draws what is in sight, with the next frame. */
  redraw(): void {
    if (this.queued) return;
    this.queued = true;
    requestAnimationFrame(() => {
      this.queued = false;
      this.draw();
    });
  }

  private get tall(): number {
    return this.rows * ROW;
  }

  private get room(): number {
    return Math.max(0, this.host.clientHeight - HEAD);
  }

  /** Pixels of rows for a pixel of the scroll bar. */
  private get scale(): number {
    return this.tall <= TALLEST ? 1 : (this.tall - this.room) / (TALLEST - this.room);
  }

  private draw(): void {
    const { host, space, room } = this;
    const height = Math.min(this.tall, TALLEST);
    space.style.height = `${height + HEAD}px`;
    space.style.width = `${this.width}px`;
    const offset = host.scrollTop * this.scale;
    const first = Math.max(0, Math.min(this.rows - 1, Math.floor(offset / ROW)));
    const last = Math.min(this.rows, first + Math.ceil(room / ROW) + 1);
    const [from, to] = this.columnsInSight();
    this.options.seen?.({ rows: [first, last], columns: [from, to] });
    const top = HEAD + host.scrollTop - (offset - first * ROW);
    const rows: HTMLElement[] = [];
    for (let row = first; row < last; row++)
      rows.push(this.rowElement(row, top + (row - first) * ROW, from, to));
    this.body.replaceChildren(...rows);
    this.head.replaceChildren(...this.titles(from, to));
    host.setAttribute('aria-rowcount', String(this.rows + 1));
    host.setAttribute('aria-colcount', String(this.columns.length));
    const { row, column } = this.at;
    const here = document.getElementById(this.idOf(row, column));
    if (here) host.setAttribute('aria-activedescendant', here.id);
    else host.removeAttribute('aria-activedescendant');
  }

  private columnsInSight(): [number, number] {
    const { scrollLeft, clientWidth } = this.host;
    const isAfter = (edge: number) => (left: number) => left > edge;
    const next = this.lefts.findIndex(isAfter(scrollLeft + (this.options.placeWidth ?? 0)));
    const from = Math.max(0, (next < 0 ? this.columns.length : next) - 1);
    const beyond = this.lefts.findIndex(isAfter(scrollLeft + clientWidth));
    return [from, beyond < 0 ? this.columns.length : beyond];
  }

  private idOf(row: number, column: number): string {
    return `${this.id}-${row}-${column}`;
  }

  private titles(from: number, to: number): HTMLElement[] {
    const { placeWidth, place } = this.options;
    const titles = this.columns.slice(from, to).map(({ label, width, end, title }, i) => {
      const column = from + i;
      const sorted = this.sort?.column === column ? this.sort : undefined;
      const mark = sorted ? (sorted.descending ? ' ▼' : ' ▲') : '';
      const made = element(
        'div',
        {
          id: this.idOf(-1, column),
          role: 'columnheader',
          class: `epb-grid-title${end ? ' end' : ''}${this.isHere(-1, column) ? ' here' : ''}`,
          title: title ?? label,
          'aria-colindex': String(column + 1),
          'aria-sort': sorted ? (sorted.descending ? 'descending' : 'ascending') : undefined,
        },
        label + mark,
      );
      made.style.left = `${this.lefts[column]}px`;
      made.style.width = `${width}px`;
      made.addEventListener('click', () => {
        this.at = { row: -1, column };
        this.options.sort?.(column);
      });
      return made;
    });
    if (!place) return titles;
    const corner = element('div', { class: 'epb-grid-title place', role: 'columnheader' }, '#');
    corner.style.width = `${placeWidth}px`;
    return [corner, ...titles];
  }

  private rowElement(row: number, top: number, from: number, to: number): HTMLElement {
    const cells = this.columns.slice(from, to).map((column, i) => this.cellElement(row, from + i, column));
    const { placeWidth, place } = this.options;
    if (place) {
      const head = element('div', { class: 'epb-grid-cell place', role: 'rowheader' }, place(row));
      head.style.width = `${placeWidth}px`;
      cells.unshift(head);
    }
    const made = element(
      'div',
      {
        class: row % 2 ? 'epb-grid-row band' : 'epb-grid-row',
        role: 'row',
        'aria-rowindex': String(row + 2),
      },
      ...cells,
    );
    made.style.top = `${top}px`;
    made.style.width = `${this.width}px`;
    return made;
  }

  private cellElement(row: number, column: number, { width, end }: GridColumn): HTMLElement {
    const { text, look = '', title } = this.options.cell(row, column);
    const made = element(
      'div',
      {
        id: this.idOf(row, column),
        role: 'gridcell',
        class: `epb-grid-cell ${look}${end ? ' end' : ''}${this.isHere(row, column) ? ' here' : ''}`,
        title: title ?? (text.length * 6 > width ? text : undefined),
        'aria-colindex': String(column + 1),
      },
      text,
    );
    made.style.left = `${this.lefts[column]}px`;
    made.style.width = `${width}px`;
    made.addEventListener('click', () => {
      this.move(row, column);
      if (look.includes('link')) this.options.activate?.(row, column);
    });
    made.addEventListener('dblclick', () => {
      if (!look.includes('link')) this.options.activate?.(row, column);
    });
    return made;
  }

  private isHere = (row: number, column: number): boolean => this.at.row === row && this.at.column === column;

  private move(row: number, column: number): void {
    this.at = {
      row: Math.max(-1, Math.min(row, this.rows - 1)),
      column: Math.max(0, Math.min(column, this.columns.length - 1)),
    };
    this.show();
    this.options.moved?.(this.at.row, this.at.column);
    this.redraw();
  }

  private show(): void {
    const { host, room, scale } = this;
    const { row, column } = this.at;
    const offset = host.scrollTop * scale;
    if (row >= 0 && row * ROW < offset) host.scrollTop = (row * ROW) / scale;
    else if (row >= 0 && (row + 1) * ROW > offset + room) host.scrollTop = ((row + 1) * ROW - room) / scale;
    const left = this.lefts[column] ?? 0;
    const right = left + (this.columns[column]?.width ?? 0);
    const covered = this.options.placeWidth ?? 0;
    if (left - covered < host.scrollLeft) host.scrollLeft = left - covered;
    else if (right > host.scrollLeft + host.clientWidth) host.scrollLeft = right - host.clientWidth;
  }

  private key(event: KeyboardEvent): void {
    const { row, column } = this.at;
    const page = Math.max(1, Math.floor(this.room / ROW) - 1);
    const far = event.ctrlKey || event.metaKey;
    const moves: Record<string, [number, number]> = {
      ArrowUp: [row - 1, column],
      ArrowDown: [row + 1, column],
      ArrowLeft: [row, column - 1],
      ArrowRight: [row, column + 1],
      PageUp: [Math.max(0, row - page), column],
      PageDown: [row + page, column],
      Home: [far ? 0 : row, 0],
      End: [far ? this.rows - 1 : row, this.columns.length - 1],
    };
    const to = moves[event.key];
    if (to) this.move(...to);
    else if (event.key === 'Enter' && row < 0) this.options.sort?.(column);
    else if (event.key === 'Enter') this.options.activate?.(row, column);
    else if (event.key === 'c' && far && row >= 0 && String(getSelection() ?? '') === '')
      void navigator.clipboard.writeText(this.options.cell(row, column).text);
    else return;
    event.preventDefault();
  }

  /** Where a pixel of the scroll bar stands for many rows, the wheel still moves by rows. */
  private wheel(event: WheelEvent): void {
    if (this.scale === 1 || event.deltaY === 0) return;
    event.preventDefault();
    this.host.scrollTop += event.deltaY / this.scale;
    this.redraw();
  }
}
