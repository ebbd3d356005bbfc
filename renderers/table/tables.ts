import type { TablePayload } from '../../protocol/index.js';
import type { DataTable } from '../drawing/data-table.js';

/** The rows that the picture holds. */
export const tableTables = ({ columns, rows, totalRows }: TablePayload): DataTable[] => [
  {
    name: 'rows',
    words: { en: 'rows', ko: '행' },
    columns: columns.map(({ name }) => name),
    rows: () => rows,
    ...(rows.length < totalRows && { thinned: { kept: rows.length, of: totalRows } }),
  },
];
