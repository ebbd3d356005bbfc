import { describe, expect, test } from 'vitest';
import { blend } from '../../../renderers/drawing/blend.js';
import { densities, ridgeDomain } from '../../../renderers/drawing/ridges.js';
import { epochTicks, linearDomain, linearTicks, logTicks } from '../../../renderers/drawing/scale.js';

test('a series of zeros alone has an axis around it', () => {
  const [low, high] = linearDomain([0, 0]);
  expect(low).toBe(0);
  expect(high).toBeGreaterThan(0);
  expect(high).toBeLessThan(10);
});

test.each([
  // Pixels, last epoch, and the numbers that are written.
  [560, 26, '0 5 10 15 20 25'],
  [310, 2000, '0 500 1,000 1,500 2,000'],
  [200, 2000, '0 1,000 2,000'],
  [90, 2000, '0 2,000'],
  [310, 10_000, '0 2,000 4,000 6,000 8,000 10,000'],
  [214, 26, '0 5 10 15 20 25'],
  [
    1600,
    2_000_000,
    '0 200,000 400,000 600,000 800,000 1,000,000 1,200,000 1,400,000 1,600,000 1,800,000 2,000,000',
  ],
])('numbers on an axis of %i px up to %i never run together', (width, last, written) => {
  const words = linearTicks([0, last], epochTicks(width, last), 1).map((tick) => tick.toLocaleString('en'));
  expect(words.join(' ')).toBe(written);
  // At 11 px, a digit is at most 6.4 px wide in the fonts of systems.
  const widest = Math.max(...words.map((word) => word.length * 6.4));
  expect((width * ((words.length - 1) / words.length)) / (words.length - 1)).toBeGreaterThan(widest);
});

describe('histograms', () => {
  test('densities integrate to 1', () => {
    const points = densities({ low: -1, high: 3, counts: [1, 2, 3, 4] });
    expect(points.map(({ at }) => at)).toEqual([-0.5, 0.5, 1.5, 2.5]);
    expect(points.reduce((sum, { density }) => sum + density, 0)).toBeCloseTo(1);
  });

  test('one single value, none, and what is not finite', () => {
    expect(densities({ low: 2, high: 2, counts: [7] })[0]?.at).toBeCloseTo(2);
    expect(densities({ low: 0, high: 1, counts: [0, 0] })).toEqual([]);
    expect(ridgeDomain([])).toEqual([0, 1]);
  });

  test('a far outlier of a thousandth does not squeeze the rest', () => {
    const counts = Array<number>(100).fill(0);
    counts[0] = 100_000;
    counts[99] = 1;
    const [, high] = ridgeDomain([{ epoch: 1, histogram: { low: 0, high: 100, counts } }]);
    expect(high).toBeLessThan(2);
  });
});

test.each([
  ['#000000', '#ffffff', 0.5, '#808080'],
  ['#ff000080', '#000000', 1, '#800000'],
  ['CanvasText', 'Canvas', 0.6, 'CanvasText'],
  ['CanvasText', 'Canvas', 0.2, 'Canvas'],
])('%s over %s at %d is %s', (color, ground, share, mixed) => {
  expect(blend(color, ground, share)).toBe(mixed);
});

test.each([
  [[0.01, 10], 4, [0.01, 0.1, 1, 10]],
  [[1, 100], 4, [1, 2, 5, 10, 20, 50, 100]],
  // Every second decade would leave one: then each.
  [[0.013, 60], 3, [0.1, 1, 10]],
  [[1e-9, 1e-2], 3, [1e-9, 1e-6, 1e-3]],
] as const)('ticks of a logarithmic axis %j: at least three', ([low, high], count, ticks) => {
  expect(logTicks([low, high], count)).toEqual(ticks);
});
