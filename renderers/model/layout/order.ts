/** What stands in a rank: an item, or the place where a longer edge passes. Links are between neighbouring ranks. */
export interface Cell {
  rank: number;
  /** Cells of the rank before, and of the one behind. */
  before: Cell[];
  behind: Cell[];
  /** Its place in its rank. */
  at: number;
}

const SWEEPS = 12;
/** Of swaps through a rank. */
const MOST_PASSES = 6;

/** How many pairs of links between a rank and the next cross each other. */
function crossingsBehind(rank: readonly Cell[]): number {
  const ends = rank.flatMap(({ behind }) => behind.map(({ at }) => at).sort((a, b) => a - b));
  let crossed = 0;
  for (let i = 0; i < ends.length; i += 1)
    for (let j = i + 1; j < ends.length; j += 1) if ((ends[i] as number) > (ends[j] as number)) crossed += 1;
  return crossed;
}

/** Crossings of all links. */
export const crossings = (ranks: readonly (readonly Cell[])[]): number =>
  ranks.reduce((all, rank) => all + crossingsBehind(rank), 0);

const number = (rank: Cell[]): void => {
  rank.forEach((cell, at) => {
    cell.at = at;
  });
};

function median(cells: readonly Cell[]): number | null {
  if (cells.length === 0) return null;
  const places = cells.map(({ at }) => at).sort((a, b) => a - b);
  const middle = places.length >> 1;
  return places.length % 2 === 1
    ? (places[middle] as number)
    : ((places[middle - 1] as number) + (places[middle] as number)) / 2;
}

/** Orders a rank by the medians of its neighbours; a cell without neighbours keeps its place. */
function sortByMedian(rank: Cell[], neighbours: (cell: Cell) => Cell[]): void {
  const wanted = new Map(rank.map((cell) => [cell, median(neighbours(cell)) ?? cell.at]));
  rank.sort((a, b) => (wanted.get(a) as number) - (wanted.get(b) as number) || a.at - b.at);
  number(rank);
}

function pairCrossings(a: Cell, b: Cell): number {
  let crossed = 0;
  for (const ends of ['before', 'behind'] as const)
    for (const one of a[ends]) for (const other of b[ends]) if (one.at > other.at) crossed += 1;
  return crossed;
}

/** Swaps neighbours as long as that takes crossings away. */
function swapNeighbours(rank: Cell[]): void {
  for (let pass = 0, better = true; better && pass < MOST_PASSES; pass += 1) {
    better = false;
    for (let at = 0; at + 1 < rank.length; at += 1) {
      const [a, b] = [rank[at] as Cell, rank[at + 1] as Cell];
      if (pairCrossings(b, a) >= pairCrossings(a, b)) continue;
      [rank[at], rank[at + 1]] = [b, a];
      [a.at, b.at] = [at + 1, at];
      better = true;
    }
  }
}

/**
 * Orders the cells of each rank so that few links cross: sweeps there and back by medians, with swaps of neighbours; the best
 * order met stays. The same graph always gets the same order.
 */
export function orderRanks(ranks: Cell[][]): void {
  for (const rank of ranks) number(rank);
  let best = { crossed: crossings(ranks), order: ranks.map((rank) => [...rank]) };
  for (let sweep = 0; sweep < SWEEPS && best.crossed > 0; sweep += 1) {
    const there = sweep % 2 === 0;
    for (const rank of there ? ranks : [...ranks].reverse())
      sortByMedian(rank, ({ before, behind }) => (there ? before : behind));
    for (const rank of ranks) swapNeighbours(rank);
    const crossed = crossings(ranks);
    if (crossed < best.crossed) best = { crossed, order: ranks.map((rank) => [...rank]) };
  }
  best.order.forEach((rank, index) => {
    ranks[index] = rank;
    number(rank);
  });
}
