import type { Locale, OpenedValue, ValueCell } from '../../protocol/index.js';
import type { GridCell, GridColumn } from '../grid/virtual-grid.js';
import { valueStrings } from './strings.js';

const NUMBER_WIDTH = 96;
const DIGIT = 7.8;
const [NARROWEST, WIDEST] = [64, 280];
/** A page is no wider. */
export const MOST_COLUMNS = 300_000;

/** In letters of half width: those of Korean are twice as wide. */
const textLength = (text: string): number => {
  let length = 0;
  for (const letter of text) length += letter > '\u1100' ? 2 : 1;
  return length;
};

/** A number with all its digits: this is where one looks for them. */
const numberText = (value: number): string => (Object.is(value, -0) ? '-0' : String(value));

/** How a value stands in its cell: what is no number, or is not there, is told apart. */
export function cellOf(value: ValueCell | undefined, locale: Locale): GridCell {
  const t = valueStrings[locale];
  if (value === undefined) return { text: t.loading, look: 'quiet' };
  if (value === null) return { text: t.missingCell, look: 'odd' };
  if (typeof value === 'object')
    return { text: value.is.replace('Infinity', '∞').replace('-', '−'), look: 'odd' };
  if (typeof value === 'number') return { text: numberText(value) };
  return { text: String(value) };
}

/** The columns of an opened value; of a table as wide as their names and first rows need. */
export function columnsOf(
  { columns, form, shape }: OpenedValue,
  first: (column: number) => string[],
  locale: Locale,
): GridColumn[] {
  const t = valueStrings[locale];
  const widthOf = (column: number, label: string): number => {
    const longest = Math.max(textLength(label) + 3, ...first(column).map(textLength));
    return Math.min(WIDEST, Math.max(NARROWEST, longest * DIGIT + 20));
  };
  return Array.from({ length: Math.min(columns.count, MOST_COLUMNS) }, (_, column): GridColumn => {
    const type = columns.types[form === 'tensor' ? 0 : column] ?? 'mixed';
    const label = columns.names?.[column] ?? (shape.length < 2 ? t.value : String(column));
    return {
      label,
      width: form === 'tensor' && type === 'number' ? NUMBER_WIDTH : widthOf(column, label),
      end: type === 'number',
      title: `${label} (${t.types[type]})`,
    };
  });
}

/** Where a row of a tensor stands: `3` of a list or matrix, `0, 12` of one with an axis more. */
export function placeText({ shape, form }: OpenedValue, place: number): string {
  const axes = shape.slice(0, -1);
  if (form === 'table' || axes.length < 2) return String(place);
  let rest = place;
  const indices = axes.reverse().map((size) => {
    const index = rest % size;
    rest = Math.floor(rest / size);
    return index;
  });
  return indices.reverse().join(', ');
}

/** As wide as the last place needs. */
export const placeWidth = (value: OpenedValue): number =>
  Math.max(40, placeText(value, Math.max(0, value.rows - 1)).length * 7.5 + 18);
