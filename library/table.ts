import { inspect } from 'node:util';
import { checkOptions, oneOf, showGiven } from '../engine/options/index.js';
import { say } from '../words/index.js';
import { frequencies, inOrder, isMissing, mean, median, presentNumbers } from './column-statistics.js';
import { foldRows } from './k-fold.js';
import { PICTURE, type Pictured } from './pictured.js';
import { randomFrom, shuffled } from './random.js';
import { splitRows } from './split-rows.js';
import {
  checkCount,
  checkFunction,
  checkNames,
  checkRecords,
  checkShares,
  noColumn,
  noColumns,
  noFilling,
  noTable,
  otherSplitNames,
  splitOptions,
} from './table-arguments.js';
import { tablePayload } from './table-payload.js';
import { tableText } from './table-text.js';
import type { Row, Value } from './value.js';

export interface SplitOptions {
  /** Same seed, same split; 0 where nothing is said. */
  seed?: number;
  /** A column, or a function of a row, whose values are to be spread evenly over the parts: usually the label. */
  stratify?: string | ((row: Row) => unknown);
}

const INSPECTED_ROWS = 10;

/**
 * A table of named columns, all of one length. Methods never change it: each gives a new table. As the last expression
 * of a cell it is drawn.
 *
 * ```ts
 * const adults = passengers.filter((row) => Number(row.age) >= 18).select('age', 'fare');
 * const [train, test] = passengers.split(0.2, { seed: 1, stratify: 'survived' });
 * ```
 *
 * Every method that takes a column's name throws a RangeError for a name that is not there, listing those that are.
 */
export class Table implements Pictured {
  private readonly data: ReadonlyMap<string, readonly Value[]>;
  /** Number of rows. */
  readonly length: number;

  /** @throws RangeError when columns differ in length. */
  constructor(columns: Readonly<Record<string, readonly Value[]>> | ReadonlyMap<string, readonly Value[]>) {
    if (typeof columns !== 'object' || columns === null || Array.isArray(columns)) throw noColumns(columns);
    this.data = new Map(columns instanceof Map ? columns : Object.entries(columns));
    for (const [name, values] of this.data)
      if (!Array.isArray(values))
        throw new TypeError(
          say(
            `Column "${name}" is ${showGiven(values)}, but a list of values is needed.`,
            `열 "${name}"이(가) ${showGiven(values)}입니다. 값의 목록이 필요합니다.`,
          ),
        );
    const [first] = this.data;
    this.length = first?.[1].length ?? 0;
    for (const [name, values] of this.data)
      if (values.length !== this.length)
        throw new RangeError(
          say(
            `Column "${name}" has ${values.length} values, but "${first?.[0]}" has ${this.length}.`,
            `열 "${name}"의 값은 ${values.length}개인데 "${first?.[0]}"은(는) ${this.length}개입니다.`,
          ),
        );
  }

  /** Columns in order of first appearance; what a record lacks is missing. */
  static fromRows(records: readonly Readonly<Record<string, Value | undefined>>[]): Table {
    checkRecords(records);
    const names = new Set(records.flatMap((record) => Object.keys(record)));
    return new Table(
      new Map([...names].map((name) => [name, records.map((record) => record[name] ?? null)])),
    );
  }

  /** Names of the columns. */
  get columns(): string[] {
    return [...this.data.keys()];
  }

  /** The rows as records; missing values are `null`. */
  get rows(): Row[] {
    return Array.from({ length: this.length }, (_, i) => this.rowAt(i));
  }

  private rowAt(i: number): Row {
    const row: Row = {};
    for (const [name, values] of this.data) row[name] = values[i] ?? null;
    return row;
  }

  /** The values of a column. */
  column(name: string): Value[] {
    return [...this.valuesOf(name)];
  }

  private valuesOf(name: string): readonly Value[] {
    const values = this.data.get(name);
    if (values) return values;
    throw noColumn(name, this.columns);
  }

  /** Only these columns, in this order. */
  select(...names: string[]): Table {
    return new Table(new Map(names.map((name) => [name, this.valuesOf(name)])));
  }

  /** Only the rows for which the test holds. */
  filter(test: (row: Row, i: number) => unknown): Table {
    checkFunction('filter', test);
    return this.pick(this.rows.flatMap((row, i) => (test(row, i) ? [i] : [])));
  }

  /** One value of your own for each row, as an array. */
  map<T>(change: (row: Row, i: number) => T): T[] {
    checkFunction('map', change);
    return this.rows.map(change);
  }

  private pick(places: readonly number[]): Table {
    return new Table(
      new Map([...this.data].map(([name, values]) => [name, places.map((i) => values[i] ?? null)] as const)),
    );
  }

  /** The first rows, 5 where nothing is said. */
  head(count = 5): Table {
    checkCount('head', count);
    return this.pick(Array.from({ length: Math.max(0, Math.min(count, this.length)) }, (_, i) => i));
  }

  /** How many values each column lacks (`null` or NaN). */
  missing(): Record<string, number> {
    return Object.fromEntries(
      [...this.data].map(([name, values]) => [name, values.filter(isMissing).length]),
    );
  }

  /** A further column, or another one of that name, made row by row. */
  withColumn(name: string, make: (row: Row, i: number) => Value): Table {
    checkFunction('withColumn', make);
    return new Table(new Map([...this.data, [name, this.map(make)]]));
  }

  /**
   * Fills what a column lacks, with a value or with `'median'`, `'mean'` (numbers) or `'mode'` (the most frequent value)
   * of the same column in `from`. Give the training table as `from` when you fill a test table: the test rows must not
   * decide how they are filled.
   *
   * @throws RangeError when there is nothing to take the median, mean or mode of.
   */
  fill(name: string, how: 'median' | 'mean' | 'mode' | Exclude<Value, null>, from: Table = this): Table {
    const values = this.valuesOf(name);
    if (!(from instanceof Table)) throw noTable('fill', from);
    const source = from.valuesOf(name);
    const fillings: Record<string, () => Value | undefined> = {
      median: () => median(presentNumbers(source)),
      mean: () => mean(presentNumbers(source)),
      mode: () => frequencies(source)[0]?.[0],
    };
    const computed = typeof how === 'string' ? fillings[how] : undefined;
    if (typeof how === 'string' && !computed && presentNumbers(values).length > 0) throw noFilling(name, how);
    const filling = computed ? computed() : how;
    if (filling === undefined || filling === null || isMissing(filling))
      throw new RangeError(
        say(
          `Column "${name}" has no ${how === 'mode' ? 'values' : 'numbers'} to take the ${how} of.`,
          `열 "${name}"에는 ${how}을(를) 구할 ${how === 'mode' ? '값이' : '수가'} 없습니다.`,
        ),
      );
    return this.withColumn(name, (_, i) => (isMissing(values[i] ?? null) ? filling : (values[i] ?? null)));
  }

  /**
   * Replaces a column of categories by one column of 0 and 1 for each: `embarked` becomes `embarked_C`, `embarked_Q`,
   * `embarked_S`. The categories are those of `from` (give the training table), in order. A row whose value is missing, or
   * not among them, has 0 in all.
   */
  oneHot(name: string, from: Table = this): Table {
    const values = this.valuesOf(name);
    if (!(from instanceof Table)) throw noTable('oneHot', from);
    const categories = [...new Set(from.valuesOf(name).filter((value) => !isMissing(value)))].sort(inOrder);
    const made = categories.map((category): [string, Value[]] => [
      `${name}_${category}`,
      values.map((value) => (value === category ? 1 : 0)),
    ]);
    const replaced = [...this.data].flatMap(([other, old]) =>
      other === name ? made : [[other, old] as const],
    );
    return new Table(new Map(replaced));
  }

  /**
   * Rows of numbers, shape [n, names.length], ready for `tf.tensor2d`; `true` counts as 1 and `false` as 0. Without names,
   * all columns. A missing value becomes NaN with `{ missing: 'keep' }`.
   *
   * @throws RangeError naming column and row (from 0) where a value is missing or is text.
   */
  numbers(
    names: readonly string[] = this.columns,
    options: { missing?: 'refuse' | 'keep' } = {},
  ): number[][] {
    checkOptions('table.numbers', options, { missing: oneOf('refuse', 'keep') });
    checkNames('numbers', names);
    const columns = names.map((name) => this.valuesOf(name));
    return Array.from({ length: this.length }, (_, i) =>
      columns.map((values, j) => {
        const value = values[i] ?? null;
        if (typeof value === 'boolean') return value ? 1 : 0;
        if (typeof value === 'number' && !isMissing(value)) return value;
        if (options.missing === 'keep' && isMissing(value)) return Number.NaN;
        const found = isMissing(value) ? say('no value', '값이 없음') : `"${value}"`;
        throw new RangeError(
          say(
            `Column "${names[j]}" has ${found} in row ${i}, but numbers are needed: fill it or encode it first.`,
            `열 "${names[j]}"의 ${i}행: ${found}. 수가 필요합니다. 먼저 채우거나 인코딩하세요.`,
          ),
        );
      }),
    );
  }

  /** The rows in a random order that depends on the seed only. */
  shuffle(seed = 0): Table {
    return this.pick(
      shuffled(
        Array.from({ length: this.length }, (_, i) => i),
        randomFrom(seed),
      ),
    );
  }

  /**
   * Parts the rows at random: by the share of the test part into `[train, test]`, or by shares that add up to 1 into as
   * many tables.
   *
   * @throws RangeError when a share is not between 0 and 1 or the shares do not add up to 1.
   */
  split(testShare: number, options?: SplitOptions): [Table, Table];
  split<const Shares extends readonly number[]>(
    shares: Shares,
    options?: SplitOptions,
  ): { -readonly [Part in keyof Shares]: Table };
  split(shares: number | readonly number[], options: SplitOptions = {}): Table[] {
    checkOptions('table.split', options, splitOptions, otherSplitNames);
    checkShares(shares);
    const { seed = 0, stratify } = options;
    const all = typeof shares === 'number' ? [1 - shares, shares] : shares;
    return splitRows(this.length, all, seed, this.keysOf(stratify)).map((rows) => this.pick(rows));
  }

  /**
   * Parts the rows at random into k folds, and gives k times a training table of all but one of them, with that one for the
   * validation. With `stratify`, every fold holds about the same share of each value.
   *
   * ```ts
   * for (const { fold, train, validation } of passengers.kFold(5, { seed: 1, stratify: 'survived' })) { … }
   * ```
   *
   * @throws RangeError where k is no whole number from 2 to the number of rows.
   */
  kFold(folds: number, options: SplitOptions = {}): { fold: number; train: Table; validation: Table }[] {
    checkOptions('table.kFold', options, splitOptions, otherSplitNames);
    const { seed = 0, stratify } = options;
    const rows = foldRows(this.length, folds, seed, this.keysOf(stratify));
    return rows.map(({ fold, train, validation }) => ({
      fold,
      train: this.pick(train),
      validation: this.pick(validation),
    }));
  }

  private keysOf(stratify: SplitOptions['stratify']): ((row: number) => unknown) | undefined {
    const keys = typeof stratify === 'string' ? this.valuesOf(stratify) : stratify && this.map(stratify);
    return keys && ((row) => keys[row]);
  }

  toString(): string {
    return tableText(this, INSPECTED_ROWS);
  }

  [inspect.custom](): string {
    return this.toString();
  }

  [PICTURE](): { name: string; payload: unknown } {
    return { name: 'table', payload: tablePayload(this) };
  }
}
