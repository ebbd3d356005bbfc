import type { RowOrder } from '../../protocol/index.js';
import { readFilter } from './filter.js';
import type { Grid } from './grid.js';

/** Columns of a tensor in which a value is looked for where no column is named. */
const MOST_SEARCHED = 2000;

/**
 * The rows of a grid in an order: those that pass the filter, sorted by a column. Equal ones stay in their order; NaN and
 * what is missing come last, whichever way is up. Numbers come before texts.
 */
export function orderRows(
  grid: Grid,
  { sort, filter }: RowOrder,
  shown: (value: number) => number,
): Uint32Array {
  const rows = filtered(grid, filter, shown);
  if (!sort) return rows;
  const { column, descending } = sort;
  const type = grid.typeOf(column);
  if (type === 'number' || type === 'boolean') return sortedNumbers(grid, rows, column, descending);
  return sortedTexts(grid, rows, column, descending);
}

function filtered(grid: Grid, filter: RowOrder['filter'], shown: (value: number) => number): Uint32Array {
  const rows = new Uint32Array(grid.rows);
  const test = filter && readFilter(filter.text);
  if (!test) return rows.map((_, i) => i);
  const named = filter.column;
  const columns =
    named === null ? Array.from({ length: Math.min(grid.columns, MOST_SEARCHED) }, (_, i) => i) : [named];
  let count = 0;
  for (let row = 0; row < grid.rows; row++) {
    const passes = columns.some((column) => {
      const value = grid.at(row, column);
      return test(typeof value === 'number' ? shown(value) : value);
    });
    if (passes) rows[count++] = row;
  }
  return rows.slice(0, count);
}

function sortedNumbers(grid: Grid, rows: Uint32Array, column: number, descending: boolean): Uint32Array {
  const keys = new Float64Array(grid.rows);
  for (const row of rows) {
    const value = grid.at(row, column);
    keys[row] = value === null ? Number.NaN : Number(value);
  }
  const last = rows.filter((row) => Number.isNaN(keys[row]));
  // Missing ones behind those that are NaN.
  const nan = last.filter((row) => grid.at(row, column) !== null);
  const missing = last.filter((row) => grid.at(row, column) === null);
  const up = descending ? -1 : 1;
  const sorted = rows
    .filter((row) => !Number.isNaN(keys[row]))
    .sort((a, b) => {
      const [x = 0, y = 0] = [keys[a], keys[b]];
      return x < y ? -up : x > y ? up : a - b;
    });
  return joined(sorted, nan, missing);
}

function sortedTexts(grid: Grid, rows: Uint32Array, column: number, descending: boolean): Uint32Array {
  const values = new Map<number, string | number | boolean>();
  const missing: number[] = [];
  for (const row of rows) {
    const value = grid.at(row, column);
    if (value === null || (typeof value === 'number' && Number.isNaN(value))) missing.push(row);
    else values.set(row, value);
  }
  const up = descending ? -1 : 1;
  const sorted = Uint32Array.from(values.keys()).sort((a, b) => {
    const [x = '', y = ''] = [values.get(a), values.get(b)];
    const [isText, otherIsText] = [typeof x === 'string', typeof y === 'string'];
    if (isText !== otherIsText) return isText ? up : -up;
    return x < y ? -up : x > y ? up : a - b;
  });
  return joined(sorted, Uint32Array.from(missing));
}

function joined(...parts: Uint32Array[]): Uint32Array {
  const all = new Uint32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
