import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../tf-namespace.js';
import { type Aside, settleAside } from './asides.js';
import { isMean, type MeanMetric, type SumMetric } from './metric.js';
import type { TrainingState } from './training-state.js';
import { alongside, jointWeights } from './weighted-mean.js';

/** A batch as a metric sees it. */
export interface MetricBatch {
  yTrue: Tensor;
  yPred: Tensor;
  weights: Tensor | undefined;
  mask: Tensor | undefined;
}

/**
 * The value of a batch alone. What it adds to the epoch goes into its sums; a plain mean leaves them alone, as the mean over
 * batches by their samples is the epoch's value then.
 */
export function metricOfBatch(
  tf: TfNamespace,
  state: TrainingState,
  { of, place }: Pick<Aside, 'of' | 'place'>,
  batch: MetricBatch,
): Scalar {
  const { metric, weighted } = state.metrics[place] as TrainingState['metrics'][number];
  const where = { of, place, fromEnd: state.metrics.length - place };
  const weights = weighted ? batch.weights : undefined;
  if (!isMean(metric)) {
    const { yTrue, yPred } = batch;
    const tensors = [yTrue, yPred, ...(weights ? [alongside(tf, weights, yPred)] : [])];
    return settleAside(tf, state, { ...where, ...sumsOf(metric, yPred.shape) }, tensors);
  }
  const given = metric.values(tf, batch.yTrue, batch.yPred);
  const values = 'values' in given ? given.values : given;
  const outer = jointWeights(tf, weights, batch.mask, false);
  // What the metric leaves out weighs 0 where there are weights, and counts with a value of 0 where there are none, as in Keras.
  const joint = outer && 'values' in given ? jointWeights(tf, outer, given.mask, false) : outer;
  // One number for the whole batch has no samples to weigh.
  if (!joint || values.rank === 0) return tf.mean(values);
  const { sums, width } = weightedSums(tf, values, joint);
  return settleAside(tf, state, { ...where, ...meanOfSums(width) }, [sums]);
}

/** The value of all batches that were added. */
export const metricOfSums = (metric: MeanMetric | SumMetric, sums: Float64Array): number =>
  isMean(metric) ? meanOf(sums) : metric.result(sums);

const meanOf = ([total = 0, count = 0]: Float64Array): number => (count === 0 ? 0 : total / count);

/** Of targets, predictions and, where there are any, weights of a batch. */
export const sumsOf = (metric: SumMetric, shape: readonly number[]): Pick<Aside, 'added' | 'result'> => ({
  added: ([yTrue = [], yPred = [], weights]) =>
    metric.sums({
      ...{ yTrue, yPred, shape },
      weights: weights ? spread(weights, yPred.length) : new Float32Array(yPred.length).fill(1),
    }),
  result: (sums) => metric.result(sums),
});

/** Of the two sums that `weightedSums` forms. */
const meanOfSums = (width: number): Pick<Aside, 'added' | 'result'> => ({
  added: ([sums = []]) => Float64Array.from(sums, (sum) => sum / width),
  result: meanOf,
});

/** Σ weight · value and Σ weight, both as many times what a mean over what is not the axis of samples is. */
function weightedSums(tf: TfNamespace, given: Tensor, weights: Tensor): { sums: Tensor; width: number } {
  const numbers = tf.cast(given, 'float32');
  const flat = weights.rank > numbers.rank ? alongside(tf, weights, numbers) : weights;
  const behind = Array.from({ length: numbers.rank - flat.rank }, (_, i) => flat.rank + i);
  const values = behind.length === 0 ? numbers : tf.mean(numbers, behind);
  const fitting = tf.mul(alongside(tf, flat, values), tf.onesLike(values));
  const width = values.size / (values.shape[0] ?? 1) || 1;
  return { sums: tf.stack([tf.sum(tf.mul(values, fitting)), tf.sum(fitting)]), width };
}

/** The weight of each prediction: that of its sample, or of its place in it. */
function spread(weights: ArrayLike<number>, size: number): Float32Array {
  const each = size / weights.length;
  return Float32Array.from({ length: size }, (_, i) => weights[Math.floor(i / each)] as number);
}
