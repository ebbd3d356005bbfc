import { type PackedBits, type PackedMatrix, packMatrix, toBase64 } from '../../protocol/index.js';
import { savedBytes } from './saved-bytes.js';

declare function atob(text: string): string;

/** At most `keep` of `length` rows, evenly spread, with the first, the last, and as far as there is room those of `always`. */
export function spacedRows(length: number, keep: number, always: readonly number[] = []): number[] {
  if (length <= keep) return Array.from({ length }, (_, row) => row);
  if (keep < 2) return [length - 1];
  const rows = new Set([0, length - 1]);
  for (const row of always) if (rows.size < keep && row >= 0) rows.add(row);
  const room = keep - rows.size;
  for (let i = 1; i <= room; i++) rows.add(Math.round((i * (length - 1)) / (room + 1)));
  return [...rows].sort((a, b) => a - b);
}

/** The rows with the least and the greatest value. */
export function extremeRows(values: readonly number[]): number[] {
  let least = -1;
  let most = -1;
  values.forEach((value, row) => {
    if (!Number.isFinite(value)) return;
    if (least < 0 || value < (values[least] as number)) least = row;
    if (most < 0 || value > (values[most] as number)) most = row;
  });
  return [least, most].filter((row) => row >= 0);
}

export const pick = <T>(values: readonly T[], rows: readonly number[]): T[] =>
  rows.map((row) => values[row] as T);

/** Some of the bytes of a base64 text; only these are decoded. */
function bytesOf(text: string, from: number, length: number): Uint8Array {
  const first = Math.floor(from / 3);
  const binary = atob(text.slice(first * 4, Math.ceil((from + length) / 3) * 4));
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at++) bytes[at] = binary.charCodeAt(from - first * 3 + at);
  return bytes;
}

function pickBytes(text: string, stride: number, rows: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(rows.length * stride);
  rows.forEach((row, at) => {
    bytes.set(bytesOf(text, row * stride, stride), at * stride);
  });
  return bytes;
}

/** @param columns All where they are left out. */
export function pickMatrix(
  matrix: PackedMatrix,
  rows: readonly number[],
  columns?: readonly number[],
): PackedMatrix {
  const bytes = pickBytes(matrix.float32, matrix.columns * 4, rows);
  if (!columns) return { rows: rows.length, columns: matrix.columns, float32: toBase64(bytes) };
  const all = new Float32Array(bytes.buffer);
  const values = new Float32Array(rows.length * columns.length);
  for (let at = 0; at < values.length; at++) {
    const row = Math.floor(at / columns.length);
    values[at] = all[row * matrix.columns + (columns[at % columns.length] as number)] as number;
  }
  return packMatrix(rows.length, columns.length, values);
}

export function pickBits({ columns, bits }: PackedBits, rows: readonly number[]): PackedBits {
  return { rows: rows.length, columns, bits: toBase64(pickBytes(bits, Math.ceil(columns / 8), rows)) };
}

/** Bytes that a value takes in a saved notebook; any number above `most` where it takes more than that. */
export type Measure = (value: unknown, most?: number) => number;

/** How many more than the least are tried to see what each takes. */
const TRIAL = 16;

/**
 * The place of the first level that fits, where each takes less than the one before it; as many as there are levels where none
 * does. Asks of few, as to measure takes time.
 */
export function firstThatFits<T>(levels: readonly T[], fits: (level: T) => boolean): number {
  let [low, high] = [0, levels.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (fits(levels[middle] as T)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * The most of something, from `least` to `most`, with which `make` fits into `maxBytes` of saved notebook, as `measure` has
 * them; null where even the least does not fit. Only a few are made: the size grows about evenly.
 */
export function mostThatFits<T>(
  least: number,
  most: number,
  maxBytes: number,
  make: (count: number) => T,
  measure: Measure = savedBytes,
): T | null {
  let best = make(least);
  const fixed = measure(best, maxBytes);
  if (fixed > maxBytes) return null;
  if (most <= least) return best;
  let count = Math.min(most, least + TRIAL);
  for (let tries = 0; tries < 5; tries++) {
    const made = make(count);
    const bytes = measure(made);
    const fits = bytes <= maxBytes;
    if (fits) best = made;
    if (fits && (count === most || tries > 0)) return best;
    const each = Math.max(1, (bytes - fixed) / (count - least));
    const next = Math.floor(least + (0.97 * (maxBytes - fixed)) / each);
    count = Math.min(most, fits ? next : Math.min(next, count - 1));
    if (count <= least) return best;
  }
  return best;
}
