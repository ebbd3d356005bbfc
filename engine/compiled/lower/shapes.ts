import { input, type Lowering, type Lowerings, outputShape } from './lowering.js';

const reshape: Lowering = (call) => call.graph.reshape(input(call, 'x'), outputShape(call));

/** Reads its input along other strides. */
const transpose: Lowering = (call) => {
  const { graph, attrs } = call;
  const x = input(call, 'x');
  return graph.add('transpose', [x], outputShape(call), graph.node(x).type, {
    order: attrs.perm as number[],
  });
};

const tile: Lowering = (call) => {
  const { graph, attrs } = call;
  const x = input(call, 'x');
  const { shape, type } = graph.node(x);
  const repeats = attrs.reps as number[];
  // Each axis becomes two, of which the first is repeated.
  const apart = shape.flatMap((length) => [1, length]);
  const wide = shape.flatMap((length, axis) => [repeats[axis] as number, length]);
  const repeated = graph.add('copy', [graph.reshape(x, apart)], wide, type);
  return graph.reshape(repeated, outputShape(call));
};

const broadcastTo: Lowering = (call) => {
  const x = input(call, 'x');
  return call.graph.add('copy', [x], outputShape(call), call.graph.node(x).type);
};

export const shapes: Lowerings = {
  Reshape: reshape,
  ExpandDims: (call) => call.graph.reshape(input(call, 'input'), outputShape(call)),
  Transpose: transpose,
  Tile: tile,
  BroadcastTo: broadcastTo,
};
