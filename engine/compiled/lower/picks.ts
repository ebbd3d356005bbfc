import {
  axesOf,
  input,
  type KernelCall,
  type Lowering,
  type Lowerings,
  NotCompiled,
  outputShape,
} from './lowering.js';

const oneHot: Lowering = (call) => {
  const { graph, attrs } = call;
  const numbers = input(call, 'indices');
  const depth = Number(attrs.depth);
  const shape = outputShape(call);
  if (Number(attrs.onValue ?? 1) !== 1 || Number(attrs.offValue ?? 0) !== 0)
    throw new NotCompiled('oneHot of other numbers than 0 and 1', '0과 1이 아닌 oneHot');
  if (graph.node(numbers).type !== 'int32')
    throw new NotCompiled('oneHot of fractions', '정수가 아닌 oneHot');
  return graph.add('oneHot', [numbers], shape, 'float32', { depth });
};

const sizeOf = (shape: readonly number[]): number => shape.reduce((size, length) => size * length, 1);

function wholeNumbers({ graph, kernel }: KernelCall, id: number): number {
  if (graph.node(id).type === 'int32') return id;
  throw new NotCompiled(`${kernel} by fractions`, `정수가 아닌 번호의 ${kernel}`);
}

const gather: Lowering = (call) => {
  const { graph, attrs } = call;
  const [x, numbers] = [input(call, 'x'), wholeNumbers(call, input(call, 'indices'))];
  if (Number(attrs.batchDims ?? 0) !== 0) throw new NotCompiled('gather in batches', '배치마다 다른 gather');
  const { shape, type } = graph.node(x);
  const [axis = 0] = axesOf(attrs.axis ?? 0, shape.length);
  const outer = sizeOf(shape.slice(0, axis));
  const row = sizeOf(shape.slice(axis + 1));
  return graph.add('gather', [x, numbers], outputShape(call), type, {
    ...{ outer, rows: shape[axis] as number, row },
  });
};

const segmentSum: Lowering = (call) => {
  const { graph, attrs } = call;
  const [x, numbers] = [input(call, 'x'), wholeNumbers(call, input(call, 'segmentIds'))];
  if (graph.node(x).type !== 'float32') throw new NotCompiled('a sum of whole numbers', '정수의 합');
  const count = graph.sizeOf(numbers);
  return graph.add('scatterAdd', [x, numbers], outputShape(call), 'float32', {
    ...{ rows: Number(attrs.numSegments), row: graph.sizeOf(x) / count, count },
  });
};

export const picks: Lowerings = { GatherV2: gather, OneHot: oneHot, UnsortedSegmentSum: segmentSum };
