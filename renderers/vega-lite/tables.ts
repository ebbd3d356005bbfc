import type { DataTable, DataValue } from '../drawing/data-table.js';
import { inlineData } from './inline-data.js';
import type { VegaLiteSpec } from './model.js';
import { isNode } from './spec-node.js';

const dataValue = (value: unknown): DataValue => {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') return value;
  return JSON.stringify(value);
};

/** The rows of each data set that stands in the specification. */
export const vegaLiteTables = (spec: VegaLiteSpec): DataTable[] =>
  inlineData(spec).flatMap(({ name, values, format }, index, all): DataTable[] => {
    const own = name ?? (all.length > 1 ? `data-${index + 1}` : 'data');
    const words = { en: name ?? 'data', ko: name ?? '데이터' };
    if (typeof values === 'string')
      return format.type === 'csv' ? [{ name: own, words, ...csvTable(values) }] : [];
    if (!Array.isArray(values) || values.length === 0) return [];
    const columns = [...new Set(values.flatMap((row) => (isNode(row) ? Object.keys(row) : ['data'])))];
    const rows = () =>
      values.map((row) => columns.map((column) => dataValue(isNode(row) ? row[column] : row)));
    return [{ name: own, words, columns, rows }];
  });

/** The cells of a CSV text that `asCsv` wrote: quotation marks stand around a whole cell. */
function csvTable(text: string): Pick<DataTable, 'columns' | 'rows'> {
  const lines: string[][] = [[]];
  let [cell, within] = ['', false];
  const end = () => {
    lines.at(-1)?.push(cell);
    cell = '';
  };
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] as string;
    if (within && character === '"' && text[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (character === '"') within = !within;
    else if (within || (character !== ',' && character !== '\n' && character !== '\r')) cell += character;
    else if (character !== '\r') {
      end();
      if (character === '\n') lines.push([]);
    }
  }
  if (cell !== '' || (lines.at(-1)?.length ?? 0) > 0) end();
  else lines.pop();
  const [columns = [], ...rows] = lines;
  return { columns, rows: () => rows };
}
