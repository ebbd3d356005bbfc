import type { Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../../../../kernel/engine.js';
import { bool, empty, float, type Given, type GradientCase, int, random, ties } from '../gradient-case.js';

const { NaN: NAN, POSITIVE_INFINITY: INF } = Number;

type Binary = (a: Tensor, b: Tensor) => Tensor;

const operations: readonly [name: string, python: string][] = [
  ['add', 'x + y'],
  ['sub', 'x - y'],
  ['mul', 'x * y'],
  ['div', 'x / y'],
  ['divNoNan', 'tf.math.divide_no_nan(x, y)'],
  ['floorDiv', 'tf.math.floordiv(x, y)'],
  ['mod', 'tf.math.floormod(x, y)'],
  ['pow', 'tf.pow(x, y)'],
  ['atan2', 'tf.atan2(x, y)'],
  ['maximum', 'tf.maximum(x, y)'],
  ['minimum', 'tf.minimum(x, y)'],
  ['squaredDifference', 'tf.math.squared_difference(x, y)'],
  ['prelu', 'tf.nn.relu(x) - y * tf.nn.relu(-x)'],
];

const comparisons: readonly [name: string, python: string][] = [
  ['equal', 'tf.equal(x, y)'],
  ['notEqual', 'tf.not_equal(x, y)'],
  ['greater', 'x > y'],
  ['greaterEqual', 'x >= y'],
  ['less', 'x < y'],
  ['lessEqual', 'x <= y'],
];

/** Every pair of these, so also equal ones and 0 with 0. */
const some = [-2.5, -1, 0, 0.5, 1, 3];
const pairs = [float(some.flatMap((a) => some.map(() => a))), float(some.flatMap(() => some))] as const;
const apart = [NAN, INF, -INF, 0, 1];
const apartPairs = [
  float(apart.flatMap((a) => apart.map(() => a))),
  float(apart.flatMap(() => apart)),
] as const;

const points: readonly [at: string, ...inputs: Given[]][] = [
  ['all pairs', ...pairs],
  ['NaN and infinities', ...apartPairs],
  ['a row to a matrix', ties(1, 3, 4), ties(2, 4)],
  ['a column to a matrix', ties(3, 3, 1), ties(4, 3, 4)],
  ['a scalar', float(1), ties(5, 2, 3)],
  ['both repeated', ties(6, 3, 1), ties(7, 1, 4)],
  ['nothing', empty(0, 2), ties(8, 2)],
];

/** A slope for each value must have the shape of x without its rows, or 1s: no column of x may be repeated. */
const fits = (name: string, at: string): boolean => name !== 'prelu' || !/column|scalar|both/.test(at);

const call = (name: string) => (tf: TfNamespace, a: Tensor, b: Tensor) =>
  ((tf as unknown as Record<string, Binary>)[name] as Binary)(a, b);

export const binaryCases: readonly GradientCase[] = [
  ...operations.flatMap(([name, python]) =>
    points
      .filter(([at]) => fits(name, at))
      .map(([at, ...inputs]): GradientCase => ({ of: name, at, inputs, tf: call(name), python })),
  ),
  ...comparisons.flatMap(([name, python]) =>
    points.map(
      ([at, ...inputs]): GradientCase => ({
        of: name,
        at,
        inputs,
        tf: (tf, x, y) => tf.cast(call(name)(tf, x as Tensor, y as Tensor), 'float32'),
        python: `tf.cast(${python}, tf.float32)`,
      }),
    ),
  ),
  ...(['logicalAnd', 'logicalOr', 'logicalXor'] as const).map(
    (name): GradientCase => ({
      of: name,
      at: 'of comparisons',
      inputs: [ties(1, 6), ties(2, 6)],
      tf: (tf, x, y) => tf.cast(tf[name](tf.greater(x as Tensor, 0), tf.greater(y as Tensor, 0)), 'float32'),
      python: `tf.cast(tf.math.${name.replace('logical', 'logical_').toLowerCase()}(x > 0, y > 0), tf.float32)`,
    }),
  ),
  {
    of: 'logicalNot',
    at: 'of a comparison',
    inputs: [ties(1, 6)],
    tf: (tf, x) => tf.cast(tf.logicalNot(tf.greater(x as Tensor, 0)), 'float32'),
    python: 'tf.cast(tf.logical_not(x > 0), tf.float32)',
  },
  {
    of: 'pow',
    at: 'whole exponents',
    inputs: [float([-2, -1, 0, 1, 2, 0]), int([2, 3, 2, 0, 1, 1])],
    tf: (tf, x, y) => tf.pow(x as Tensor, y as Tensor),
    python: 'tf.pow(x, tf.cast(y, tf.float32))',
  },
  {
    of: 'mul',
    at: 'by whole numbers',
    inputs: [float([-2, 0, 2]), int([3, 4, 0])],
    tf: (tf, x, y) => tf.mul(x as Tensor, y as Tensor),
    python: 'x * tf.cast(y, tf.float32)',
  },
  {
    of: 'where',
    at: 'a condition for each',
    inputs: [bool([1, 0, 1, 0]), float([1, NAN, INF, 2]), float([NAN, 3, 4, INF])],
    tf: (tf, x, y, z) => tf.where(x as Tensor, y as Tensor, z as Tensor),
    python: 'tf.where(x, y, z)',
  },
  {
    of: 'where',
    at: 'repeated',
    inputs: [bool([[1], [0]]), random(1, 3), random(2, 2, 3)],
    tf: (tf, x, y, z) => tf.where(x as Tensor, y as Tensor, z as Tensor),
    python: 'tf.where(x, y, z)',
  },
  {
    of: 'where',
    at: 'an infinity sent back',
    inputs: [float([0, 4]), float([0, 0])],
    tf: (tf, x, y) => tf.sqrt(tf.where(tf.greater(x as Tensor, 1), x as Tensor, y as Tensor)),
    python: 'tf.sqrt(tf.where(x > 1, x, y))',
  },
  {
    of: 'addN',
    at: 'three',
    inputs: [random(1, 2, 3), random(2, 2, 3), random(3, 2, 3)],
    tf: (tf, ...all) => tf.addN(all),
    python: 'tf.add_n([x, y, z])',
  },
  ...(['maximum', 'minimum'] as const).map(
    (name): GradientCase => ({
      of: name,
      at: 'an infinity sent back',
      inputs: [float([0, 4]), float([0, -1])],
      tf: (tf, x, y) => tf.sqrt(tf.abs(tf[name](x as Tensor, y as Tensor))),
      python: `tf.sqrt(tf.abs(tf.${name}(x, y)))`,
    }),
  ),
];
