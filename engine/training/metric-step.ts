import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../tf-namespace.js';
import { type BatchNumbers, isMean, type MeanMetric, type SumMetric } from './metric.js';
import type { OutputMetric } from './training-state.js';
import { alongside, jointWeights } from './weighted-mean.js';

/** A batch as a metric sees it. */
export interface MetricBatch {
  yTrue: Tensor;
  yPred: Tensor;
  weights: Tensor | undefined;
  mask: Tensor | undefined;
}

/**
 * The value of a batch alone. What it adds to the epoch goes into `sums`; a plain mean leaves them alone, as the mean over
 * batches by their samples is the epoch's value then.
 */
export function metricOfBatch(
  tf: TfNamespace,
  { metric, weighted }: OutputMetric,
  batch: MetricBatch,
  sums: (Float64Array | undefined)[],
  place: number,
): Scalar {
  const weights = weighted ? batch.weights : undefined;
  if (!isMean(metric)) {
    const added = metric.sums(numbersOf(tf, { ...batch, weights }));
    sums[place] = plus(sums[place], added);
    return tf.scalar(metric.result(added));
  }
  const given = metric.values(tf, batch.yTrue, batch.yPred);
  const values = 'values' in given ? given.values : given;
  const outer = jointWeights(tf, weights, batch.mask, false);
  // What the metric leaves out weighs 0 where there are weights, and counts with a value of 0 where there are none, as in Keras.
  const joint = outer && 'values' in given ? jointWeights(tf, outer, given.mask, false) : outer;
  // One number for the whole batch has no samples to weigh.
  if (!joint || values.rank === 0) return tf.mean(values);
  const added = weightedSums(tf, values, joint);
  sums[place] = plus(sums[place], added);
  return tf.scalar(meanOf(added));
}

/** The value of all batches that were added. */
export const metricOfSums = (metric: MeanMetric | SumMetric, sums: Float64Array): number =>
  isMean(metric) ? meanOf(sums) : metric.result(sums);

const meanOf = ([total = 0, count = 0]: Float64Array): number => (count === 0 ? 0 : total / count);

function plus(sums: Float64Array | undefined, added: Float64Array): Float64Array {
  if (!sums) return added.slice();
  for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] as number) + (added[i] as number);
  return sums;
}

/** Σ weight · value and Σ weight, both as means over what is not the axis of samples. */
function weightedSums(tf: TfNamespace, given: Tensor, weights: Tensor): Float64Array {
  const numbers = tf.cast(given, 'float32');
  const flat = weights.rank > numbers.rank ? alongside(tf, weights, numbers) : weights;
  const behind = Array.from({ length: numbers.rank - flat.rank }, (_, i) => flat.rank + i);
  const values = behind.length === 0 ? numbers : tf.mean(numbers, behind);
  const fitting = tf.mul(alongside(tf, flat, values), tf.onesLike(values));
  const width = values.size / (values.shape[0] ?? 1) || 1;
  const [total, count] = tf.stack([tf.sum(tf.mul(values, fitting)), tf.sum(fitting)]).dataSync();
  return Float64Array.of((total as number) / width, (count as number) / width);
}

function numbersOf(tf: TfNamespace, { yTrue, yPred, weights }: MetricBatch): BatchNumbers {
  const { size } = yPred;
  return {
    yTrue: yTrue.dataSync(),
    yPred: yPred.dataSync(),
    shape: yPred.shape,
    weights: weights ? spread(alongside(tf, weights, yPred), yPred) : new Float32Array(size).fill(1),
  };
}

/** The weight of each prediction: that of its sample, or of its place in it. */
function spread(weights: Tensor, yPred: Tensor): Float32Array {
  const given = weights.dataSync();
  const each = yPred.size / given.length;
  return Float32Array.from({ length: yPred.size }, (_, i) => given[Math.floor(i / each)] as number);
}
