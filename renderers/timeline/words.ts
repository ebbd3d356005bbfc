import { shorten, textWidth } from '../drawing/svg.js';

/** About how wide our words are: they have few wide letters. */
export const wordWidth = (text: string, size: number): number => textWidth(text, size) * 0.92;

const NARROW = /[ijltfrI.,:;'|!()[\] -]/g;
const WIDE = /[mwMW@%—…]/g;

/** Nearer to how wide words are than `wordWidth`, letter by letter, where what follows stands close behind. */
export function closeWidth(text: string, size: number): number {
  const narrow = text.match(NARROW)?.length ?? 0;
  const wide = text.match(WIDE)?.length ?? 0;
  return wordWidth(text, size) + (wide * 0.3 - narrow * 0.19) * size;
}

/** A text shortened to at most about so many pixels. */
export const cutWords = (text: string, size: number, width: number): string =>
  wordWidth(text, size) <= width ? text : shorten(text, Math.max(3, Math.floor(width / (size * 0.54))));
