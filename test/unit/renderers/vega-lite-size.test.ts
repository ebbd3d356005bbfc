import { describe, expect, test } from 'vitest';
import type { VegaLiteSpec } from '../../../renderers/vega-lite/model.js';
import { fillsWidth, narrowed, withSize } from '../../../renderers/vega-lite/size.js';

const values = { x: { field: 'a', type: 'quantitative' }, y: { field: 'b', type: 'quantitative' } };
const categories = { x: { field: 'a', type: 'quantitative' }, y: { field: 'b', type: 'nominal' } };

describe('the size of a chart in a page of 800 pixels', () => {
  test.each<[string, VegaLiteSpec, fills: boolean, width: unknown, height: unknown]>([
    ['one view without a width', { mark: 'point', encoding: values }, true, 800, 240],
    ['layers without a width', { layer: [{ mark: 'line', encoding: values }] }, true, 800, 240],
    ['a height of its own', { mark: 'point', encoding: values, height: 100 }, true, 800, 100],
    ['categories up the chart', { mark: 'bar', encoding: categories }, true, 800, undefined],
    [
      'a container',
      { mark: 'point', encoding: values, width: 'container', height: 'container' },
      true,
      800,
      320,
    ],
    ['a width of its own', { mark: 'point', encoding: values, width: 300 }, false, 300, undefined],
    ['a step for each category', { mark: 'bar', width: { step: 12 } }, false, { step: 12 }, undefined],
    [
      'a width in its configuration',
      { mark: 'bar', config: { view: { continuousWidth: 90 } } },
      false,
      undefined,
      undefined,
    ],
    ['its own way to fit', { mark: 'point', autosize: 'none', width: 'container' }, false, 680, undefined],
    ['charts side by side', { hconcat: [{ mark: 'point' }] }, false, undefined, undefined],
    [
      'columns of facets',
      { mark: 'point', encoding: { ...values, column: { field: 'c' } } },
      false,
      undefined,
      undefined,
    ],
    ['damaged parts', { mark: 'point', encoding: 'odd', layer: 3, config: null }, true, 800, undefined],
  ])('%s', (_, spec, fills, width, height) => {
    expect(fillsWidth(spec)).toBe(fills);
    const before = structuredClone(spec);
    const sized = withSize(spec, 800, 320);
    expect([sized.width, sized.height]).toEqual([width, height]);
    expect(spec).toEqual(before);
  });

  test('plots in a row share what axes and plots with a width of their own leave', () => {
    const [square, rest] = [
      { mark: 'point', width: 260, encoding: values },
      { mark: 'point', width: 'container', encoding: values },
    ];
    const widths = (views: VegaLiteSpec[], room: number) => {
      const sized = withSize(narrowed({ hconcat: views }, room), room, 320);
      return ((sized.hconcat ?? sized.vconcat) as VegaLiteSpec[]).map(({ width }) => width);
    };
    expect(widths([square, rest], 1264)).toEqual([260, 880]);
    expect(widths([rest, rest], 1264)).toEqual([570, 570]);
    expect(widths([square, rest], 540)).toEqual([260, 420]);
    const long = { ...rest, encoding: categories, data: { values: [{ b: 'alcalinity of ash' }] } };
    const [first = 0, second] = widths([long, long], 1264) as number[];
    expect(first).toBe(second);
    expect(first).toBeLessThan(540);
    expect(first).toBeGreaterThan(440);
  });

  test('the height follows the width within limits', () => {
    const of = (width: number) => withSize({ mark: 'point', encoding: values }, width, 320).height;
    expect([320, 544, 684, 1264, 1904].map(of)).toEqual([200, 200, 205, 340, 340]);
  });
});

describe('a chart in a page that is too narrow for it', () => {
  const bars = {
    mark: 'bar',
    encoding: { x: { field: 'a', type: 'quantitative' }, y: { field: 'b', type: 'quantitative' } },
  };
  const pixels = {
    ...bars,
    encoding: { ...bars.encoding, x: { field: 'a', type: 'quantitative', axis: null } },
  };
  const row = {
    hconcat: [
      { ...bars, width: 240 },
      { ...bars, width: 240 },
    ],
  };
  const long = 'line: from the least to the greatest value, bar: the middle half, mark: the median';

  test.each([
    ['that fits stays', { ...bars, width: 240 }, 560, {}],
    [
      'gets shorter',
      { ...bars, width: 480 },
      400,
      { width: 400, autosize: { type: 'fit-x', contains: 'padding' } },
    ],
    [
      'stays square',
      { ...bars, width: 440, height: 440 },
      400,
      { width: 400, height: 338, autosize: { type: 'fit-x', contains: 'padding' } },
    ],
    ['of pixels cannot shrink', { ...pixels, width: 480 }, 400, {}],
    ['in a row that fits stays', row, 700, {}],
    ['in a row stands below the other', row, 560, { hconcat: undefined, vconcat: row.hconcat }],
    [
      'in a row stands below the other, shorter',
      row,
      300,
      { hconcat: undefined, vconcat: row.hconcat.map((view) => ({ ...view, width: 180 })) },
    ],
  ])('%s', (_, spec, room, change) => {
    expect(narrowed(spec, room)).toEqual({ ...spec, ...change });
  });

  test('a legend of long words stands below where it has no room beside the plot', () => {
    const color = { field: 'model', type: 'nominal', legend: { labelLimit: 240 } };
    const view = { ...bars, encoding: { ...bars.encoding, color } };
    const spec = { width: 380, layer: [view, bars] };
    expect(narrowed(spec, 684)).toBe(spec);
    const below = { ...color, legend: { labelLimit: 240, orient: 'bottom', columns: 1 } };
    const moved = { layer: [{ ...view, encoding: { ...view.encoding, color: below } }, bars] };
    expect(narrowed(spec, 544)).toEqual({ width: 380, ...moved });
    expect(narrowed(spec, 384)).toEqual({
      width: 384,
      autosize: { type: 'fit-x', contains: 'padding' },
      ...moved,
    });
    expect(narrowed({ ...view, width: 380 }, 544)).toEqual({
      ...view,
      width: 380,
      encoding: { ...view.encoding, color: below },
    });
  });

  test('has the lines of its titles that they need, and all their words', () => {
    const { title } = narrowed({ ...bars, title: { text: 'Short', subtitle: long } }, 300) as {
      title: { text: string; subtitle: string[] };
    };
    expect(title.text).toBe('Short');
    expect(title.subtitle.length).toBe(2);
    expect(title.subtitle.join(' ')).toBe(long);
  });
});
