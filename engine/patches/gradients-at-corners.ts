import type { Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../tf-namespace.js';
import { replaceGradient } from './replace-gradient.js';
import { summedToShape } from './summed-to-shape.js';

const SELU_SCALE = 1.0507009873554805;
const SELU_SCALE_ALPHA = 1.7580993408473768;

/**
 * The gradients of functions with a corner, at the corner itself. TensorFlow gives `abs` at 0 a slope of 0, and tfjs-core
 * 4.22 one of −1: a perfect fit under the mean absolute error walked away, and weights of 0 moved under an L1 penalty.
 * Likewise `relu6` at 6, `selu` and `prelu` at 0.
 */
export function repairGradientsAtCorners(tf: TfNamespace): void {
  replaceGradient(tf, 'Abs', () => (dy, [x]) => ({
    x: () => tf.mul(dy as Tensor, tf.sign(tf.cast(x as Tensor, 'float32'))),
  }));
  replaceGradient(tf, 'Relu6', () => (dy, [x]) => ({
    x: () => {
      const inside = tf.logicalAnd(tf.greater(x as Tensor, 0), tf.less(x as Tensor, 6));
      return tf.mul(dy as Tensor, tf.cast(inside, 'float32'));
    },
  }));
  replaceGradient(
    tf,
    'Selu',
    () => (dys, saved) => {
      const [x, y] = saved as [Tensor, Tensor];
      const dy = dys as Tensor;
      return {
        x: () => {
          const below = tf.mul(tf.mul(dy, SELU_SCALE_ALPHA), tf.exp(tf.cast(x, 'float32')));
          return tf.where(tf.less(y, 0), below, tf.mul(dy, SELU_SCALE));
        },
      };
    },
    { outputsToSave: [true] },
  );
  replaceGradient(tf, 'Prelu', () => (dys, saved) => {
    const [x, alpha] = saved as [Tensor, Tensor];
    const dy = dys as Tensor;
    const below = tf.less(x, 0);
    const nothing = tf.zerosLike(dy);
    return {
      x: () => tf.where(tf.greater(x, 0), dy, tf.where(below, tf.mul(dy, alpha), nothing)),
      alpha: () => summedToShape(tf, tf.where(below, tf.mul(dy, x), nothing), alpha.shape),
    };
  });
}
