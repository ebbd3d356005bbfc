import * as vega from 'vega';
import { describe, expect, it } from 'vitest';
import { type Locale, MAX_JSON_BYTES, MAX_SVG_BYTES } from '../../../protocol/index.js';
import { savedBytes } from '../../../renderers/drawing/saved-bytes.js';
import { forms } from '../../../renderers/registry.js';
import { compactMarks } from '../../../renderers/vega-lite/compact-marks.js';
import { asCsv, csvRows } from '../../../renderers/vega-lite/csv-data.js';
import { vegaLiteSvg } from '../../../renderers/vega-lite/picture.js';
import { sampleRows } from '../../../renderers/vega-lite/sample-rows.js';
import { canBeSampled } from '../../../renderers/vega-lite/sampled-spec.js';
import { summedSpec } from '../../../renderers/vega-lite/summed-spec.js';

const MIME = 'application/vnd.vegalite.v5+json';

interface Person {
  age: number;
  fare: number;
  port: string;
  name: string;
  deck: string;
}

const people = (count: number): Person[] =>
  Array.from({ length: count }, (_, i) => ({
    age: ((i * 7919) % 1000) / 10,
    fare: i === count - 3 ? 512.3292 : Math.round(1000 * (20 + 18 * Math.sin(i))) / 1000,
    port: 'SCQ'[i % 3] as string,
    name: `Passenger, No. ${i}`,
    deck: 'ABCDE'[i % 5] as string,
  }));

const used = ({ age, fare, port }: Person) => ({ age, fare, port });
const x = { field: 'age', type: 'quantitative' };
const y = { field: 'fare', type: 'quantitative' };
const color = { field: 'port', type: 'nominal' };
const chart = (count: number, mark: unknown, encoding: object = { x, y, color }) => ({
  title: 'Fares',
  data: { values: people(count) },
  mark,
  encoding,
});

interface Drawn {
  json: Record<string, unknown> | undefined;
  svg: string;
  text: string;
}

async function drawn(spec: Record<string, unknown>, locale: Locale = 'en'): Promise<Drawn> {
  const bundle = await forms('vega-lite', spec, { locale });
  const json = bundle[MIME] as Record<string, unknown> | undefined;
  if (json) expect(savedBytes(json)).toBeLessThanOrEqual(MAX_JSON_BYTES);
  const svg = String(bundle['image/svg+xml']);
  expect(svg).toMatch(/^<svg /);
  expect(Buffer.byteLength(svg)).toBeLessThanOrEqual(MAX_SVG_BYTES);
  return { json, svg, text: String(bundle['text/plain']) };
}

/** The rows of a saved chart, whichever way they are written. */
function savedRows(json: Record<string, unknown> | undefined): Record<string, unknown>[] {
  const { values, format } = (json?.data ?? {}) as { values?: unknown; format?: object };
  return (typeof values === 'string' ? vega.read(values, { ...format } as never) : values) as never;
}
/** How many points a still has, beside those of its legend. */
const circles = (svg: string): number =>
  [...svg.matchAll(/<g class="mark-symbol role-mark[^>]*>(.*?)<\/g>/g)]
    .map(([, marks]) => (marks?.match(/<(?:circle|path) /g) ?? []).length)
    .reduce((sum, count) => sum + count, 0);

describe('points of many rows', () => {
  it('are all there for 891, saved and drawn', async () => {
    const { json, svg, text } = await drawn(chart(891, 'point'));
    expect(savedRows(json)).toEqual(people(891).map((row) => expect.objectContaining(used(row))));
    expect(circles(svg)).toBe(891);
    expect(text).toContain('891 rows of data');
    expect(svg + text).not.toContain('sample');
  });

  it('are all saved for 3,500, and drawn as a sample that says so', async () => {
    const { json, svg } = await drawn(chart(3500, 'point'));
    expect(savedRows(json)).toEqual(people(3500).map(used));
    expect(json?.title).toBe('Fares');
    expect(circles(svg)).toBe(1600);
    expect(svg).toContain('A sample: 1,600 of 3,500 rows, extremes kept');
  });

  it('are a sample for 100,000, saved and drawn, with the extremes, and say so', async () => {
    const { json, svg, text } = await drawn(chart(100_000, 'point'));
    const rows = savedRows(json);
    expect(rows.length).toBeGreaterThan(3000);
    expect(Math.max(...rows.map(({ fare }) => Number(fare)))).toBe(512.3292);
    expect(Math.min(...rows.map(({ age }) => Number(age)))).toBe(0);
    expect(Math.max(...rows.map(({ age }) => Number(age)))).toBe(99.9);
    const note = `A sample: ${rows.length.toLocaleString('en')} of 100,000 rows, extremes kept`;
    expect(json?.title).toEqual({ text: 'Fares', subtitle: note });
    expect(text).toContain(`100,000 rows of data\n${note}`);
    expect(svg).toContain('A sample: 1,600 of 100,000 rows, extremes kept');
    expect(svg.includes(note)).toBe(false);
    expect(JSON.stringify(await drawn(chart(100_000, 'point'))) === JSON.stringify({ json, svg, text })).toBe(
      true,
    );
  });

  it('say so in Korean, and where there is no title', async () => {
    const { title: _, ...untitled } = chart(20_000, 'circle');
    const { json, svg, text } = await drawn(untitled, 'ko');
    expect(svg).toContain('20,000행 가운데 표본 1,600행 (최솟값과 최댓값 포함)');
    expect(text).toMatch(/^차트\n/);
    expect(json?.title).toMatchObject({ text: expect.stringContaining('20,000행 가운데 표본') });
  });

  it('are thinned along a line, with its peaks', async () => {
    const { json, svg } = await drawn(chart(20_000, 'line'));
    const rows = savedRows(json);
    expect(rows.some(({ fare }) => fare === 512.3292)).toBe(true);
    expect(rows.length).toBeLessThan(20_000);
    expect(svg).toMatch(/A sample: [\d,]+ of 20,000 rows/);
  });
});

describe('numbers of many rows', () => {
  const rows = people(100_000);
  const of = (port: string) => rows.filter((row) => row.port === port).map(({ fare }) => fare);
  const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const labels = (svg: string) =>
    [...svg.matchAll(/aria-label="([^"]*)" role="graphics-symbol" aria-roledescription="(?:bar|rect)"/g)].map(
      ([, label]) => String(label),
    );
  const named = { field: 'port', type: 'nominal' };

  it.each<[string, object, (svg: string) => void]>([
    [
      'a mean',
      { x: named, y: { ...y, aggregate: 'mean' } },
      (svg) => {
        for (const port of 'SCQ') {
          const label = labels(svg).find((each) => each.startsWith(`port: ${port};`));
          expect(Number(label?.split('fare: ')[1])).toBeCloseTo(mean(of(port)), 9);
        }
      },
    ],
    [
      'a count',
      { x: named, y: { aggregate: 'count' } },
      (svg) => {
        for (const port of 'SCQ')
          expect(labels(svg)).toContain(`port: ${port}; Count of Records: ${of(port).length}`);
      },
    ],
    [
      'a histogram',
      { x: { ...x, bin: true }, y: { aggregate: 'count' } },
      (svg) => {
        const counts = labels(svg).map((label) => Number(label.split('Count of Records: ')[1]));
        expect(counts.length).toBe(10);
        expect(counts.every((count) => count === 10_000)).toBe(true);
      },
    ],
    [
      'a sum in colours',
      { y: named, x: { ...y, aggregate: 'sum' }, color },
      (svg) => {
        const label = labels(svg).find((each) => each.includes('port: Q'));
        expect(Number(/fare: (-?[\d.]+)/.exec(String(label))?.[1])).toBeCloseTo(
          mean(of('Q')) * of('Q').length,
          3,
        );
      },
    ],
  ])('%s is of all of them', async (_, encoding, check) => {
    const { json, svg, text } = await drawn(chart(100_000, 'bar', encoding));
    check(svg);
    expect(savedRows(json).length).toBeLessThanOrEqual(10);
    expect(json?.title).toEqual({ text: 'Fares', subtitle: 'Of all 100,000 rows' });
    expect(text).toContain('100,000 rows of data\nOf all 100,000 rows');
  });

  it('keep the mean exact where points beside it are a sample', async () => {
    const { svg } = await drawn({
      data: { values: people(5000) },
      layer: [
        { mark: 'point', encoding: { x, y } },
        { mark: 'rule', encoding: { y: { ...y, aggregate: 'mean' } } },
      ],
    });
    expect(circles(svg)).toBe(1600);
    expect(svg).toContain('A sample: 1,600 of 5,000 rows');
  });

  it('are not drawn where rows are piled up one by one and there is no room: a sentence says so', async () => {
    const { svg } = await drawn(chart(50_000, 'bar'));
    expect(svg).toContain('This chart of 50,000 rows is too large for a still picture');
  });
});

describe('sums in place of rows', () => {
  const named = { field: 'port', type: 'nominal' };
  const words = { ...named, sort: ['Q', 'S', 'C'] };
  const count = { aggregate: 'count' };
  it.each<[string, unknown, object]>([
    ['counts', 'bar', { x: named, y: count }],
    [
      'a title and an axis of its own',
      'bar',
      { x: named, y: { ...count, title: 'people', axis: { format: 'd' } } },
    ],
    ['means', 'point', { x: named, y: { ...y, aggregate: 'mean' } }],
    ['means in colours', 'bar', { x: named, y: { ...y, aggregate: 'mean' }, color: named }],
    ['means piled up', 'bar', { x: named, y: { ...y, aggregate: 'mean' }, color: { field: 'deck' } }],
    [
      'means side by side',
      'bar',
      { x: named, y: { ...y, aggregate: 'mean', stack: null }, color: { field: 'deck' } },
    ],
    [
      'bars beside one another',
      'bar',
      { x: named, xOffset: { field: 'deck' }, y: { ...y, aggregate: 'sum' }, color: { field: 'deck' } },
    ],
    ['sums in colours, piled up', 'bar', { y: words, x: { ...y, aggregate: 'sum' }, color: named }],
    ['shares', 'bar', { y: named, x: { ...count, stack: 'normalize' }, color: { field: 'deck' } }],
    ['means in other colours', 'area', { x, y: { ...y, aggregate: 'mean' }, color: { field: 'deck' } }],
    ['medians along a line', 'line', { x, y: { ...y, aggregate: 'median' }, color: named }],
    ['a histogram', 'bar', { x: { ...x, bin: true }, y: count }],
    [
      'a histogram in colours with bins of its own',
      'bar',
      { x: { ...x, bin: { maxbins: 30 } }, y: count, color: named },
    ],
    ['a histogram of two', 'rect', { x: { ...x, bin: { step: 20 } }, y: { ...y, bin: true }, color: count }],
    ['slices', 'arc', { theta: count, color: named }],
    ['sizes', 'circle', { x: named, y: { ...y, aggregate: 'max' }, size: count }],
    [
      'a fixed colour',
      { type: 'bar', color: 'teal' },
      { x: named, y: { ...y, aggregate: 'stdev' }, opacity: { value: 0.5 } },
    ],
    [
      'histograms in columns',
      'bar',
      { x: { ...x, bin: { step: 5 } }, y: count, column: { ...named, title: null } },
    ],
    ['bars in rows', 'bar', { x: named, y: { ...y, aggregate: 'mean' }, row: named, color: named }],
    ['a wrapped histogram', 'bar', { x: { ...x, bin: true }, y: count, facet: { ...named, columns: 2 } }],
    ['one number', 'text', { text: { ...y, aggregate: 'average' } }],
  ])('draw the same: %s', async (_, mark, encoding) => {
    const spec = chart(2000, mark, encoding);
    const summed = await summedSpec(spec, MAX_JSON_BYTES);
    expect(summed).not.toBeNull();
    const options = { locale: 'en', theme: 'light' } as const;
    const bare = (svg: string) =>
      svg.replace(/<title>.*?<\/desc>/s, '').replace(/ (?:(?:aria-[a-z]+|role)="[^"]*"|opacity="1")/g, '');
    const whole = await vegaLiteSvg(spec, options);
    const drawnAnew = await vegaLiteSvg({ ...summed, title: 'Fares', usermeta: {} }, options);
    const differ = [...bare(whole)].findIndex((c, i) => c !== bare(drawnAnew)[i]);
    expect(bare(drawnAnew).slice(differ - 300, differ + 200)).toBe(
      bare(whole).slice(differ - 300, differ + 200),
    );
  });

  it.each<[string, object]>([
    ['points', chart(9, 'point')],
    ['shares of one part', chart(9, 'bar', { y: named, x: { ...count, stack: 'normalize' }, color: named })],
    ['an order by the sums', chart(9, 'bar', { x: { ...named, sort: '-y' }, y: count })],
    ['a transform', { ...chart(9, 'bar', { x: named, y: count }), transform: [{ filter: 'datum.age > 3' }] }],
    ['layers', { data: { values: people(9) }, layer: [{ mark: 'bar', encoding: { x: named, y: count } }] }],
    ['bins of a line', chart(9, 'line', { x: { ...x, bin: true }, y: count })],
    ['dates', chart(9, 'bar', { x: { ...x, timeUnit: 'year' }, y: count })],
  ])('are not tried for %s', async (_, spec) => {
    expect(await summedSpec(spec as never, MAX_JSON_BYTES)).toBeNull();
  });
});

const point = { mark: 'point', encoding: { x, y } };
it.each<[string, boolean, object]>([
  ['points', true, point],
  [
    'points of a filter and a formula',
    true,
    { ...point, transform: [{ filter: 'datum.age > 3' }, { calculate: '1', as: 'b' }] },
  ],
  ['bars', false, { mark: 'bar', encoding: { x, y } }],
  ['bars with two ends', true, { mark: 'bar', encoding: { x, x2: { field: 'fare' }, y } }],
  ['an area', false, { mark: { type: 'area' }, encoding: { x, y } }],
  ['slices', false, { mark: 'arc', encoding: { theta: y, color } }],
  ['a box plot', false, { mark: 'boxplot', encoding: { x: color, y } }],
  ['a mean', false, { mark: 'point', encoding: { x: color, y: { ...y, aggregate: 'mean' } } }],
  ['a colour by a count', false, { mark: 'rect', encoding: { x, y, color: { aggregate: 'count' } } }],
  [
    'an order by a mean',
    false,
    { mark: 'point', encoding: { x: { ...color, sort: { field: 'fare', op: 'mean' } }, y } },
  ],
  ['an order by another channel', false, { mark: 'point', encoding: { x: { ...color, sort: '-y' }, y } }],
  ['a window', false, { ...point, transform: [{ window: [{ op: 'rank', as: 'r' }] }] }],
  ['a regression', false, { ...point, transform: [{ regression: 'fare', on: 'age' }] }],
  ['points in layers', true, { layer: [point, { mark: 'text', encoding: { x, y } }] }],
  [
    'points with their mean',
    false,
    { layer: [point, { mark: 'rule', encoding: { y: { ...y, aggregate: 'mean' } } }] },
  ],
  [
    'a mean of the layers around',
    false,
    { encoding: { y: { ...y, aggregate: 'mean' } }, layer: [{ mark: 'line', encoding: { x } }] },
  ],
  ['points side by side', true, { hconcat: [point, point] }],
  [
    'points beside a histogram',
    false,
    { vconcat: [point, { mark: 'bar', encoding: { x: { ...x, bin: true }, y: { aggregate: 'count' } } }] },
  ],
  ['points in facets', true, { facet: { field: 'port' }, spec: point }],
  [
    'points repeated',
    true,
    { repeat: ['age', 'fare'], spec: { mark: 'point', encoding: { x: { field: { repeat: 'repeat' } }, y } } },
  ],
])('whether rows may be left out: %s %s', (_, expected, spec) => {
  const values = people(3);
  expect(canBeSampled({ data: { values }, ...spec })).toBe(expected);
  expect(canBeSampled({ datasets: { all: values }, data: { name: 'all' }, ...spec })).toBe(expected);
});

it('draws named data sets in concatenated views', async () => {
  const { json, svg } = await drawn({
    datasets: { many: people(30_000), few: people(10) },
    hconcat: [
      { ...point, data: { name: 'many' } },
      { ...point, data: { name: 'few' } },
    ],
  });
  expect(Object.keys(json?.datasets as object)).toEqual(['many', 'few']);
  expect(svg).toMatch(/A sample: 1,600 of 30,000 rows/);
  expect(circles(svg)).toBe(1610);
});

describe('rows as CSV', () => {
  it('come back as they were', () => {
    const rows = [
      { a: 1.5, b: true, c: 'x, "y"\nz', d: null, e: '2020-01-02', 'f,g': 1e-300 },
      { a: null, b: false, c: '1', d: 3, e: '2021-01-02', 'f,g': -0.1 },
    ];
    const packed = asCsv(rows, {}, true);
    expect(packed && vega.read(packed.values, { ...packed.format } as never)).toEqual(
      rows.map((row) => expect.objectContaining(row)),
    );
    expect(packed && csvRows(packed.values)).toBe(2);
  });

  it.each([
    ['empty texts', [{ a: '' }]],
    ['objects', [{ a: { b: 1 } }]],
    ['mixed columns', [{ a: 1 }, { a: 'x' }]],
    ['plain numbers', [1, 2]],
    ['texts with gaps, which may be dates', [{ a: 'x' }, { a: null }]],
  ])('are refused for %s', (_, rows) => {
    expect(asCsv(rows, {}, true)).toBeNull();
  });
});

describe('a sample of rows', () => {
  it('keeps order, extremes and categories, and is always the same', () => {
    const rows = people(5000).map((row, i) => ({ ...row, port: i === 4321 ? 'rare' : row.port }));
    const sample = sampleRows(rows, 200, null) as Person[];
    expect(sample.length).toBe(200);
    expect(sampleRows(rows, 200, null)).toEqual(sample);
    const places = sample.map((row) => rows.indexOf(row));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(new Set(sample.map(({ port }) => port))).toEqual(new Set(['S', 'C', 'Q', 'rare']));
    expect(Math.max(...sample.map(({ fare }) => fare))).toBe(512.3292);
  });

  it('spreads over the rows', () => {
    const rows = Array.from({ length: 10_000 }, (_, i) => ({ i }));
    const sample = sampleRows(rows, 1000, null) as { i: number }[];
    for (let tenth = 0; tenth < 10; tenth++) {
      const count = sample.filter(({ i }) => Math.floor(i / 1000) === tenth).length;
      expect(count).toBeGreaterThan(60);
      expect(count).toBeLessThan(140);
    }
  });
});

it('writes marks in fewer bytes, and keeps their paint', () => {
  const circle = (at: number, fill: string) =>
    `<path aria-label="x: ${at}" role="graphics-symbol" aria-roledescription="circle" transform="translate(${at},2)" d="M2.7,0A2.7,2.7,0,1,1,-2.7,0A2.7,2.7,0,1,1,2.7,0" fill="${fill}" stroke-width="2" opacity="0.7"/>`;
  const group = (marks: string) =>
    `<g class="mark-symbol role-mark marks" role="graphics-object">${marks}</g>`;
  expect(compactMarks(group(circle(1, '#111') + circle(5, '#222')))).toBe(
    '<g class="mark-symbol role-mark marks" stroke-width="2" fill-opacity="0.7">' +
      '<circle cx="1" cy="2" r="2.7" fill="#111"/><circle cx="5" cy="2" r="2.7" fill="#222"/></g>',
  );
});
