import type { Tensor } from '@tensorflow/tfjs-core';
import { float, type GradientCase, int } from '../gradient-case.js';

const labels = float([
  [0, 1],
  [1, 0],
  [1, 1],
]);
const predictions = float([
  [0, 0.7],
  [1, 0.2],
  [0.5, 1],
]);
const truths = int([
  [0, 1],
  [1, 0],
  [1, 1],
]);
const logits = float([
  [-50, 0.7],
  [0, 0],
  [3, 80],
]);

export const lossCases: readonly GradientCase[] = [
  {
    of: 'losses.absoluteDifference',
    at: 'a perfect fit among others',
    inputs: [labels, predictions],
    tf: (tf, x, y) => tf.losses.absoluteDifference(x as Tensor, y as Tensor),
    python: 'tf.reduce_mean(tf.abs(x - y))',
  },
  {
    of: 'losses.meanSquaredError',
    at: 'a perfect fit among others',
    inputs: [labels, predictions],
    tf: (tf, x, y) => tf.losses.meanSquaredError(x as Tensor, y as Tensor),
    python: 'tf.reduce_mean(tf.square(x - y))',
  },
  {
    of: 'losses.huberLoss',
    at: 'at and beyond its border',
    inputs: [float([0, 0, 0, 0]), float([0, 0.5, 1, -3])],
    tf: (tf, x, y) => tf.losses.huberLoss(x as Tensor, y as Tensor),
    python: 'tf.compat.v1.losses.huber_loss(x, y)',
  },
  {
    of: 'losses.hingeLoss',
    at: 'at its border',
    inputs: [
      labels,
      float([
        [-1, 1],
        [2, -1],
        [0, 0.5],
      ]),
    ],
    tf: (tf, x, y) => tf.losses.hingeLoss(x as Tensor, y as Tensor),
    python: 'tf.reduce_mean(tf.nn.relu(1 - (2 * x - 1) * y))',
  },
  {
    of: 'losses.logLoss',
    at: 'sure of it',
    inputs: [labels, predictions],
    tf: (tf, x, y) => tf.losses.logLoss(x as Tensor, y as Tensor),
    python: 'tf.reduce_mean(-x * tf.math.log(y + 1e-7) - (1 - x) * tf.math.log(1 - y + 1e-7))',
  },
  {
    of: 'losses.sigmoidCrossEntropy',
    at: 'far out',
    inputs: [labels, logits],
    tf: (tf, x, y) => tf.losses.sigmoidCrossEntropy(x as Tensor, y as Tensor),
    python: 'tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=x, logits=y))',
  },
  {
    of: 'losses.softmaxCrossEntropy',
    at: 'far out',
    inputs: [truths, logits],
    tf: (tf, x, y) => tf.losses.softmaxCrossEntropy(x as Tensor, y as Tensor),
    python:
      'tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=tf.cast(x, tf.float32), logits=y))',
  },
  {
    of: 'losses.softmaxCrossEntropy',
    at: 'by the labels',
    inputs: [labels, logits],
    tf: (tf, x, y) => tf.losses.softmaxCrossEntropy(x as Tensor, y as Tensor),
    python: 'tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=x, logits=y))',
  },
  {
    of: 'losses.cosineDistance',
    at: 'rows',
    inputs: [labels, predictions],
    tf: (tf, x, y) => tf.losses.cosineDistance(x as Tensor, y as Tensor, 1),
    python: 'tf.reduce_mean(1 - tf.reduce_sum(x * y, axis=1))',
  },
];
