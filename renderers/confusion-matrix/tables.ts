import type { ConfusionMatrixPayload } from '../../protocol/index.js';
import type { DataTable } from '../drawing/data-table.js';

/** The counts: a row for each true class, a column for each predicted one. */
export const confusionTables = ({ labels, counts }: ConfusionMatrixPayload): DataTable[] => [
  {
    name: 'counts',
    words: { en: 'counts', ko: '개수' },
    columns: ['true \\ predicted', ...labels],
    rows: () => counts.map((row, index) => [labels[index] ?? '', ...row]),
  },
];
