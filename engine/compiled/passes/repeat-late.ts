import { type Node, sizeOf } from '../graph/graph.js';
import type { GraphBuilder } from '../graph/graph-builder.js';
import { MAPS, MOVES } from '../graph/operations.js';
import { constantOf } from './fold-constants.js';
import type { Pass } from './pass.js';
import { rewrite } from './rewrite.js';

const same = (a: readonly number[], b: readonly number[]): boolean => `${a}` === `${b}`;

/** What is computed with repeated values and numbers is computed once, and then repeated. */
function mapped({ op, inputs, shape, type, attrs }: Node, graph: GraphBuilder): number | undefined {
  if (!MAPS.has(op) || MOVES.has(op) || op === 'copy') return undefined;
  const origins = inputs.map((id) => origin(graph.node(id), shape, graph));
  const [small] = origins.filter((id) => id !== undefined && graph.shapeOf(id).length > 0);
  if (small === undefined || origins.includes(undefined)) return undefined;
  const from = graph.shapeOf(small);
  const alike = origins.every((id) => {
    const own = graph.shapeOf(id as number);
    return own.length === 0 || same(own, from);
  });
  if (!alike || sizeOf(from) === sizeOf(shape)) return undefined;
  const once = graph.add(op, origins as number[], from, type, attrs);
  return graph.add('copy', [once], shape, type);
}

/** What is repeated to a shape, or the number that is. */
function origin(node: Node, shape: readonly number[], graph: GraphBuilder): number | undefined {
  const number = constantOf(node);
  if (number !== undefined) return graph.number(number);
  return node.op === 'copy' && same(node.shape, shape) ? node.inputs[0] : undefined;
}

/** Rows that are added elsewhere, each several times, need not lie in memory as often. */
function scattered({ op, inputs, shape, type, attrs }: Node, graph: GraphBuilder): number | undefined {
  const [rows, numbers] = inputs as [number, number];
  if (op !== 'scatterAdd' || attrs.each !== undefined) return undefined;
  const given = graph.node(rows);
  const copy = given.op === 'reshape' ? graph.node(given.inputs[0] as number) : given;
  if (copy.op !== 'copy') return undefined;
  const each = timesInTurn(graph.shapeOf(copy.inputs[0] as number), copy.shape, Number(attrs.row));
  if (each === undefined) return undefined;
  const row = Number(attrs.row);
  const once = graph.reshape(copy.inputs[0] as number, [Number(attrs.count) / each, row]);
  return graph.add(op, [once, numbers], shape, type, { ...attrs, each });
}

/** How often each row of so many values comes, one right behind the other; undefined where rows are repeated otherwise. */
function timesInTurn(from: readonly number[], to: readonly number[], row: number): number | undefined {
  const own = [...Array.from({ length: to.length - from.length }, () => 1), ...from];
  let axis = to.length;
  for (let size = 1; axis > 0 && size < row; ) {
    axis -= 1;
    if (own[axis] !== to[axis]) return undefined;
    size *= to[axis] as number;
    if (size > row) return undefined;
  }
  let each = 1;
  for (; axis > 0 && own[axis - 1] === 1; axis--) each *= to[axis - 1] as number;
  return same(own.slice(0, axis), to.slice(0, axis)) ? each : undefined;
}

/** Repeats values as late as can be, and not at all where whoever takes them can do so. */
export const repeatLate: Pass = {
  name: 'repeat late',
  run: (graph) => rewrite(graph, (node, builder) => mapped(node, builder) ?? scattered(node, builder)),
};
