import { textWidth } from '../drawing/svg.js';
import type { BoxWords } from './words.js';

export const FONT = { title: 12, line: 11, bold: 1.1 };
export const BOX_HEIGHT = 54;
/** Left and right of a box's words; the strip of its colour is in it. */
export const BOX_PAD = { left: 12, right: 9 };
const BOX_WIDTH = { least: 104, most: 204 };
/** Between the shape and the parameters of a box. */
const APART = 12;

/** As wide as the longest words of any box, within bounds. */
export function boxWidth(all: readonly BoxWords[]): number {
  const needed = all.map(({ title, kind, shape, parameters }) =>
    Math.max(
      textWidth(title, FONT.title) * FONT.bold,
      textWidth(kind, FONT.line),
      textWidth(shape, FONT.line) + (parameters ? APART + textWidth(parameters, FONT.line) : 0),
    ),
  );
  const widest = Math.max(BOX_WIDTH.least, ...needed) + BOX_PAD.left + BOX_PAD.right;
  return Math.ceil(Math.min(BOX_WIDTH.most, widest));
}
