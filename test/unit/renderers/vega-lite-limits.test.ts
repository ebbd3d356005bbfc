import { describe, expect, test } from 'vitest';
import { check } from '../../../renderers/drawing/validation.js';
import { closedSpec } from '../../../renderers/vega-lite/closed-spec.js';
import { vegaLiteExamples } from '../../../renderers/vega-lite/examples.js';
import { beyondLimits } from '../../../renderers/vega-lite/limits.js';
import { vegaLiteSchema } from '../../../renderers/vega-lite/model.js';

const rows = (count: number) => Array.from({ length: count }, (_, at) => ({ x: at, f: `f${at}` }));
const bar = (more: object) => ({ data: { values: rows(20) }, mark: 'bar', ...more });
const one = { mark: 'bar' };
const fields = (count: number) => Array.from({ length: count }, (_, at) => `f${at}`);
const intervals = (count: number) => fields(count).map((name) => ({ name, select: 'interval' }));

describe('what a chart may hold', () => {
  test.each<[string, Record<string, unknown>, RegExp | null]>([
    ['a usual width', bar({ width: 300, height: { step: 20 } }), null],
    ['a width of the page', bar({ width: 'container' }), null],
    ['a width without end', bar({ width: Number.POSITIVE_INFINITY }), /"width" is Infinity; .* 10,000/],
    ['a height below zero', bar({ height: -1 }), /"height" is -1/],
    ['a huge step', bar({ width: { step: 1e6 } }), /"step" is 1000000/],
    [
      'a selection for each of many plots',
      { repeat: fields(150), spec: { ...one, params: intervals(1) } },
      null,
    ],
    ['many selections', bar({ params: intervals(201) }), /more than 200 params that select/],
    ['many values to set', bar({ params: fields(400).map((name) => ({ name, value: 1 })) }), null],
    [
      'selections of repeated plots',
      { repeat: fields(50), spec: { ...one, params: intervals(5) } },
      /more than 200 params that select/,
    ],
    [
      'selections above many plots',
      { data: { values: rows(3) }, params: intervals(30), hconcat: fields(10).map(() => one) },
      /more than 200 params that select/,
    ],
    ['a few bins', bar({ encoding: { x: { field: 'x', bin: { step: 0.5 } } } }), null],
    ['bins without end', bar({ encoding: { x: { field: 'x', bin: { step: 1e-9 } } } }), /"step" is 1e-9/],
    [
      'fine bins beside a field of large numbers',
      {
        data: { values: [0.1, 0.9, 0.4].map((share) => ({ share, price: 1e6 * share })) },
        mark: 'bar',
        encoding: { x: { field: 'share', bin: { step: 0.01 } }, y: { field: 'price', aggregate: 'mean' } },
      },
      null,
    ],
    [
      'fine bins of a field of large numbers',
      {
        data: { values: [0.1, 0.9, 0.4].map((share) => ({ share, price: 1e6 * share })) },
        mark: 'bar',
        encoding: { x: { field: 'price', bin: { step: 0.01 } }, y: { aggregate: 'count' } },
      },
      /"step" is 0.01/,
    ],
    [
      'fine bins of a field that a formula makes',
      bar({
        transform: [{ calculate: 'datum.x * 2', as: 'y' }],
        encoding: { x: { field: 'y', bin: { step: 1e-4 } } },
      }),
      /"step" is 0.0001/,
    ],
    [
      'bins that were made before',
      {
        data: { values: [{ from: 0, to: 0.05, count: 3000 }] },
        mark: 'bar',
        encoding: {
          x: { field: 'from', bin: { binned: true, step: 0.05 } },
          x2: { field: 'to' },
          y: { field: 'count', type: 'quantitative' },
        },
      },
      null,
    ],
    ['many bins', bar({ encoding: { x: { field: 'x', bin: { maxbins: 1e9 } } } }), /"maxbins" is 1000000000/],
    ['many ticks', bar({ encoding: { x: { field: 'x', axis: { tickCount: 1e9 } } } }), /"tickCount"/],
    ['a sequence', { ...one, data: { sequence: { start: 0, stop: 10, step: 0.1 } } }, null],
    ['a long sequence', { ...one, data: { sequence: { start: 0, stop: 1e9 } } }, /"step" is 1000000000/],
    ['a fine sequence', { ...one, data: { sequence: { start: 0, stop: 1, step: 1e-9 } } }, /"step" is 1e-9/],
    ['a fine grid', { ...one, data: { graticule: { step: [0.01, 1] } } }, /"step"/],
    ['three facets', { ...bar({}), data: { values: rows(3) }, encoding: { row: { field: 'f' } } }, null],
    [
      'facets of each row',
      { ...bar({}), data: { values: rows(300) }, encoding: { row: { field: 'f' } } },
      /more than 200 plots/,
    ],
    [
      'facets by two fields',
      { data: { values: rows(30) }, facet: { row: { field: 'f' }, column: { field: 'x' } }, spec: one },
      /200 plots/,
    ],
    ['many beside one another', { hconcat: Array.from({ length: 201 }, () => one) }, /200 plots/],
    [
      'many repeated',
      { repeat: rows(20).map(({ f }) => f), spec: { layer: Array.from({ length: 11 }, () => one) } },
      /200 plots/,
    ],
    [
      'folds of folds',
      bar({ transform: Array.from({ length: 9 }, () => ({ fold: ['x', 'f', 'x', 'f'] })) }),
      /1,000,000 rows/,
    ],
    ['a usual pattern', bar({ transform: [{ filter: 'test(/^f[0-9]+$/, datum.f)' }] }), null],
    ['a usual sum', bar({ transform: [{ calculate: '(datum.x+1)*2', as: 'y' }] }), null],
    [
      'a pattern without end',
      bar({ transform: [{ filter: 'test(/(a+)+b/, datum.f)' }] }),
      /regular expression/,
    ],
  ])('%s', (_, spec, reason) => {
    const found = beyondLimits(spec, 'en');
    if (reason === null) expect(found).toBeNull();
    else expect(found).toMatch(reason);
  });

  test('every example', () => {
    for (const [name, make] of Object.entries(vegaLiteExamples))
      expect(beyondLimits(make(), 'ko'), name).toBeNull();
  });

  test('is not nested deeper than calls go', () => {
    const deep = JSON.parse(`{"mark":${'['.repeat(100_000)}${']'.repeat(100_000)}}`) as unknown;
    expect(check(vegaLiteSchema, deep)).toMatchObject({
      ok: false,
      where: expect.stringContaining('60 levels'),
    });
  });
});

test('inputs of a chart hold no code and stay in their place', () => {
  const signals = [
    { name: 'a', bind: { input: 'range', min: 0, max: 9, onclick: 'go()', element: 'body', style: 'x' } },
    { name: 'b', bind: { input: 'image', src: 'https://example.org/a.png' } },
    { name: 'c', value: 1 },
  ];
  expect(closedSpec({ signals, config: { events: { bind: 'any' }, background: 'red' } } as never)).toEqual({
    signals: [
      { name: 'a', bind: { input: 'range', min: 0, max: 9 } },
      { name: 'b' },
      { name: 'c', value: 1 },
    ],
    config: { events: { bind: 'container' }, background: 'red' },
  });
});
