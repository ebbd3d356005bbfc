import type { VegaLiteSpec } from './model.js';

const $schema = 'https://vega.github.io/schema/vega-lite/v5.json';
const values = Array.from({ length: 12 }, (_, index) => ({
  size: 2 ** (index % 6),
  error: Math.round(1000 / (1 + index * 0.7)) / 1000,
  net: index < 6 ? 'wide' : 'deep',
}));

/** Named specifications: the gallery shows them, the picture tests keep them. */
export const vegaLiteExamples: Record<string, () => VegaLiteSpec> = {
  scatter: () => ({
    $schema,
    title: 'Error by size',
    width: 'container',
    height: 200,
    data: { values },
    mark: { type: 'line', point: { filled: true, size: 40 }, strokeWidth: 1.5, tooltip: true },
    encoding: {
      x: { field: 'size', type: 'quantitative', scale: { type: 'log', base: 2, nice: false, padding: 10 } },
      y: { field: 'error', type: 'quantitative', scale: { domainMax: 1.1 } },
      color: { field: 'net', type: 'nominal' },
    },
  }),
  'many-rows': () => ({
    $schema,
    title: 'Error by size',
    data: {
      values: Array.from({ length: 1800 }, (_, index) => ({
        size: ((index * 7919) % 1800) / 18,
        error: Math.round(1000 * (Math.sin(index) + (index % 23) / 8)) / 1000,
        net: index % 3 ? 'wide' : 'deep',
      })),
    },
    mark: 'circle',
    encoding: {
      x: { field: 'size', type: 'quantitative' },
      y: { field: 'error', type: 'quantitative' },
      color: { field: 'net', type: 'nominal' },
    },
  }),
  'from-network': () => ({
    $schema,
    data: { url: 'https://example.org/cars.json' },
    mark: 'bar',
    encoding: { x: { field: 'a', type: 'nominal' } },
  }),
  broken: () => ({ $schema, mark: 'nonsense', encoding: { x: { field: 'a', type: 'quantitative' } } }),
  'odd-names': () => ({
    $schema,
    title: '<script>alert(1)</script> 한국어 & "quotes"',
    data: { values: [{ '<b>x</b>': 1, y: 2 }] },
    mark: 'bar',
    encoding: {
      x: { field: '<b>x</b>', type: 'ordinal' },
      y: { field: 'y', type: 'quantitative' },
      href: { value: 'javascript:alert(1)' },
    },
  }),
};
