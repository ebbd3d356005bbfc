import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../../../kernel/engine.js';
import type { Case } from '../case.js';
import { randomValues, seedOf } from '../draw.js';
import { opCase } from '../op-case.js';

type Loss = (labels: Tensor, predictions: Tensor) => Tensor;
type Make = (tf: TfNamespace, seed: number, shape: number[]) => Tensor;

const numbers: Make = (tf, seed, shape) => tf.tensor(randomValues(seed, shape), shape);
const positive: Make = (tf, seed, shape) => tf.tensor(randomValues(seed, shape, 'float32', [0.1, 2]), shape);
const signs: Make = (tf, seed, shape) => tf.sign(numbers(tf, seed, shape));
const bits: Make = (tf, seed, shape) => tf.tensor(randomValues(seed, shape, 'bool'), shape, 'float32');
const distribution: Make = (tf, seed, shape) => tf.softmax(numbers(tf, seed, shape));
const classNumbers: Make = (tf, seed, [rows = 1, classes = 1]) =>
  tf.tensor(randomValues(seed, [rows, 1], 'int32', [0, classes]), [rows, 1]);
const oneHot: Make = (tf, seed, [rows = 1, classes = 1]) =>
  tf
    .oneHot(tf.tensor1d(randomValues(seed, [rows], 'int32', [0, classes]), 'int32') as Tensor1D, classes)
    .toFloat();

/** Labels, and the range of the predictions. */
const losses: Readonly<Record<string, readonly [Make, readonly [number, number]]>> = {
  meanSquaredError: [numbers, [-2, 2]],
  meanAbsoluteError: [numbers, [-2, 2]],
  meanAbsolutePercentageError: [numbers, [-2, 2]],
  meanSquaredLogarithmicError: [positive, [0.1, 2]],
  squaredHinge: [signs, [-2, 2]],
  hinge: [signs, [-2, 2]],
  categoricalHinge: [oneHot, [-2, 2]],
  logcosh: [numbers, [-2, 2]],
  categoricalCrossentropy: [oneHot, [0.05, 0.95]],
  sparseCategoricalCrossentropy: [classNumbers, [0.05, 0.95]],
  binaryCrossentropy: [bits, [0.05, 0.95]],
  kullbackLeiblerDivergence: [distribution, [0.05, 0.95]],
  poisson: [positive, [0.1, 2]],
  cosineProximity: [numbers, [-2, 2]],
};

/** The loss function that `compile` finds under a name. */
function lossNamed(tf: TfNamespace, loss: string): Loss {
  const input = tf.input({ shape: [1] });
  const model = tf.model({ inputs: input, outputs: input });
  model.compile({ loss, optimizer: 'sgd' });
  return (model as unknown as { lossFunctions: Loss[] }).lossFunctions[0] as Loss;
}

const shapes = [
  [6, 4],
  [1, 3],
  [7, 2],
];

const layersLosses: Case[] = Object.entries(losses).flatMap(([loss, [labels, range]]) =>
  shapes.map((shape) =>
    opCase({
      of: `loss ${loss}`,
      name: `of [${shape.join(' ')}]`,
      inputs: [{ shape, range }],
      compute: (tf, predictions) => lossNamed(tf, loss)(labels(tf, seedOf(loss), shape), predictions),
      kind: 'contraction',
    }),
  ),
);

/** Predictions at and beyond the ends, where the crossentropies are clipped. */
const atTheEnds: Case[] = ['binaryCrossentropy', 'categoricalCrossentropy', 'kullbackLeiblerDivergence'].map(
  (loss) =>
    opCase({
      of: `loss ${loss}`,
      name: 'of predictions of 0 and 1',
      inputs: [{ shape: [3, 2], values: [0, 1, 1, 0, 0.5, 0.5] }],
      compute: (tf, predictions) => lossNamed(tf, loss)(tf.tensor2d([0, 1, 0, 1, 1, 0], [3, 2]), predictions),
      kind: 'contraction',
    }),
);

const coreLosses: Case[] = [
  ...(['absoluteDifference', 'huberLoss', 'meanSquaredError'] as const).map((of) =>
    opCase({
      of: `tf.losses.${of}`,
      name: '[5 4], weighted',
      inputs: [{ shape: [5, 4] }, { shape: [5, 4] }, { shape: [5, 4], range: [0.1, 1] }],
      compute: (tf, labels, predictions, weights) => tf.losses[of](labels, predictions, weights),
      kind: 'contraction',
    }),
  ),
  opCase({
    of: 'tf.losses.logLoss',
    name: '[5 4]',
    inputs: [{ shape: [5, 4], range: [0.1, 0.9] }],
    compute: (tf, predictions) => tf.losses.logLoss(bits(tf, 1, [5, 4]), predictions),
    kind: 'contraction',
  }),
  opCase({
    of: 'tf.losses.hingeLoss',
    name: '[5 4]',
    inputs: [{ shape: [5, 4] }],
    compute: (tf, predictions) => tf.losses.hingeLoss(bits(tf, 1, [5, 4]), predictions),
    kind: 'contraction',
  }),
  opCase({
    of: 'tf.losses.cosineDistance',
    name: '[5 4]',
    inputs: [{ shape: [5, 4] }, { shape: [5, 4] }],
    compute: (tf, labels, predictions) => tf.losses.cosineDistance(labels, predictions, 1),
    kind: 'contraction',
  }),
  ...[0, 0.1].flatMap((smoothing) =>
    (['sigmoidCrossEntropy', 'softmaxCrossEntropy'] as const).map((of) =>
      opCase({
        of: `tf.losses.${of}`,
        name: `smoothed by ${smoothing}`,
        inputs: [{ shape: [5, 4], range: [-5, 5] }],
        compute: (tf, logits) => tf.losses[of](oneHot(tf, 1, [5, 4]), logits, undefined, smoothing),
        kind: 'contraction',
      }),
    ),
  ),
];

const metrics: Readonly<Record<string, readonly [labels: Make, predictions: Make]>> = {
  binaryAccuracy: [bits, distribution],
  binaryCrossentropy: [bits, distribution],
  categoricalAccuracy: [oneHot, distribution],
  categoricalCrossentropy: [oneHot, distribution],
  cosineProximity: [numbers, numbers],
  meanAbsoluteError: [numbers, numbers],
  meanAbsolutePercentageError: [numbers, numbers],
  meanSquaredError: [numbers, numbers],
  precision: [bits, bits],
  r2Score: [numbers, numbers],
  recall: [bits, bits],
  sparseCategoricalAccuracy: [classNumbers, distribution],
};

const metricCases: Case[] = Object.entries(metrics).flatMap(([metric, [labels, predictions]]) =>
  [
    [8, 4],
    [1, 3],
  ].map((shape) =>
    opCase({
      of: `metric ${metric}`,
      name: `of [${shape.join(' ')}]`,
      inputs: [],
      compute: (tf) =>
        (tf.metrics[metric as 'precision'] as Loss)(
          labels(tf, seedOf(metric), shape),
          predictions(tf, seedOf(`${metric} ${shape}`), shape),
        ),
      kind: 'contraction',
      gradient: false,
    }),
  ),
);

export const lossCases: Case[] = [...layersLosses, ...atTheEnds, ...coreLosses, ...metricCases];
