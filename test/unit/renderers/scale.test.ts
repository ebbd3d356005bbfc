import { describe, expect, test } from 'vitest';
import { blend } from '../../../renderers/drawing/blend.js';
import { densities, ridgeDomain } from '../../../renderers/drawing/ridges.js';
import { linearDomain } from '../../../renderers/drawing/scale.js';

test('a series of zeros alone has an axis around it', () => {
  const [low, high] = linearDomain([0, 0]);
  expect(low).toBe(0);
  expect(high).toBeGreaterThan(0);
  expect(high).toBeLessThan(10);
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
