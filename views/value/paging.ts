import type { RowOrder, RowsPage, RowsRequest, ValueCell } from '../../protocol/index.js';
import type { GridRange } from '../grid/virtual-grid.js';

/** Rows and columns of one page. */
export const PAGE = { rows: 100, columns: 40 };
/** Pages that are kept; those that were seen longest ago go first. */
const MOST_PAGES = 60;

type Ask = (request: Omit<RowsRequest, 'view'>) => Promise<RowsPage>;

interface PagesHost {
  ask: Ask;
  /** A page has come. */
  changed(): void;
  failed(reason: string): void;
}

/** The rows of a value in an order, of which pages are fetched when they come into sight. */
export class Pages {
  private readonly pages = new Map<string, RowsPage>();
  private readonly asked = new Set<string>();
  private order: RowOrder = {};
  /** Grows with each order, so that what was asked under another is not taken. */
  private generation = 0;
  /** Rows that pass the filter; undefined before the first page. */
  matching: number | undefined;

  constructor(private readonly host: PagesHost) {}

  /** Another order or another value: what was fetched is void. */
  restart(order: RowOrder): void {
    this.order = order;
    this.generation += 1;
    this.pages.clear();
    this.asked.clear();
    this.matching = undefined;
    this.fetch(0, 0);
  }

  /** Where a cell stands; undefined while its page is on the way. */
  at(row: number, column: number): ValueCell | undefined {
    return this.pageOf(row, column)?.rows[row % PAGE.rows]?.cells[column % PAGE.columns];
  }

  /** Which row of the value a row of the order is. */
  placeOf(row: number): number | undefined {
    for (const page of this.pages.values()) {
      const found = page.from === row - (row % PAGE.rows) ? page.rows[row % PAGE.rows] : undefined;
      if (found) return found.place;
    }
    return undefined;
  }

  /** Fetches what of these rows and columns is not there. */
  need({ rows, columns }: GridRange): void {
    if (this.matching === undefined || columns[1] <= columns[0]) return;
    const start = (at: number, size: number): number => at - (at % size);
    for (let row = start(rows[0], PAGE.rows); row < rows[1]; row += PAGE.rows)
      for (let column = start(columns[0], PAGE.columns); column < columns[1]; column += PAGE.columns)
        this.fetch(row, column);
  }

  private pageOf(row: number, column: number): RowsPage | undefined {
    const key = `${row - (row % PAGE.rows)},${column - (column % PAGE.columns)}`;
    return this.pages.get(key);
  }

  private fetch(from: number, columnFrom: number): void {
    const key = `${from},${columnFrom}`;
    const page = this.pages.get(key);
    if (page) {
      this.pages.delete(key);
      this.pages.set(key, page);
    }
    if (this.asked.has(key)) return;
    this.asked.add(key);
    const { generation, order } = this;
    const request = { from, count: PAGE.rows, columnFrom, columnCount: PAGE.columns, ...order };
    this.host.ask(request).then(
      (found) => {
        if (generation !== this.generation) return;
        this.keep(key, found);
        this.matching = found.matching;
        this.host.changed();
      },
      (error: Error) => {
        if (generation !== this.generation) return;
        this.asked.delete(key);
        this.host.failed(error.message);
      },
    );
  }

  private keep(key: string, page: RowsPage): void {
    this.pages.set(key, page);
    if (this.pages.size <= MOST_PAGES) return;
    const [oldest] = this.pages.keys();
    if (oldest === undefined) return;
    this.pages.delete(oldest);
    this.asked.delete(oldest);
  }
}
