import type { Tensor } from '@tensorflow/tfjs-core';
import { say } from '../../words/index.js';
import type { TfNamespace } from '../tf-namespace.js';
import type { Reduction } from './loss.js';

/**
 * `weights` with axes of length 1 added behind its last one, or taken away there, so that each weight stands before the values
 * of its sample.
 *
 * @throws Error where the two do not fit.
 */
export function alongside(tf: TfNamespace, weights: Tensor, values: Tensor): Tensor {
  const { shape } = weights;
  const rest = shape.slice(values.rank);
  const kept = shape.slice(0, values.rank);
  const fits = kept.every((length, axis) => length === 1 || length === values.shape[axis]);
  if (!fits || rest.some((length) => length !== 1)) throw noFit(shape, values.shape);
  if (weights.rank === values.rank) return weights;
  return tf.reshape(weights, [...kept, ...Array<number>(values.rank - kept.length).fill(1)]);
}

const noFit = (weights: readonly number[], values: readonly number[]): Error =>
  new Error(
    say(
      `Weights of shape [${weights}] do not fit values of shape [${values}]: give one weight per sample, or one for each of these values.`,
      `형태가 [${weights}]인 가중치는 형태가 [${values}]인 값에 맞지 않습니다. 샘플마다 하나씩, 또는 값마다 하나씩 가중치를 주세요.`,
    ),
  );

const sizeOf = ({ size }: Tensor): number => size;

/** A mask as weights: 1 for what counts, and, where a mean is to be formed, larger by as much as others are left out. */
function maskWeights(tf: TfNamespace, mask: Tensor, mean: boolean): Tensor {
  const counts = tf.cast(mask, 'float32');
  return mean ? tf.mul(counts, tf.divNoNan(sizeOf(mask), tf.sum(counts))) : counts;
}

/** Weights of samples and a mask as one; undefined where there is neither. */
export function jointWeights(
  tf: TfNamespace,
  weights: Tensor | undefined,
  mask: Tensor | undefined,
  mean: boolean,
): Tensor | undefined {
  if (!mask) return weights;
  const counting = maskWeights(tf, mask, mean);
  if (!weights) return counting;
  return weights.rank > counting.rank
    ? tf.mul(alongside(tf, counting, weights), weights)
    : tf.mul(counting, alongside(tf, weights, counting));
}

/** One number of the losses of samples, as Keras reduces them. */
export function reduceLosses(
  tf: TfNamespace,
  losses: Tensor,
  reduction: Reduction,
  weights: Tensor | undefined,
  mask: Tensor | undefined,
): Tensor {
  const mean = reduction === 'sum_over_batch_size';
  const joint = jointWeights(tf, weights, mask, mean);
  if (!joint) return reduction === 'sum' ? tf.sum(losses) : tf.mean(losses);
  const fitting = losses.rank === 0 ? joint : alongside(tf, joint, losses);
  const values = tf.mul(losses, fitting);
  if (reduction === 'sum') return tf.sum(values);
  if (mean) return tf.mean(values);
  return tf.divNoNan(tf.sum(values), tf.sum(joint));
}
