import type { CheckPayload } from '../../protocol/index.js';
import type { DataTable } from '../drawing/data-table.js';

/** A row for each rule. */
export const checkTables = ({ rules }: CheckPayload): DataTable[] => [
  {
    name: 'rules',
    words: { en: 'rules', ko: '규칙' },
    columns: ['rule', 'rule (ko)', 'passed', 'points', 'maximum', 'found', 'wanted'],
    rows: () =>
      rules.map(({ words, passed, points, maximum, found, wanted }) => [
        words.en,
        words.ko,
        String(passed),
        points,
        maximum,
        found?.en ?? '',
        wanted?.en ?? '',
      ]),
  },
];
