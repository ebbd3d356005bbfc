import type { Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../tf-namespace.js';

/** A gradient by an input that was repeated to fit: what comes back for its copies, added up. */
export function summedToShape(tf: TfNamespace, gradient: Tensor, shape: number[]): Tensor {
  if (tf.util.arraysEqual(gradient.shape, shape)) return gradient;
  const more = gradient.rank - shape.length;
  const axes = gradient.shape
    .map((_, i) => i)
    .filter((i) => i < more || (shape[i - more] === 1 && gradient.shape[i] !== 1));
  return tf.reshape(tf.sum(gradient, axes), shape);
}
