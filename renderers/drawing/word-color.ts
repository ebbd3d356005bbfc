import { blend } from './blend.js';
import { contrast } from './contrast.js';
import type { Palette } from './palette.js';

/** What words need to be read on their background (WCAG 2.1, 1.4.3). */
const LEGIBLE = 4.5;
const STEP = 0.1;

/** A line's colour for words about it: mixed with that of text as far as it must be to be read. */
export function wordColor(color: string, { foreground, background }: Palette): string {
  for (let share = 1; share > 0; share -= STEP) {
    const mixed = share === 1 ? color : blend(color, foreground, share);
    const clear = contrast(mixed, background);
    // What is not written in numbers is the system's own choice.
    if (clear === undefined || clear >= LEGIBLE) return mixed;
  }
  return foreground;
}

/** The colour of words on a ground of another colour: the one that is wanted, else black or white. */
export function wordsOn(ground: string, wanted: string): string {
  const clear = contrast(wanted, ground);
  if (clear === undefined || clear >= LEGIBLE) return wanted;
  return (contrast('#000000', ground) ?? 0) > (contrast('#ffffff', ground) ?? 0) ? '#000000' : '#ffffff';
}
