import { expect, test } from 'vitest';
import { stillPalette } from '../../../renderers/drawing/palette.js';
import { spreadStrip } from '../../../renderers/training/spread-strip.js';

const strip = (values: number[], mean: number | null, sd: number | null, width = 84) =>
  spreadStrip(
    { column: 'val_loss', values, mean, sd, n: values.length },
    { x: 0, y: 0, width },
    stillPalette('light'),
  );

test('a dot for each run, all within the strip, around the mean', () => {
  const svg = strip([1, 2, 6], 3, 2.6);
  const dots = [...svg.matchAll(/cx="([^"]+)"/g)].map(([, x]) => Number(x));
  expect(dots).toHaveLength(3);
  expect(dots.every((x) => x >= 0 && x <= 84)).toBe(true);
  expect([...dots].sort((a, b) => a - b)).toEqual(dots);
});

test('the colour is that of the curve that the metric is of', () => {
  const palette = stillPalette('light');
  const drawn = (column: string) =>
    spreadStrip({ column, values: [1, 2], mean: 1.5, sd: 0.71, n: 2 }, { x: 0, y: 0, width: 84 }, palette);
  expect(drawn('loss')).toContain(palette.train);
  expect(drawn('val_loss')).toContain(palette.validation);
});

test.each<[string, number[], number | null, number | null, number?]>([
  ['no run', [], null, null],
  ['one run', [1], 1, null],
  ['runs that did alike', [1, 1], 1, 0],
  ['values too large to tell apart', [1e308, -1e308], 0, Number.POSITIVE_INFINITY],
  ['a mean beyond all numbers', [1e308, 1e308], Number.POSITIVE_INFINITY, Number.NaN],
  ['no room', [1, 2], 1.5, 0.71, 20],
])('nothing is drawn for %s', (_, values, mean, sd, width) => {
  expect(strip(values, mean, sd, width)).toBe('');
});
