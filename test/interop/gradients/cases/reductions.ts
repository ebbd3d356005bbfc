import type { Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../../../../kernel/engine.js';
import { empty, float, type Given, type GradientCase, random, ties } from '../gradient-case.js';

const { NaN: NAN, POSITIVE_INFINITY: INF } = Number;

type Reduce = (x: Tensor, axis?: number | number[], keepDims?: boolean) => Tensor;

const reductions: readonly [name: string, python: string][] = [
  ['sum', 'tf.reduce_sum'],
  ['mean', 'tf.reduce_mean'],
  ['max', 'tf.reduce_max'],
  ['min', 'tf.reduce_min'],
  ['prod', 'tf.reduce_prod'],
  ['logSumExp', 'tf.reduce_logsumexp'],
  ['euclideanNorm', 'tf.norm'],
];

const points: readonly [at: string, input: Given, axis?: number | number[], keepDims?: boolean][] = [
  ['all of it', random(1, 3, 4)],
  [
    'equal values',
    float([
      [1, 3, 3],
      [2, 2, 2],
      [3, 1, 3],
    ]),
    1,
  ],
  [
    'equal values, all of it',
    float([
      [1, 3, 3],
      [2, 2, 2],
      [3, 1, 3],
    ]),
  ],
  ['equal values over the first axis', ties(2, 4, 3), 0],
  ['the last axis from behind', ties(3, 2, 3, 4), -1],
  ['a middle axis, kept', ties(4, 2, 3, 4), -2, true],
  ['two axes', ties(5, 2, 3, 4), [0, 2]],
  ['two axes from behind, kept', ties(6, 2, 3, 4), [-1, -3], true],
  [
    'zeros',
    float([
      [0, 2, 3],
      [0, 0, 3],
      [0, 0, 0],
    ]),
    1,
  ],
  [
    'NaN and infinities',
    float([
      [NAN, 1, 2],
      [INF, 1, INF],
      [-INF, 1, -INF],
      [INF, -INF, 1],
    ]),
    1,
  ],
  ['a scalar', float(2)],
  ['one value', float([5])],
  ['no rows', empty(0, 3), 1],
];

const python = (name: string, axis?: number | number[], keepDims?: boolean): string =>
  `${name}(x, axis=${axis === undefined ? 'None' : JSON.stringify(axis)}, keepdims=${keepDims ? 'True' : 'False'})`;

export const reductionCases: readonly GradientCase[] = [
  ...reductions.flatMap(([name, theirs]) =>
    points.map(
      ([at, input, axis, keepDims]): GradientCase => ({
        of: name,
        at,
        inputs: [input],
        tf: (tf, x) =>
          (tf as unknown as Record<string, Reduce>)[name]?.(x as Tensor, axis, keepDims) as Tensor,
        python: python(theirs, axis, keepDims),
      }),
    ),
  ),
  ...(['all', 'any'] as const).map(
    (name): GradientCase => ({
      of: name,
      at: 'of comparisons',
      inputs: [ties(1, 3, 4)],
      tf: (tf, x) => tf.cast(tf[name](tf.greater(x as Tensor, 0), 1), 'float32'),
      python: `tf.cast(tf.reduce_${name}(x > 0, axis=1), tf.float32)`,
    }),
  ),
  ...(['argMax', 'argMin'] as const).map(
    (name): GradientCase => ({
      of: name,
      at: 'beside the values',
      inputs: [ties(1, 3, 4)],
      tf: (tf, x) => tf.add(tf.cast(tf[name](x as Tensor, 1), 'float32'), tf.sum(x as Tensor, 1)),
      python: `tf.cast(tf.${name.toLowerCase()}(x, axis=1), tf.float32) + tf.reduce_sum(x, axis=1)`,
    }),
  ),
  {
    of: 'moments',
    at: 'rows',
    inputs: [random(1, 3, 4)],
    tf: (tf, x) => {
      const { mean, variance } = tf.moments(x as Tensor, 1);
      return [mean, variance];
    },
    python: 'tf.nn.moments(x, axes=[1])',
  },
  ...([1, 'euclidean', Number.POSITIVE_INFINITY] as const).map(
    (order): GradientCase => ({
      of: 'norm',
      at: `order ${order}, with zeros and equal values`,
      inputs: [
        float([
          [3, -4, 0],
          [2, -2, 2],
          [0, 0, 0],
        ]),
      ],
      tf: (tf, x) => tf.norm(x as Tensor, order, 1),
      python: `tf.norm(x, ord=${order === Number.POSITIVE_INFINITY ? 'np.inf' : JSON.stringify(order)}, axis=1)`,
    }),
  ),
  ...(['cumsum', 'cumprod'] as const).flatMap((name) =>
    [false, true].flatMap((exclusive) =>
      [false, true].flatMap((reverse) =>
        (
          [
            ['the last axis', random(1, 2, 4), 1],
            ['the first axis', random(2, 3, 2), 0],
            ['a middle axis', random(3, 2, 3, 2), 1],
            [
              'zeros',
              float([
                [2, 0, 3, 0],
                [0, 1, 2, 3],
              ]),
              1,
            ],
          ] as const
        ).map(
          ([at, input, axis]): GradientCase => ({
            of: name,
            at: `${at}${exclusive ? ', exclusive' : ''}${reverse ? ', reverse' : ''}`,
            inputs: [input],
            tf: (tf: TfNamespace, x) => tf[name](x as Tensor, axis, exclusive, reverse),
            python: `tf.math.${name}(x, axis=${axis}, exclusive=${exclusive ? 'True' : 'False'}, reverse=${reverse ? 'True' : 'False'})`,
          }),
        ),
      ),
    ),
  ),
  ...(['all', 'first', 'second'] as const).map(
    (which): GradientCase => ({
      of: 'topk',
      at: `equal values, ${which} of the results`,
      inputs: [
        float([
          [1, 3, 3, 2],
          [2, 2, 2, 2],
        ]),
      ],
      tf: (tf, x) => {
        const { values } = tf.topk(x as Tensor, 2);
        return which === 'all' ? values : tf.slice(values, [0, which === 'first' ? 0 : 1], [2, 1]);
      },
      python: `tf.math.top_k(x, 2).values${which === 'all' ? '' : which === 'first' ? '[:, 0:1]' : '[:, 1:2]'}`,
    }),
  ),
];
