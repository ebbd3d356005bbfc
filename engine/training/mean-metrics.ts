import type { Tensor } from '@tensorflow/tfjs-core';
import { say } from '../../words/index.js';
import type { TfNamespace } from '../tf-namespace.js';
import { lossFunctionsOf } from './loss.js';
import type { LossValues, Options } from './loss-functions.js';
import type { MeanMetric, MetricKind } from './metric.js';

type Values = (tf: TfNamespace, yTrue: Tensor, yPred: Tensor, options: Options) => LossValues;

const mean = (
  className: string,
  name: string,
  values: Values,
  rest: Partial<Pick<MetricKind, 'short' | 'options'>> & { check?: (options: Options) => void } = {},
): MetricKind => ({
  className,
  name,
  ...(rest.short && { short: rest.short }),
  ...(rest.options && { options: rest.options }),
  make(options): MeanMetric {
    rest.check?.(options);
    return { values: (tf, yTrue, yPred) => values(tf, yTrue, yPred, options) };
  },
});

const ofLoss =
  (loss: string, sign: 1 | -1 = 1): Values =>
  (tf, yTrue, yPred, options) => {
    const labels = yTrue.dtype === 'float32' ? yTrue : tf.cast(yTrue, 'float32');
    const values = lossFunctionsOf(tf)[loss]?.(labels, yPred, options) as LossValues;
    return sign === 1 ? values : tf.neg(values as Tensor);
  };

/** tfjs-layers' own, operation for operation, with another threshold where one is given. */
export const binaryAccuracy: Values = (tf, yTrue, yPred, { threshold }) => {
  const limit = tf.mul((threshold as number | undefined) ?? 0.5, tf.onesLike(yPred));
  return tf.mean(tf.equal(yTrue, tf.cast(tf.greater(yPred, limit), yTrue.dtype)), -1);
};

export const categoricalAccuracy: Values = (tf, yTrue, yPred) =>
  tf.cast(tf.equal(tf.argMax(yTrue, -1), tf.argMax(yPred, -1)), 'float32');

export const sparseCategoricalAccuracy: Values = (tf, yTrue, yPred) => {
  const truth = yTrue.rank === yPred.rank ? tf.squeeze(yTrue, [yTrue.rank - 1]) : yTrue;
  return tf.cast(tf.equal(truth, tf.cast(tf.argMax(yPred, -1), truth.dtype)), 'float32');
};

/** Whether fewer than k classes are likelier than the true one. */
const amongTop = (tf: TfNamespace, truth: Tensor, yPred: Tensor, k: number): Tensor => {
  const classes = yPred.shape.at(-1) ?? 1;
  const marked = tf.reshape(tf.oneHot(tf.cast(tf.reshape(truth, [-1]), 'int32'), classes), yPred.shape);
  const score = tf.sum(tf.mul(tf.cast(marked, 'float32'), yPred), -1, true);
  const likelier = tf.sum(tf.cast(tf.greater(yPred, score), 'int32'), -1);
  return tf.cast(tf.less(likelier, k), 'float32');
};

const checkK = ({ k }: Options): void => {
  if (Number.isInteger(k) && (k as number) > 0) return;
  throw new RangeError(
    say(
      `k of a top-k accuracy is ${JSON.stringify(k)}; it must be a whole number from 1.`,
      `top-k 정확도의 k가 ${JSON.stringify(k)}입니다. 1 이상의 정수여야 합니다.`,
    ),
  );
};

export const MEAN_METRICS: readonly MetricKind[] = [
  mean('Accuracy', 'accuracy', (tf, yTrue, yPred) =>
    tf.cast(tf.equal(tf.cast(yTrue, yPred.dtype), yPred), 'float32'),
  ),
  mean('BinaryAccuracy', 'binary_accuracy', binaryAccuracy, { options: { threshold: 0.5 } }),
  mean('CategoricalAccuracy', 'categorical_accuracy', categoricalAccuracy),
  mean('SparseCategoricalAccuracy', 'sparse_categorical_accuracy', sparseCategoricalAccuracy),
  mean(
    'TopKCategoricalAccuracy',
    'top_k_categorical_accuracy',
    (tf, yTrue, yPred, { k }) => amongTop(tf, tf.argMax(yTrue, -1), yPred, k as number),
    { options: { k: 5 }, check: checkK },
  ),
  mean(
    'SparseTopKCategoricalAccuracy',
    'sparse_top_k_categorical_accuracy',
    (tf, yTrue, yPred, { k }) => amongTop(tf, yTrue, yPred, k as number),
    { options: { k: 5 }, check: checkK },
  ),
  mean('MeanSquaredError', 'mean_squared_error', ofLoss('mean_squared_error'), { short: ['mse', 'MSE'] }),
  mean('MeanAbsoluteError', 'mean_absolute_error', ofLoss('mean_absolute_error'), { short: ['mae', 'MAE'] }),
  mean(
    'MeanAbsolutePercentageError',
    'mean_absolute_percentage_error',
    ofLoss('mean_absolute_percentage_error'),
    { short: ['mape', 'MAPE'] },
  ),
  mean(
    'MeanSquaredLogarithmicError',
    'mean_squared_logarithmic_error',
    ofLoss('mean_squared_logarithmic_error'),
    { short: ['msle', 'MSLE'] },
  ),
  mean('CosineSimilarity', 'cosine_similarity', ofLoss('cosine_similarity', -1), { options: { axis: -1 } }),
  mean('LogCoshError', 'logcosh', ofLoss('log_cosh'), { short: ['log_cosh', 'logCosh', 'log_cosh_error'] }),
  mean('Hinge', 'hinge', ofLoss('hinge')),
  mean('SquaredHinge', 'squared_hinge', ofLoss('squared_hinge')),
  mean('CategoricalHinge', 'categorical_hinge', ofLoss('categorical_hinge')),
  mean('KLDivergence', 'kl_divergence', ofLoss('kl_divergence'), {
    short: ['kld', 'KLD', 'kullbackLeiblerDivergence'],
  }),
  mean('Poisson', 'poisson', ofLoss('poisson')),
  mean('BinaryCrossentropy', 'binary_crossentropy', ofLoss('binary_crossentropy'), {
    short: ['bce', 'BCE'],
    options: { fromLogits: false, labelSmoothing: 0 },
  }),
  mean('CategoricalCrossentropy', 'categorical_crossentropy', ofLoss('categorical_crossentropy'), {
    options: { fromLogits: false, labelSmoothing: 0, axis: -1 },
  }),
  mean(
    'SparseCategoricalCrossentropy',
    'sparse_categorical_crossentropy',
    ofLoss('sparse_categorical_crossentropy'),
    { options: { fromLogits: false, ignoreClass: null, axis: -1 } },
  ),
  // The metric of this name in TensorFlow.js has the other sign than Keras'.
  mean('CosineProximity', 'cosineProximity', (tf, yTrue, yPred) => tf.metrics.cosineProximity(yTrue, yPred), {
    short: ['cosine', 'cosine_proximity'],
  }),
];
