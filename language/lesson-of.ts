import type { Locale, Words } from '../protocol/index.js';
import type { LanguageLesson } from '../protocol/language.js';
import type { Finding } from './lint/index.js';

/** A finding of the lint in the reader's language. */
export function lessonOf(finding: Finding, locale: Locale): LanguageLesson {
  const { rule, cell, start, end, severity, message, fixes } = finding;
  const said = (words: Words): string => words[locale];
  return {
    ...{ rule, cell, start, end, severity },
    message: said(message),
    fixes: fixes.map(({ title, edits }, i) => ({
      title: said(title),
      edits,
      // The last one only switches the rule off.
      preferred: i === 0 && fixes.length > 1,
    })),
  };
}
