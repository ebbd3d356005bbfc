import { afterEach, expect, test } from 'vitest';
import { type CellReport, endWord } from '../../../kernel/cli/cell-report.js';
import { setLocale } from '../../../words/index.js';

afterEach(() => setLocale('en'));

const words: [CellReport['status'], en: string, ko: string][] = [
  ['ok', 'ok', '완료'],
  ['error', 'error', '오류'],
  ['interrupted', 'interrupted', '중단됨'],
  ['died', 'died', '커널 종료'],
  ['timeout', 'timeout', '시간 초과'],
  ['cancelled', 'cancelled', '취소됨'],
];

test.each(words)('a cell that ends as %s, in both languages', (status, en, ko) => {
  expect(endWord(status)).toBe(en);
  setLocale('ko');
  expect(endWord(status)).toBe(ko);
});
