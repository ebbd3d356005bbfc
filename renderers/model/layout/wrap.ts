import type { Layered, RoutePoint } from './layered.js';

/** Room between the rows, and beside them for the edge that leads to the next. */
const BETWEEN = 34;
const BESIDE = 16;

/** A graph whose ranks stand in several rows, each read as the first. */
export interface Wrapped extends Layered {
  /** Of each edge, the points after which it goes over to the next row, and where across it runs back. */
  turns: readonly ReadonlyMap<number, number>[];
}

/**
 * Breaks a long graph into rows of at most so much along, at places where a single edge leads on; null where it fits, and where
 * there are no such places.
 */
export function wrapped(graph: Layered, most: number): Wrapped | null {
  if (graph.along <= most || graph.ranks.length < 2) return null;
  const rowOf = rowsOf(graph, most - 2 * BESIDE);
  const rows = (rowOf.at(-1) ?? 0) + 1;
  if (rows < 2) return null;
  const extents = Array.from({ length: rows }, () => ({
    low: Infinity,
    high: -Infinity,
    from: Infinity,
    to: 0,
  }));
  graph.ranks.forEach(({ from, to }, rank) => {
    const row = extents[rowOf[rank] as number] as (typeof extents)[number];
    row.from = Math.min(row.from, from);
    row.to = Math.max(row.to, to);
  });
  for (const { rank, low, high } of reaches(graph)) {
    const row = extents[rowOf[rank] as number] as (typeof extents)[number];
    row.low = Math.min(row.low, low);
    row.high = Math.max(row.high, high);
  }
  let top = 0;
  const tops: number[] = [];
  const shifts = extents.map(({ low, high, from }) => {
    tops.push(top);
    const shift = { along: BESIDE - from, across: top - low };
    top += high - low + BETWEEN;
    return shift;
  });
  const shiftOf = (rank: number) => shifts[rowOf[rank] as number] as { along: number; across: number };
  const move = <Place extends { along: number; across: number; rank: number }>(place: Place): Place => ({
    ...place,
    along: place.along + shiftOf(place.rank).along,
    across: place.across + shiftOf(place.rank).across,
  });
  return {
    along: Math.max(...extents.map(({ from, to }) => to - from)) + 2 * BESIDE,
    across: top - BETWEEN,
    items: graph.items.map(move),
    sizes: graph.sizes,
    routes: graph.routes.map((route) => route.map(move)),
    ranks: graph.ranks,
    turns: graph.routes.map((route) => turnsOf(route, rowOf, tops)),
  };
}

const turnsOf = (
  route: readonly RoutePoint[],
  rowOf: readonly number[],
  tops: readonly number[],
): Map<number, number> =>
  new Map(
    route.flatMap(({ rank }, at): [number, number][] => {
      const next = route[at + 1];
      const row = next && (rowOf[next.rank] as number);
      return row === undefined || row === rowOf[rank] ? [] : [[at, (tops[row] as number) - BETWEEN / 2]];
    }),
  );

/** What stands and passes in each rank, across. */
const reaches = ({ items, routes, sizes }: Layered) => [
  ...items.map(({ rank, across }, item) => {
    const half = (sizes[item]?.across ?? 0) / 2;
    return { rank, low: across - half, high: across + half };
  }),
  ...routes.flat().map(({ rank, across }) => ({ rank, low: across, high: across })),
];

/** The row of each rank: rows of about one length, each ended at a place where but one edge leads on. */
function rowsOf({ ranks, routes, along }: Layered, most: number): number[] {
  const leading = ranks.map(() => 0);
  for (const route of routes) {
    const [first, last] = [route[0]?.rank ?? 0, route.at(-1)?.rank ?? 0];
    for (let rank = first; rank < last; rank += 1) leading[rank] = (leading[rank] ?? 0) + 1;
  }
  // As many as it takes, none much shorter than the others.
  const wanted = along / Math.ceil(along / most);
  const rowOf: number[] = [];
  let [row, begin] = [0, 0];
  ranks.forEach(({ from, to }, rank) => {
    const next = ranks[rank + 1];
    if (rowOf.length > 0 && rowOf.at(-1) !== row) begin = from;
    rowOf.push(row);
    const full = to - begin >= wanted - (to - from) / 2 || (next !== undefined && next.to - begin > most);
    if (full && leading[rank] === 1) row += 1;
  });
  return rowOf;
}
