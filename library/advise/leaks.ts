import { frequencies, isMissing } from '../column-statistics.js';
import type { TableView } from '../table-text.js';
import type { Value } from '../value.js';
import { correlation, ranks } from './correlation.js';

/** A column that alone tells the target nearly always. */
export interface Leak {
  column: string;
  /**
   * By which rule: whether a value is there, the value itself, whether it is greater than a threshold, or, for a target of
   * numbers, its correlation or that of the order of both.
   */
  by: 'presence' | 'value' | 'threshold' | 'correlation' | 'order';
  /** The share of `rows` whose target the rule tells right; of numbers |r|. */
  share: number;
  /** To how many rows the rule applies: to all that have a target, or to those of `group`. */
  rows: number;
  /** What saying the same of each row gets right; 0 for numbers. */
  baseline: number;
  /** Where it is told for some rows only: those with this value, or with any value (`present`), or none (`missing`). */
  group?: string;
  /** What the target is in that group. */
  answer?: string;
  threshold?: number;
}

export interface FoundLeaks {
  target: string;
  leaks: Leak[];
  /** Columns of names, numbers of rows and free text: nearly each row has a value of its own. */
  identifiers: string[];
  /** Whether the rows are enough to tell a leak from chance. */
  enough: boolean;
}

/** A rule is suspicious where it makes at most this share of the mistakes that the baseline makes … */
const MISTAKES = 0.1;
/** … of which there must be this many: by chance a rule is so good about once in two million (Poisson, mean 20, at most 2). */
const EXPECTED = 20;
/** Numbers of so few values are classes, in the target, and categories, in a column. */
const FEW = 20;
/** From here on |r| of two columns of numbers is suspicious. */
const CORRELATED = 0.99;
/** From this share of values that occur once, a column is an identifier. */
const UNIQUE = 0.95;

const PRESENT = Symbol('present');
const MISSING = Symbol('missing');
type Key = Value | typeof PRESENT | typeof MISSING;

interface Classes {
  /** A class for each row. */
  of: readonly string[];
  counts: ReadonlyMap<string, number>;
  most: string;
  baseline: number;
}

function classesOf(target: readonly Value[]): Classes {
  const of = target.map(String);
  const sorted = frequencies(of).map(([name, count]) => [String(name), count] as const);
  const [most, count] = sorted[0] ?? ['', 0];
  return { of, counts: new Map(sorted), most, baseline: count / of.length };
}

type Counts = Map<string, number>;
function add(counts: Counts, name: string, count = 1): void {
  counts.set(name, (counts.get(name) ?? 0) + count);
}
const greatest = (counts: Counts): number => Math.max(0, ...counts.values());

function countsByKey(keys: readonly Key[], classes: Classes): Map<Key, Counts> {
  const groups = new Map<Key, Counts>();
  keys.forEach((key, i) => {
    const counts = groups.get(key) ?? new Map<string, number>();
    add(counts, classes.of[i] ?? '');
    groups.set(key, counts);
  });
  return groups;
}

const suspicious = (mistakes: number, expected: number): boolean =>
  expected >= EXPECTED && mistakes <= MISTAKES * expected;

/**
 * How many rows are right when each is given the most frequent class of the *other* rows of its key: a value that occurs
 * once tells nothing, so that names do not seem to know everything. Of equally frequent classes the one most frequent in all.
 */
function rightLeavingOut(groups: ReadonlyMap<Key, Counts>, classes: Classes): number {
  let right = 0;
  for (const counts of groups.values())
    for (const [name, count] of counts) {
      const others = [...counts].map(([other, n]) => [other, other === name ? n - 1 : n] as const);
      const most = Math.max(...others.map(([, n]) => n));
      const first = others.filter(([, n]) => n === most);
      const said =
        most === 0
          ? classes.most
          : first.reduce((a, b) => (rank(classes, b[0]) > rank(classes, a[0]) ? b : a))[0];
      if (said === name) right += count;
    }
  return right;
}
const rank = (classes: Classes, name: string): number => classes.counts.get(name) ?? 0;

/** The threshold that parts the classes best; rows without a value are a group of their own. */
function bestThreshold(values: readonly Value[], classes: Classes): { right: number; threshold: number } {
  const missing: Counts = new Map();
  const right: Counts = new Map();
  const rows: [value: number, name: string][] = [];
  for (const [i, value] of values.entries()) {
    const name = classes.of[i] ?? '';
    if (typeof value === 'number' && !isMissing(value)) rows.push([value, name]);
    add(typeof value === 'number' && !isMissing(value) ? right : missing, name);
  }
  rows.sort((a, b) => a[0] - b[0]);
  const left: Counts = new Map();
  let best = { right: 0, threshold: Number.NaN };
  rows.forEach(([value, name], i) => {
    add(left, name);
    add(right, name, -1);
    const next = rows[i + 1]?.[0];
    if (next === undefined || next === value) return;
    const sum = greatest(left) + greatest(right);
    if (sum > best.right) best = { right: sum, threshold: value };
  });
  return { ...best, right: best.right + greatest(missing) };
}

/** The group whose target is nearly always the same, though in all rows it is not: the one that is least by chance. */
function bestGroup(column: string, groups: ReadonlyMap<Key, Counts>, classes: Classes): Leak | undefined {
  let best: { leak: Leak; expected: number } | undefined;
  for (const [key, counts] of groups) {
    const rows = [...counts.values()].reduce((a, b) => a + b, 0);
    const [answer, count] = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a));
    const baseline = rank(classes, answer) / classes.of.length;
    const expected = rows * (1 - baseline);
    if (!suspicious(rows - count, expected) || expected <= (best?.expected ?? 0)) continue;
    const by = typeof key === 'symbol' ? 'presence' : 'value';
    const group = typeof key === 'symbol' ? key.description : String(key);
    best = {
      expected,
      leak: { column, by, share: count / rows, rows, baseline, ...(group && { group }), answer },
    };
  }
  return best?.leak;
}

function leakOfClasses(column: string, values: readonly Value[], classes: Classes): Leak | undefined {
  const rows = values.length;
  const { baseline } = classes;
  const leak = (by: Leak['by'], right: number, more: Partial<Leak> = {}): Leak | undefined =>
    suspicious(rows - right, rows * (1 - baseline))
      ? { column, by, share: right / rows, rows, baseline, ...more }
      : undefined;
  const presence = countsByKey(
    values.map((value) => (isMissing(value) ? MISSING : PRESENT)),
    classes,
  );
  const whole = leak('presence', rightLeavingOut(presence, classes));
  if (whole) return whole;
  if (isQuantity(values)) {
    const { right, threshold } = bestThreshold(values, classes);
    return leak('threshold', right, { threshold }) ?? bestGroup(column, presence, classes);
  }
  const byValue = countsByKey(
    values.map((value) => (isMissing(value) ? MISSING : value)),
    classes,
  );
  return (
    leak('value', rightLeavingOut(byValue, classes)) ??
    bestGroup(column, presence, classes) ??
    bestGroup(column, byValue, classes)
  );
}

function leakOfNumbers(column: string, values: readonly Value[], target: readonly Value[]): Leak | undefined {
  const pairs = values.flatMap((value, i): [number, number][] => {
    const other = target[i];
    return typeof value === 'number' &&
      typeof other === 'number' &&
      Number.isFinite(value) &&
      Number.isFinite(other)
      ? [[value, other]]
      : [];
  });
  if (pairs.length < EXPECTED) return undefined;
  const [x, y] = [pairs.map(([a]) => a), pairs.map(([, b]) => b)];
  const found = (by: Leak['by'], r: number): Leak | undefined =>
    Math.abs(r) >= CORRELATED
      ? { column, by, share: Math.abs(r), rows: pairs.length, baseline: 0 }
      : undefined;
  return found('correlation', correlation(x, y)) ?? found('order', correlation(ranks(x), ranks(y)));
}

const present = (values: readonly Value[]): Value[] => values.filter((value) => !isMissing(value));

/** Numbers of more than a few values. */
export function isQuantity(values: readonly Value[]): boolean {
  const there = present(values);
  return there.every((value) => typeof value === 'number') && new Set(there).size > FEW;
}

/** Text of which nearly each row has its own, or whole numbers that count the rows. */
function isIdentifier(values: readonly Value[]): boolean {
  const there = present(values);
  const distinct = new Set(there).size;
  if (there.length < EXPECTED) return false;
  if (there.every((value) => typeof value === 'string')) return distinct >= UNIQUE * there.length;
  if (distinct < there.length || !there.every((value) => Number.isInteger(value))) return false;
  const [least, most] = there.reduce<[number, number]>(
    ([low, high], value) => [Math.min(low, Number(value)), Math.max(high, Number(value))],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
  return most - least + 1 === there.length;
}

/**
 * Columns that tell the target nearly perfectly, alone, by whether a value is there, by their value (each row by the other
 * rows of the same value) or by one threshold. Of n rows, of which a share b has the most frequent class, a rule with m
 * mistakes is reported where m ≤ 0.1 · n(1 − b) and n(1 − b) ≥ 20; the same holds for the rows of one group alone. For a
 * target of numbers with more than 20 values: |r| ≥ 0.99, of the values or of their ranks. Nothing here is random.
 *
 * What needs two columns together, or several thresholds, is not found.
 *
 * @param target A column with at least two values; rows without one are left out.
 */
export function findLeaks(table: TableView, target: string): FoundLeaks {
  const answers = table.column(target);
  const there = answers.flatMap((value, i) => (isMissing(value) ? [] : [i]));
  const known = there.map((i) => answers[i] ?? null);
  const numbers = isQuantity(known);
  const classes = classesOf(known);
  const columns = table.columns
    .filter((name) => name !== target)
    .map((name) => {
      const all = table.column(name);
      return [name, there.map((i) => all[i] ?? null)] as const;
    });
  const leaks = columns.flatMap(
    ([name, values]) =>
      (numbers ? leakOfNumbers(name, values, known) : leakOfClasses(name, values, classes)) ?? [],
  );
  const leaking = new Set(leaks.map(({ column }) => column));
  return {
    target,
    leaks,
    identifiers: columns
      .map(([name]) => name)
      .filter((name) => !leaking.has(name) && isIdentifier(table.column(name))),
    enough: numbers ? known.length >= EXPECTED : known.length * (1 - classes.baseline) >= EXPECTED,
  };
}
