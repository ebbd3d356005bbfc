import type { Network } from '../../protocol/index.js';

/** Where rows or columns of a matrix of weights lie: a drawn layer, and which of its values. */
export interface Slice {
  column: number;
  /** First row of the matrix that belongs to it, and how many do. */
  from: number;
  count: number;
}

/** A layer that is drawn. */
export interface Column {
  /** Index among the network's layers. */
  layer: number;
  name: string;
  className: string;
  units: number;
  /** Values of one sample, all positions of all units. */
  values: number;
  maps: boolean;
  /** Longest way from an input. */
  rank: number;
  /** Drawn layers that feed it, past those that have no units of their own. */
  from: number[];
}

/** The network as it is drawn: layers without units of their own are passed through. */
export interface Graph {
  columns: Column[];
  /** Of each of the network's layers its column, or −1. */
  columnOf: number[];
  /** Drawn layers whose values a layer passes on: its own, or those of what feeds it. */
  sources(layer: number): number[];
  /** Spreads the rows of a matrix over the drawn layers behind `layer`; empty where the sizes do not fit. */
  slices(layer: number, rows: number): Slice[];
}

const product = (shape: readonly (number | null)[]): number =>
  shape.reduce<number>((all, size) => all * (size ?? 1), 1);

/**
 * @param over layers that must be drawn though they have no units of their own: what a dropout layer silences.
 * @throws RangeError naming a layer that feeds itself or is fed by one that does not exist.
 */
export function networkGraph({ layers }: Network, over: readonly number[]): Graph {
  const drawn = layers.map(({ kind }, index) => kind !== 'other' || over.includes(index));
  const order = depthFirst(layers);
  const behind: number[][] = [];
  for (const layer of order)
    behind[layer] = unique(
      (layers[layer]?.from ?? []).flatMap((feeder) => (drawn[feeder] ? [feeder] : (behind[feeder] ?? []))),
    );
  const columnOf = layers.map(() => -1);
  const columns: Column[] = [];
  layers.forEach((layer, index) => {
    if (!drawn[index]) return;
    columnOf[index] = columns.length;
    columns.push({
      layer: index,
      name: layer.name,
      className: layer.className,
      units: layer.units,
      values: Math.max(layer.units, product(layer.shape)),
      maps: layer.kind === 'channels',
      rank: 0,
      from: [],
    });
  });
  for (const layer of order) {
    const column = columns[columnOf[layer] ?? -1];
    if (!column) continue;
    column.from = (behind[layer] ?? []).map((feeder) => columnOf[feeder] as number);
    column.rank = Math.max(0, ...column.from.map((feeder) => (columns[feeder]?.rank ?? 0) + 1));
  }
  const sources = (layer: number): number[] => {
    const own = columnOf[layer] ?? -1;
    return own >= 0 ? [own] : (behind[layer] ?? []).map((each) => columnOf[each] as number);
  };
  return {
    columns,
    columnOf,
    sources,
    slices(layer, rows) {
      const behindIt = sources(layer);
      const sizes = (pick: (column: Column) => number) =>
        behindIt.map((index) => pick(columns[index] as Column));
      for (const counts of [sizes(({ units }) => units), sizes(({ values }) => values)]) {
        // Joined end to end, as Concatenate does; or laid over each other, as Add does.
        if (counts.reduce((sum, count) => sum + count, 0) === rows) {
          let from = 0;
          return behindIt.map((column, index) => {
            const count = counts[index] as number;
            from += count;
            return { column, from: from - count, count };
          });
        }
        if (counts.length > 0 && counts.every((count) => count === rows))
          return behindIt.map((column) => ({ column, from: 0, count: rows }));
      }
      return [];
    },
  };
}

/** The layers so that each comes after those that feed it. */
function depthFirst(layers: Network['layers']): number[] {
  const order: number[] = [];
  const state = new Map<number, 'open' | 'done'>();
  const visit = (start: number): void => {
    // Own stack: a chain of thousands of layers would be too deep for calls.
    const stack: { layer: number; next: number }[] = [{ layer: start, next: 0 }];
    state.set(start, 'open');
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const feeder = layers[top.layer]?.from[top.next];
      if (feeder === undefined) {
        state.set(top.layer, 'done');
        order.push(top.layer);
        stack.pop();
        continue;
      }
      top.next += 1;
      if (!layers[feeder] || state.get(feeder) === 'open')
        throw new RangeError(layers[top.layer]?.name ?? String(top.layer));
      if (state.has(feeder)) continue;
      state.set(feeder, 'open');
      stack.push({ layer: feeder, next: 0 });
    }
  };
  layers.forEach((_, index) => {
    if (!state.has(index)) visit(index);
  });
  return order;
}

const unique = (values: readonly number[]): number[] => [...new Set(values)];
