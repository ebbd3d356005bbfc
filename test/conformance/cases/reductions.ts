import type { Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../../../kernel/engine.js';
import type { Case } from '../case.js';
import { drawn } from '../draw.js';
import { opCase, shown } from '../op-case.js';

type Reduce = (x: Tensor, axis?: number | number[], keepDims?: boolean) => Tensor;

const reduce =
  (of: keyof TfNamespace, axis?: number | number[], keepDims?: boolean) => (tf: TfNamespace, x: Tensor) =>
    (tf[of] as Reduce)(x, axis, keepDims);

/** A random shape and some of its axes. */
const axes = (of: string, count: number) =>
  drawn(of, count, (draw, i) => {
    const rank = 1 + (i % 4);
    const shape = draw.shape(rank, 1, 7);
    const axis = shape.map((_, at) => at).filter(() => draw.int(0, 1) === 1);
    return { shape, axis: axis.length > 0 ? axis : undefined, keepDims: draw.pick([false, true]) };
  });

const withGradient = ['sum', 'mean', 'max', 'min', 'prod', 'logSumExp'] as const;

export const reductionCases: Case[] = [
  ...withGradient.flatMap((of) =>
    axes(of, 8).map(({ shape, axis, keepDims }) =>
      opCase({
        of,
        name: `${shown(shape)} over ${axis ?? 'all'}${keepDims ? ', kept' : ''}`,
        inputs: [{ shape, range: of === 'prod' ? [0.5, 1.5] : [-2, 2] }],
        compute: reduce(of, axis, keepDims),
        // Of logSumExp: what comes back through the maximum is a difference of nearly equal sums.
        kind: of === 'logSumExp' ? 'approximated' : 'contraction',
      }),
    ),
  ),
  ...(['sum', 'mean', 'max', 'min', 'prod'] as const).map((of) =>
    opCase({
      of,
      name: 'of int32',
      inputs: [{ shape: [4, 5], dtype: 'int32', range: [1, 5] }],
      compute: reduce(of, 1),
    }),
  ),
  ...(['sum', 'mean', 'max', 'min'] as const).map((of) =>
    opCase({
      of,
      name: 'with NaN',
      inputs: [{ shape: [2, 4], values: [1, Number.NaN, 3, -1, 2, 5, 3, 4] }],
      compute: reduce(of, 1),
      gradient: false,
    }),
  ),
  ...(['all', 'any'] as const).flatMap((of) =>
    axes(of, 4).map(({ shape, axis, keepDims }) =>
      opCase({
        of,
        name: `${shown(shape)} over ${axis ?? 'all'}${keepDims ? ', kept' : ''}`,
        inputs: [{ shape, dtype: 'bool' }],
        compute: reduce(of, axis, keepDims),
      }),
    ),
  ),
  ...(['argMax', 'argMin'] as const).flatMap((of) =>
    [0, 1, -1].map((axis) =>
      opCase({
        of,
        name: `over ${axis}`,
        inputs: [{ shape: [4, 6, 3] }],
        compute: (tf, x) => tf[of](x, axis),
        gradient: false,
      }),
    ),
  ),
  ...(['argMax', 'argMin'] as const).map((of) =>
    opCase({
      of,
      name: 'of equal values, the first',
      inputs: [{ shape: [2, 4], values: [1, 3, 3, 1, 0, 0, 0, 0] }],
      compute: (tf, x) => tf[of](x, 1),
      gradient: false,
    }),
  ),
  ...(['softmax', 'logSoftmax'] as const).flatMap((of) =>
    [[3, 1], [5], [4, 7], [2, 3, 9]].map((shape) =>
      opCase({ of, name: shown(shape), inputs: [{ shape, range: [-5, 5] }], compute: (tf, x) => tf[of](x) }),
    ),
  ),
  opCase({
    of: 'softmax',
    name: 'of logits up to 1000',
    inputs: [{ shape: [2, 3], values: [1000, 999, -1000, 0, 0, 0] }],
    compute: (tf, x) => tf.softmax(x),
  }),
  ...[0, 1, 2, -1].flatMap((axis) =>
    [false, true].flatMap((exclusive) =>
      [false, true].map((reverse) =>
        opCase({
          of: 'cumsum',
          name: `along ${axis}${exclusive ? ', exclusive' : ''}${reverse ? ', reversed' : ''}`,
          inputs: [{ shape: [3, 4, 5] }],
          compute: (tf, x) => tf.cumsum(x, axis, exclusive, reverse),
          kind: 'contraction',
        }),
      ),
    ),
  ),
  ...[0, 2].map((axis) =>
    opCase({
      of: 'cumprod',
      name: `along ${axis}`,
      inputs: [{ shape: [3, 4, 5], range: [0.5, 1.5] }],
      compute: (tf, x) => tf.cumprod(x, axis),
      gradient: false,
    }),
  ),
  ...axes('moments', 5).map(({ shape, axis, keepDims }) =>
    opCase({
      of: 'moments',
      name: `${shown(shape)} over ${axis ?? 'all'}${keepDims ? ', kept' : ''}`,
      inputs: [{ shape }],
      compute: (tf, x) => {
        const { mean, variance } = tf.moments(x, axis, keepDims);
        return [mean, variance];
      },
      kind: 'contraction',
    }),
  ),
  ...([1, 2, 'euclidean', Number.POSITIVE_INFINITY] as const).map((order) =>
    opCase({
      of: 'norm',
      name: `of order ${order}`,
      inputs: [{ shape: [4, 5] }],
      compute: (tf, x) => tf.norm(x, order, 1),
      kind: 'contraction',
    }),
  ),
  ...[1, 3].map((k) =>
    opCase({
      of: 'topk',
      name: `k = ${k}`,
      inputs: [{ shape: [4, 6] }],
      compute: (tf, x) => {
        const { values, indices } = tf.topk(x, k);
        return [values, indices];
      },
      gradient: false,
    }),
  ),
];
