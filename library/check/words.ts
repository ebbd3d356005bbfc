import type { Words } from '../../protocol/index.js';
import { formatCount, formatShare, formatValue } from '../../renderers/drawing/format.js';
import { currentLocale, sayIn } from '../../words/index.js';

/** A text of a teacher: the same for all, or in English and in Korean. */
export type Text = string | readonly [english: string, korean: string] | Words;

/** The sentence in both languages. */
export const words = (english: string, korean: string): Words => ({
  en: sayIn('en', english, korean),
  ko: sayIn('ko', english, korean),
});

export function wordsOf(text: Text): Words {
  if (typeof text === 'string') return { en: text, ko: text };
  return Array.isArray(text) ? words(text[0], text[1]) : { ...(text as Words) };
}

/** In the language of the person at the notebook. */
export const spoken = (text: Words): string => text[currentLocale()];

/** Numbers are written alike in both languages. */
export const number = (value: number | null | undefined): string => formatValue(value, 'en');
export const count = (value: number): string => formatCount(value, 'en');
export const share = (value: number): string => formatShare(value, 'en');

/** `1 row`, `3 rows` */
export const counted = (amount: number, noun: string): string =>
  `${count(amount)} ${noun}${amount === 1 ? '' : 's'}`;
