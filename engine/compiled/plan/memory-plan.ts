import { type Graph, type Node, nodesById, sizeOf } from '../graph/graph.js';
import { BREAKING, REDUCTIONS } from '../graph/operations.js';
import { originOf } from '../graph/origin.js';
import { accessOf } from './access.js';
import { isInHand, type Piece } from './pieces.js';

/** Where everything of a step lies, in bytes from the beginning of its arena. */
export interface MemoryPlan {
  readonly bytes: number;
  /** Values that lie in memory, by their nodes. Those of a loop that only the loop needs do not. */
  readonly addresses: ReadonlyMap<number, number>;
  /** Values of variables, by the numbers of the states. */
  readonly states: readonly Region[];
  readonly inputs: ReadonlyMap<number, Region>;
  readonly settings: number;
  readonly streams: number;
  /** Room for whatever operation is at work. */
  readonly scratch: number;
  readonly constants: readonly { readonly at: number; readonly data: Float32Array | Int32Array }[];
  /** Values that are copied to their variables when all is computed. */
  readonly moves: readonly { readonly from: number; readonly to: number; readonly bytes: number }[];
}

interface Region {
  readonly at: number;
  readonly bytes: number;
}

/** What a stream keeps: four float64. */
export const STREAM_BYTES = 32;

/** Loops take four values at a time, also at the end of a value's room. */
const padded = (bytes: number): number => Math.ceil(bytes / 16) * 16;

export interface StateShape {
  readonly shape: readonly number[];
}

/** What a step is given besides its batch. */
export interface GivenToStep {
  /** Those of the whole model, so that its other steps find them in the same places. */
  readonly states: readonly StateShape[];
  /** How many there are of these, also where the graph needs fewer. */
  readonly settings: number;
  readonly streams: number;
}

/** @param scratchOf How many bytes an operation needs while it is at work. */
export function planMemory(
  graph: Graph,
  pieces: readonly Piece[],
  given: GivenToStep,
  scratchOf: (node: Node) => number,
): MemoryPlan {
  const nodes = nodesById(graph);
  const addresses = new Map<number, number>();
  let end = 0;
  const take = (bytes: number): number => {
    const at = end;
    end += padded(bytes);
    return at;
  };
  const bytesOf = ({ shape }: StateShape): number => 4 * sizeOf(shape);
  const stateRegions = given.states.map((state) => ({ at: take(bytesOf(state)), bytes: bytesOf(state) }));
  const settings = take(4 * given.settings);
  const streams = take(STREAM_BYTES * given.streams);
  const inputs = new Map<number, Region>();
  const constants: { at: number; data: Float32Array | Int32Array }[] = [];
  for (const node of graph.nodes) {
    const { id, op, attrs, data } = node;
    if (op === 'state') addresses.set(id, (stateRegions[Number(attrs.index)] as Region).at);
    if (op === 'setting') addresses.set(id, settings + 4 * Number(attrs.index));
    if (op === 'input') {
      const region = { at: take(bytesOf(node)), bytes: bytesOf(node) };
      inputs.set(Number(attrs.index), region);
      addresses.set(id, region.at);
    }
    if (data && (data.length > 1 || isNeededInMemory(id))) {
      const at = take(bytesOf(node));
      constants.push({ at, data: data.length > 1 ? data : spread(data, sizeOf(node.shape)) });
      addresses.set(id, at);
    }
  }

  const uses = lastUses();
  const writtenInPlace = placeWrites();
  placeRest();
  const scratch = take(
    pieces.reduce((most, piece) => Math.max(most, piece.kind === 'call' ? scratchOf(piece.node) : 0), 0),
  );

  const moves = graph.writes.flatMap(({ state, value }) => {
    const { at, bytes } = stateRegions[state] as Region;
    const from = addresses.get(originOf(nodes, value).id) as number;
    return from === at ? [] : [{ from, to: at, bytes }];
  });
  // A loop that begins in the midst of the last value reads up to three beyond it.
  const bytes = end + 16;
  return { bytes, addresses, states: stateRegions, inputs, settings, streams, scratch, constants, moves };

  /** A constant of equal numbers is written into the instructions of a loop; nobody else can take it from there. */
  function isNeededInMemory(id: number): boolean {
    const asked = [...graph.reports, ...graph.taps, ...graph.writes.map(({ value }) => value)];
    const called = pieces.flatMap((piece) => (piece.kind === 'call' ? piece.node.inputs : []));
    return [...asked, ...called].some((each) => originOf(nodes, each).id === id);
  }

  /** For each value that must lie in memory: the last piece that reads it there. */
  function lastUses(): Map<number, number> {
    const last = new Map<number, number>();
    pieces.forEach((piece, i) => {
      for (const node of nodesOf(piece))
        for (const id of node.inputs) {
          const inHand = piece.kind === 'loop' && isInHand(nodes, piece, node, id, piece.space);
          if (!inHand) last.set(originOf(nodes, id).id, i);
        }
    });
    for (const id of [...graph.reports, ...graph.taps, ...graph.writes.map(({ value }) => value)])
      last.set(originOf(nodes, id).id, pieces.length);
    return last;
  }

  /** The last piece that may break off the step; what it finds wrong must leave the variables as they are. */
  function lastThatMayBreak(): number {
    return pieces.findLastIndex((piece) => piece.kind === 'call' && BREAKING.has(piece.node.op));
  }

  /** A loop may write a variable's next value over the former one, which it reads at the same places and nobody after it. */
  function placeWrites(): Set<number> {
    const placed = new Set<number>();
    const safe = lastThatMayBreak();
    for (const { state, value } of graph.writes) {
      const origin = originOf(nodes, value);
      const at = pieces.findIndex((piece) => nodesOf(piece).includes(origin));
      const piece = pieces[at];
      if (piece?.kind !== 'loop' || at <= safe || REDUCTIONS.has(origin.op) || placed.has(origin.id))
        continue;
      const former = graph.nodes.find(({ op, attrs }) => op === 'state' && attrs.index === state);
      if (former && ((uses.get(former.id) ?? -1) > at || !readsInStep(piece, former))) continue;
      placed.add(origin.id);
      addresses.set(origin.id, (stateRegions[state] as Region).at);
    }
    return placed;
  }

  /** Whether a loop reads a value at each place where it is. */
  function readsInStep(piece: Piece & { kind: 'loop' }, value: Node): boolean {
    if (piece.reduced) return false;
    return piece.nodes.every((node) =>
      node.inputs.every((id, i) => {
        if (originOf(nodes, id) !== value) return true;
        const { strides, offset } = accessOf(nodes, node, i);
        return !offset && isContiguous(strides, piece.space);
      }),
    );
  }

  function placeRest(): void {
    const free: { at: number; bytes: number }[] = [];
    const pinned = new Set([...graph.reports, ...graph.taps].map((id) => originOf(nodes, id).id));
    const ending: number[][] = pieces.map(() => []);
    pieces.forEach((piece, i) => {
      for (const node of nodesOf(piece)) {
        const last = uses.get(node.id);
        if (last === undefined || writtenInPlace.has(node.id)) continue;
        const bytes = padded(bytesOf(node));
        const fit = free.filter((region) => region.bytes >= bytes).sort((a, b) => a.bytes - b.bytes)[0];
        if (fit) {
          free.splice(free.indexOf(fit), 1);
          if (fit.bytes > bytes) free.push({ at: fit.at + bytes, bytes: fit.bytes - bytes });
        }
        addresses.set(node.id, fit ? fit.at : take(bytes));
        if (last < pieces.length && !pinned.has(node.id)) (ending[last] as number[]).push(node.id);
      }
      for (const id of ending[i] as number[]) {
        const bytes = padded(bytesOf(nodes.get(id) as Node));
        free.push({ at: addresses.get(id) as number, bytes });
      }
    });
  }
}

const spread = (data: Float32Array | Int32Array, size: number): Float32Array | Int32Array =>
  data instanceof Int32Array
    ? new Int32Array(size).fill(data[0] as number)
    : new Float32Array(size).fill(data[0] as number);

export const nodesOf = (piece: Piece): readonly Node[] =>
  piece.kind === 'call' ? [piece.node] : piece.nodes;

function isContiguous(strides: readonly number[], space: readonly number[]): boolean {
  let step = 1;
  for (let axis = space.length - 1; axis >= 0; axis--) {
    if (strides[axis] !== step) return false;
    step *= space[axis] as number;
  }
  return true;
}
