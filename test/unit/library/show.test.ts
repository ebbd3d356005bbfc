import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as v from 'valibot';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { setLibraryContext, show, Table } from '../../../library/index.js';
import {
  confusionMatrixPayloadSchema,
  MAX_JSON_BYTES,
  type TablePayload,
  tablePayloadSchema,
} from '../../../protocol/index.js';

let shown: { name: string; payload: unknown }[] = [];
beforeEach(() => {
  shown = [];
  setLibraryContext({
    picture: async (name, payload) => {
      shown.push({ name, payload });
    },
  });
});

const tableShown = async (table: Parameters<typeof show.table>[0], title?: string): Promise<TablePayload> => {
  await show.table(table, title === undefined ? {} : { title });
  expect(shown[0]?.name).toBe('table');
  return v.parse(tablePayloadSchema, JSON.parse(JSON.stringify(shown[0]?.payload)));
};

describe('show.table', () => {
  it('gives types, statistics of all rows, and the first rows', async () => {
    const table = new Table({
      n: Array.from({ length: 300 }, (_, i) => (i === 0 ? null : i)),
      t: Array.from({ length: 300 }, (_, i) => (i % 3 === 0 ? 'often' : `t${i % 7}`)),
      b: Array.from({ length: 300 }, (_, i) => i > 0),
    });
    const payload = await tableShown(table, 'All');
    expect(payload.title).toBe('All');
    expect(payload.totalRows).toBe(300);
    expect(payload.rows.length).toBe(200);
    const [n, t, b] = payload.columns;
    expect(n).toMatchObject({ type: 'number', missing: 1, distinct: 299, min: 1, mean: 150, max: 299 });
    expect(n?.histogram?.length).toBe(12);
    expect(n?.histogram?.reduce((sum, bar) => sum + bar.count, 0)).toBe(299);
    expect(t).toMatchObject({ type: 'text', missing: 0, distinct: 8 });
    expect(t?.histogram?.length).toBe(6);
    expect(t?.histogram?.[0]).toEqual({ label: 'often', count: 100 });
    expect(b).toMatchObject({
      type: 'boolean',
      histogram: [
        { label: 'true', count: 299 },
        { label: 'false', count: 1 },
      ],
    });
  });

  it('takes records, and keeps numbers that JSON lacks', async () => {
    const payload = await tableShown([{ x: Number.NaN, y: 1 }, { x: Number.POSITIVE_INFINITY }]);
    expect(payload.rows).toEqual([
      [null, 1],
      ['Infinity', null],
    ]);
    expect(payload.columns[0]).toMatchObject({ missing: 1, distinct: 1 });
    expect(payload.columns[1]).toMatchObject({ missing: 1, histogram: [{ label: '1', count: 1 }] });
  });

  it('tells bins apart, however close', async () => {
    const payload = await tableShown(new Table({ x: [0.382, 0.383, 0.385], big: [-1.7e308, 0, 1.7e308] }));
    const labels = payload.columns[0]?.histogram?.map((bar) => bar.label) ?? [];
    expect(new Set(labels).size).toBe(12);
    expect(payload.columns[1]?.histogram?.map((bar) => bar.count)).toEqual([
      1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1,
    ]);
  });

  it('counts numbers of few values by value, in their order', async () => {
    const payload = await tableShown(
      new Table({
        class: [3, 1, 3, 2, 10, 3, 1, 2, 10, null],
        once: [1, 2, 3, 4, 5, null, null, null, null, null],
      }),
    );
    const [few, once] = payload.columns;
    expect(few?.histogram).toEqual([
      { label: '1', count: 2 },
      { label: '2', count: 2 },
      { label: '3', count: 3 },
      { label: '10', count: 2 },
    ]);
    expect(once?.histogram?.length).toBe(12);
  });

  it('stays within the size of one output', async () => {
    const long = 'x'.repeat(5000);
    const columns = Object.fromEntries(
      Array.from({ length: 60 }, (_, j) => [`c${j}`, Array.from({ length: 250 }, (_, i) => `${long}${i}`)]),
    );
    const payload = await tableShown(new Table(columns));
    expect(JSON.stringify(payload).length).toBeLessThanOrEqual(MAX_JSON_BYTES);
    expect(payload.rows.length).toBeGreaterThan(0);
    expect(payload.totalRows).toBe(250);
  });
});

describe('show.images', () => {
  const spec = async (...given: Parameters<typeof show.images>) => {
    await show.images(...given);
    expect(shown[0]?.name).toBe('vega-lite');
    return JSON.parse(JSON.stringify(shown[0]?.payload)) as {
      title?: { text: string; subtitle?: string };
      layer: { data: { values: Record<string, unknown>[] } }[];
    };
  };
  const layers = ({ layer }: Awaited<ReturnType<typeof spec>>) => layer.map(({ data }) => data.values);
  const two = [
    [0, 1, 2, 0],
    [2, 0, 0, 0],
  ];

  it.each([
    ['rows of squares', two, {}],
    ['rows and a shape', two, { shape: [2, 2] }],
    ['a tensor of rows', tf.tensor2d(two), {}],
    ['images', tf.tensor3d(two.flat(), [2, 2, 2]), {}],
    ['images with a channel', tf.tensor4d(two.flat(), [2, 2, 2, 1]), {}],
  ] as const)(
    'takes %s: a paper for each image, ink where a pixel is not the least',
    async (_, images, options) => {
      const [papers, ink] = layers(await spec(images as never, { ...options, labels: ['a', 7] }));
      expect(papers).toHaveLength(2);
      expect(ink?.map(({ value }) => value)).toEqual([1, 2, 2]);
      const [right, below, next] = ink as { x: number; y: number }[];
      expect([right?.x, below?.y]).toEqual([(below?.x ?? 0) + 10, (right?.y ?? 0) + 10]);
      expect(next?.x).toBe((below?.x ?? 0) + 2 * 10 + 8);
    },
  );

  it('puts labels above the images', async () => {
    const [papers, , words] = layers(await spec(two, { labels: ['a', 7] }));
    expect(words?.map(({ label }) => label)).toEqual(['a', '7']);
    expect((words?.[0]?.y as number) < (papers?.[0]?.y as number)).toBe(true);
  });

  it('shows as many as fit, and says of how many', async () => {
    const { title, layer } = await spec(Array(100).fill(Array(64).fill(1)), { title: 'Ones' });
    expect(title).toEqual({ text: 'Ones', subtitle: 'the first 23 of 100' });
    expect(layer[0]?.data.values).toHaveLength(23);
  });

  it.each([
    [tf.zeros([2, 4, 4, 3]), {}, /shape \[2, 4, 4, 3\], but grey ones are needed/],
    [[[1, 2, 3]], {}, /3 pixels make no square.*\{ shape: \[height, width\] \}/],
    [two, { shape: [2, 3] }, /shape \[2, 3\] has 6 pixels, but an image has 4/],
    [two, { labels: ['a'] }, /there are 1 labels for 2 images/],
    [two, { shape: [4] }, /shape/],
    [two, { column: 3 }, /column/],
    [[[1, 2, 3, 4], [1]], {}, /Row 1 of images has 1 columns, but row 0 has 4/],
    [[], {}, /no images/],
  ])('refuses what it cannot draw (%#)', (images, options, message) => {
    expect(() => show.images(images as never, options as never)).toThrow(message);
    expect(shown).toEqual([]);
  });
});

describe('show.confusionMatrix', () => {
  it('gives labels and counts', async () => {
    await show.confusionMatrix([1, 0, 1], [0.9, 0.2, 0.4], { labels: ['died', 'survived'], title: 'Test' });
    expect(shown[0]?.name).toBe('confusion-matrix');
    expect(v.parse(confusionMatrixPayloadSchema, shown[0]?.payload)).toEqual({
      version: 1,
      title: 'Test',
      labels: ['died', 'survived'],
      counts: [
        [1, 0],
        [1, 1],
      ],
    });
  });

  it('refuses at once what cannot be compared', () => {
    expect(() => show.confusionMatrix([1], [1, 0])).toThrow(/1 true labels but 2 predictions/);
    expect(shown).toEqual([]);
  });
});

describe('show.vegaLite', () => {
  const encoding = { x: { field: 'x' }, y: { field: 'y' } };
  const shownSpec = async (spec: Record<string, unknown>): Promise<Record<string, unknown>> => {
    await show.vegaLite(spec);
    expect(shown[0]?.name).toBe('vega-lite');
    return shown[0]?.payload as Record<string, unknown>;
  };

  it('hands the specification on', async () => {
    const spec = { mark: 'bar', data: { values: [{ a: 1 }] } };
    await show.vegaLite(spec);
    expect(shown).toEqual([{ name: 'vega-lite', payload: spec }]);
    expect(() => show.vegaLite([] as never)).toThrow(/needs a specification object/);
  });

  it('takes a table in place of data, of values, and of a data set, with the fields that are used', async () => {
    const table = new Table({ x: [1, null], y: ['a', 'b'], z: [true, false] });
    const rows = [
      { x: 1, y: 'a' },
      { x: null, y: 'b' },
    ];
    expect(await shownSpec({ mark: 'bar', data: table, encoding })).toMatchObject({ data: { values: rows } });
    shown = [];
    const format = { parse: { x: 'number' } };
    const spec = await shownSpec({ mark: 'bar', data: { values: table, format }, encoding });
    expect(spec.data).toEqual({ values: rows, format });
    shown = [];
    const layered = await shownSpec({
      datasets: { one: table },
      hconcat: [
        { layer: [{ data: { name: 'one' }, mark: 'bar', encoding }] },
        { data: table, mark: 'tick', encoding },
      ],
    });
    expect(layered).toMatchObject({
      datasets: { one: rows },
      hconcat: [{ layer: [{ data: { name: 'one' } }] }, { data: { values: rows } }],
    });
  });

  it('takes tensors of one and of two dimensions, and typed arrays', async () => {
    const line = { x: { field: 'index' }, y: { field: 'value' } };
    const one = await shownSpec({ mark: 'line', data: { values: tf.tensor1d([0.1, 2]) }, encoding: line });
    expect(one.data).toEqual({
      values: [
        { index: 0, value: 0.1 },
        { index: 1, value: 2 },
      ],
    });
    shown = [];
    const two = await shownSpec({
      mark: 'point',
      data: tf.tensor2d([
        [1, 2, 3],
        [4, 5, 6],
      ]),
      encoding: { x: { field: 'column0' }, y: { field: 'column2' } },
    });
    expect(two.data).toEqual({
      values: [
        { index: 0, column0: 1, column2: 3 },
        { index: 1, column0: 4, column2: 6 },
      ],
    });
    shown = [];
    const flags = await shownSpec({
      mark: 'line',
      data: { values: tf.tensor1d([true, false], 'bool') },
      encoding: line,
    });
    expect(flags.data).toMatchObject({ values: [{ value: true }, { value: false }] });
    shown = [];
    const typed = await shownSpec({ mark: 'line', data: { values: Float32Array.of(0.1) }, encoding: line });
    expect(typed.data).toEqual({ values: [{ index: 0, value: 0.1 }] });
  });

  it('tells of infinite values, which cannot be drawn', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const table = new Table({ x: [1, Number.POSITIVE_INFINITY, Number.NaN], y: [1, 2, 3] });
    const spec = await shownSpec({ mark: 'point', data: table, encoding });
    expect(spec.data).toMatchObject({ values: [{ x: 1 }, { x: null }, { x: null }] });
    expect(warn.mock.calls).toEqual([[expect.stringMatching(/^1 infinite values cannot be drawn/)]]);
    warn.mockRestore();
  });

  it('refuses what is no data', () => {
    expect(() => show.vegaLite({ mark: 'bar', data: Promise.resolve(1), encoding })).toThrow(/await missing/);
    expect(() => show.vegaLite({ mark: 'bar', data: { values: tf.zeros([2, 2, 2]) }, encoding })).toThrow(
      /shape \[2, 2, 2\] \(float32\) in place of data, but rows are needed/,
    );
    const gone = tf.tensor1d([1]);
    gone.dispose();
    expect(() => show.vegaLite({ mark: 'bar', data: gone, encoding })).toThrow(/a disposed tensor/);
  });
});
