/** An edge from an item to one that stands behind it in their list: `from < to`. */
export interface Edge {
  from: number;
  to: number;
}

/** How many of the first items stand in the first rank, and how many of the last ones in the last, whatever they feed. */
export interface Ends {
  first: number;
  last: number;
}

/**
 * The rank of each item: one more than the furthest that feeds it. An item that nothing feeds stands right before the first
 * that it feeds, so that its edge is short.
 */
export function ranksOf(
  count: number,
  edges: readonly Edge[],
  { first, last }: Ends = { first: 0, last: 0 },
): number[] {
  const feeders = Array.from({ length: count }, (): number[] => []);
  const fed = Array.from({ length: count }, (): number[] => []);
  for (const { from, to } of edges) {
    feeders[to]?.push(from);
    fed[from]?.push(to);
  }
  // Between the ends stand the others.
  const ranks = Array.from({ length: count }, (_, item): number => (first > 0 && item >= first ? 1 : 0));
  for (let item = 0; item < count; item += 1)
    for (const feeder of feeders[item] as number[])
      ranks[item] = Math.max(ranks[item] as number, (ranks[feeder] as number) + 1);
  for (let item = count - last - 1; item >= first; item -= 1) {
    const next = (fed[item] as number[]).map((each) => ranks[each] as number);
    if ((feeders[item] as number[]).length === 0 && next.length > 0) ranks[item] = Math.min(...next) - 1;
  }
  const end = Math.max(first > 0 ? 1 : 0, ...ranks);
  const inner = Math.max(0, ...ranks.slice(first, count - last));
  for (let item = count - last; item < count; item += 1) ranks[item] = Math.max(end, inner + 1);
  return ranks;
}
