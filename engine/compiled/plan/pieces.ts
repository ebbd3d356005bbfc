import { type Graph, type Node, nodesById } from '../graph/graph.js';
import { MAPS, MOVES, REDUCTIONS, RENAMINGS, SOURCES } from '../graph/operations.js';
import { originOf } from '../graph/origin.js';
import { accessOf } from './access.js';

/** Operations on each value, and reductions of these, that go through the same places: one loop computes them. */
export interface Loop {
  readonly kind: 'loop';
  /** Lengths of the axes that are longer than one. */
  readonly space: readonly number[];
  readonly nodes: Node[];
  /** Which axes of the space the reductions in it sum up; undefined where it has none. */
  reduced: readonly boolean[] | undefined;
}

/** An operation with loops of its own. */
export interface Call {
  readonly kind: 'call';
  readonly node: Node;
}

export type Piece = Loop | Call;

export const squeezed = (shape: readonly number[]): number[] => shape.filter((length) => length !== 1);

const same = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((value, i) => value === b[i]);

/**
 * Cuts a graph into pieces, in the order in which they run. A node joins the first loop over its places that comes after
 * all it needs.
 */
export function cutIntoPieces(graph: Graph): Piece[] {
  const nodes = nodesById(graph);
  const pieces: Piece[] = [];
  const placeOf = new Map<number, number>();
  /** The numbers of the loops over a space: an unrolled recurrent net has thousands of pieces. */
  const loopsOver = new Map<string, number[]>();
  for (const node of graph.nodes) {
    if (SOURCES.has(node.op) || RENAMINGS.has(node.op)) continue;
    if (!MAPS.has(node.op) && !REDUCTIONS.has(node.op)) {
      placeOf.set(node.id, pieces.push({ kind: 'call', node }) - 1);
      continue;
    }
    const first = nodes.get(node.inputs[0] as number) as Node;
    const reduces = REDUCTIONS.has(node.op);
    const space = squeezed(reduces ? first.shape : node.shape);
    const reduced = reduces ? reducedAxes(node, first) : undefined;
    const earliest = Math.max(0, ...node.inputs.map((id) => readyFor(node, id, space)));
    const alike = listAt(loopsOver, `${space}${isScattered(nodes, node) ? ' one by one' : ''}`);
    const found = firstFrom(alike, earliest, (i) => joins(pieces[i] as Piece, reduced));
    if (found !== undefined) {
      const loop = pieces[found] as Loop;
      loop.nodes.push(node);
      loop.reduced ??= reduced;
      placeOf.set(node.id, found);
    } else {
      const place = pieces.push({ kind: 'loop', space, nodes: [node], reduced }) - 1;
      placeOf.set(node.id, place);
      alike.push(place);
    }
  }
  return pieces;

  /** The first piece in which this input can be read. */
  function readyFor(node: Node, id: number, space: readonly number[]): number {
    const origin = originOf(nodes, id);
    const place = placeOf.get(origin.id);
    if (place === undefined) return 0;
    return isInHand(nodes, pieces[place] as Piece, node, id, space) ? place : place + 1;
  }
}

/** Whether a loop that computes a value can use it at once: each place reads what was computed at that very place. */
export function isInHand(
  nodes: ReadonlyMap<number, Node>,
  piece: Piece,
  reader: Node,
  id: number,
  space: readonly number[],
): boolean {
  const origin = originOf(nodes, id);
  return (
    piece.kind === 'loop' &&
    piece.nodes.some((node) => node.id === origin.id) &&
    !REDUCTIONS.has(origin.op) &&
    !MOVES.has(reader.op) &&
    same(piece.space, space) &&
    same(squeezed((nodes.get(id) as Node).shape), space)
  );
}

const joins = (piece: Piece, reduced: readonly boolean[] | undefined): boolean =>
  piece.kind === 'loop' && (!reduced || !piece.reduced || same(piece.reduced, reduced));

function listAt(lists: Map<string, number[]>, key: string): number[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}

/** Whether what lies side by side is read from far apart: its loop goes value by value, which no other should have to. */
function isScattered(nodes: ReadonlyMap<number, Node>, node: Node): boolean {
  if (!MOVES.has(node.op)) return false;
  const { strides } = accessOf(nodes, node, 0);
  return ![0, 1].includes(strides.at(-1) ?? 0);
}

/** The first of rising numbers, from `least` on, of which it holds. */
function firstFrom(
  numbers: readonly number[],
  least: number,
  holds: (number: number) => boolean,
): number | undefined {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] as number) < least) low = middle + 1;
    else high = middle;
  }
  for (let at = low; at < numbers.length; at++) if (holds(numbers[at] as number)) return numbers[at];
  return undefined;
}

function reducedAxes({ attrs }: Node, { shape }: Node): boolean[] {
  const axes = attrs.axes as readonly number[];
  return shape.flatMap((length, axis) => (length === 1 ? [] : [axes.includes(axis)]));
}
