import type { Graph, Node } from '../graph/graph.js';
import { GraphBuilder } from '../graph/graph-builder.js';

/** A node whose inputs are already those of the new graph. Gives the value that takes its place, or undefined to keep it. */
type Replace = (node: Node, graph: GraphBuilder) => number | undefined;

/** The graph with some of its nodes replaced. */
export function rewrite(graph: Graph, replace: Replace): Graph {
  const builder = new GraphBuilder();
  const now = new Map<number, number>();
  const renamed = (id: number): number => now.get(id) as number;
  for (const node of graph.nodes) {
    const moved = { ...node, inputs: node.inputs.map(renamed) };
    now.set(node.id, replace(moved, builder) ?? keep(moved, builder));
  }
  builder.reports = graph.reports.map(renamed);
  builder.taps = graph.taps.map(renamed);
  for (const { state, value } of graph.writes) builder.write(state, renamed(value));
  return builder.finish();
}

const keep = ({ op, inputs, shape, type, attrs, data }: Node, builder: GraphBuilder): number =>
  data ? builder.constant(data, shape, type) : builder.add(op, inputs, shape, type, attrs);
