import { shorten, textWidth } from '../drawing/svg.js';

/** About how wide our words are: they have few wide letters. */
export const wordWidth = (text: string, size: number): number => textWidth(text, size) * 0.92;

/** A text shortened to at most about so many pixels. */
export const cutWords = (text: string, size: number, width: number): string =>
  wordWidth(text, size) <= width ? text : shorten(text, Math.max(3, Math.floor(width / (size * 0.54))));
