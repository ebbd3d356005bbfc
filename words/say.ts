import type { Locale } from '../protocol/index.js';
import { particles } from './particles.js';

let locale: Locale = 'en';

/** Sets the language of the kernel's own sentences (one per process and thread). */
export const setLocale = (next: Locale): void => {
  locale = next;
};

export const currentLocale = (): Locale => locale;

/** The sentence in the language of the person at the notebook. */
export const say = (english: string, korean: string): string => sayIn(locale, english, korean);

/** The sentence in this language: for programs that speak with several people, as an editor with several notebooks. */
export const sayIn = (language: Locale, english: string, korean: string): string =>
  language === 'ko' ? particles(korean) : english;
