import { blend } from '../../../../renderers/drawing/blend.js';
import { contrast, parseColor } from '../../../../renderers/drawing/contrast.js';
import type { Box, Place, Quad } from './boxes.js';

/** A thin mark: a stroke of a drawing, or an element that is drawn as a rule. */
export interface Line {
  holder: Element;
  /** Of what is drawn on one canvas, in turn; 0 where the elements themselves tell. */
  turn: number;
  box: Box;
  /** Whether it goes over a place. */
  meets(place: Place): boolean;
}

/** What is wider is a bar or a box, not a line. */
export const WIDEST = 4;
/** Lines that stand out less from the page are a ground, not a line. */
const CLEAR = 1.2;
/** At the edges of a word a line may touch it. */
const EDGE = 1.2;
/** Between places that are tried. */
const PITCH = 0.5;

export function standsOut(color: string, opacity: number, page: string): boolean {
  if (!parseColor(color)) return false;
  const ground = blend(page, 'rgb(255, 255, 255)', 1);
  return (contrast(blend(color, ground, opacity), ground) ?? 1) >= CLEAR;
}

const between = (a: Place, b: Place, share: number): Place => [
  a[0] + (b[0] - a[0]) * share,
  a[1] + (b[1] - a[1]) * share,
];

/** Places on the line in the middle of a word, and on three from its top to its foot: a line through it meets one. */
export function probes([a, b, c, d]: Quad): Place[] {
  const [width, height] = [Math.hypot(b[0] - a[0], b[1] - a[1]), Math.hypot(d[0] - a[0], d[1] - a[1])];
  if (width <= 2 * EDGE || height <= 2 * EDGE) return [];
  const at = (x: number, y: number) => between(between(a, b, x), between(d, c, x), y);
  const along = (length: number) =>
    Array.from(
      { length: Math.floor((length - 2 * EDGE) / PITCH) + 1 },
      (_, step) => (EDGE + step * PITCH) / length,
    );
  return [
    ...along(width).map((x) => at(x, 0.5)),
    ...[0.25, 0.5, 0.75].flatMap((x) => along(height).map((y) => at(x, y))),
  ];
}
