import type { ColumnType, OpenedValue } from '../../protocol/index.js';
import type { ColumnPart, OpenedHead, TensorValues } from './parts.js';

/** A value as it is stored: NaN and infinities are numbers, what is missing is null. */
export type RawCell = number | string | boolean | null;

/** The rows and columns of an opened value. */
export interface Grid {
  readonly rows: number;
  readonly columns: number;
  at(row: number, column: number): RawCell;
  typeOf(column: number): ColumnType;
}

/** Rows of the last axis of a tensor. */
export class TensorGrid implements Grid {
  constructor(
    readonly rows: number,
    readonly columns: number,
    private readonly dtype: string,
    readonly values: TensorValues,
  ) {}

  at(row: number, column: number): RawCell {
    const value = this.values[row * this.columns + column] ?? null;
    return this.dtype === 'bool' && typeof value === 'number' ? value !== 0 : value;
  }

  typeOf(): ColumnType {
    if (Array.isArray(this.values)) return 'text';
    return this.dtype === 'bool' ? 'boolean' : 'number';
  }
}

/** A column that grows part by part; of numbers alone it is kept as such. */
class Column {
  private readonly parts: ColumnPart[] = [];
  private readonly starts: number[] = [];
  private length = 0;

  add(part: ColumnPart): void {
    this.parts.push(part);
    this.starts.push(this.length);
    this.length += 'numbers' in part ? part.numbers.length : part.values.length;
  }

  at(row: number): RawCell {
    // All parts but the last are of one length.
    const each = this.starts[1] ?? this.length;
    const place = Math.min(this.parts.length - 1, Math.floor(row / each));
    const part = this.parts[place];
    const within = row - (this.starts[place] ?? 0);
    if (!part) return null;
    if ('values' in part) return part.values[within] ?? null;
    return part.missing?.[within] ? null : (part.numbers[within] ?? null);
  }

  get type(): ColumnType {
    const kinds = new Set<string>();
    for (const part of this.parts) {
      if ('values' in part) for (const value of part.values) if (value !== null) kinds.add(typeof value);
      if ('numbers' in part && !isAllMissing(part)) kinds.add('number');
    }
    if (kinds.size > 1) return 'mixed';
    return kinds.has('string') ? 'text' : kinds.has('boolean') ? 'boolean' : 'number';
  }
}

const isAllMissing = ({ missing }: { missing?: Uint8Array }): boolean => missing?.every(Boolean) ?? false;

/** A table, column by column. */
export class TableGrid implements Grid {
  private readonly parts: Column[];
  private readonly types = new Map<number, ColumnType>();

  constructor(
    readonly rows: number,
    readonly columns: number,
  ) {
    this.parts = Array.from({ length: columns }, () => new Column());
  }

  add(columns: readonly ColumnPart[]): void {
    for (const [i, part] of columns.entries()) this.parts[i]?.add(part);
  }

  at(row: number, column: number): RawCell {
    return this.parts[column]?.at(row) ?? null;
  }

  typeOf(column: number): ColumnType {
    const known = this.types.get(column);
    if (known) return known;
    const type = this.parts[column]?.type ?? 'number';
    this.types.set(column, type);
    return type;
  }
}

/** The types of all columns; a wide tensor has one for all of them. */
export const typesOf = (grid: Grid, { form }: Pick<OpenedValue, 'form'>): ColumnType[] =>
  form === 'tensor'
    ? [grid.typeOf(0)]
    : Array.from({ length: grid.columns }, (_, column) => grid.typeOf(column));

export const emptyGrid = ({ form, rows, columns }: OpenedHead): TableGrid | undefined =>
  form === 'table' ? new TableGrid(rows, columns.count) : undefined;
