import { type Node, sizeOf } from './graph.js';
import { originOf } from './origin.js';

/** Sizes of a `matMul` whose right factor is upright. */
export interface Product {
  readonly m: number;
  readonly k: number;
  readonly n: number;
  /** How far it is in the left factor from row to row, and along a row. */
  readonly rowStep: number;
  readonly step: number;
  readonly batch: number;
}

/** Values of a row of the batch from which on it pays to look for zeros. */
const LONG = 512;

/**
 * Multiplications from which on a product takes its sums along, and is fused with them where Node can, which is faster, and
 * rounds otherwise. Below, as in nets for tables, a training has the same bits on every machine.
 */
const LARGE = 1 << 17;

export function productOf(node: Node, nodes: ReadonlyMap<number, Node>): Product {
  const left = (nodes.get(node.inputs[0] as number) as Node).shape;
  const [m = 1, n = 1] = node.shape.slice(-2);
  const turned = node.attrs.transposeA === true;
  const k = left.at(turned ? -2 : -1) as number;
  const batch = sizeOf(node.shape) / (m * n);
  return { m, k, n, batch, rowStep: turned ? 1 : k, step: turned ? m : 1 };
}

export const isLarge = ({ m, k, n }: Product): boolean => m * k * n >= LARGE;

/** What a batch brings may be nearly all zeros, as multi-hot words are: the engine's own loop looks. */
export function isLongInput(node: Node, nodes: ReadonlyMap<number, Node>): boolean {
  const { op, shape } = originOf(nodes, node.inputs[0] as number);
  return op === 'input' && (shape.at(-1) ?? 0) >= LONG && productOf(node, nodes).batch === 1;
}

/** Whether a product is added to a row that is the same for all of its rows; else to as many as it has, or to none. */
export function startsWithRow(node: Node, nodes: ReadonlyMap<number, Node>): boolean {
  const start = nodes.get(node.inputs[2] ?? -1);
  return start !== undefined && sizeOf(start.shape) < sizeOf(node.shape);
}
