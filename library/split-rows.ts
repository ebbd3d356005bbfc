import { say } from '../words/index.js';
import { type Random, randomFrom, shuffled } from './random.js';

/**
 * Row numbers 0 … n-1 parted at random by shares. With a key for each row, each part holds about the same share of every
 * key, and sizes are close to share · n (for two parts, the nearest whole numbers).
 */
export function splitRows(
  count: number,
  shares: readonly number[],
  seed: number,
  keyOf: (row: number) => unknown = () => 0,
): number[][] {
  const total = shares.reduce((a, b) => a + b, 0);
  const wrong = shares.find((share) => !(share > 0 && share < 1));
  if (wrong !== undefined || Math.abs(total - 1) > 1e-9)
    throw new RangeError(
      say(
        `split: the shares ${shares.join(', ')} must each lie between 0 and 1 and add up to 1.`,
        `split: 비율 ${shares.join(', ')}은(는) 각각 0과 1 사이이고 합이 1이어야 합니다.`,
      ),
    );
  const random = randomFrom(seed);
  const groups = groupedRows(count, random, keyOf);
  const edges = shares.map((_, p) => shares.slice(0, p + 1).reduce((a, b) => a + b, 0));
  edges[edges.length - 1] = 1;
  const parts: number[][] = shares.map(() => []);
  // Edges run over all groups laid end to end, so that rounding in one group is made up for in the next.
  let done = 0;
  for (const group of groups) {
    const before = done;
    done += group.length;
    let from = 0;
    edges.forEach((edge, p) => {
      const to = Math.max(from, Math.round(edge * done) - Math.round(edge * before));
      parts[p]?.push(...group.slice(from, to));
      from = to;
    });
  }
  return parts.map((part) => shuffled(part, random));
}

/** Row numbers 0 … n-1 in random order, those of one key together. */
export function groupedRows(
  count: number,
  random: Random,
  keyOf: (row: number) => unknown = () => 0,
): number[][] {
  const groups = new Map<unknown, number[]>();
  const rows = Array.from({ length: count }, (_, i) => i);
  for (const row of shuffled(rows, random)) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()];
}
