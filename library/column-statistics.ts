import type { Value } from './value.js';

/** Numbers of a column that are there: neither missing nor NaN. */
export const presentNumbers = (values: readonly Value[]): number[] =>
  values.filter((value): value is number => typeof value === 'number' && !Number.isNaN(value));

export const isMissing = (value: Value): boolean =>
  value === null || (typeof value === 'number' && Number.isNaN(value));

/** NaN of an empty list. */
export const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

/** The middle value, or the mean of the two in the middle; NaN of an empty list. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const low = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN;
  const high = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  return (low + high) / 2;
}

/** How often each value that is there occurs, the most frequent first, equals in order of appearance. */
export function frequencies(values: readonly Value[]): [Exclude<Value, null>, number][] {
  const counts = new Map<Exclude<Value, null>, number>();
  for (const value of values)
    if (value !== null && !isMissing(value)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}

/** By number where both are numbers, else by text. */
export const inOrder = (a: Value, b: Value): number =>
  typeof a === 'number' && typeof b === 'number'
    ? a - b
    : String(a) < String(b)
      ? -1
      : String(a) > String(b)
        ? 1
        : 0;
