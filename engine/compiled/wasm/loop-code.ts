import type { Node } from '../graph/graph.js';
import { REDUCTIONS } from '../graph/operations.js';
import { originOf } from '../graph/origin.js';
import { type Access, accessOf, storeOf } from '../plan/access.js';
import { isInHand, type Loop } from '../plan/pieces.js';
import { FunctionWriter } from './function-writer.js';
import { type LoopShape, shapeLoop } from './loop-shape.js';
import { MAP_CODE } from './map-code.js';
import { I32, type SimdName, V128 } from './opcodes.js';

/** What the writers of instructions know of the memory. */
export interface CodeContext {
  readonly nodes: ReadonlyMap<number, Node>;
  readonly addresses: ReadonlyMap<number, number>;
  /** The number of the global that says where the arena begins. */
  readonly base: number;
  /** Where the states of the random streams lie. */
  readonly streams: number;
  /** Where an operation may write while it is at work. */
  readonly scratch: number;
}

type Mode = 'four' | 'one';

interface Reduction {
  readonly start: number;
  readonly join: SimdName;
}

const JOINS: Readonly<Record<string, Reduction>> = {
  sum: { start: 0, join: 'f32x4_add' },
  prod: { start: 1, join: 'f32x4_mul' },
  max_of: { start: Number.NEGATIVE_INFINITY, join: 'f32x4_max' },
  min_of: { start: Number.POSITIVE_INFINITY, join: 'f32x4_min' },
};

/** The function of one loop. */
export function loopCode(loop: Loop, context: CodeContext): FunctionWriter {
  return new LoopCode(loop, context).write();
}

class LoopCode {
  private readonly f = new FunctionWriter();
  private readonly accesses: Access[] = [];
  private readonly keys = new Map<string, number>();
  /** By access: the local that goes along, from the beginning of the arena. */
  private indices: number[] = [];
  private shape: LoopShape;
  private readonly sums = new Map<number, { four: number; one: number }>();

  constructor(
    private readonly loop: Loop,
    private readonly context: CodeContext,
  ) {
    for (const node of loop.nodes) {
      node.inputs.forEach((_, i) => {
        if (!this.isHere(node, i) && this.constant(node, i) === undefined)
          this.accessNumber(this.readOf(node, i));
      });
      if (this.isStored(node)) this.accessNumber(storeOf(node, loop.space, loop.reduced));
    }
    this.shape = shapeLoop(loop.space, loop.reduced, this.accesses);
  }

  write(): FunctionWriter {
    const { f, loop, context } = this;
    this.indices = this.accesses.map(() => {
      const local = f.local(I32);
      f.getGlobal(context.base);
      f.set(local);
      return local;
    });
    for (const node of loop.nodes)
      if (REDUCTIONS.has(node.op)) this.sums.set(node.id, { four: f.local(V128), one: f.local(V128) });
    const { levels } = this.shape;
    this.nest(0, levels.some(({ byFour }) => byFour) ? 'four' : 'one');
    return f;
  }

  private nest(depth: number, mode: Mode): void {
    const { f, shape } = this;
    const { levels, overruns } = shape;
    const level = levels[depth];
    const opens = this.sums.size > 0 && (level?.reduced ?? true) && !levels[depth - 1]?.reduced;
    if (opens) this.beginSums();
    if (!level) this.body(mode);
    else {
      const { length, byFour } = level;
      const fours = byFour ? (overruns ? Math.ceil(length / 4) : Math.floor(length / 4)) : 0;
      const ones = overruns && byFour ? 0 : length - 4 * fours;
      f.repeat(fours, () => {
        this.nest(depth + 1, 'four');
        this.advance(level.axis, 4);
      });
      f.repeat(ones, () => {
        this.nest(depth + 1, byFour ? 'one' : mode);
        this.advance(level.axis, 1);
      });
      if (depth > 0) this.advance(level.axis, -length);
    }
    if (opens) this.endSums(mode);
  }

  private advance(axis: number, steps: number): void {
    this.indices.forEach((local, i) => {
      this.f.advance(local, 4 * steps * (this.shape.strides[i]?.[axis] as number));
    });
  }

  private body(mode: Mode): void {
    const { f, loop } = this;
    const values = new Map<number, number>();
    const loaded = new Map<string, number>();
    const stores: (() => void)[] = [];
    for (const node of loop.nodes) {
      const inputs = node.inputs.map((_, i) => this.operand(node, i, mode, values, loaded));
      const sum = this.sums.get(node.id);
      if (sum) {
        const local = mode === 'four' ? sum.four : sum.one;
        f.get(local);
        f.get(inputs[0] as number);
        f.simd((JOINS[node.op] as Reduction).join);
        f.set(local);
        continue;
      }
      const local = f.local(V128);
      const code = MAP_CODE[node.op];
      if (!code) throw new Error(`There are no instructions for ${node.op}.`);
      code(f, inputs);
      f.set(local);
      values.set(node.id, local);
      // All is read before anything is written: a variable may be written over.
      if (this.isStored(node)) stores.push(() => this.store(node, mode, () => f.get(local)));
    }
    for (const store of stores) store();
  }

  private operand(
    node: Node,
    input: number,
    mode: Mode,
    values: ReadonlyMap<number, number>,
    loaded: Map<string, number>,
  ): number {
    const { f, context } = this;
    const origin = originOf(context.nodes, node.inputs[input] as number);
    if (this.isHere(node, input)) return values.get(origin.id) as number;
    const constant = this.constant(node, input);
    const read = this.readOf(node, input);
    const access = constant === undefined ? this.accessNumber(read) : -1;
    const key = `${origin.id}|${access}+${read.offset ?? 0}`;
    const known = loaded.get(key);
    if (known !== undefined) return known;
    const local = f.local(V128);
    if (constant !== undefined) {
      if (origin.type === 'int32') f.ints(constant);
      else f.floats(constant);
    } else this.load(origin, access, read.offset ?? 0, mode);
    f.set(local);
    loaded.set(key, local);
    return local;
  }

  private load(origin: Node, access: number, offset: number, mode: Mode): void {
    const { f, context, shape } = this;
    const address = (context.addresses.get(origin.id) as number) + 4 * offset;
    const last = shape.levels.find(({ byFour }) => byFour)?.axis;
    const stands = last !== undefined && shape.strides[access]?.[last] === 0;
    f.get(this.indices[access] as number);
    if (mode === 'one') f.loadLane(address);
    else if (stands) f.loadSplat(address);
    else f.load(address);
  }

  private store(node: Node, mode: Mode, push: () => void): void {
    const { f, context, loop } = this;
    const access = this.accessNumber(storeOf(node, loop.space, loop.reduced));
    f.get(this.indices[access] as number);
    push();
    const address = context.addresses.get(node.id) as number;
    if (mode === 'four') f.store(address);
    else f.storeLane(address);
  }

  private beginSums(): void {
    const { f, loop } = this;
    for (const node of loop.nodes) {
      const sum = this.sums.get(node.id);
      if (!sum) continue;
      for (const local of [sum.four, sum.one]) {
        f.floats((JOINS[node.op] as Reduction).start);
        f.set(local);
      }
    }
  }

  private endSums(mode: Mode): void {
    const { f, loop, shape } = this;
    const across = shape.levels.some(({ byFour, reduced }) => byFour && reduced);
    for (const node of loop.nodes) {
      const sum = this.sums.get(node.id);
      if (!sum) continue;
      const { join } = JOINS[node.op] as Reduction;
      if (!across) {
        this.store(node, mode, () => f.get(mode === 'four' ? sum.four : sum.one));
        continue;
      }
      for (const lanes of [
        [2, 3, 2, 3],
        [1, 1, 1, 1],
      ]) {
        f.get(sum.four);
        f.get(sum.four);
        f.get(sum.four);
        f.shuffle(lanes);
        f.simd(join);
        f.set(sum.four);
      }
      this.store(node, 'one', () => {
        f.get(sum.four);
        f.get(sum.one);
        f.simd(join);
      });
    }
  }

  private isStored({ id }: Node): boolean {
    return this.context.addresses.has(id);
  }

  private isHere(node: Node, input: number): boolean {
    const { nodes } = this.context;
    return isInHand(nodes, this.loop, node, node.inputs[input] as number, this.loop.space);
  }

  /** The number that stands for the whole input, where it is such a constant. */
  private constant(node: Node, input: number): number | undefined {
    const { data } = originOf(this.context.nodes, node.inputs[input] as number);
    return data?.length === 1 ? data[0] : undefined;
  }

  private readOf(node: Node, input: number): Access {
    return accessOf(this.context.nodes, node, input);
  }

  private accessNumber(access: Access): number {
    const key = `${access.strides}`;
    const known = this.keys.get(key);
    if (known !== undefined) return known;
    const number = this.accesses.push(access) - 1;
    this.keys.set(key, number);
    return number;
  }
}
