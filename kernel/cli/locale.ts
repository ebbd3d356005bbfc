import type { Locale } from '../../protocol/index.js';

/** The language of what the command line says: EPOCHBOOK_LOCALE, else that of the environment. */
export const systemLocale = (): Locale =>
  (process.env.EPOCHBOOK_LOCALE || process.env.LC_ALL || process.env.LANG || '').startsWith('ko')
    ? 'ko'
    : 'en';
