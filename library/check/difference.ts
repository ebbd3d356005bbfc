import { Table } from '../table.js';
import { isTensor } from '../tensor-like.js';

/** Where two values part first. */
export interface Difference {
  /** `[2][0]`, `.columns[1]`; empty for the values themselves. */
  path: string;
  found: unknown;
  wanted: unknown;
  /** Both are lists, of other lengths. */
  lengths?: true;
}

/** Tensors, tables and typed arrays as plain lists. */
function plain(value: unknown): unknown {
  if (isTensor(value)) return value.arraySync();
  if (value instanceof Table)
    return Object.fromEntries(value.columns.map((name) => [name, value.column(name)]));
  if (ArrayBuffer.isView(value) && !(value instanceof DataView))
    return Array.from(value as unknown as ArrayLike<unknown>);
  if (value instanceof Map) return Object.fromEntries(value);
  return value instanceof Set ? [...value] : value;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/**
 * The first difference of two values; undefined where they are alike. Numbers may differ by `within`, NaN is like NaN, and
 * the order of an object's keys does not count.
 */
export function firstDifference(found: unknown, wanted: unknown, within = 0): Difference | undefined {
  const seen = new Set<object>();
  const compare = (a: unknown, b: unknown, path: string): Difference | undefined => {
    const [x, y] = [plain(a), plain(b)];
    const apart = { path, found: x, wanted: y };
    if (typeof x === 'number' && typeof y === 'number')
      return Object.is(x, y) || Math.abs(x - y) <= within ? undefined : apart;
    if (!isObject(x) || !isObject(y)) return Object.is(x, y) ? undefined : apart;
    if (seen.has(x)) return undefined;
    seen.add(x);
    if (Array.isArray(x) !== Array.isArray(y)) return apart;
    if (Array.isArray(x) && Array.isArray(y)) {
      if (x.length !== y.length) return { path, found: x.length, wanted: y.length, lengths: true };
      for (const [i, part] of x.entries()) {
        const different = compare(part, y[i], `${path}[${i}]`);
        if (different) return different;
      }
      return undefined;
    }
    for (const key of new Set([...Object.keys(y), ...Object.keys(x)])) {
      const different = compare(x[key], y[key], `${path}.${key}`);
      if (different) return different;
    }
    return undefined;
  };
  return compare(found, wanted, '');
}
