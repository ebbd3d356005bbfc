import type { Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../../../../kernel/engine.js';
import { empty, float, type GradientCase, random } from '../gradient-case.js';

const { NaN: NAN, POSITIVE_INFINITY: INF } = Number;

const call =
  (name: string, ...rest: unknown[]) =>
  (tf: TfNamespace, x: Tensor): Tensor =>
    (tf as unknown as Record<string, (x: Tensor, ...rest: unknown[]) => Tensor>)[name]?.(
      x,
      ...rest,
    ) as Tensor;

const everywhere = [
  -100, -20, -6, -2.5, -1, -0.5, -1e-20, 0, -0, 1e-20, 0.5, 1, 2.5, 5.999, 6, 6.001, 20, 100,
];

/** Operations of one tensor: name, Python, and points besides `everywhere`. */
const unary: readonly [name: string, python: string, points?: readonly number[]][] = [
  ['abs', 'tf.abs(x)'],
  ['acos', 'tf.acos(x)', [-1, -0.9, 0, 0.9, 1, 2]],
  ['acosh', 'tf.acosh(x)', [0.5, 1, 1.001, 2, 100]],
  ['asin', 'tf.asin(x)', [-1, -0.9, 0, 0.9, 1, 2]],
  ['asinh', 'tf.asinh(x)'],
  ['atan', 'tf.atan(x)'],
  ['atanh', 'tf.atanh(x)', [-1, -0.9, 0, 0.9, 1, 2]],
  ['ceil', 'tf.math.ceil(x)'],
  ['cos', 'tf.cos(x)', [-6, -1, 0, 1, 3]],
  ['cosh', 'tf.cosh(x)', [-6, -1, 0, 1, 3]],
  ['elu', 'tf.nn.elu(x)'],
  ['erf', 'tf.math.erf(x)'],
  ['exp', 'tf.exp(x)', [-100, -6, -1, 0, 1, 3]],
  ['expm1', 'tf.math.expm1(x)', [-100, -6, -1, 0, 1, 3]],
  ['floor', 'tf.floor(x)'],
  ['isFinite', 'tf.cast(tf.math.is_finite(x), tf.float32)'],
  ['isInf', 'tf.cast(tf.math.is_inf(x), tf.float32)'],
  ['isNaN', 'tf.cast(tf.math.is_nan(x), tf.float32)'],
  ['leakyRelu', 'tf.nn.leaky_relu(x)'],
  ['log', 'tf.math.log(x)'],
  ['log1p', 'tf.math.log1p(x)', [-1, -0.5, 0, 1e-20, 3]],
  ['logSigmoid', 'tf.math.log_sigmoid(x)'],
  ['neg', '-x'],
  ['onesLike', 'tf.ones_like(x)'],
  ['reciprocal', 'tf.math.reciprocal(x)', [-3, -0.5, 0, 0.5, 3]],
  ['relu', 'tf.nn.relu(x)'],
  ['relu6', 'tf.nn.relu6(x)'],
  ['round', 'tf.round(x)'],
  ['rsqrt', 'tf.math.rsqrt(x)', [0, 1e-6, 0.5, 3, 1e6]],
  ['selu', 'tf.nn.selu(x)'],
  ['sigmoid', 'tf.sigmoid(x)'],
  ['sign', 'tf.sign(x)'],
  ['sin', 'tf.sin(x)', [-6, -1, 0, 1, 3]],
  ['sinh', 'tf.sinh(x)', [-6, -1, 0, 1, 3]],
  ['softplus', 'tf.nn.softplus(x)'],
  ['sqrt', 'tf.sqrt(x)', [0, 1e-20, 0.5, 3, 1e6]],
  ['square', 'tf.square(x)'],
  ['step', 'tf.cast(x > 0, tf.float32)'],
  ['tan', 'tf.tan(x)', [-1, 0, 1, 3]],
  ['tanh', 'tf.tanh(x)'],
  ['zerosLike', 'tf.zeros_like(x)'],
];

const wrapped: readonly GradientCase[] = unary.flatMap(([name, python, points = everywhere]) => [
  { of: name, at: 'ordinary and special points', inputs: [float(points)], tf: call(name), python },
  {
    of: name,
    at: 'NaN and infinities',
    inputs: [float([NAN, INF, -INF])],
    tf: call(name),
    python,
  },
  { of: name, at: 'nothing', inputs: [empty(0, 3)], tf: call(name), python },
]);

const of = (
  name: string,
  at: string,
  points: readonly number[],
  tf: (tf: TfNamespace, x: Tensor) => Tensor,
  python: string,
): GradientCase => ({ of: name, at, inputs: [float(points)], tf, python });

export const elementwiseCases: readonly GradientCase[] = [
  ...wrapped,
  of(
    'clipByValue',
    'its borders',
    everywhere,
    (tf, x) => tf.clipByValue(x, -1, 6),
    'tf.clip_by_value(x, -1, 6)',
  ),
  of(
    'clipByValue',
    'NaN and infinities',
    [NAN, INF, -INF],
    (tf, x) => tf.clipByValue(x, -1, 6),
    'tf.clip_by_value(x, -1., 6.)',
  ),
  of('leakyRelu', 'slope 0.5', everywhere, (tf, x) => tf.leakyRelu(x, 0.5), 'tf.nn.leaky_relu(x, 0.5)'),
  of(
    'cast',
    'to int32 and back',
    everywhere,
    (tf, x) => tf.mul(tf.cast(tf.cast(x, 'int32'), 'float32'), 3),
    '3 * tf.cast(tf.cast(x, tf.int32), tf.float32)',
  ),
  of(
    'cast',
    'to bool and back',
    everywhere,
    (tf, x) => tf.mul(tf.cast(tf.cast(x, 'bool'), 'float32'), 3),
    '3 * tf.cast(tf.cast(x, tf.bool), tf.float32)',
  ),
  of('clone', 'anywhere', everywhere, (tf, x) => tf.clone(x), 'tf.identity(x)'),
  of(
    'abs',
    'with x² beside it',
    everywhere,
    (tf, x) => tf.add(tf.abs(x), tf.square(x)),
    'tf.abs(x) + tf.square(x)',
  ),
  of('sqrt', 'of a square at 0', [0, 1, -2], (tf, x) => tf.sqrt(tf.square(x)), 'tf.sqrt(tf.square(x))'),
  of(
    'where',
    'around a logarithm of 0',
    [-1, 0, 2],
    (tf, x) => tf.where(tf.greater(x, 0), tf.log(x), tf.zerosLike(x)),
    'tf.where(x > 0, tf.math.log(x), tf.zeros_like(x))',
  ),
  ...(['softmax', 'logSoftmax'] as const).flatMap((name): GradientCase[] => {
    const python = name === 'softmax' ? 'tf.nn.softmax(x)' : 'tf.nn.log_softmax(x)';
    return [
      { of: name, at: 'rows', inputs: [random(1, 3, 4)], tf: call(name), python },
      {
        of: name,
        at: 'far out',
        inputs: [
          float([
            [-1000, 0, 1000],
            [5, 5, 5],
          ]),
        ],
        tf: call(name),
        python,
      },
      { of: name, at: 'one class', inputs: [float([[3], [4]])], tf: call(name), python },
    ];
  }),
];
