import { describe, expect, it } from 'vitest';
import { imageLayout } from '../../../kernel/variables/image-layout.js';
import { readFilter } from '../../../kernel/viewer/filter.js';
import { type RawCell, TableGrid, TensorGrid } from '../../../kernel/viewer/grid.js';
import type { Opened } from '../../../kernel/viewer/opened.js';
import { orderRows } from '../../../kernel/viewer/order.js';
import type { ColumnPart } from '../../../kernel/viewer/parts.js';
import { statisticsOf } from '../../../kernel/viewer/statistics.js';
import { tensor as openedTensor } from '../../renderers/views/values.js';

const INF = Number.POSITIVE_INFINITY;
const same = (value: number): number => value;

/** A table of one column, in parts of two rows, as they come. */
function column(values: RawCell[]): TableGrid {
  const grid = new TableGrid(values.length, 1);
  for (let from = 0; from < values.length; from += 2) grid.add([partOf(values.slice(from, from + 2))]);
  return grid;
}

function partOf(values: RawCell[]): ColumnPart {
  if (!values.every((value) => typeof value === 'number' || value === null)) return { values };
  const missing = Uint8Array.from(values, (value) => Number(value === null));
  return { numbers: Float64Array.from(values, (value) => Number(value)), missing };
}

describe('a filter', () => {
  const values: RawCell[] = [0, 0.1, 7, -3, Number.NaN, INF, -INF, null, 'Braund', 'nan', '7', true, false];

  it.each<[string, RawCell[]]>([
    ['> 0.1', [7, INF]],
    ['>=0.1', [0.1, 7, INF]],
    ['≥ 0.1', [0.1, 7, INF]],
    ['< 0', [-3, -INF]],
    ['<= −3', [-3, -INF]],
    ['= 7', [7]],
    ['== 1e-1', [0.1]],
    ['!= 7', [0, 0.1, -3, Number.NaN, INF, -INF]],
    ['0..1', [0, 0.1]],
    ['-3 … 0', [0, -3]],
    ['> -inf', []],
    ['> -Infinity', [0, 0.1, 7, -3, INF]],
    ['NaN', [Number.NaN]],
    ['"nan"', ['nan']],
    ['inf', [INF, -INF]],
    ['missing', [null]],
    ['없음', [null]],
    ['true', [true]],
    ['braund', ['Braund']],
    ['"braund"', []],
    ['7', [7, '7']],
    ['no such text', []],
  ])('"%s"', (text, wanted) => {
    const test = readFilter(text);
    expect(values.filter((value) => test?.(value))).toEqual(wanted);
  });

  it.each(['', '   '])('of nothing ("%s") is none', (text) => {
    expect(readFilter(text)).toBeUndefined();
  });
});

describe('the order of rows', () => {
  const order = (values: RawCell[], descending: boolean): RawCell[] =>
    [...orderRows(column(values), { sort: { column: 0, descending } }, same)].map(
      (row) => values[row] ?? null,
    );

  it.each<[string, RawCell[], RawCell[], RawCell[]]>([
    ['numbers', [3, -1, 2], [-1, 2, 3], [3, 2, -1]],
    [
      'NaN and missing ones, last either way',
      [null, 2, Number.NaN, INF, -INF],
      [-INF, 2, INF, Number.NaN, null],
      [INF, 2, -INF, Number.NaN, null],
    ],
    ['texts', ['b', 'a', null, 'c'], ['a', 'b', 'c', null], ['c', 'b', 'a', null]],
    ['booleans', [true, false, null], [false, true, null], [true, false, null]],
    ['numbers before texts', ['a', 2, 'b', 1], [1, 2, 'a', 'b'], ['b', 'a', 2, 1]],
  ])('%s', (_, values, up, down) => {
    expect(order(values, false)).toEqual(up);
    expect(order(values, true)).toEqual(down);
  });

  it('keeps equal ones as they are', () => {
    const grid = column([1, 0, 1, 0, 1]);
    expect([...orderRows(grid, { sort: { column: 0, descending: false } }, same)]).toEqual([1, 3, 0, 2, 4]);
    expect([...orderRows(grid, { sort: { column: 0, descending: true } }, same)]).toEqual([0, 2, 4, 1, 3]);
  });

  it('filters by one column or by any', () => {
    const grid = new TensorGrid(3, 2, 'float32', Float32Array.of(1, 5, 5, 1, 0, 0));
    const rows = (at: number | null) => [...orderRows(grid, { filter: { column: at, text: '= 5' } }, same)];
    expect([rows(0), rows(1), rows(null)]).toEqual([[1], [0], [0, 1]]);
  });

  it('takes a million rows in seconds', () => {
    const values = Float32Array.from({ length: 1e6 }, (_, i) => (i * 7919) % 1_000_003);
    const grid = new TensorGrid(1e6, 1, 'float32', values);
    const started = performance.now();
    const rows = orderRows(grid, { sort: { column: 0, descending: false } }, same);
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(rows.every((row, i) => i === 0 || (values[rows[i - 1] ?? 0] ?? 0) <= (values[row] ?? 0))).toBe(
      true,
    );
  });
});

describe('statistics', () => {
  it('count what is no number apart', () => {
    expect(statisticsOf(column([1, 2, 3, Number.NaN, INF, -INF, null, 2]), 0)).toEqual({
      count: 8,
      missing: 1,
      nan: 1,
      infinite: [1, 1],
      numbers: { count: 4, mean: 2, deviation: Math.sqrt(0.5), min: 1, max: 3 },
      bins: [
        { label: '1', count: 1 },
        { label: '2', count: 2 },
        { label: '3', count: 1 },
      ],
    });
  });

  it('count texts and booleans, the most frequent first', () => {
    const found = statisticsOf(column(['a', 'b', 'b', null, true]), 0);
    expect(found).toMatchObject({ count: 5, missing: 1, distinct: 3, bins: [] });
    expect(found.frequent?.[0]).toEqual({ text: 'b', count: 2 });
    expect(found.numbers).toBeUndefined();
  });

  it('put every finite number into a bin, however large', () => {
    const values = Float64Array.from({ length: 1000 }, (_, i) => (i - 500) * 3e305);
    const { bins, numbers } = statisticsOf(new TensorGrid(1000, 1, 'Float64Array', values), null);
    expect(bins).toHaveLength(40);
    expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(1000);
    expect(numbers?.min).toBe(-500 * 3e305);
    expect(bins.every(({ label }) => !/NaN|Infinity/.test(label))).toBe(true);
  });

  it('are those of no values, too', () => {
    expect(statisticsOf(new TensorGrid(0, 3, 'float32', new Float32Array()), null)).toMatchObject({
      count: 0,
      bins: [],
    });
  });
});

describe('an opened value', () => {
  const tensor = (
    shape: number[],
    dtype: string,
    values: Float32Array | Int32Array | Uint8Array | string[],
  ): Opened => openedTensor('t', shape, values, dtype);
  const page = { view: 'v', from: 0, count: 9, columnFrom: 0, columnCount: 9 };
  const cells = (opened: Opened) => opened.rows(page).rows.map((row) => row.cells);

  it.each<[string, Opened, unknown[][]]>([
    [
      'float32 in as few digits as tell it',
      tensor([2], 'float32', Float32Array.of(0.1, Number.NaN)),
      [[0.1], [{ is: 'NaN' }]],
    ],
    [
      'infinities',
      tensor([1, 2], 'float32', Float32Array.of(INF, -INF)),
      [[{ is: 'Infinity' }, { is: '-Infinity' }]],
    ],
    [
      'int32',
      tensor([2, 2], 'int32', Int32Array.of(1, 2, -3, 4)),
      [
        [1, 2],
        [-3, 4],
      ],
    ],
    ['bool', tensor([2], 'bool', Uint8Array.of(1, 0)), [[true], [false]]],
    ['string', tensor([2], 'string', ['a', '']), [['a'], ['']]],
    ['rank 0', tensor([], 'float32', Float32Array.of(7)), [[7]]],
    [
      'rank 3, row by row',
      tensor([2, 1, 2], 'int32', Int32Array.of(1, 2, 3, 4)),
      [
        [1, 2],
        [3, 4],
      ],
    ],
  ])('shows %s', (_, opened, wanted) => {
    expect(cells(opened)).toEqual(wanted);
  });

  it('finds float32 values as they are shown', () => {
    const opened = tensor([3], 'float32', Float32Array.of(0.1, 0.2, 0.3));
    expect(opened.rows({ ...page, filter: { column: null, text: '= 0.2' } })).toMatchObject({ matching: 1 });
  });

  it('gives pages that go no further than the value', () => {
    const opened = tensor([3, 2], 'int32', Int32Array.of(1, 2, 3, 4, 5, 6));
    expect(opened.rows({ ...page, from: 2, columnFrom: 1 })).toEqual({
      matching: 3,
      from: 2,
      columnFrom: 1,
      rows: [{ place: 2, cells: [6] }],
    });
    expect(opened.rows({ ...page, from: 99 }).rows).toEqual([]);
  });

  it('cuts images out', () => {
    const opened = tensor([2, 2, 2, 1], 'int32', Int32Array.of(0, 1, 2, 3, 4, 5, 6, 7));
    const { base64, ...facts } = opened.image(1);
    expect(facts).toEqual({ height: 2, width: 2, channels: 1, step: 1, range: [0, 7] });
    const bytes = Uint8Array.from(Buffer.from(base64, 'base64'));
    expect([...new Float32Array(bytes.buffer)]).toEqual([4, 5, 6, 7]);
    expect(() => opened.image(2)).toThrow('no image 2');
  });
});

describe('images of a shape', () => {
  it.each<[number[], ReturnType<typeof imageLayout>]>([
    [[], undefined],
    [[5], undefined],
    [[28, 28], { count: 1, height: 28, width: 28, channels: 1 }],
    [[1, 28], undefined],
    [[32, 32, 3], { count: 1, height: 32, width: 32, channels: 3 }],
    [[100, 28, 28], { count: 100, height: 28, width: 28, channels: 1 }],
    [[100, 28, 28, 1], { count: 100, height: 28, width: 28, channels: 1 }],
    [[3, 3, 16, 32], { count: 3, height: 3, width: 16, channels: 32 }],
    [[2, 5, 8, 8, 4], { count: 10, height: 8, width: 8, channels: 4 }],
    [[2, 1, 5, 8, 8, 3], { count: 10, height: 8, width: 8, channels: 3 }],
    [[0, 28, 28], undefined],
  ])('%j', (shape, wanted) => {
    expect(imageLayout(shape)).toEqual(wanted);
  });
});
