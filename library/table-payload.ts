import { MAX_JSON_BYTES, type TablePayload } from '../protocol/index.js';
import { frequencies, isMissing, mean, presentNumbers } from './column-statistics.js';
import type { TableView } from './table-text.js';
import type { Value } from './value.js';

type ColumnPayload = TablePayload['columns'][number];
type Bars = NonNullable<ColumnPayload['histogram']>;

const BINS = 12;
const FREQUENT = 6;
/** Numbers of no more values, each of which occurs twice on average, are counted by value: classes, ratings. */
const FEW_VALUES = 5;
const MAX_ROWS = 200;
const MAX_TEXT = 200;

/** With three digits, or as many decimals as it takes to tell one bin from the next. */
function edgeText(value: number, width: number): string {
  const decimals = Math.ceil(-Math.log10(width)) + 1;
  return decimals > 0 && decimals <= 20
    ? String(Number(value.toFixed(decimals)))
    : String(Number(value.toPrecision(3)));
}
const shortened = (text: string): string =>
  text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT - 1)}…` : text;

/** Twelve equal bins from min to max; the last one holds the max. */
function numberBars(values: readonly number[], min: number, max: number): Bars {
  if (min === max) return [{ label: String(min), count: values.length }];
  // Divided first: the span of two finite numbers may overflow.
  const width = max / BINS - min / BINS;
  const counts = new Array<number>(BINS).fill(0);
  for (const value of values) {
    const bin = Math.min(BINS - 1, Math.floor(value / width - min / width));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts.map((count, i) => ({
    label: `${edgeText(min + i * width, width)}–${edgeText(i === BINS - 1 ? max : min + (i + 1) * width, width)}`,
    count,
  }));
}

function columnPayload(name: string, values: readonly Value[]): ColumnPayload {
  const present = values.filter((value) => !isMissing(value));
  const frequent = frequencies(present);
  const common = { name, missing: values.length - present.length, distinct: frequent.length };
  const frequentBars = (): Bars =>
    frequent.slice(0, FREQUENT).map(([value, count]) => ({ label: shortened(String(value)), count }));
  if (present.length === 0) return { ...common, type: 'text' };
  if (present.every((value) => typeof value === 'boolean'))
    return { ...common, type: 'boolean', histogram: frequentBars() };
  if (!present.every((value) => typeof value === 'number'))
    return { ...common, type: 'text', histogram: frequentBars() };
  const finite = presentNumbers(present).filter(Number.isFinite);
  if (finite.length === 0) return { ...common, type: 'number' };
  const min = finite.reduce((a, b) => Math.min(a, b));
  const max = finite.reduce((a, b) => Math.max(a, b));
  const few =
    frequent.length <= FEW_VALUES &&
    finite.length === present.length &&
    present.length >= 2 * frequent.length;
  const histogram = few
    ? [...frequent]
        .sort(([a], [b]) => Number(a) - Number(b))
        .map(([value, count]) => ({ label: String(value), count }))
    : numberBars(finite, min, max);
  return { ...common, type: 'number', min, mean: mean(finite), max, histogram };
}

/** JSON has no NaN and no infinities: the first counts as missing, the others travel as words. */
const field = (value: Value | undefined): Value => {
  if (value === undefined || isMissing(value)) return null;
  if (typeof value === 'string') return shortened(value);
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
};

const bytes = (payload: unknown): number => Buffer.byteLength(JSON.stringify(payload));

/**
 * The payload of the `table` picture: statistics of all rows, and the first rows, as many as fit into the size of one
 * output.
 */
export function tablePayload(table: TableView, title?: string): TablePayload {
  const columns = table.columns.map((name) => table.column(name));
  const rows = Array.from({ length: Math.min(MAX_ROWS, table.length) }, (_, i) =>
    columns.map((values) => field(values[i])),
  );
  const payload: TablePayload = {
    version: 1,
    ...(title === undefined ? {} : { title }),
    columns: table.columns.map((name, j) => columnPayload(name, columns[j] ?? [])),
    rows,
    totalRows: table.length,
  };
  while (payload.rows.length > 0 && bytes(payload) > MAX_JSON_BYTES)
    payload.rows = payload.rows.slice(0, Math.floor(payload.rows.length / 2));
  if (bytes(payload) > MAX_JSON_BYTES) for (const column of payload.columns) delete column.histogram;
  return payload;
}
