import type { Position } from '../position.js';

const LONGEST = 300;
/** Hangul, Chinese, Japanese, emoji: twice as wide as a letter. */
const WIDE =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u;
const NO_WIDTH = /\p{Mark}|\u200B|\u200C|\u200D/u;

/** The line of a text, with its number and a mark under the place; nothing where there is no such line, or a very long one. */
export function excerpt(text: string, { line, column }: Position): string[] {
  const shown = text.split(/\r?\n/)[line - 1];
  if (shown === undefined || shown.length > LONGEST) return [];
  const gutter = `${line} | `;
  const before = ' '.repeat(gutter.length) + blank(shown.slice(0, column - 1));
  return ['', `  ${gutter}${shown}`, `  ${before}^`];
}

/** As wide as the text in any font: a tab for a tab, the wide space for a wide letter. */
const blank = (text: string): string =>
  Array.from(text, (letter) =>
    letter === '\t' ? letter : WIDE.test(letter) ? '\u3000' : NO_WIDTH.test(letter) ? '' : ' ',
  ).join('');
