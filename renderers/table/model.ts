import type { Locale, TablePayload } from '../../protocol/index.js';
import { formatCount, formatDecimals, formatShare, formatTenths, formatValue } from '../drawing/format.js';
import { tableStrings } from './strings.js';

export type Cell = TablePayload['rows'][number][number];
export type TableColumn = TablePayload['columns'][number];

/** A cell as text, a number with so many decimals where they are given; a missing one is `null`. */
export function cellText(
  cell: Cell | undefined,
  locale: Locale,
  decimals: number | null = null,
): string | null {
  if (cell === null || cell === undefined || (typeof cell === 'number' && Number.isNaN(cell))) return null;
  if (typeof cell !== 'number') return String(cell);
  if (decimals !== null && plain(cell)) return formatDecimals(cell, decimals, locale);
  return Number.isInteger(cell) && Math.abs(cell) < 1e7 ? String(cell) : formatValue(cell, locale);
}

/** A number that is written without a power of ten. */
const plain = (value: number): boolean =>
  Number.isFinite(value) && Math.abs(value) < 1e6 && (value === 0 || Math.abs(value) >= 1e-4);

const MOST_DECIMALS = 4;

/**
 * The decimals of each column, so that its numbers stand point under point: as many as four digits of one of them need. `null`
 * where numbers are whole, or too far apart to share them.
 */
export function decimalsOf({ columns, rows }: Pick<TablePayload, 'columns' | 'rows'>): (number | null)[] {
  return columns.map(({ type }, index) => {
    if (type !== 'number') return null;
    const numbers = rows.flatMap((row) => {
      const cell = row[index];
      return typeof cell === 'number' && plain(cell) ? [cell] : [];
    });
    const needed = numbers.map((value) => formatValue(value, 'en').split('.')[1]?.length ?? 0);
    const most = Math.max(0, ...needed);
    return most > 0 && most <= MOST_DECIMALS ? most : null;
  });
}

/** The least and the greatest value of a column of numbers that has bars, for the ends of these. */
export const histogramEnds = (
  column: TableColumn,
  totalRows: number,
  locale: Locale,
): [low: string, high: string] | null =>
  column.type === 'number' &&
  column.min !== undefined &&
  column.max !== undefined &&
  histogramOf(column, totalRows).length > 0
    ? [formatValue(column.min, locale), formatValue(column.max, locale)]
    : null;

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

/** Fewer rows than this are read, not counted. */
const FEW_ROWS = 10;
/** Of a text column: the most frequent values tell nothing where they hold no more of it than this, or most occur once. */
const RARE = { held: 0.25, distinct: 0.5 };

/**
 * The bars of a column; empty where they would tell nothing: of a few rows, of names and other texts that hardly occur twice,
 * and of row numbers.
 */
export function histogramOf(column: TableColumn, totalRows: number): NonNullable<TableColumn['histogram']> {
  const { type, histogram = [], missing, distinct, min, max } = column;
  const present = totalRows - missing;
  if (present < FEW_ROWS || histogram.length === 0) return [];
  if (type === 'text') {
    const held = histogram.reduce((sum, { count }) => sum + count, 0);
    if (distinct > RARE.distinct * present || held < RARE.held * present) return [];
  }
  const counted = min !== undefined && max !== undefined && Number.isInteger(min);
  if (type === 'number' && counted && distinct === present && max - min === present - 1) return [];
  return histogram;
}

/** Categories that a column's head has room for; the others are counted. */
const MOST_CATEGORIES = 3;

/** Whether bars stand for single values: always those of texts, of numbers where there are few. */
const ofValues = ({ type, distinct }: TableColumn, bars: NonNullable<TableColumn['histogram']>): boolean =>
  type !== 'number' ||
  (bars.length === distinct && bars.every(({ label }) => label !== '' && Number.isFinite(Number(label))));

/** A share with one decimal, which is 0 or 100 % only where it is none or all. */
function shareText(count: number, of: number, locale: Locale): string {
  const share = count / of;
  if (count > 0 && share < 0.0005) return `< ${formatTenths(0.001, locale)}`;
  if (count < of && share >= 0.9995) return `> ${formatTenths(0.999, locale)}`;
  return formatTenths(share, locale);
}

/** A value of a column, or several more, with the share of the values that are there. */
export interface Category {
  label: string;
  share: number;
  text: string;
}

/** The middle of a column's numbers: the value, where all rows are there, else the bin that it lies in. */
export interface Median {
  from: number;
  to: number;
  /** Where it stands between the least and the greatest value; within a bin, as if its values were spread evenly. */
  share: number;
}

function medianOf(column: TableColumn, values: readonly Cell[] | null): Median | null {
  const { type, histogram = [], min, max } = column;
  if (type !== 'number' || min === undefined || max === undefined || !(min < max)) return null;
  const span = (value: number) => Math.min(1, Math.max(0, (value / 2 - min / 2) / (max / 2 - min / 2)));
  if (values) {
    const sorted = values.filter((value) => typeof value === 'number' && Number.isFinite(value)) as number[];
    sorted.sort((a, b) => a - b);
    const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
    if (low === undefined || high === undefined) return null;
    const value = low / 2 + high / 2;
    return { from: value, to: value, share: span(value) };
  }
  const half = histogram.reduce((sum, { count }) => sum + count, 0) / 2;
  let below = 0;
  for (const [bin, { count }] of histogram.entries()) {
    if (count > 0 && below + count >= half) {
      const edge = (place: number) => min + place * (max / histogram.length - min / histogram.length);
      const share = (bin + (half - below) / count) / histogram.length;
      return { from: edge(bin), to: Math.min(max, edge(bin + 1)), share };
    }
    below += count;
  }
  return null;
}

/** Of the values that a column shows as bars of bins; `values` are all of them, where they are at hand. */
const histogramMedian = (
  column: TableColumn,
  totalRows: number,
  values: readonly Cell[] | null,
): Median | null => {
  const bars = histogramOf(column, totalRows);
  return bars.length > 0 && !ofValues(column, bars) ? medianOf(column, values) : null;
};

/** The cells of a column, where the payload has all its rows. */
export const allValues = ({ rows, totalRows }: TablePayload, column: number): Cell[] | null =>
  rows.length === totalRows ? rows.map((row) => row[column] ?? null) : null;

/** "median 28", or between which values it lies. */
export const medianText = ({ from, to }: Median, locale: Locale): string => {
  const t = tableStrings[locale];
  return from === to
    ? t.median(formatValue(from, locale))
    : t.medianBetween(formatValue(from, locale), formatValue(to, locale));
};

/** What stands in the head of a column: values with their shares, bars of bins with their ends, or lines of words. */
export type Profile =
  | { kind: 'categories'; categories: Category[] }
  | {
      kind: 'bars';
      bars: NonNullable<TableColumn['histogram']>;
      ends: [low: string, high: string] | null;
      median: Median | null;
    }
  | { kind: 'lines'; lines: string[] };

/** The most frequent values, and how many more there are; numbers of no more than have room stand in their order. */
function categoriesOf(
  column: TableColumn,
  bars: NonNullable<TableColumn['histogram']>,
  present: number,
  locale: Locale,
): Category[] {
  const frequent = bars.length > MOST_CATEGORIES ? [...bars].sort((a, b) => b.count - a.count) : bars;
  const shown = frequent.slice(0, MOST_CATEGORIES);
  const category = (label: string, count: number): Category => ({
    label,
    share: Math.min(1, count / present),
    text: shareText(Math.min(count, present), present, locale),
  });
  const more = column.distinct - shown.length;
  const rest = present - shown.reduce((sum, { count }) => sum + count, 0);
  return [
    ...shown.map(({ label, count }) => category(label, count)),
    ...(more > 0 && rest > 0
      ? [category(tableStrings[locale].moreValues(formatCount(more, locale)), rest)]
      : []),
  ];
}

/** What the head of a column shows of all its values; null for a few rows, which are read. */
export function profileOf(
  column: TableColumn,
  totalRows: number,
  locale: Locale,
  values: readonly Cell[] | null = null,
): Profile | null {
  const present = totalRows - column.missing;
  const bars = histogramOf(column, totalRows);
  if (bars.length > 0)
    return ofValues(column, bars)
      ? { kind: 'categories', categories: categoriesOf(column, bars, present, locale) }
      : {
          kind: 'bars',
          bars,
          ends: histogramEnds(column, totalRows, locale),
          median: medianOf(column, values),
        };
  const { type, distinct, min, max } = column;
  if (present < FEW_ROWS || distinct === 0) return null;
  const t = tableStrings[locale];
  const lines = [t.distinct(formatCount(distinct, locale))];
  if (type === 'number' && min !== undefined && max !== undefined)
    lines.push(t.span(formatValue(min, locale), formatValue(max, locale)));
  return { kind: 'lines', lines };
}

/** A column in words: type, missing, distinct, range, median, most frequent values. */
export function columnText(
  column: TableColumn,
  totalRows: number,
  locale: Locale,
  values: readonly Cell[] | null = null,
): string {
  const t = tableStrings[locale];
  const parts = [
    t.types[column.type],
    missingText(column, totalRows, locale),
    t.distinct(formatCount(column.distinct, locale)),
  ];
  const { min, mean, max } = column;
  if (min !== undefined && mean !== undefined && max !== undefined)
    parts.push(t.range(formatValue(min, locale), formatValue(mean, locale), formatValue(max, locale)));
  const median = histogramMedian(column, totalRows, values);
  if (median) parts.push(medianText(median, locale));
  const bars = histogramOf(column, totalRows);
  if (bars.length > 0 && ofValues(column, bars)) {
    const present = totalRows - column.missing;
    const words = bars.map(
      ({ label, count }) =>
        `${label} ${formatCount(count, locale)} (${shareText(Math.min(count, present), present, locale)})`,
    );
    const more = column.distinct - bars.length;
    parts.push([...words, ...(more > 0 ? [t.moreValues(formatCount(more, locale))] : [])].join(', '));
  }
  return parts.join('; ');
}

/** Rows of a table that is read from top to bottom, and letters that a line of a cell holds. */
const READ = { rows: 12, letters: 36 };
/** In letters: a syllable of Hangul and a Chinese character are about as wide as two. */
const lettersOf = (text: string): number => text.replace(/[\p{Script=Hangul}\p{Script=Han}]/gu, '  ').length;

/** Columns of sentences in a small table: their cells are shown whole, on several lines. Of many rows the rhythm is kept. */
export function proseColumns(payload: TablePayload): number[] {
  if (payload.rows.length > READ.rows) return [];
  return [...payload.columns.keys()].filter((index) =>
    payload.rows.some((row) => {
      const cell = row[index];
      return typeof cell === 'string' && lettersOf(cell) > READ.letters;
    }),
  );
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
