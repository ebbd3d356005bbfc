import type { Locale } from '../../protocol/index.js';

/** The language of what the command line says: EPOCHBOOK_LOCALE, else that of the environment, else of the system. */
export const systemLocale = (): Locale => {
  const { EPOCHBOOK_LOCALE, LC_ALL, LANG } = process.env;
  // Windows sets no variable.
  const language = EPOCHBOOK_LOCALE || LC_ALL || LANG || Intl.DateTimeFormat().resolvedOptions().locale;
  return language.startsWith('ko') ? 'ko' : 'en';
};
