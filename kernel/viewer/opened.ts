import {
  type OpenedValue,
  type RowOrder,
  type RowsPage,
  type RowsRequest,
  shortestFloat,
  type ValueCell,
  type ValueImage,
  type ValueStatistics,
} from '../../protocol/index.js';
import { emptyGrid, type Grid, type RawCell, TableGrid, TensorGrid, typesOf } from './grid.js';
import { orderRows } from './order.js';
import type { ColumnPart, OpenedHead, TensorValues } from './parts.js';

import { statisticsOf } from './statistics.js';

/** Cells of one answer. */
const MOST_CELLS = 40_000;
const LONGEST_TEXT = 300;
/** Pixels of one image along a side; of a larger one every n-th is drawn. */
const LONGEST_SIDE = 1024;

/** A value that was opened, and what was found out of it. */
export class Opened {
  private grid: Grid;
  private order: { key: string; rows: Uint32Array } | undefined;
  private readonly statistics = new Map<number | null, ValueStatistics>();
  private range: [number, number] | undefined;

  constructor(private readonly head: OpenedHead) {
    this.grid = emptyGrid(head) ?? new TableGrid(0, 0);
  }

  tensor(values: TensorValues): void {
    const { rows, columns, dtype = '' } = this.head;
    this.grid = new TensorGrid(rows, columns.count, dtype, values);
  }

  add(columns: readonly ColumnPart[]): void {
    if (this.grid instanceof TableGrid) this.grid.add(columns);
  }

  get facts(): OpenedValue {
    const { head } = this;
    return { ...head, columns: { ...head.columns, types: typesOf(this.grid, head) } };
  }

  rows({ from, count, columnFrom, columnCount, sort, filter }: RowsRequest): RowsPage {
    const { grid } = this;
    const order = this.ordered({ ...(sort && { sort }), ...(filter && { filter }) });
    const columns = Math.max(0, Math.min(columnCount, grid.columns - columnFrom));
    const most = Math.max(1, Math.floor(MOST_CELLS / Math.max(1, columns)));
    const places = [...order.subarray(from, from + Math.min(count, most))];
    return {
      matching: order.length,
      from,
      columnFrom,
      rows: places.map((place) => ({
        place,
        cells: Array.from({ length: columns }, (_, i) => this.cell(grid.at(place, columnFrom + i))),
      })),
    };
  }

  statisticsOf(column: number | null): ValueStatistics {
    const known = this.statistics.get(column);
    if (known) return known;
    const found = statisticsOf(this.grid, column);
    const { numbers } = found;
    const shown = numbers && { ...numbers, min: this.shown(numbers.min), max: this.shown(numbers.max) };
    const told = { ...found, ...(shown && { numbers: shown }) };
    this.statistics.set(column, told);
    return told;
  }

  /** @throws RangeError where there is no such image. */
  image(image: number): ValueImage {
    const { images } = this.head;
    const { grid } = this;
    if (!images || !(grid instanceof TensorGrid) || !(image >= 0 && image < images.count))
      throw new RangeError(`There is no image ${image}.`);
    const { height, width, channels } = images;
    const step = Math.max(1, Math.ceil(Math.max(height, width) / LONGEST_SIDE));
    const [tall, wide] = [Math.ceil(height / step), Math.ceil(width / step)];
    const pixels = new Float32Array(tall * wide * channels);
    const start = image * height * width * channels;
    let at = 0;
    for (let y = 0; y < height; y += step)
      for (let x = 0; x < width; x += step)
        for (let c = 0; c < channels; c++)
          pixels[at++] = Number(grid.values[start + (y * width + x) * channels + c]);
    const base64 = Buffer.from(pixels.buffer).toString('base64');
    return { height: tall, width: wide, channels, step, base64, range: this.rangeOfValues() };
  }

  private rangeOfValues(): [number, number] {
    const { numbers } = this.statisticsOf(null);
    this.range ??= numbers ? [numbers.min, numbers.max] : [0, 0];
    return this.range;
  }

  private ordered(order: RowOrder): Uint32Array {
    const key = JSON.stringify(order);
    if (this.order?.key !== key)
      this.order = { key, rows: orderRows(this.grid, order, (value) => this.shown(value)) };
    return this.order.rows;
  }

  /** A number of float32 in as few digits as tell it. */
  private shown(value: number): number {
    return this.head.dtype === 'float32' || this.head.dtype === 'Float32Array' ? shortestFloat(value) : value;
  }

  private cell(value: RawCell): ValueCell {
    if (typeof value === 'string')
      return value.length > LONGEST_TEXT ? `${value.slice(0, LONGEST_TEXT)}…` : value;
    if (typeof value !== 'number') return value;
    if (Number.isNaN(value)) return { is: 'NaN' };
    if (!Number.isFinite(value)) return { is: value > 0 ? 'Infinity' : '-Infinity' };
    return this.shown(value);
  }
}
