import type { Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../tf-namespace.js';
import type { ReadShared } from './shared-options.js';

/** Gradients no longer than the options allow, as Keras clips them. */
export function clipGradients(
  tf: TfNamespace,
  gradients: readonly Tensor[],
  { clipnorm, globalClipnorm, clipvalue }: ReadShared,
): readonly Tensor[] {
  const length = (squares: Tensor): Tensor => tf.sqrt(squares);
  const squares = (x: Tensor): Tensor => tf.sum(tf.square(x));
  if (clipnorm)
    return gradients.map((x) => tf.div(tf.mul(x, clipnorm), tf.maximum(length(squares(x)), clipnorm)));
  if (globalClipnorm) {
    const all = length(tf.addN(gradients.map(squares)));
    const share = tf.mul(tf.minimum(tf.div(1, all), 1 / globalClipnorm), globalClipnorm);
    // A length that is no number makes none of all gradients.
    const scale = tf.add(share, tf.sub(all, all));
    return gradients.map((x) => tf.mul(x, scale));
  }
  if (clipvalue) return gradients.map((x) => tf.clipByValue(x, -clipvalue, clipvalue));
  return gradients;
}
