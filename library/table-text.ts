import { say } from '../words/index.js';
import type { Value } from './value.js';

/** What a text or a picture reads of a table. */
export interface TableView {
  readonly columns: readonly string[];
  readonly length: number;
  column(name: string): readonly Value[];
}

const WIDEST = 24;

const fieldText = (value: Value): string => {
  if (value === null) return '·';
  if (typeof value === 'number' && !Number.isInteger(value)) return String(Number(value.toPrecision(6)));
  const text = String(value);
  return text.length > WIDEST ? `${text.slice(0, WIDEST - 1)}…` : text;
};

/** The first rows in aligned columns, numbers to the right; `·` is a missing value. */
export function tableText(table: TableView, count: number): string {
  const shown = Math.min(count, table.length);
  const columns = table.columns.map((name) => {
    const values = table.column(name).slice(0, shown);
    const texts = [name, ...values.map(fieldText)];
    const width = Math.max(...texts.map((text) => text.length));
    const right = values.every((value) => value === null || typeof value === 'number');
    return texts.map((text) => (right ? text.padStart(width) : text.padEnd(width)));
  });
  const lines = Array.from({ length: shown + 1 }, (_, i) =>
    columns
      .map((column) => column[i])
      .join('  ')
      .trimEnd(),
  );
  const size = `${table.length} × ${table.columns.length}`;
  return `${say(`Table, ${size}`, `표, ${size}`)}\n${lines.join('\n')}${shown < table.length ? '\n…' : ''}`;
}
