import type { Column, Graph } from './graph.js';

/** A place in a rank: a layer, or a connection that passes the rank on its way to a later one. */
export interface Place {
  /** The layer, or the one where the passing connection starts. */
  column: number;
  passing: boolean;
  /** Share of the rank's height that it asks for. */
  weight: number;
}

export interface Ranks {
  /** Rank of each layer; an input stands just before the first layer that takes it. */
  rankOf: number[];
  /** Places of each rank, from top to bottom. */
  places: Place[][];
}

/** Lays the layers out in ranks, ordered so that few connections cross. */
export function rankColumns({ columns }: Graph): Ranks {
  const targets: number[][] = columns.map(() => []);
  columns.forEach(({ from }, index) => {
    for (const feeder of from) targets[feeder]?.push(index);
  });
  const rankOf = columns.map(({ rank, from }, index) => {
    const later = (targets[index] as number[]).map((target) => (columns[target] as Column).rank);
    return from.length > 0 || later.length === 0 ? rank : Math.max(rank, Math.min(...later) - 1);
  });
  const count = rankOf.reduce((most, rank) => Math.max(most, rank + 1), 0);
  const places: Place[][] = Array.from({ length: count }, () => []);
  columns.forEach(({ units }, index) => {
    const rank = rankOf[index] as number;
    places[rank]?.push({ column: index, passing: false, weight: Math.min(32, Math.max(8, units)) });
    const farthest = Math.max(
      rank,
      ...(targets[index] as number[]).map((target) => rankOf[target] as number),
    );
    for (let at = rank + 1; at < farthest; at += 1)
      places[at]?.push({ column: index, passing: true, weight: 2 });
  });
  const middle = (values: readonly number[], other: number) =>
    values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : other;
  /** Orders a rank by where its neighbours in another rank stand. */
  const settle = (rank: number, neighbour: number, neighboursOf: (place: Place) => number[]) => {
    const spots = new Map((places[neighbour] ?? []).map(({ column }, at) => [column, at + 0.5]));
    const size = Math.max(1, places[neighbour]?.length ?? 1);
    const here = places[rank] ?? [];
    const keys = new Map(
      here.map((place, at) => {
        const known = neighboursOf(place).flatMap((column) => spots.get(column) ?? []);
        return [place, middle(known, ((at + 0.5) / here.length) * size)];
      }),
    );
    here.sort((a, b) => (keys.get(a) as number) - (keys.get(b) as number));
  };
  const before = ({ column, passing }: Place) => (passing ? [column] : (columns[column] as Column).from);
  const after = ({ column }: Place) => [column, ...(targets[column] as number[])];
  for (let sweep = 0; sweep < 3; sweep += 1) {
    for (let rank = 1; rank < count; rank += 1) settle(rank, rank - 1, before);
    for (let rank = count - 2; rank >= 0; rank -= 1) settle(rank, rank + 1, after);
  }
  return { rankOf, places };
}
