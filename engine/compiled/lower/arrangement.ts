import { stridesOf } from '../plan/access.js';
import {
  axesOf,
  input,
  type KernelCall,
  type Lowering,
  type Lowerings,
  NotCompiled,
  outputShape,
} from './lowering.js';

type Shape = readonly number[];

/** The part of a value that begins at a place. */
function part({ graph }: KernelCall, x: number, begin: Shape, shape: Shape): number {
  const strides = stridesOf(graph.shapeOf(x));
  const offset = begin.reduce((sum, place, axis) => sum + place * (strides[axis] as number), 0);
  return graph.add('view', [x], shape, graph.node(x).type, { offset, strides });
}

const slice: Lowering = (call) => part(call, input(call, 'x'), call.attrs.begin as Shape, outputShape(call));

const split: Lowering = (call) => {
  const x = input(call, 'x');
  const [axis = 0] = axesOf(call.attrs.axis, call.graph.shapeOf(x).length);
  let at = 0;
  return call.outputs.map(({ shape }) => {
    const begin = shape.map((_, i) => (i === axis ? at : 0));
    at += shape[axis] as number;
    return part(call, x, begin, shape);
  });
};

const unpack: Lowering = (call) => {
  const { graph, attrs, outputs } = call;
  const x = input(call, 'value');
  const whole = graph.shapeOf(x);
  const [axis = 0] = axesOf(attrs.axis, whole.length);
  return outputs.map(({ shape }, at) => {
    const begin = whole.map((_, i) => (i === axis ? at : 0));
    const kept = whole.map((length, i) => (i === axis ? 1 : length));
    return graph.reshape(part(call, x, begin, kept), shape);
  });
};

const reverse: Lowering = (call) => {
  const { graph, attrs } = call;
  const x = input(call, 'x');
  const { shape, type } = graph.node(x);
  const axes = axesOf(attrs.dims, shape.length);
  const own = stridesOf(shape);
  const strides = own.map((stride, axis) => (axes.includes(axis) ? -stride : stride));
  const offset = axes.reduce((sum, axis) => sum + ((shape[axis] as number) - 1) * (own[axis] as number), 0);
  return graph.add('view', [x], shape, type, { offset, strides });
};

/** Values side by side along an axis. */
function joined({ graph, kernel }: KernelCall, list: readonly number[], axis: number, shape: Shape): number {
  const types = new Set(list.map((id) => graph.node(id).type));
  const [type] = types;
  if (types.size !== 1 || type === undefined)
    throw new NotCompiled(`${kernel} of several types`, `여러 형식의 ${kernel}`);
  let at = 0;
  const starts = list.flatMap((id) => {
    const start = shape.map((_, i) => (i === axis ? at : 0));
    at += graph.shapeOf(id)[axis] as number;
    return start;
  });
  return graph.add('place', list, shape, type, { starts, fill: 0 });
}

const concat: Lowering = (call) => {
  const shape = outputShape(call);
  const [axis = 0] = axesOf(call.attrs.axis, shape.length);
  return joined(call, call.list, axis, shape);
};

const pack: Lowering = (call) => {
  const { graph, attrs, list } = call;
  const shape = outputShape(call);
  const [axis = 0] = axesOf(attrs.axis, shape.length);
  const one = shape.map((length, i) => (i === axis ? 1 : length));
  return joined(
    call,
    list.map((id) => graph.reshape(id, one)),
    axis,
    shape,
  );
};

const pad: Lowering = (call) => {
  const { graph, attrs } = call;
  const x = input(call, 'x');
  const { type } = graph.node(x);
  const starts = (attrs.paddings as readonly Shape[]).map(([before = 0]) => before);
  const fill = Number(attrs.constantValue ?? 0);
  if (type === 'int32' && fill !== 0) throw new NotCompiled('padding of whole numbers', '정수의 패딩');
  return graph.add('place', [x], outputShape(call), type, { starts, fill });
};

/** How often each pixel of an image is repeated along an axis. */
function repeats({ attrs, kernel }: KernelCall, small: Shape, large: Shape): [number, number] {
  const [rows, columns] = [1, 2].map((axis) => (large[axis] as number) / (small[axis] as number));
  const whole = Number.isInteger(rows) && Number.isInteger(columns);
  if (!whole || attrs.alignCorners === true || attrs.halfPixelCenters === true)
    throw new NotCompiled(`${kernel} to another size than a multiple`, `배수가 아닌 크기로의 ${kernel}`);
  return [rows as number, columns as number];
}

const enlarge: Lowering = (call) => {
  const { graph } = call;
  const x = input(call, 'images');
  const shape = outputShape(call);
  const { shape: small, type } = graph.node(x);
  const [down, right] = repeats(call, small, shape);
  const [batch = 1, rows = 1, columns = 1, channels = 1] = small;
  const apart = graph.reshape(x, [batch, rows, 1, columns, 1, channels]);
  return graph.reshape(
    graph.add('copy', [apart], [batch, rows, down, columns, right, channels], type),
    shape,
  );
};

const enlargeGrad: Lowering = (call) => {
  const { graph } = call;
  const dy = input(call, 'dy');
  const shape = outputShape(call);
  const [down, right] = repeats(call, shape, graph.shapeOf(dy));
  const [batch = 1, rows = 1, columns = 1, channels = 1] = shape;
  const apart = graph.reshape(dy, [batch, rows, down, columns, right, channels]);
  return graph.reshape(graph.reduce('sum', apart, [2, 4], false), shape);
};

/** What moves values, and computes nothing. */
export const arrangement: Lowerings = {
  Slice: slice,
  SplitV: split,
  Unpack: unpack,
  Reverse: reverse,
  Concat: concat,
  Pack: pack,
  PadV2: pad,
  ResizeNearestNeighbor: enlarge,
  ResizeNearestNeighborGrad: enlargeGrad,
};
