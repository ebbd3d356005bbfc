import type { Locale } from '../protocol/index.js';
import { formatCount } from '../renderers/drawing/format.js';

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'];

/** Bytes for people, in steps of 1024: `320 B`, `24.2 KB`, `188 MB`. */
export function bytesText(bytes: number, locale: Locale): string {
  let value = Math.abs(bytes);
  let unit = 0;
  // What would be written as 1024 is one of the next.
  while (value >= 1023.5 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const short = value >= 100 || unit === 0 ? Math.round(value) : Math.round(value * 10) / 10;
  return `${bytes < 0 ? '−' : ''}${formatCount(short, locale)} ${UNITS[unit]}`;
}

/** With its sign, where what has come or gone is told. */
export const changeText = (change: number, text: string): string => (change > 0 ? `+${text}` : text);
