import { types } from 'node:util';
import { isPlain, isStored, lengthOf, ownData } from './own-data.js';

const { keys } = Object;
const entriesOfMap = Map.prototype.forEach;

/** A table: columns of one length, read one value at a time. */
export interface Frame {
  names: string[];
  rows: number;
  /** The value as it is stored; undefined where there is none. */
  at(row: number, column: number): unknown;
}

const MOST_COLUMNS = 2000;
/** Rows by which the columns of a list of records are found. */
const SAMPLED_ROWS = 200;

/** Stored columns by name, all of one length. */
function ofColumns(names: string[], columns: unknown[]): Frame | undefined {
  const [first] = columns;
  if (!isPlain(first)) return undefined;
  const rows = lengthOf(first);
  const fits = (column: unknown): column is object =>
    isPlain(column) && Array.isArray(column) && lengthOf(column) === rows;
  if (!columns.every(fits)) return undefined;
  return { names, rows, at: (row, column) => ownData(columns[column] as object, row) };
}

/** A `Table` of the library: it keeps its columns in a map. */
export function tableFrame(value: object): Frame | undefined {
  const data = ownData(value, 'data');
  if (!types.isMap(data) || types.isProxy(data) || typeof ownData(value, 'length') !== 'number')
    return undefined;
  const names: string[] = [];
  const columns: unknown[] = [];
  entriesOfMap.call(data, (column, name) => {
    names.push(String(name));
    columns.push(column);
  });
  if (names.length === 0 || names.length > MOST_COLUMNS) return undefined;
  return ofColumns(names, columns);
}

/** A `DataFrame` of danfo.js: rows of values beside the names of their columns. */
export function danfoFrame(value: object): Frame | undefined {
  const names = ownData(value, '$columns');
  const data = ownData(value, '$data');
  if (!Array.isArray(names) || !Array.isArray(data)) return undefined;
  const named = Array.from({ length: Math.min(lengthOf(names), MOST_COLUMNS) }, (_, i) => ownData(names, i));
  if (!named.every((name) => typeof name === 'string' || typeof name === 'number')) return undefined;
  if (ownData(value, '$isSeries') === true)
    return { names: named.map(String), rows: lengthOf(data), at: (row) => ownData(data, row) };
  return {
    names: named.map(String),
    rows: lengthOf(data),
    at: (row, column) => {
      const cells = ownData(data, row);
      return isPlain(cells) ? ownData(cells, column) : undefined;
    },
  };
}

/** An array of records: `[{ age: 22 }, { age: 38 }]`. */
export function recordFrame(value: object): Frame | undefined {
  if (!Array.isArray(value)) return undefined;
  const rows = lengthOf(value);
  const names = new Set<string>();
  for (let row = 0; row < Math.min(rows, SAMPLED_ROWS); row++) {
    const record = ownData(value, row);
    if (!isRecord(record)) return undefined;
    for (const name of keys(record)) if (names.size < MOST_COLUMNS && isStored(record, name)) names.add(name);
  }
  if (names.size === 0) return undefined;
  const columns = [...names];
  return {
    names: columns,
    rows,
    at: (row, column) => {
      const record = ownData(value, row);
      return isPlain(record) ? ownData(record, columns[column] ?? '') : undefined;
    },
  };
}

/** Objects whose many keys are not to be counted again and again. */
const large = new WeakSet<object>();

/** An object of columns: `{ age: [22, 38], fare: [7.25, 71.3] }`. */
export function columnFrame(value: object): Frame | undefined {
  if (!isRecord(value) || large.has(value)) return undefined;
  const names = keys(value);
  if (names.length > MOST_COLUMNS) large.add(value);
  if (names.length === 0 || names.length > MOST_COLUMNS) return undefined;
  return ofColumns(
    names,
    names.map((name) => ownData(value, name)),
  );
}

/** An object that is no more than its properties. */
export const isRecord = (value: unknown): value is object => {
  if (!isPlain(value) || Array.isArray(value) || ArrayBuffer.isView(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

/** The table that a value is, whichever kind. */
export const frameOf = (value: object): Frame | undefined =>
  tableFrame(value) ?? danfoFrame(value) ?? recordFrame(value) ?? columnFrame(value);
