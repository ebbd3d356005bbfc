import {
  input,
  type KernelCall,
  type Lowering,
  type Lowerings,
  NotCompiled,
  outputShape,
} from './lowering.js';

const SELU_ALPHA = 1.6732632423543772;
const SELU_SCALE = 1.0507009873554805;

const onlyFloats: (call: Parameters<Lowering>[0]) => void = ({ graph, kernel, inputs }) => {
  const other = Object.values(inputs).find((id) => graph.node(id).type === 'int32');
  if (other !== undefined) throw new NotCompiled(`${kernel} of whole numbers`, `정수의 ${kernel}`);
};

const unary =
  (op: string): Lowering =>
  (call) => {
    onlyFloats(call);
    return call.graph.map(op, [input(call, 'x')]);
  };

const binary =
  (op: string, type: 'float32' | 'bool' = 'float32'): Lowering =>
  (call) => {
    onlyFloats(call);
    return call.graph.map(op, [input(call, 'a'), input(call, 'b')], type);
  };

/** Of whole numbers too. */
const equality =
  (op: string): Lowering =>
  (call) => {
    const { graph } = call;
    const pair = [input(call, 'a'), input(call, 'b')] as const;
    const whole = pair.filter((id) => graph.node(id).type === 'int32').length;
    if (whole === 1) throw new NotCompiled(`${call.kernel} of two types`, `두 형식의 ${call.kernel}`);
    return graph.map(whole === 2 ? `${op}Int` : op, pair, 'bool');
  };

const filled =
  (value: number): Lowering =>
  (call) => {
    const type = call.outputs[0]?.type ?? 'float32';
    const data = type === 'int32' ? Int32Array.of(value) : Float32Array.of(value);
    return call.graph.constant(data, outputShape(call), type);
  };

const cast: Lowering = (call) => {
  const { graph, attrs } = call;
  const x = input(call, 'x');
  const { type: from, shape } = graph.node(x);
  const to = attrs.dtype;
  if (from === to) return x;
  if (to === 'float32')
    return from === 'bool' ? graph.add('retype', [x], shape, 'float32') : graph.map('toFloat', [x]);
  if (to === 'int32') return graph.map('toInt', [x], 'int32');
  if (to === 'bool' && from === 'float32') return graph.map('notEqual', [x, graph.number(0)], 'bool');
  throw new NotCompiled(`a cast to ${to}`, `${to}(으)로 바꾸는 cast`);
};

const clip: Lowering = (call) => {
  onlyFloats(call);
  const { graph, attrs } = call;
  const from = graph.number(Number(attrs.clipValueMin));
  const to = graph.number(Number(attrs.clipValueMax));
  return graph.map('min', [graph.map('max', [input(call, 'x'), from]), to]);
};

const select: Lowering = (call) => {
  const { graph } = call;
  const condition = input(call, 'condition');
  const [t, e] = [input(call, 't'), input(call, 'e')];
  const { shape, type } = graph.node(t);
  const given = graph.shapeOf(condition);
  // A condition of one axis stands for whole rows.
  const rows = given.length === 1 && shape.length > 1;
  const fitting = rows ? graph.reshape(condition, [...given, ...shape.slice(1).map(() => 1)]) : condition;
  return graph.map('select', [fitting, t, e], type);
};

const step: Lowering = (call) => {
  const { graph, attrs } = call;
  return graph.map('step', [input(call, 'x'), graph.number(Number(attrs.alpha ?? 0))]);
};

const leakyRelu: Lowering = (call) => {
  const { graph, attrs } = call;
  const x = input(call, 'x');
  const positive = graph.map('greater', [x, graph.number(0)], 'bool');
  return graph.map('select', [positive, x, graph.map('mul', [x, graph.number(Number(attrs.alpha))])]);
};

/** Of a NaN the incoming gradient. */
const eluGrad: Lowering = (call) => {
  const { graph } = call;
  const [dy, y] = [input(call, 'dy'), input(call, 'y')];
  const negative = graph.map('less', [y, graph.number(0)], 'bool');
  const slope = graph.map('add', [y, graph.number(1)]);
  return graph.map('select', [negative, graph.map('mul', [dy, slope]), dy]);
};

/** Klambauer et al. (2017). */
const selu: Lowering = (call) => {
  onlyFloats(call);
  const { graph } = call;
  const x = input(call, 'x');
  const positive = graph.map('greaterEqual', [x, graph.number(0)], 'bool');
  const below = graph.map('sub', [graph.map('exp', [x]), graph.number(1)]);
  return graph.map('select', [
    positive,
    graph.map('mul', [x, graph.number(SELU_SCALE)]),
    graph.map('mul', [below, graph.number(SELU_SCALE * SELU_ALPHA)]),
  ]);
};

const addAll: Lowering = ({ graph, list }) =>
  list.slice(1).reduce((sum, next) => graph.map('add', [sum, next]), list[0] as number);

/** Below zero with a slope for each value. */
const prelu: Lowering = (call) => {
  const { graph } = call;
  const x = input(call, 'x');
  const negative = graph.map('less', [x, graph.number(0)], 'bool');
  return graph.map('select', [negative, graph.map('mul', [x, input(call, 'alpha')]), x]);
};

/** Abramowitz and Stegun 7.1.26, as tfjs-core has it. */
const ERF = [1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592];

const erf: Lowering = (call) => {
  onlyFloats(call);
  const { graph } = call;
  const x = input(call, 'x');
  const [one, size] = [graph.number(1), graph.map('abs', [x])];
  const stretched = graph.map('mul', [size, graph.number(0.3275911)]);
  const t = graph.map('div', [one, graph.map('add', [one, stretched])]);
  const sum = ERF.reduce(
    (value, coefficient) => graph.map('mul', [graph.map('add', [value, graph.number(coefficient)]), t]),
    graph.number(0),
  );
  const bell = graph.map('exp', [graph.map('neg', [graph.map('mul', [x, x])])]);
  const positive = graph.map('sub', [one, graph.map('mul', [sum, bell])]);
  return graph.map('mul', [graph.map('sign', [x]), positive]);
};

const COMPUTED: Readonly<Record<string, ((a: number, b: number) => number) | undefined>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  ...{ copy: (a) => a, reshape: (a) => a, toFloat: (a) => a },
};

/** The number that a value is everywhere and in each step; undefined where it is not. */
function constantAt(graph: KernelCall['graph'], id: number): number | undefined {
  const { op, data, inputs } = graph.node(id);
  if (data) return data.every((value) => value === data[0]) ? data[0] : undefined;
  const [a, b = 0] = inputs.map((each) => constantAt(graph, each));
  return a === undefined || b === undefined ? undefined : COMPUTED[op]?.(a, b);
}

/** To a power that is a number and the same in each step. */
const power: Lowering = (call) => {
  onlyFloats(call);
  const { graph } = call;
  const x = input(call, 'a');
  const exponent = constantAt(graph, input(call, 'b'));
  const root = exponent === 0.5 || exponent === -0.5;
  if (exponent === undefined || !(root || (Number.isInteger(exponent) && Math.abs(exponent) <= 8)))
    throw new NotCompiled('powers of such numbers', '이런 수의 거듭제곱');
  const times = root ? 1 : Math.abs(exponent);
  const factor = root ? graph.map('sqrt', [x]) : x;
  const factors = Array.from({ length: times }, () => factor);
  const product = factors
    .slice(1)
    .reduce((value, each) => graph.map('mul', [value, each]), factors[0] ?? graph.number(1));
  const value = exponent < 0 ? graph.map('div', [graph.number(1), product]) : product;
  return graph.add('copy', [value], outputShape(call));
};

const fill: Lowering = (call) => {
  const type = call.outputs[0]?.type ?? 'float32';
  const value = Number(call.attrs.value);
  const data = type === 'int32' ? Int32Array.of(value) : Float32Array.of(value);
  return call.graph.constant(data, outputShape(call), type);
};

export const elementwise: Lowerings = {
  Identity: (call) => input(call, 'x'),
  Cast: cast,
  ZerosLike: filled(0),
  OnesLike: filled(1),
  Add: binary('add'),
  AddN: addAll,
  Sub: binary('sub'),
  Multiply: binary('mul'),
  RealDiv: binary('div'),
  Maximum: binary('max'),
  Minimum: binary('min'),
  SquaredDifference: (call) => {
    const difference = binary('sub')(call) as number;
    return call.graph.map('mul', [difference, difference]);
  },
  Greater: binary('greater', 'bool'),
  GreaterEqual: binary('greaterEqual', 'bool'),
  Less: binary('less', 'bool'),
  LessEqual: binary('lessEqual', 'bool'),
  Equal: equality('equal'),
  NotEqual: equality('notEqual'),
  LogicalAnd: binary('min', 'bool'),
  LogicalOr: binary('max', 'bool'),
  LogicalNot: (call) => call.graph.map('sub', [call.graph.number(1), input(call, 'x')], 'bool'),
  Select: select,
  Neg: unary('neg'),
  Abs: unary('abs'),
  Square: (call) => {
    onlyFloats(call);
    const x = input(call, 'x');
    return call.graph.map('mul', [x, x]);
  },
  Sqrt: unary('sqrt'),
  Rsqrt: (call) => call.graph.map('div', [call.graph.number(1), unary('sqrt')(call) as number]),
  Exp: unary('exp'),
  Log: unary('log'),
  Log1p: unary('log1p'),
  Floor: unary('floor'),
  Ceil: unary('ceil'),
  Sign: unary('sign'),
  Sigmoid: unary('sigmoid'),
  Tanh: unary('tanh'),
  Softplus: unary('softplus'),
  Relu: unary('relu'),
  Relu6: (call) => call.graph.map('min', [unary('relu')(call) as number, call.graph.number(6)]),
  Elu: unary('elu'),
  Erf: erf,
  Fill: fill,
  Pow: power,
  Prelu: prelu,
  Reciprocal: (call) => call.graph.map('div', [call.graph.number(1), input(call, 'x')]),
  EluGrad: eluGrad,
  Selu: selu,
  LeakyRelu: leakyRelu,
  Step: step,
  ClipByValue: clip,
};
