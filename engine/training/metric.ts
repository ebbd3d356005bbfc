import type { Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../tf-namespace.js';
import type { LossValues, Options } from './loss-functions.js';

/** Targets and predictions of a batch, as plain numbers. */
export interface BatchNumbers {
  yTrue: ArrayLike<number>;
  yPred: ArrayLike<number>;
  /** Of the predictions. */
  shape: readonly number[];
  /** One for each prediction: that of its sample, or 1. */
  weights: ArrayLike<number>;
}

/** A metric whose value is a mean over samples: weights and masks count as they do in a loss. */
export interface MeanMetric {
  /** With a mask where the metric itself leaves some out. */
  values(tf: TfNamespace, yTrue: Tensor, yPred: Tensor): LossValues;
}

/** A metric that is computed from sums over all batches of an epoch. */
export interface SumMetric {
  /** What a batch adds. */
  sums(batch: BatchNumbers): Float64Array;
  result(sums: Float64Array): number;
}

/** Which way is better, as callbacks ask. */
export type Direction = 'up' | 'down';

/** A kind of metric: `keras.metrics.Precision`. */
export interface MetricKind {
  className: string;
  /** The name it logs under when it has been given none: `precision`. */
  name: string;
  /** Short and older names by which `compile` knows it too. */
  short?: readonly string[];
  /** Its options and their defaults, in the spelling of TensorFlow.js. */
  options?: Readonly<Record<string, unknown>>;
  /** @throws Error for options out of range. */
  make(options: Options, outputShape: readonly (number | null)[]): MeanMetric | SumMetric;
}

export const isMean = (metric: MeanMetric | SumMetric): metric is MeanMetric => 'values' in metric;
