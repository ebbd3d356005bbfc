import type { Node } from '../../graph/graph.js';
import { originOf } from '../../graph/origin.js';
import type { FunctionWriter } from '../function-writer.js';
import type { CodeContext } from '../loop-code.js';
import { I32 } from '../opcodes.js';
import { importIndex, type SimdImport } from '../simd-imports.js';

/** Writes the instructions of an operation that has loops of its own. */
export type CallCode = (f: FunctionWriter, node: Node, context: CodeContext) => void;

export const addressOf = ({ nodes, addresses }: CodeContext, id: number): number =>
  addresses.get(originOf(nodes, id).id) as number;

/** A local that points to the beginning of a value. */
export function pointer(f: FunctionWriter, context: CodeContext, address: number): number {
  const local = f.local(I32);
  pushAddress(f, context, address);
  f.set(local);
  return local;
}

export function pushAddress(f: FunctionWriter, { base }: CodeContext, address: number): void {
  f.getGlobal(base);
  f.i32(address);
  f.plain('i32_add');
}

/** What a loop of the engine is given: a number, or what a local holds. */
export type Argument = number | { readonly local: number };

export function callLoop(f: FunctionWriter, name: SimdImport, ...given: readonly Argument[]): void {
  for (const value of given)
    if (typeof value === 'number') f.i32(value);
    else f.get(value.local);
  f.call(importIndex(name));
}

/** Fills so many bytes of a value with zeros. */
export function clear(f: FunctionWriter, context: CodeContext, address: number, bytes: number): void {
  pushAddress(f, context, address);
  f.i32(0);
  f.i32(bytes);
  f.fill();
}
