import { isLarge, isLongInput, type Product, productOf, startsWithRow } from '../../graph/product.js';
import { canFuse } from '../can-fuse.js';
import type { FunctionWriter } from '../function-writer.js';
import { I32, V128 } from '../opcodes.js';
import { addressOf, type CallCode, callLoop, pointer } from './call-context.js';

/** Rows and vectors of columns that are summed up in registers at a time. */
const ROWS = 4;
const VECTORS = 2;

/** A product of matrices, added to a third input where there is one: tiles of the result are summed up in registers. */
export const matMul: CallCode = (f, node, context) => {
  const sizes = productOf(node, context.nodes);
  const { m, k, n, batch, rowStep, step } = sizes;
  const [left, right, start] = node.inputs.map((id) => pointer(f, context, addressOf(context, id)));
  const to = pointer(f, context, addressOf(context, node.id));
  const places = { left, right, start, to } as Places;
  if (isLongInput(node, context.nodes)) {
    const [a, b] = [{ local: places.left }, { local: places.right }];
    callLoop(f, 'multiply', { local: to }, a, b, m, k, n, rowStep, step);
    return;
  }
  const tiles = new Tiles(f, sizes, places, startsWithRow(node, context.nodes));
  f.repeat(batch, () => {
    f.repeat(Math.floor(m / ROWS), () => tiles.rows(ROWS));
    if (m % ROWS > 0) tiles.rows(m % ROWS);
    if (batch === 1) return;
    // The rows have moved the left factor on along its first axis.
    f.advance(places.left, 4 * (m * k - m * sizes.rowStep));
    f.advance(places.right, 4 * k * n);
  });
};

/** Locals that point into the factors, into what the product is added to, and into the result. */
interface Places {
  readonly left: number;
  readonly right: number;
  readonly start: number | undefined;
  readonly to: number;
}

const FUSED = ['f32x4_relaxed_madd'] as const;
const APART = ['f32x4_mul', 'f32x4_add'] as const;

class Tiles {
  private readonly fused: boolean;
  private readonly along: number;
  private readonly down: number;

  constructor(
    private readonly f: FunctionWriter,
    private readonly sizes: Product,
    private readonly places: Places,
    /** Every row is added to the same one. */
    private readonly fromRow: boolean,
  ) {
    this.along = f.local(I32);
    this.down = f.local(I32);
    this.fused = isLarge(sizes) && canFuse();
  }

  /** So many rows of the result; the pointers then stand at the next. */
  rows(count: number): void {
    const { f, sizes, places, fromRow } = this;
    const { left, right, start, to } = places;
    const { n, rowStep } = sizes;
    const wide = 4 * VECTORS;
    f.repeat(Math.floor(n / wide), () => this.tile(count, VECTORS, false));
    const rest = n % wide;
    if (rest >= 4) this.tile(count, 1, false);
    f.repeat(rest % 4, () => this.tile(count, 1, true));
    f.advance(right, -4 * n);
    f.advance(to, 4 * (count - 1) * n);
    if (start !== undefined) f.advance(start, fromRow ? -4 * n : 4 * (count - 1) * n);
    f.advance(left, 4 * count * rowStep);
  }

  private tile(rows: number, vectors: number, single: boolean): void {
    const { f, sizes, places, along, down } = this;
    const { left, right, start, to } = places;
    const { k, n, rowStep, step } = sizes;
    const sums = Array.from({ length: rows * vectors }, () => f.local(V128));
    const columns = Array.from({ length: vectors }, () => f.local(V128));
    const factor = f.local(V128);
    const placeIn = (i: number, rowLength: number): number =>
      4 * Math.floor(i / vectors) * rowLength + 16 * (i % vectors);
    sums.forEach((sum, i) => {
      if (start === undefined) f.floats(0);
      else {
        f.get(start);
        const offset = placeIn(i, this.fromRow ? 0 : n);
        if (single) f.loadLane(offset);
        else f.load(offset);
      }
      f.set(sum);
    });
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
          this.addProduct(sums[row * vectors + v] as number, factor, column);
        });
      }
      f.advance(along, 4 * step);
      f.advance(down, 4 * n);
    });
    sums.forEach((sum, i) => {
      f.get(to);
      f.get(sum);
      if (single) f.storeLane(placeIn(i, n));
      else f.store(placeIn(i, n));
    });
    const moved = single ? 4 : 16 * vectors;
    for (const place of [right, to, start]) if (place !== undefined) f.advance(place, moved);
  }

  private addProduct(sum: number, factor: number, column: number): void {
    const { f, fused } = this;
    const terms = fused ? [factor, column, sum] : [sum, factor, column];
    for (const term of terms) f.get(term);
    for (const instruction of fused ? FUSED : APART) f.simd(instruction);
    f.set(sum);
  }
}
