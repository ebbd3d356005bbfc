import type { Locale, TablePayload } from '../../protocol/index.js';
import { formatCount, formatShare, formatValue } from '../drawing/format.js';
import { tableStrings } from './strings.js';

export type Cell = TablePayload['rows'][number][number];
export type TableColumn = TablePayload['columns'][number];

/** A cell as text; a missing one is `null`. */
export function cellText(cell: Cell | undefined, locale: Locale): string | null {
  if (cell === null || cell === undefined || (typeof cell === 'number' && Number.isNaN(cell))) return null;
  if (typeof cell !== 'number') return String(cell);
  return Number.isInteger(cell) && Math.abs(cell) < 1e7 ? String(cell) : formatValue(cell, locale);
}

/** Share of rows in which the column has no value. */
export const missingShare = (column: TableColumn, totalRows: number): number =>
  totalRows > 0 ? Math.min(1, column.missing / totalRows) : 0;

/** "177 missing (19.9%)", or that none is. */
export const missingText = (column: TableColumn, totalRows: number, locale: Locale): string =>
  column.missing === 0
    ? tableStrings[locale].complete
    : tableStrings[locale].missing(
        formatCount(column.missing, locale),
        formatShare(missingShare(column, totalRows), locale),
      );

/** A column in words: type, missing, distinct, range or most frequent values. */
export function columnText(column: TableColumn, totalRows: number, locale: Locale): string {
  const t = tableStrings[locale];
  const parts = [
    t.types[column.type],
    missingText(column, totalRows, locale),
    t.distinct(formatCount(column.distinct, locale)),
  ];
  const { min, mean, max } = column;
  if (min !== undefined && mean !== undefined && max !== undefined)
    parts.push(t.range(formatValue(min, locale), formatValue(mean, locale), formatValue(max, locale)));
  else if (column.histogram?.length)
    parts.push(
      column.histogram.map(({ label, count }) => `${label} ${formatCount(count, locale)}`).join(', '),
    );
  return parts.join('; ');
}

/** Row numbers in the order of a column; missing values come last either way. */
export function sortedRows(
  payload: TablePayload,
  column: number | null,
  descending: boolean,
  locale: Locale,
): number[] {
  const order = payload.rows.map((_, row) => row);
  if (column === null) return order;
  const collator = new Intl.Collator(locale, { numeric: true });
  const sign = descending ? -1 : 1;
  const compare = (a: Cell | undefined, b: Cell | undefined): number => {
    const missingA = a === null || a === undefined;
    const missingB = b === null || b === undefined;
    if (missingA || missingB) return Number(missingA) - Number(missingB);
    if (typeof a === 'string' || typeof b === 'string') return sign * collator.compare(String(a), String(b));
    return sign * (Number(a) - Number(b));
  };
  return order.sort((a, b) => compare(payload.rows[a]?.[column], payload.rows[b]?.[column]) || a - b);
}
