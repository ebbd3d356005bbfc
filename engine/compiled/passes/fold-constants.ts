import { type Node, sizeOf } from '../graph/graph.js';
import type { GraphBuilder } from '../graph/graph-builder.js';
import type { Pass } from './pass.js';
import { rewrite } from './rewrite.js';

type Compute = (a: number, b: number) => number;

/** What is computed with numbers alone, in float32 as the step would. */
const COMPUTE: Readonly<Record<string, Compute | undefined>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  max: Math.max,
  min: Math.min,
  neg: (a) => -a,
  sqrt: Math.sqrt,
  copy: (a) => a,
  reshape: (a) => a,
  retype: (a) => a,
};

/** The number that a constant holds in each of its places; undefined for other nodes. */
export const constantOf = ({ data, type }: Node): number | undefined =>
  data?.length === 1 && type !== 'int32' ? data[0] : undefined;

/** A constant of equal numbers is kept as one. */
function uniform({ data, shape, type }: Node, graph: GraphBuilder): number | undefined {
  if (!data || data.length <= 1) return undefined;
  const [first] = data;
  return data.every((value) => Object.is(value, first))
    ? graph.constant(data.slice(0, 1), shape, type)
    : undefined;
}

function folded({ op, inputs, shape, type }: Node, graph: GraphBuilder): number | undefined {
  const compute = COMPUTE[op];
  if (!compute || type === 'int32') return undefined;
  const values = inputs.map((id) => constantOf(graph.node(id)));
  const [a, b = 0] = values;
  if (a === undefined || values.includes(undefined)) return undefined;
  return graph.constant(Float32Array.of(compute(a, b)), shape, type);
}

/** The sum of equal numbers. */
function summed({ op, inputs, shape, type }: Node, graph: GraphBuilder): number | undefined {
  const [from] = inputs;
  if (op !== 'sum' || from === undefined) return undefined;
  const value = constantOf(graph.node(from));
  if (value === undefined) return undefined;
  const count = sizeOf(graph.shapeOf(from)) / sizeOf(shape);
  return graph.constant(Float32Array.of(value * count), shape, type);
}

/** Computes what no batch and no weight can change. */
export const foldConstants: Pass = {
  name: 'fold constants',
  run: (graph) =>
    rewrite(
      graph,
      (node, builder) => uniform(node, builder) ?? folded(node, builder) ?? summed(node, builder),
    ),
};
