import { say } from '../../words/index.js';

/** What no exercise needs, and what marks could be forged with: said, never judged. */
const STRANGE: readonly (readonly [RegExp, string])[] = [
  [/vnd\.epochbook\.check/, 'application/vnd.epochbook.check'],
  [/\bsetLibraryContext\b/, 'setLibraryContext'],
  [/\binspector\b/, 'inspector'],
  [/\bworker_threads\b/, 'worker_threads'],
  [/\bchild_process\b/, 'child_process'],
  [/\/proc\/\S+/, '/proc'],
  [/\bprocess\s*\.\s*(exit|kill|abort|reallyExit|binding|dlopen|_\w+)\b/, 'process'],
  [/\b(Object|Array|Map|Set|Promise|Function|Number|String|Rule)\s*\.\s*prototype\b/, 'prototype'],
  [/__proto__|setPrototypeOf|getPrototypeOf/, 'prototype'],
  [/epochbook\.(hooks|provided)/i, 'epochbook internals'],
];

/** The names of what a cell uses that deserves a look. */
export const strangeNames = (source: string): string[] => [
  ...new Set(STRANGE.filter(([pattern]) => pattern.test(source)).map(([, name]) => name)),
];

export const strangeText = (place: number, names: readonly string[]): string =>
  say(
    `Cell ${place} uses what no exercise needs (${names.join(', ')}): look at it.`,
    `${place}번째 셀에 연습 문제에 필요 없는 것이 있습니다(${names.join(', ')}). 확인하세요.`,
  );
