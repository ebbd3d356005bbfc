import type { Node } from './graph.js';
import { RENAMINGS } from './operations.js';

/** The node whose values another one merely renames. */
export function originOf(nodes: ReadonlyMap<number, Node>, id: number): Node {
  let node = nodes.get(id) as Node;
  while (RENAMINGS.has(node.op)) node = nodes.get(node.inputs[0] as number) as Node;
  return node;
}
