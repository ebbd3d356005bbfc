import { type Graph, type Node, nodesById, sizeOf } from '../graph/graph.js';
import { RENAMINGS } from '../graph/operations.js';
import { isLarge, isLongInput, productOf } from '../graph/product.js';
import type { Pass } from './pass.js';

/**
 * A large product begins its sums with what it would be added to, in the place of zeros: a bias, another product, the
 * gradient of the time steps behind. In small ones the addition costs nothing, as it is made in the loop that comes next.
 */
export const addIntoProducts: Pass = {
  name: 'add into products',
  run(graph) {
    const adding = new Adding(graph);
    return { ...graph, nodes: graph.nodes.flatMap((node) => adding.replace(node)) };
  },
};

class Adding {
  private readonly nodes: Map<number, Node>;
  private readonly once: ReadonlySet<number>;
  private next: number;

  constructor(graph: Graph) {
    this.nodes = new Map(nodesById(graph));
    this.once = usedOnce(graph);
    this.next = 1 + Math.max(0, ...this.nodes.keys());
  }

  /** What stands in the place of a node; the last has its number. */
  replace(node: Node): readonly Node[] {
    const instead = node.op === 'add' ? this.sum(node) : undefined;
    for (const each of instead ?? []) this.nodes.set(each.id, each);
    return instead ?? [node];
  }

  private sum(node: Node): Node[] | undefined {
    const [left, right] = node.inputs as [number, number];
    for (const [product, term] of [
      [right, left],
      [left, right],
    ] as const) {
      const found = this.product(product);
      if (found?.inputs.length === 2 && this.fits(found, term, node.shape))
        return [beginning(found, term, node)];
    }
    return this.bias(left, right, node) ?? this.bias(right, left, node);
  }

  /** A row that is added to a sum of products goes to the one that comes first. */
  private bias(sum: number, row: number, node: Node): Node[] | undefined {
    const last = this.product(sum);
    const first = last?.inputs[2] === undefined ? undefined : this.product(last.inputs[2]);
    if (!last || first?.inputs.length !== 2 || !this.isRow(row, first)) return undefined;
    if (!this.fits(last, row, node.shape)) return undefined;
    const id = this.next++;
    return [beginning(first, row, { ...first, id }), beginning(last, id, node)];
  }

  /** The large product that a value is, where nobody else needs it. */
  private product(id: number): Node | undefined {
    let node = this.nodes.get(id) as Node;
    while (RENAMINGS.has(node.op) && this.once.has(node.id))
      node = this.nodes.get(node.inputs[0] as number) as Node;
    if (node.op !== 'matMul' || !this.once.has(node.id)) return undefined;
    const sizes = productOf(node, this.nodes);
    return sizes.batch === 1 && isLarge(sizes) && !isLongInput(node, this.nodes) ? node : undefined;
  }

  private fits(product: Node, term: number, shape: readonly number[]): boolean {
    const { m, n } = productOf(product, this.nodes);
    const [rows, columns] = shape.slice(-2);
    const added = this.nodes.get(term) as Node;
    const whole = sizeOf(added.shape) === m * n && added.shape.at(-1) === n;
    return rows === m && columns === n && sizeOf(shape) === m * n && (whole || this.isRow(term, product));
  }

  private isRow(term: number, product: Node): boolean {
    const { shape } = this.nodes.get(term) as Node;
    const { n } = productOf(product, this.nodes);
    return sizeOf(shape) === n && shape.at(-1) === n;
  }
}

const beginning = (product: Node, term: number, { id, shape }: Node): Node => ({
  ...product,
  id,
  shape,
  inputs: [...product.inputs.slice(0, 2), term],
});

/** Values that one node alone takes, and nobody outside. */
function usedOnce({ nodes, reports, taps, writes }: Graph): ReadonlySet<number> {
  const uses = new Map<number, number>();
  const asked = [...reports, ...taps, ...writes.map(({ value }) => value)];
  for (const id of [...nodes.flatMap(({ inputs }) => inputs), ...asked, ...asked])
    uses.set(id, (uses.get(id) ?? 0) + 1);
  return new Set([...uses].filter(([, count]) => count === 1).map(([id]) => id));
}
