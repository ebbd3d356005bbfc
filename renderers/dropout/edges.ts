import type { Network, PackedMatrix, QuantizedMatrix } from '../../protocol/index.js';
import { packedBytes, packedRow } from '../drawing/packed-rows.js';
import type { Column, Graph, Slice } from './graph.js';

/** Weights between two drawn layers, as the end of an epoch left them. */
export interface Weights {
  from: number;
  to: number;
  epoch: number;
  /** Values of `from`: its units, or all positions of its maps with the unit changing fastest. */
  rows: number;
  fromUnits: number;
  /** All weights, of which `from` has the rows from `firstRow` on; or only the strongest, largest first. */
  values: { matrix: QuantizedMatrix; firstRow: number } | { strongest: Edge[] };
}

/** A weight that is drawn: units of two layers, and the value. */
export interface Edge {
  source: number;
  target: number;
  weight: number;
}

const decoded = new WeakMap<QuantizedMatrix, Int8Array>();

function bytesOf(matrix: QuantizedMatrix): Int8Array {
  let found = decoded.get(matrix);
  if (!found) {
    found = new Int8Array(packedBytes(matrix.int8, 0, matrix.rows * matrix.columns).buffer);
    decoded.set(matrix, found);
  }
  return found;
}

/** The network's weights, spread over the layers that are drawn. */
export function networkWeights({ weights, strongest = [] }: Network, graph: Graph): Weights[] {
  const spread = (
    { from, to, epoch }: { from: number; to: number; epoch: number },
    { rows, columns }: { rows: number; columns: number },
    valuesOf: (slice: Slice, fromUnits: number) => Weights['values'],
  ): Weights[] => {
    const target = graph.columns[graph.columnOf[to] ?? -1];
    if (!target || target.units !== columns) return [];
    return graph.slices(from, rows).map((slice) => {
      const fromUnits = (graph.columns[slice.column] as Column).units;
      return {
        from: slice.column,
        to: graph.columnOf[to] as number,
        epoch,
        rows: slice.count,
        fromUnits,
        values: valuesOf(slice, fromUnits),
      };
    });
  };
  return [
    ...weights.flatMap((each) =>
      spread(each, each.values, ({ from }) => ({ matrix: each.values, firstRow: from })),
    ),
    ...strongest.flatMap((each) =>
      spread(each, each, (slice, units) => ({ strongest: sparseEdges(each.edges, slice, units) })),
    ),
  ];
}

/** Rows of (row, column, weight), as edges of the units of a slice. */
function sparseEdges(matrix: PackedMatrix, { from, count }: Slice, units: number): Edge[] {
  const edges: Edge[] = [];
  for (let at = 0; at < matrix.rows; at += 1) {
    const [row = 0, target = 0, weight = 0] = packedRow(matrix, at);
    if (row >= from && row < from + count) edges.push({ source: (row - from) % units, target, weight });
  }
  return onePerPair(edges.sort(byStrength));
}

const byStrength = (a: Edge, b: Edge): number =>
  Math.abs(b.weight) - Math.abs(a.weight) || a.source - b.source || a.target - b.target;

/** The first edge of each pair of units: the strongest, where they come in that order. */
function onePerPair(edges: readonly Edge[]): Edge[] {
  const seen = new Set<string>();
  return edges.filter(({ source, target }) => {
    const key = `${source} ${target}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** Of each pair of layers the weights that an epoch ended with, or else the last before it, or the first that there are. */
export function weightsAt(all: readonly Weights[], epoch: number): Weights[] {
  const best = new Map<string, Weights>();
  for (const each of all) {
    const key = `${each.from} ${each.to}`;
    const held = best.get(key);
    const fits = each.epoch <= epoch;
    if (
      !held ||
      (fits ? held.epoch > epoch || each.epoch >= held.epoch : each.epoch < held.epoch && held.epoch > epoch)
    )
      best.set(key, each);
  }
  return [...best.values()];
}

/**
 * The strongest weights, at most `most`, the weakest first, so that the strong ones are drawn over them. A unit with a
 * whole map has several weights to one target: the strongest stands for them.
 */
export function strongestEdges({ values, rows, fromUnits }: Weights, most: number): Edge[] {
  if ('strongest' in values) return values.strongest.slice(0, most).reverse();
  const { columns, scale } = values.matrix;
  const bytes = bytesOf(values.matrix);
  const start = values.firstRow * columns;
  // How many weights have each magnitude, and from that the least magnitude that is drawn.
  const sizes = new Uint32Array(129);
  for (let at = start; at < start + rows * columns; at += 1) {
    const size = Math.abs(bytes[at] as number);
    sizes[size] = (sizes[size] as number) + 1;
  }
  let least = 127;
  for (let found = sizes[127] as number; least > 1 && found < most; found += sizes[least] as number)
    least -= 1;
  const edges: Edge[] = [];
  for (let row = 0; row < rows; row += 1) {
    for (let target = 0; target < columns; target += 1) {
      const value = bytes[start + row * columns + target] as number;
      if (Math.abs(value) >= least)
        edges.push({ source: row % fromUnits, target, weight: (value * scale) / 127 });
    }
  }
  edges.sort(byStrength);
  return (rows === fromUnits ? edges : onePerPair(edges)).slice(0, Math.max(0, most)).reverse();
}

/** The strongest weights that leave or reach one unit, strongest first. */
export function unitEdges(
  { values, rows, fromUnits }: Weights,
  end: 'source' | 'target',
  unit: number,
  most: number,
): Edge[] {
  if ('strongest' in values) return values.strongest.filter((edge) => edge[end] === unit).slice(0, most);
  const { columns, scale } = values.matrix;
  const bytes = bytesOf(values.matrix);
  const edges: Edge[] = [];
  const add = (row: number, target: number) => {
    const value = bytes[(values.firstRow + row) * columns + target] as number;
    if (value !== 0) edges.push({ source: row % fromUnits, target, weight: (value * scale) / 127 });
  };
  if (end === 'target') for (let row = 0; row < rows; row += 1) add(row, unit);
  else
    for (let row = unit; row < rows; row += fromUnits)
      for (let target = 0; target < columns; target += 1) add(row, target);
  return onePerPair(edges.sort(byStrength)).slice(0, most);
}
