import { expect, test } from 'vitest';
import { contrast } from '../../../renderers/drawing/contrast.js';
import { stillPalette } from '../../../renderers/drawing/palette.js';
import { wordColor } from '../../../renderers/drawing/word-color.js';

const light = { ...stillPalette('light'), background: '#ffffff', foreground: '#3b3b3b' };
const dark = { ...stillPalette('dark'), background: '#1f1f1f', foreground: '#cccccc' };

test.each([
  ['#1a85ff', light, '#2176d8'],
  ['#652d90', light, '#652d90'],
  ['#f14c4c', dark, '#f14c4c'],
  ['#264f78', dark, null],
  ['CanvasText', light, 'CanvasText'],
  ['#ffffff', light, null],
])('words about a line of colour %s can be read', (color, palette, expected) => {
  const found = wordColor(color, palette);
  expect(contrast(found, palette.background) ?? 21).toBeGreaterThanOrEqual(4.5);
  if (expected) expect(found).toBe(expected);
});
