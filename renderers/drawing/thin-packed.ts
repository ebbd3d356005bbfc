import {
  type PackedBits,
  type PackedMatrix,
  packBits,
  packMatrix,
  unpackBits,
  unpackMatrix,
} from '../../protocol/index.js';
import { savedBytes } from './saved-bytes.js';

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

/** @param columns All where they are left out. */
export function pickMatrix(
  matrix: PackedMatrix,
  rows: readonly number[],
  columns?: readonly number[],
): PackedMatrix {
  const all = unpackMatrix(matrix);
  const wide = columns?.length ?? matrix.columns;
  const values = new Float32Array(rows.length * wide);
  rows.forEach((row, at) => {
    for (let column = 0; column < wide; column++)
      values[at * wide + column] = all[row * matrix.columns + (columns?.[column] ?? column)] as number;
  });
  return packMatrix(rows.length, wide, values);
}

export function pickBits(matrix: PackedBits, rows: readonly number[]): PackedBits {
  const all = unpackBits(matrix);
  const { columns } = matrix;
  const values = new Uint8Array(rows.length * columns);
  rows.forEach((row, at) => {
    values.set(all.subarray(row * columns, (row + 1) * columns), at * columns);
  });
  return packBits(rows.length, columns, values);
}

/**
 * The most of something, from `least` to `most`, with which `make` fits into `maxBytes` of saved notebook; null where even
 * the least does not fit.
 */
export function mostThatFits<T>(
  least: number,
  most: number,
  maxBytes: number,
  make: (count: number) => T,
): T | null {
  let count = Math.max(least, most);
  let made = make(count);
  let bytes = savedBytes(made);
  const fixed = bytes > maxBytes && count > least ? savedBytes(make(least)) : 0;
  if (fixed > maxBytes) return null;
  while (bytes > maxBytes && count > least) {
    const share = (0.97 * (maxBytes - fixed)) / (bytes - fixed);
    count = Math.max(least, Math.floor(least + (count - least) * Math.min(0.9, Math.max(0.02, share))));
    made = make(count);
    bytes = savedBytes(made);
  }
  return bytes <= maxBytes ? made : null;
}
