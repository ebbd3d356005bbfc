import { axesOf, input, type KernelCall, type Lowering, type Lowerings, NotCompiled } from './lowering.js';

const reduction =
  (op: string): Lowering =>
  (call) => {
    const { graph, attrs } = call;
    const x = input(call, 'x');
    const { shape, type } = graph.node(x);
    if (type === 'int32') throw new NotCompiled(`${call.kernel} of whole numbers`, `정수의 ${call.kernel}`);
    const axes = axesOf(attrs.axis ?? attrs.reductionIndices, shape.length);
    return graph.reduce(op, x, axes, attrs.keepDims === true, type);
  };

/** Whole numbers come of truths. */
const sum: Lowering = (call) => {
  const { graph, attrs } = call;
  const x = input(call, 'x');
  const { shape, type } = graph.node(x);
  if (type !== 'float32') throw new NotCompiled('a sum of whole numbers', '정수의 합');
  return graph.reduce('sum', x, axesOf(attrs.axis, shape.length), attrs.keepDims === true);
};

/** Of truths too: how many are true. */
const mean: Lowering = (call) => {
  const { graph, attrs } = call;
  const x = input(call, 'x');
  const { shape, type } = graph.node(x);
  if (type === 'int32') throw new NotCompiled('a mean of whole numbers', '정수의 평균');
  const axes = axesOf(attrs.axis, shape.length);
  const count = axes.reduce((product, axis) => product * (shape[axis] as number), 1);
  const total = graph.reduce('sum', x, axes, attrs.keepDims === true, 'float32');
  return graph.map('div', [total, graph.number(count)]);
};

const softmax: Lowering = (call) => {
  const { graph } = call;
  const { exponentials, sum } = exponentialsOf(call);
  return graph.map('div', [exponentials, sum]);
};

const logSoftmax: Lowering = (call) => {
  const { graph } = call;
  const { shifted, sum } = exponentialsOf(call);
  return graph.map('sub', [shifted, graph.map('log', [sum])]);
};

function exponentialsOf(call: KernelCall): { shifted: number; exponentials: number; sum: number } {
  const { graph } = call;
  const logits = input(call, 'logits');
  const last = [graph.shapeOf(logits).length - 1];
  const shifted = graph.map('sub', [logits, graph.reduce('max_of', logits, last, true)]);
  const exponentials = graph.map('exp', [shifted]);
  return { shifted, exponentials, sum: graph.reduce('sum', exponentials, last, true) };
}

const place =
  (op: 'argMax' | 'argMin'): Lowering =>
  (call) => {
    const { graph, attrs } = call;
    const x = input(call, 'x');
    const shape = graph.shapeOf(x);
    const [axis = 0] = axesOf(attrs.axis, shape.length);
    if (axis !== shape.length - 1)
      throw new NotCompiled(
        `${call.kernel} over another axis than the last`,
        `마지막이 아닌 축의 ${call.kernel}`,
      );
    return graph.add(op, [x], shape.slice(0, -1), 'int32');
  };

export const reductions: Lowerings = {
  Sum: sum,
  Mean: mean,
  Max: reduction('max_of'),
  Min: reduction('min_of'),
  Prod: reduction('prod'),
  All: reduction('min_of'),
  Any: reduction('max_of'),
  Softmax: softmax,
  LogSoftmax: logSoftmax,
  ArgMax: place('argMax'),
};
