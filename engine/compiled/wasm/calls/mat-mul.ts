import { type Node, sizeOf } from '../../graph/graph.js';
import { originOf } from '../../plan/pieces.js';
import type { FunctionWriter } from '../function-writer.js';
import { I32, V128 } from '../opcodes.js';
import { addressOf, type CallCode, callLoop, pointer } from './call-context.js';

/** Rows and vectors of columns that are summed up in registers at a time. */
const ROWS = 4;
const VECTORS = 2;
/** Values of a row of the batch from which on that pays. */
const LONG = 512;

interface Matrices {
  m: number;
  k: number;
  n: number;
  /** How far it is in the left factor from row to row, and along a row. */
  rowStep: number;
  step: number;
  batch: number;
}

function matricesOf(node: Node, nodes: ReadonlyMap<number, Node>): Matrices {
  const left = (nodes.get(node.inputs[0] as number) as Node).shape;
  const [m = 1, n = 1] = node.shape.slice(-2);
  const turned = node.attrs.transposeA === true;
  const k = left.at(turned ? -2 : -1) as number;
  const batch = sizeOf(node.shape) / (m * n);
  return { m, k, n, batch, rowStep: turned ? 1 : k, step: turned ? m : 1 };
}

/** What a batch brings may be nearly all zeros, as multi-hot words are: the engine's own loop looks. */
function isLongInput(node: Node, nodes: ReadonlyMap<number, Node>): boolean {
  const { op, shape } = originOf(nodes, node.inputs[0] as number);
  return op === 'input' && (shape.at(-1) ?? 0) >= LONG;
}

/** A product of matrices: tiles of the result are summed up in registers. */
export const matMul: CallCode = (f, node, context) => {
  const sizes = matricesOf(node, context.nodes);
  const { m, k, n, batch, rowStep, step } = sizes;
  const [left, right] = node.inputs.map((id) => pointer(f, context, addressOf(context, id))) as [
    number,
    number,
  ];
  const to = pointer(f, context, addressOf(context, node.id));
  if (batch === 1 && isLongInput(node, context.nodes)) {
    callLoop(f, 'multiply', { local: to }, { local: left }, { local: right }, m, k, n, rowStep, step);
    return;
  }
  const tiles = new Tiles(f, sizes, left, right, to);
  f.repeat(batch, () => {
    f.repeat(Math.floor(m / ROWS), () => tiles.rows(ROWS));
    if (m % ROWS > 0) tiles.rows(m % ROWS);
    if (batch === 1) return;
    // The rows have moved the left factor on along its first axis.
    f.advance(left, 4 * (m * k - m * sizes.rowStep));
    f.advance(right, 4 * k * n);
  });
};

class Tiles {
  private readonly along: number;
  private readonly down: number;

  constructor(
    private readonly f: FunctionWriter,
    private readonly sizes: Matrices,
    private readonly left: number,
    private readonly right: number,
    private readonly to: number,
  ) {
    this.along = f.local(I32);
    this.down = f.local(I32);
  }

  /** So many rows of the result; the pointers then stand at the next. */
  rows(count: number): void {
    const { f, sizes, left, right, to } = this;
    const { n, rowStep } = sizes;
    const wide = 4 * VECTORS;
    f.repeat(Math.floor(n / wide), () => this.tile(count, VECTORS, false));
    const rest = n % wide;
    if (rest >= 4) this.tile(count, 1, false);
    f.repeat(rest % 4, () => this.tile(count, 1, true));
    f.advance(right, -4 * n);
    f.advance(to, 4 * (count - 1) * n);
    f.advance(left, 4 * count * rowStep);
  }

  private tile(rows: number, vectors: number, single: boolean): void {
    const { f, sizes, left, right, to, along, down } = this;
    const { k, n, rowStep, step } = sizes;
    const sums = Array.from({ length: rows * vectors }, () => f.local(V128));
    const columns = Array.from({ length: vectors }, () => f.local(V128));
    const factor = f.local(V128);
    for (const sum of sums) {
      f.floats(0);
      f.set(sum);
    }
    f.get(left);
    f.set(along);
    f.get(right);
    f.set(down);
    f.repeat(k, () => {
      columns.forEach((column, v) => {
        f.get(down);
        if (single) f.loadLane(0);
        else f.load(16 * v);
        f.set(column);
      });
      for (let row = 0; row < rows; row++) {
        f.get(along);
        f.loadSplat(4 * row * rowStep);
        f.set(factor);
        columns.forEach((column, v) => {
          const sum = sums[row * vectors + v] as number;
          f.get(sum);
          f.get(factor);
          f.get(column);
          f.simd('f32x4_mul');
          f.simd('f32x4_add');
          f.set(sum);
        });
      }
      f.advance(along, 4 * step);
      f.advance(down, 4 * n);
    });
    sums.forEach((sum, i) => {
      f.get(to);
      f.get(sum);
      const offset = 4 * Math.floor(i / vectors) * n + 16 * (i % vectors);
      if (single) f.storeLane(offset);
      else f.store(offset);
    });
    const moved = single ? 4 : 16 * vectors;
    f.advance(right, moved);
    f.advance(to, moved);
  }
}
