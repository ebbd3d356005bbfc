import type { Locale, TablePayload } from '../../protocol/index.js';
import { formatCount } from '../drawing/format.js';
import { shorten } from '../drawing/svg.js';
import { allValues, cellText, columnText } from './model.js';
import { tableStrings } from './strings.js';

const MOST_ROWS = 5;
const MOST_COLUMNS = 40;

/** Size, every column in words, and the first rows. */
export function tableText(payload: TablePayload, locale: Locale): string {
  const t = tableStrings[locale];
  const count = (value: number) => formatCount(value, locale);
  const columns = payload.columns.slice(0, MOST_COLUMNS);
  const lines = [
    `${payload.title ?? t.title}: ${t.rows(count(payload.totalRows), count(payload.totalRows))}, ${t.columns(count(payload.columns.length))}`,
    ...columns.map(
      (column, index) =>
        `${shorten(column.name, 60)}: ${columnText(column, payload.totalRows, locale, allValues(payload, index))}`,
    ),
  ];
  if (columns.length < payload.columns.length)
    lines.push(t.moreColumns(count(payload.columns.length - columns.length)));
  payload.rows.slice(0, MOST_ROWS).forEach((row, index) => {
    const cells = columns.map((_, at) => shorten(cellText(row[at], locale) ?? t.empty, 40));
    lines.push(`${t.row} ${index + 1}: ${cells.join(' | ')}`);
  });
  return lines.join('\n');
}
