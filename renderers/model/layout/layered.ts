import { type Cell, orderRanks } from './order.js';
import { type Edge, type Ends, ranksOf } from './ranks.js';
import { spread } from './spread.js';

/** Something to place: its extent along the ranks, and across. */
export interface Sized {
  along: number;
  across: number;
}

/** An edge that may begin and end beside the middle of its items: so far across. */
export interface PortedEdge extends Edge {
  fromPort: number;
  toPort: number;
}

/** A point of an edge, in the rank `rank`. */
export interface RoutePoint {
  along: number;
  across: number;
  rank: number;
}

export interface Layered {
  along: number;
  across: number;
  /** Middle of each item across, where it begins along, and its rank. */
  items: { along: number; across: number; rank: number }[];
  sizes: readonly Sized[];
  /** Of each edge, from the end of its first item to the beginning of its last; two points for each rank that it passes. */
  routes: RoutePoint[][];
  /** Where each rank begins and ends along. */
  ranks: { from: number; to: number }[];
}

export interface Gaps {
  /** Between ranks, between items of a rank, and beside an edge that passes. */
  ranks: number;
  items: number;
  edges: number;
}

interface Placed extends Cell {
  half: number;
  passes: boolean;
  middle: number;
  /** How far from a neighbour's middle an edge would have its own, so that it runs straight: ports lie beside middles. */
  shifts: Map<Cell, number>;
}

const ROUNDS = 10;
/** Places that long edges pass at; what is beyond goes straight from item to item. */
const MOST_PASSED = 4000;
/** A long edge is drawn straight rather than an item set in the middle of its neighbours. */
const STRAIGHT = 8;

/**
 * A layered layout, as Sugiyama, Tagawa and Toda have it (1981): ranks by the longest path, long edges through places of their
 * own, an order with few crossings, then places across that are near to those of the neighbours. No two items overlap, no edge
 * runs through an item; the same graph is always laid out alike.
 */
export function layered(
  sizes: readonly Sized[],
  edges: readonly PortedEdge[],
  gaps: Gaps,
  ends?: Ends,
): Layered {
  const rankOf = ranksOf(sizes.length, edges, ends);
  const cells = sizes.map(({ across }, item): Placed => cellIn(rankOf[item] ?? 0, across / 2, false));
  const ranks: Placed[][] = [];
  const put = (cell: Placed): Placed => {
    while (ranks.length <= cell.rank) ranks.push([]);
    (ranks[cell.rank] as Placed[]).push(cell);
    return cell;
  };
  for (const cell of cells) put(cell);
  let passed = 0;
  const paths = edges.map(({ from, to, fromPort, toPort }) => {
    const [start, end] = [cells[from] as Placed, cells[to] as Placed];
    const between = end.rank - start.rank - 1;
    passed += between;
    if (passed > MOST_PASSED) return [start, end];
    const passing = Array.from({ length: between }, (_, at) =>
      put(cellIn(start.rank + 1 + at, gaps.edges / 2, true)),
    );
    const path = [start, ...passing, end];
    const last = path.length - 2;
    path.slice(1).forEach((cell, at) => {
      const shift = (at === 0 ? fromPort : 0) - (at === last ? toPort : 0);
      link(path[at] as Placed, cell, shift);
    });
    return path;
  });
  orderRanks(ranks);
  placeAcross(ranks, gaps);
  const across = shiftToZero(ranks.flat());
  const extents = extentsOf(ranks, sizes, rankOf, gaps.ranks);
  return {
    along: extents.at(-1)?.to ?? 0,
    across,
    sizes,
    items: sizes.map((size, item) => {
      const rank = rankOf[item] ?? 0;
      const { from, to } = extents[rank] as { from: number; to: number };
      return { along: from + (to - from - size.along) / 2, across: (cells[item] as Placed).middle, rank };
    }),
    routes: paths.map((path, edge) => routeOf(path, edges[edge] as PortedEdge, sizes, extents)),
    ranks: extents,
  };
}

const cellIn = (rank: number, half: number, passes: boolean): Placed => ({
  rank,
  before: [],
  behind: [],
  at: 0,
  half,
  passes,
  middle: 0,
  shifts: new Map(),
});

function link(from: Placed, to: Placed, shift: number): void {
  from.behind.push(to);
  to.before.push(from);
  from.shifts.set(to, -shift);
  to.shifts.set(from, shift);
}

function placeAcross(ranks: readonly Placed[][], gaps: Gaps): void {
  for (const rank of ranks) settle(rank, gaps, () => 0);
  for (let round = 0; round < ROUNDS; round += 1) {
    const there = round % 2 === 0;
    for (const rank of there ? ranks : [...ranks].reverse())
      settle(rank, gaps, ({ before, behind, middle, shifts }) => {
        const near = (there ? before : behind) as Placed[];
        const wanted = near.reduce((sum, each) => sum + each.middle + (shifts.get(each) ?? 0), 0);
        return near.length > 0 ? wanted / near.length : middle;
      });
  }
}

function settle(rank: readonly Placed[], gaps: Gaps, wanted: (cell: Placed) => number): void {
  // Beside an edge there is less room than between items.
  const spare = (gaps.items - gaps.edges) / 2;
  const places = spread(
    rank.map((cell) => ({
      wanted: wanted(cell),
      weight: cell.passes ? STRAIGHT : 1 + cell.before.length + cell.behind.length,
      half: cell.half + (cell.passes ? 0 : spare),
    })),
    gaps.edges,
  );
  rank.forEach((cell, at) => {
    cell.middle = places[at] as number;
  });
}

function shiftToZero(cells: readonly Placed[]): number {
  if (cells.length === 0) return 0;
  const low = Math.min(...cells.map(({ middle, half }) => middle - half));
  const high = Math.max(...cells.map(({ middle, half }) => middle + half));
  for (const cell of cells) cell.middle -= low;
  return high - low;
}

function extentsOf(
  ranks: readonly Placed[][],
  sizes: readonly Sized[],
  rankOf: readonly number[],
  gap: number,
) {
  const longest = ranks.map(() => 0);
  sizes.forEach(({ along }, item) => {
    const rank = rankOf[item] ?? 0;
    longest[rank] = Math.max(longest[rank] ?? 0, along);
  });
  let at = 0;
  return longest.map((along) => {
    const extent = { from: at, to: at + along };
    at += along + gap;
    return extent;
  });
}

function routeOf(
  path: readonly Placed[],
  { from, to, fromPort, toPort }: PortedEdge,
  sizes: readonly Sized[],
  extents: readonly { from: number; to: number }[],
): RoutePoint[] {
  const last = path.length - 1;
  return path.flatMap(({ rank, middle }, at) => {
    const extent = extents[rank] as { from: number; to: number };
    const inset = (item: number) => (extent.to - extent.from - (sizes[item] as Sized).along) / 2;
    const start = { along: extent.from, across: middle, rank };
    const end = { along: extent.to, across: middle, rank };
    // An item that is shorter than its rank is led to in a straight line.
    if (at === 0)
      return [
        { ...end, along: extent.to - inset(from), across: middle + fromPort },
        { ...end, across: middle + fromPort },
      ];
    if (at === last)
      return [
        { ...start, across: middle + toPort },
        { ...start, along: extent.from + inset(to), across: middle + toPort },
      ];
    return [start, end];
  });
}
