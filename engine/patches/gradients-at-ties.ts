import type { Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../tf-namespace.js';
import { replaceGradient } from './replace-gradient.js';
import { summedToShape } from './summed-to-shape.js';

/**
 * The gradients of largest and smallest values, as TensorFlow has them where several are equal. tfjs-core 4.22 gives the
 * whole gradient to each of them; so a GlobalMaxPooling1D over padded text trained otherwise than in Keras.
 */
export function repairGradientsAtTies(tf: TfNamespace): void {
  for (const kernelName of ['Max', 'Min'])
    replaceGradient(tf, kernelName, () => (dy, saved, attrs) => {
      const [x, y] = saved as [Tensor, Tensor];
      const { reductionIndices, axis } = attrs as unknown as Record<string, number | number[]>;
      const axes = tf.util.parseAxisParam((reductionIndices ?? axis) as number[], x.shape);
      const kept = x.shape.map((size, i) => (axes.includes(i) ? 1 : size));
      return {
        x: () => {
          const largest = tf.cast(tf.equal(x, tf.reshape(y, kept)), 'float32');
          const share = tf.div(largest, tf.sum(largest, axes, true));
          return tf.mul(share, tf.reshape(dy as Tensor, kept));
        },
      };
    });
  // Of two equal values the first has it all. A NaN is neither larger nor smaller: then the second has it.
  firstOrSecond(tf, 'Maximum', tf.greaterEqual);
  firstOrSecond(tf, 'Minimum', tf.lessEqual);
}

function firstOrSecond(
  tf: TfNamespace,
  kernelName: string,
  takesFirst: (a: Tensor, b: Tensor) => Tensor,
): void {
  replaceGradient(tf, kernelName, () => (dys, saved) => {
    const [a, b] = saved as [Tensor, Tensor];
    const dy = dys as Tensor;
    return {
      a: () => summedToShape(tf, tf.where(takesFirst(a, b), dy, tf.zerosLike(dy)), a.shape),
      b: () => summedToShape(tf, tf.where(takesFirst(a, b), tf.zerosLike(dy), dy), b.shape),
    };
  });
}
