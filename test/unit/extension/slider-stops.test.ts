import { expect, test } from 'vitest';
import { sliderStops } from '../../../extension/kernels/slider-stops.js';

test('a slider stands at each step, and at its ends', () => {
  expect(sliderStops({ min: 0, max: 0.5, step: 0.1 }, 0.3)).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5]);
  expect(sliderStops({ min: 1, max: 10, step: 4 }, Number.NaN)).toEqual([1, 5, 9]);
});

test('of very many steps there are some, with that where it stands', () => {
  const stops = sliderStops({ min: 0, max: 1_000_000, step: 1 }, 777_777);
  expect(stops.length).toBeLessThanOrEqual(1003);
  expect(stops).toContain(777_777);
  expect([stops.at(0), stops.at(-1)]).toEqual([0, 1_000_000]);
});
