import { expect, test } from 'vitest';
import { contrast } from '../../../renderers/drawing/contrast.js';

test.each([
  ['#000000', '#ffffff', 21],
  ['#fff', '#ffffff', 1],
  ['rgba(0, 0, 0, 0)', '#1f1f1f', 1],
  ['#767676', '#fff', 4.54],
  ['rgb(118 118 118)', 'white', undefined],
  ['rgba(234, 92, 0, 0.33)', '#ffffff', 1.49],
  ['#ea5c0054', '#ffffff', 1.49],
  ['var(--x)', '#ffffff', undefined],
])('%s over %s', (color, background, expected) => {
  const ratio = contrast(color, background);
  if (expected === undefined) expect(ratio).toBeUndefined();
  else expect(ratio).toBeCloseTo(expected, 1);
});
