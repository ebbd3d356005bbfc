import type { LineFields } from './row-by-row.js';
import type { SpecNode } from './spec-node.js';

/** Of a field with at most so many values, each value keeps a row. */
const MOST_CATEGORIES = 50;

/** A repeatable disorder of the rows, the same on every machine. */
function disorder(index: number): number {
  let mixed = Math.imul(index ^ (index >>> 16), 0x45d9f3b);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x45d9f3b);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/**
 * At most `most` of the rows, in their order, the same each time: with the least and the greatest of every field, one of each
 * category, and else drawn at random; of lines the least and greatest of each stretch.
 */
export function sampleRows(rows: readonly unknown[], most: number, line: LineFields | null): unknown[] {
  if (rows.length <= most) return [...rows];
  const kept = extremes(rows as readonly SpecNode[], Math.floor(most / 2));
  if (line) alongLines(rows as readonly SpecNode[], most, line, kept);
  else {
    const order = rows.map((_, index) => index).sort((a, b) => disorder(a) - disorder(b));
    for (const index of order) {
      if (kept.size >= most) break;
      kept.add(index);
    }
  }
  return [...kept]
    .sort((a, b) => a - b)
    .slice(0, most)
    .map((index) => rows[index]);
}

/** The rows with the extremes of each field, and one for each category. */
function extremes(rows: readonly SpecNode[], most: number): Set<number> {
  const kept = new Set<number>();
  for (const field of Object.keys(rows[0] ?? {})) {
    const categories = new Map<unknown, number>();
    let [least, greatest] = [-1, -1];
    rows.forEach((row, index) => {
      const value = row[field];
      if (categories.size <= MOST_CATEGORIES && !categories.has(value)) categories.set(value, index);
      if (value === null || value === undefined || typeof value === 'object') return;
      if (least < 0 || value < (rows[least]?.[field] as typeof value)) least = index;
      if (greatest < 0 || value > (rows[greatest]?.[field] as typeof value)) greatest = index;
    });
    const each = categories.size <= MOST_CATEGORIES ? [...categories.values()] : [];
    for (const index of [least, greatest, ...each]) if (index >= 0 && kept.size < most) kept.add(index);
  }
  return kept;
}

/** Cuts each line into stretches of as many rows, and keeps the ends and the extremes of each. */
function alongLines(rows: readonly SpecNode[], most: number, line: LineFields, kept: Set<number>): void {
  const lines = new Map<string, number[]>();
  rows.forEach((row, index) => {
    const key = JSON.stringify(line.parts.map((part) => row[part]));
    const known = lines.get(key);
    if (known) known.push(index);
    else lines.set(key, [index]);
  });
  const share = (most - kept.size) / rows.length;
  for (const indexes of lines.values()) {
    const along = (index: number) => rows[index]?.[line.along] as number;
    const sorted = [...indexes].sort((a, b) => (along(a) < along(b) ? -1 : along(a) > along(b) ? 1 : a - b));
    const stretches = Math.max(1, Math.floor((sorted.length * share) / 2) - 1);
    const value = (index: number): number => Number(rows[index]?.[line.shown]);
    kept.add(sorted[0] ?? 0).add(sorted.at(-1) ?? 0);
    for (let i = 0; i < stretches; i++) {
      const from = Math.floor((i * sorted.length) / stretches);
      const part = sorted.slice(from, Math.floor(((i + 1) * sorted.length) / stretches));
      const [first = 0] = part;
      kept.add(part.reduce((a, b) => (value(b) < value(a) ? b : a), first));
      kept.add(part.reduce((a, b) => (value(b) > value(a) ? b : a), first));
    }
  }
}
