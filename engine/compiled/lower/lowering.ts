import type { ValueType } from '../graph/graph.js';
import type { GraphBuilder } from '../graph/graph-builder.js';

/** A call of a kernel of tfjs-core while a step is traced. */
export interface KernelCall {
  readonly graph: GraphBuilder;
  readonly kernel: string;
  /** Inputs that were left out are not there. */
  readonly inputs: Readonly<Record<string, number>>;
  /** Inputs of kernels that take a list. */
  readonly list: readonly number[];
  readonly attrs: Readonly<Record<string, unknown>>;
  readonly outputs: readonly { readonly shape: readonly number[]; readonly type: ValueType }[];
}

/** Says a kernel's call in nodes; gives one for each output. Throws `NotCompiled` for a case that it does not know. */
export type Lowering = (call: KernelCall) => number | readonly number[];

/** Lowerings by the names of kernels. */
export type Lowerings = Readonly<Record<string, Lowering>>;

/** Why something cannot be compiled, in both languages. */
export class NotCompiled extends Error {
  override name = 'NotCompiled';

  constructor(
    readonly en: string,
    readonly ko: string,
  ) {
    super(en);
  }
}

/** An input that the kernel always has. */
export function input({ inputs, kernel }: KernelCall, name: string): number {
  const id = inputs[name];
  if (id === undefined) throw new NotCompiled(`${kernel} without ${name}`, `${name} 없는 ${kernel}`);
  return id;
}

export const outputShape = ({ outputs }: KernelCall): readonly number[] => outputs[0]?.shape ?? [];

/** Axes counted from the front; all where none were given. */
export function axesOf(axis: unknown, rank: number): number[] {
  if (axis === undefined || axis === null) return Array.from({ length: rank }, (_, i) => i);
  return [axis].flat().map((value) => (Number(value) < 0 ? Number(value) + rank : Number(value)));
}
