import type { Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../../../kernel/engine.js';
import type { Case } from '../case.js';
import { drawn } from '../draw.js';
import { opCase, shown } from '../op-case.js';

type Range = readonly [number, number];
type Unary = (tf: TfNamespace, x: Tensor) => Tensor;

const named =
  (name: keyof TfNamespace): Unary =>
  (tf, x) =>
    (tf[name] as (x: Tensor) => Tensor)(x);

/** Ranges keep away from poles, and from where a function ends. */
const unary: readonly (readonly [name: keyof TfNamespace, range: Range])[] = [
  ['abs', [-2, 2]],
  ['acos', [-0.9, 0.9]],
  ['acosh', [1.1, 3]],
  ['asin', [-0.9, 0.9]],
  ['asinh', [-2, 2]],
  ['atan', [-2, 2]],
  ['atanh', [-0.9, 0.9]],
  ['ceil', [-3, 3]],
  ['cos', [-3, 3]],
  ['cosh', [-2, 2]],
  ['elu', [-2, 2]],
  ['erf', [-2, 2]],
  ['exp', [-3, 3]],
  ['expm1', [-2, 2]],
  ['floor', [-3, 3]],
  ['leakyRelu', [-2, 2]],
  ['log', [0.1, 4]],
  ['log1p', [-0.5, 4]],
  ['logSigmoid', [-3, 3]],
  ['neg', [-2, 2]],
  ['onesLike', [-2, 2]],
  ['reciprocal', [0.3, 3]],
  ['relu', [-2, 2]],
  ['relu6', [-3, 9]],
  ['round', [-3, 3]],
  ['rsqrt', [0.2, 4]],
  ['selu', [-2, 2]],
  ['sigmoid', [-5, 5]],
  ['sign', [-2, 2]],
  ['sin', [-3, 3]],
  ['sinh', [-2, 2]],
  ['softplus', [-5, 5]],
  ['sqrt', [0.1, 4]],
  ['square', [-2, 2]],
  ['step', [-2, 2]],
  ['tan', [-1, 1]],
  ['tanh', [-3, 3]],
  ['zerosLike', [-2, 2]],
];

const configured: readonly (readonly [name: string, of: string, range: Range, compute: Unary])[] = [
  ['to [-0.5, 1]', 'clipByValue', [-2, 2], (tf, x) => tf.clipByValue(x, -0.5, 1)],
  ['alpha 0.05', 'leakyRelu', [-2, 2], (tf, x) => tf.leakyRelu(x, 0.05)],
  ['alpha 0.3', 'step', [-2, 2], (tf, x) => tf.step(x, 0.3)],
];

const SPECIAL = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -0, 1, -1, 88, -88, 7];

/** A diverged loss must show alike: NaN and infinities, where a function of them is defined. */
const specials: readonly (keyof TfNamespace)[] = [
  ...(['abs', 'ceil', 'cos', 'elu', 'exp', 'expm1', 'floor', 'leakyRelu', 'log', 'log1p', 'neg'] as const),
  ...([
    'reciprocal',
    'relu',
    'relu6',
    'round',
    'rsqrt',
    'selu',
    'sigmoid',
    'sign',
    'sin',
    'softplus',
  ] as const),
  ...(['sqrt', 'square', 'step', 'tanh', 'isNaN', 'isInf', 'isFinite', 'softmax', 'logSoftmax'] as const),
];

export const unaryCases: Case[] = [
  ...unary.flatMap(([of, range]) =>
    drawn(of, 3, (draw, i) => draw.shape(i + 1, 1, 9)).map((shape) =>
      opCase({ of, name: shown(shape), inputs: [{ shape, range }], compute: named(of) }),
    ),
  ),
  ...configured.map(([name, of, range, compute]) =>
    opCase({ of, name, inputs: [{ shape: [5, 7], range }], compute }),
  ),
  ...specials.map((of) =>
    opCase({
      of,
      name: 'of NaN, infinities and zeros',
      inputs: [{ shape: [SPECIAL.length], values: SPECIAL }],
      compute: named(of),
      gradient: !/^is/.test(of),
    }),
  ),
  opCase({
    of: 'clipByValue',
    name: 'of NaN, infinities and zeros',
    inputs: [{ shape: [SPECIAL.length], values: SPECIAL }],
    compute: (tf, x) => tf.clipByValue(x, -2, 2),
  }),
  ...(['abs', 'neg', 'sign', 'square', 'relu'] as const).map((of) =>
    opCase({
      of,
      name: 'of int32',
      inputs: [{ shape: [9], dtype: 'int32', range: [-5, 5] }],
      compute: named(of),
    }),
  ),
  opCase({
    of: 'logicalNot',
    name: 'of bool',
    inputs: [{ shape: [9], dtype: 'bool' }],
    compute: named('logicalNot'),
  }),
  ...(['float32', 'int32', 'bool'] as const).flatMap((from) =>
    (['float32', 'int32', 'bool'] as const).map((to) =>
      opCase({
        of: 'cast',
        name: `${from} to ${to}`,
        inputs: [{ shape: [40], dtype: from, range: [-300, 300] }],
        compute: (tf, x) => tf.cast(x, to),
        gradient: from === 'float32' && to === 'float32',
      }),
    ),
  ),
];
