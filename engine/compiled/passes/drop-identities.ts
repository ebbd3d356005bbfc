import { type Node, sizeOf } from '../graph/graph.js';
import type { GraphBuilder } from '../graph/graph-builder.js';
import { REDUCTIONS } from '../graph/operations.js';
import { constantOf } from './fold-constants.js';
import type { Pass } from './pass.js';
import { rewrite } from './rewrite.js';

/** By operation: which input stays as it is when the other one is this number. */
const NEUTRAL: Readonly<Record<string, { value: number; either: boolean } | undefined>> = {
  add: { value: 0, either: true },
  sub: { value: 0, either: false },
  mul: { value: 1, either: true },
  div: { value: 1, either: false },
};

const same = (a: readonly number[], b: readonly number[]): boolean => `${a}` === `${b}`;

const isInOrder = (order: readonly number[]): boolean => order.every((from, axis) => from === axis);

function renaming({ op, inputs, shape, type, attrs }: Node, graph: GraphBuilder): number | undefined {
  const [from] = inputs;
  if (from === undefined) return undefined;
  const given = graph.node(from);
  if (op === 'copy' && same(given.shape, shape)) return from;
  if (op === 'copy' && sizeOf(given.shape) === sizeOf(shape)) return graph.reshape(from, shape);
  if (op === 'transpose' && isInOrder(attrs.order as readonly number[])) return from;
  if (op !== 'reshape') return undefined;
  if (same(given.shape, shape)) return from;
  if (given.op === 'reshape') {
    const origin = given.inputs[0] as number;
    return same(graph.shapeOf(origin), shape) ? origin : graph.add('reshape', [origin], shape, type);
  }
  return undefined;
}

function neutral(node: Node, graph: GraphBuilder): number | undefined {
  const rule = NEUTRAL[node.op];
  const [a, b] = node.inputs;
  if (!rule || a === undefined || b === undefined) return undefined;
  const kept =
    constantOf(graph.node(b)) === rule.value
      ? a
      : rule.either && constantOf(graph.node(a)) === rule.value
        ? b
        : undefined;
  if (kept === undefined) return undefined;
  return same(graph.shapeOf(kept), node.shape) ? kept : graph.add('copy', [kept], node.shape, node.type);
}

/** A reduction along axes of length 1 changes nothing. */
function reduced({ op, inputs, shape }: Node, graph: GraphBuilder): number | undefined {
  const [from] = inputs;
  if (!REDUCTIONS.has(op) || from === undefined || sizeOf(graph.shapeOf(from)) !== sizeOf(shape))
    return undefined;
  return same(graph.shapeOf(from), shape) ? from : graph.reshape(from, shape);
}

/** A value that is merely repeated may be repeated by who takes it. */
function repeated({ op, inputs, shape, type, attrs }: Node, graph: GraphBuilder): number | undefined {
  if (!['add', 'sub', 'mul', 'div', 'max', 'min', 'select'].includes(op)) return undefined;
  const origins = inputs.map((id) => {
    const node = graph.node(id);
    return node.op === 'copy' ? (node.inputs[0] as number) : id;
  });
  if (same(origins, inputs)) return undefined;
  const whole = origins.some((id) => same(graph.shapeOf(id), shape));
  return whole ? graph.add(op, origins, shape, type, attrs) : undefined;
}

/** Takes away what changes nothing: reshapes of reshapes, ones that multiply, zeros that are added, sums of one value. */
export const dropIdentities: Pass = {
  name: 'drop identities',
  run: (graph) =>
    rewrite(
      graph,
      (node, builder) =>
        renaming(node, builder) ??
        neutral(node, builder) ??
        reduced(node, builder) ??
        repeated(node, builder),
    ),
};
