import { inspect } from 'node:util';
import { Table } from '../table.js';
import { isTensor, shapeText } from '../tensor-like.js';

const LONGEST = 120;

/** A value in a few words of a sentence: `3.5`, `[1, 2, 3]`, `a tensor of shape [3, 2]`'s numbers for a small one. Never throws. */
export function describeValue(value: unknown): string {
  try {
    return shortened(textOf(value));
  } catch {
    return '?';
  }
}

function textOf(value: unknown): string {
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'function') return value.name ? `${value.name}()` : 'function';
  if (isTensor(value)) {
    const size = value.shape.reduce((product, d) => product * d, 1);
    const head = `Tensor ${shapeText(value.shape)}`;
    return size <= 12 ? `${head} ${listText(value.arraySync())}` : head;
  }
  if (value instanceof Table) return `Table [${value.rows.length}, ${value.columns.length}]`;
  if (Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView)))
    return listText(value);
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  return inspect(value, {
    depth: 2,
    breakLength: Number.POSITIVE_INFINITY,
    maxArrayLength: 8,
    maxStringLength: 80,
  });
}

/** As it was computed, without the noise of a float's last digits. */
const numberText = (value: number): string =>
  Number.isInteger(value) || !Number.isFinite(value) ? String(value) : String(Number(value.toPrecision(6)));

function listText(value: unknown): string {
  if (typeof value === 'number') return numberText(value);
  if (!Array.isArray(value) && !ArrayBuffer.isView(value)) return textOf(value);
  const list = Array.from(value as ArrayLike<unknown>);
  const shown = list.slice(0, 8).map(listText);
  return `[${shown.join(', ')}${list.length > 8 ? ', …' : ''}]`;
}

/** A text on one line, and no longer than a sentence bears. */
export function shortened(text: string): string {
  const characters = Array.from(text.replace(/\s+/g, ' '));
  return characters.length <= LONGEST ? characters.join('') : `${characters.slice(0, LONGEST - 1).join('')}…`;
}
