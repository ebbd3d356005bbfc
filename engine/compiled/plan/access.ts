import type { Node } from '../graph/graph.js';
import { REDUCTIONS } from '../graph/operations.js';

/** How a loop goes through a value in memory: how far it is, in values, to the next place along each axis of the space. */
export interface Access {
  readonly strides: readonly number[];
  /** Where it begins, in values. */
  readonly offset?: number;
}

/** Strides of values that lie one behind the other; 0 along axes of length 1, where the same value is read again. */
export function stridesOf(shape: readonly number[]): number[] {
  let step = 1;
  return shape
    .map((length) => length)
    .reverse()
    .map((length) => {
      const stride = length === 1 ? 0 : step;
      step *= length;
      return stride;
    })
    .reverse();
}

/** How a node in a loop reads one of its inputs. */
export function accessOf(nodes: ReadonlyMap<number, Node>, node: Node, input: number): Access {
  const given = nodes.get(node.inputs[input] as number) as Node;
  if (REDUCTIONS.has(node.op)) return { strides: withoutOnes(given.shape, stridesOf(given.shape)) };
  if (node.op === 'view')
    return {
      strides: withoutOnes(node.shape, node.attrs.strides as readonly number[]),
      offset: Number(node.attrs.offset),
    };
  const own = stridesOf(given.shape);
  if (node.op === 'transpose') {
    const order = node.attrs.order as readonly number[];
    return {
      strides: withoutOnes(
        node.shape,
        order.map((axis) => own[axis] as number),
      ),
    };
  }
  const before = node.shape.length - given.shape.length;
  return {
    strides: withoutOnes(
      node.shape,
      node.shape.map((_, axis) => own[axis - before] ?? 0),
    ),
  };
}

/** How a loop writes what one of its nodes computes. */
export function storeOf(
  node: Node,
  space: readonly number[],
  reduced: readonly boolean[] | undefined,
): Access {
  if (!REDUCTIONS.has(node.op) || !reduced) return { strides: stridesOf(space) };
  let step = 1;
  const strides = space.map(() => 0);
  for (let axis = space.length - 1; axis >= 0; axis--) {
    if (reduced[axis]) continue;
    strides[axis] = step;
    step *= space[axis] as number;
  }
  return { strides };
}

const withoutOnes = (shape: readonly number[], strides: readonly number[]): number[] =>
  strides.filter((_, axis) => shape[axis] !== 1);
