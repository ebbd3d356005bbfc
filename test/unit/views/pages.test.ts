import { describe, expect, it } from 'vitest';
import type { OpenedValue, RowsPage, TensorAccount, VariableInfo } from '../../../protocol/index.js';
import { bytesText } from '../../../views/sizes.js';
import { cellOf, placeText } from '../../../views/value/cells.js';
import { fullNumber } from '../../../views/value/full-number.js';
import { Pages } from '../../../views/value/paging.js';
import { brightness, paint } from '../../../views/value/pixels.js';
import { growthText, type ListChoice, leftTexts, listed, nextSort } from '../../../views/variables/model.js';

describe('the list of variables', () => {
  const variable = (name: string, more: Partial<VariableInfo>): VariableInfo => ({
    name,
    kind: 'value',
    type: 'number',
    preview: '1',
    ...more,
  });
  const variables = [
    variable('x10', { bytes: 8 }),
    variable('x9', { kind: 'tensor', type: 'Tensor', dtype: 'float32', shape: [60, 28], bytes: 6720 }),
    variable('fit', { kind: 'function', type: 'function' }),
    variable('net', { kind: 'model', type: 'Sequential', parameters: 49, bytes: 196 }),
    variable('tf', { kind: 'import', type: 'Object' }),
    variable('late', {}),
  ];
  const names = (choice: Partial<ListChoice>): string[] =>
    listed(variables, { filter: '', functions: false, sort: null, ...choice }, 'en').map(({ name }) => name);

  it.each<[string, Partial<ListChoice>, string[]]>([
    ['as declared', {}, ['x10', 'x9', 'net', 'late']],
    ['with functions and imports', { functions: true }, ['x10', 'x9', 'fit', 'net', 'tf', 'late']],
    ['by name, numbers as such', { sort: { key: 'name', descending: false } }, ['late', 'net', 'x9', 'x10']],
    ['by type', { sort: { key: 'type', descending: false } }, ['x10', 'late', 'net', 'x9']],
    ['by size', { sort: { key: 'size', descending: true } }, ['x9', 'net', 'x10', 'late']],
    ['by size, the other way', { sort: { key: 'size', descending: false } }, ['x10', 'net', 'x9', 'late']],
    ['found by name', { filter: 'X1' }, ['x10']],
    ['found by shape', { filter: '[60, 28]' }, ['x9']],
    ['found by words in any order', { filter: 'float32 tensor' }, ['x9']],
    ['found by parameters', { filter: '49 param' }, ['net']],
  ])('%s', (_, choice, wanted) => {
    expect(names(choice)).toEqual(wanted);
  });

  it('is sorted up, down, and as it was', () => {
    const up = nextSort(null, 'name');
    expect([up, nextSort(up, 'name'), nextSort(nextSort(up, 'name'), 'name')]).toEqual([
      { key: 'name', descending: false },
      { key: 'name', descending: true },
      null,
    ]);
    // The largest first.
    const down = nextSort(up, 'size');
    expect([down, nextSort(down, 'size'), nextSort(nextSort(down, 'size'), 'size')]).toEqual([
      { key: 'size', descending: true },
      { key: 'size', descending: false },
      null,
    ]);
  });
});

describe('what a cell did to the tensors', () => {
  const account = (more: Partial<TensorAccount>): TensorAccount => ({
    cell: 'c',
    order: 3,
    runs: 2,
    grown: { tensors: 0, bytes: 0 },
    ...more,
  });

  it.each<[Partial<TensorAccount>, string, string[]]>([
    [{}, 'no change', []],
    [{ grown: { tensors: 15, bytes: 676 } }, '+15 tensors, +676 B', []],
    [{ grown: { tensors: -2, bytes: -2048 } }, '-2 tensors, −2 KB', []],
    [
      {
        grown: { tensors: 9, bytes: 100 },
        left: { replaced: [{ name: 'net', tensors: 8, bytes: 96 }], others: 1, times: 1 },
      },
      '+9 tensors, +100 B',
      ['Earlier values stay in memory: net (8, 96 B)', 'Left 1 that no variable holds'],
    ],
    [
      { left: { replaced: [], others: 3, times: 2 } },
      'no change',
      ['Each run leaves 3 more that no variable holds'],
    ],
  ])('%j', (more, growth, left) => {
    expect(growthText(account(more), 'en')).toBe(growth);
    expect(leftTexts(account(more), 'en')).toEqual(left);
  });
});

describe('sizes and numbers', () => {
  it.each<[number, string]>([
    [0, '0 B'],
    [1023, '1,023 B'],
    [1024, '1 KB'],
    [24_800, '24.2 KB'],
    [1024 * 1024 - 1, '1 MB'],
    [188_160_000, '179 MB'],
    [5 * 2 ** 40, '5 TB'],
  ])('%d bytes', (bytes, text) => {
    expect(bytesText(bytes, 'en')).toBe(text);
  });

  it.each<[number, string]>([
    [49_999.5, '49,999.5'],
    [1 / 6, '0.1666667'],
    [1.25e-7, '1.25e-7'],
    [-3e12, '-3e+12'],
    [0, '0'],
  ])('%d', (value, text) => {
    expect(fullNumber(value, 'en')).toBe(text);
  });
});

describe('cells of a value', () => {
  it.each([
    [1.5, '1.5', undefined],
    [-0, '-0', undefined],
    [null, 'missing', 'odd'],
    [{ is: 'NaN' } as const, 'NaN', 'odd'],
    [{ is: '-Infinity' } as const, '−∞', 'odd'],
    [true, 'true', undefined],
    [undefined, '…', 'quiet'],
  ])('%j', (value, text, look) => {
    expect(cellOf(value, 'en')).toMatchObject({ text, ...(look && { look }) });
  });

  it.each<[number[], number, string]>([
    [[5], 3, '3'],
    [[5, 4], 3, '3'],
    [[2, 3, 4], 4, '1, 1'],
    [[2, 3, 4, 5], 23, '1, 2, 3'],
  ])('row of a tensor of shape %j', (shape, place, text) => {
    expect(placeText({ shape, form: 'tensor' } as OpenedValue, place)).toBe(text);
  });
});

describe('pixels', () => {
  it.each<[[number, number], [number, number]]>([
    [
      [0, 1],
      [0, 1],
    ],
    [
      [0.2, 0.4],
      [0, 1],
    ],
    [
      [0, 255],
      [0, 255],
    ],
    [
      [3, 90],
      [0, 255],
    ],
    [
      [-1, 1],
      [-1, 1],
    ],
    [
      [-5, -5],
      [-6, -4],
    ],
    [
      [0, 1000],
      [0, 1000],
    ],
  ])('range %j', (range, wanted) => {
    expect(brightness(range)).toEqual(wanted);
  });

  const facts = { height: 1, width: 2, step: 1, range: [0, 1] as [number, number] };

  it.each<[string, number, number[], number[], number]>([
    ['one channel as brightness', 1, [0, 1], [0, 0, 0, 255, 255, 255, 255, 255], 0],
    ['three as colours', 3, [1, 0, 0, 0, 0, 1], [255, 0, 0, 255, 0, 0, 255, 255], 0],
    ['four with opacity', 4, [1, 1, 1, 0, 0, 0, 0, 1], [255, 255, 255, 0, 0, 0, 0, 255], 0],
    ['what is no number', 1, [Number.NaN, 1], [255, 0, 255, 255, 255, 255, 255, 255], 1],
  ])('%s', (_, channels, values, colors, odd) => {
    const painted = paint({ ...facts, channels, values: Float32Array.from(values) }, 0);
    expect([[...painted.colors], painted.odd]).toEqual([colors, odd]);
  });
});

describe('pages of rows', () => {
  const asked: string[] = [];
  const answers: ((page: RowsPage) => void)[] = [];
  const pages = new Pages({
    ask: ({ from, columnFrom, sort }) => {
      asked.push(`${from},${columnFrom}${sort ? ' sorted' : ''}`);
      return new Promise((resolve) => answers.push(resolve));
    },
    changed: () => {},
    failed: (reason) => asked.push(reason),
  });
  const page = (from: number, first: number): RowsPage => ({
    matching: 1000,
    from,
    columnFrom: 0,
    rows: Array.from({ length: 100 }, (_, i) => ({ place: from + i, cells: [first + i] })),
  });

  it('are fetched when they are seen, each once, and void under another order', async () => {
    pages.restart({});
    expect(asked.splice(0)).toEqual(['0,0']);
    answers.shift()?.(page(0, 0));
    await expect.poll(() => pages.matching).toBe(1000);
    expect([pages.at(3, 0), pages.at(100, 0), pages.placeOf(3)]).toEqual([3, undefined, 3]);
    pages.need({ rows: [90, 230], columns: [0, 1] });
    pages.need({ rows: [90, 230], columns: [0, 1] });
    expect(asked.splice(0)).toEqual(['100,0', '200,0']);
    const [late] = answers.splice(0);
    pages.restart({ sort: { column: 0, descending: true } });
    expect(asked.splice(0)).toEqual(['0,0 sorted']);
    late?.(page(100, 100));
    answers.shift()?.(page(0, 5000));
    await expect.poll(() => pages.at(0, 0)).toBe(5000);
    expect(pages.at(100, 0)).toBeUndefined();
  });
});
