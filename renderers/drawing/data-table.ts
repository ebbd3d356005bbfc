import type { Locale } from '../../protocol/index.js';

/** A value of a table; `null` was not measured. */
export type DataValue = number | string | boolean | null;

/** Numbers that a picture draws, to be read by other programs: names and values as they were recorded, nothing rounded. */
export interface DataTable {
  /** What a row is, in one word for the name of the file. */
  name: string;
  /** The same for people. */
  words: Record<Locale, string>;
  columns: readonly string[];
  rows(): Iterable<readonly DataValue[]>;
  /** Present where the picture holds fewer rows than there were. */
  thinned?: { kept: number; of: number };
}

/** A list of any of several lengths, as a column. */
export const valueAt = <T extends DataValue>(column: readonly T[] | undefined, row: number): T | null =>
  column?.[row] ?? null;

const quoted = (text: string): string =>
  /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

/** JavaScript writes the shortest digits that give the same number again. */
const field = (value: DataValue): string => (value === null ? '' : quoted(String(value)));

/** A CSV file (RFC 4180): a line of names, then a line a row. A missing value is empty. */
export function csvOf({ columns, rows }: Pick<DataTable, 'columns' | 'rows'>): string {
  const lines = [columns.map(quoted).join(',')];
  for (const row of rows()) lines.push(row.map(field).join(','));
  return `${lines.join('\r\n')}\r\n`;
}
