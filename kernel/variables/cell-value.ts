import { types } from 'node:util';
import { classOf, isPlain, lengthOf, typedListOf } from './own-data.js';

const LONGEST_TEXT = 2000;
const { getTime } = Date.prototype;

/** A value of a table, as it goes to the viewer: what is neither number, text nor boolean is described. */
export function cellValue(value: unknown): string | number | boolean | null {
  switch (typeof value) {
    case 'number':
    case 'boolean':
      return value;
    case 'string':
      return value.length > LONGEST_TEXT ? `${value.slice(0, LONGEST_TEXT)}…` : value;
    case 'bigint':
      return value <= Number.MAX_SAFE_INTEGER && value >= Number.MIN_SAFE_INTEGER
        ? Number(value)
        : bigText(value);
    case 'undefined':
      return null;
    case 'function':
      return 'ƒ';
    case 'symbol':
      return 'Symbol';
    default:
      return value === null ? null : objectText(value as object);
  }
}

/** A longer one takes long to write. */
const bigText = (value: bigint): string => (BigInt.asIntN(256, value) === value ? String(value) : 'bigint');

function objectText(value: object): string {
  if (!isPlain(value)) return 'Proxy';
  if (types.isDate(value)) {
    const time = getTime.call(value);
    return Number.isNaN(time) ? 'Invalid Date' : new Date(time).toISOString();
  }
  const typed = typedListOf(value);
  if (typed) return `${typed.name}(${typed.length})`;
  return Array.isArray(value) ? `Array(${lengthOf(value)})` : (classOf(value) ?? 'object');
}
