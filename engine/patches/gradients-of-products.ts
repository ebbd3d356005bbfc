import type { Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../tf-namespace.js';
import { addGradient, replaceGradient } from './replace-gradient.js';

interface Cumulative {
  axis: number;
  exclusive: boolean;
  reverse: boolean;
}

/** The gradient of running products, which tfjs-core 4.22 lacks, and that of products over axes counted from behind. */
export function repairGradientsOfProducts(tf: TfNamespace): void {
  replaceGradient(tf, 'Prod', (original) => (dy, saved, attrs) => {
    const { axis } = attrs as unknown as { axis: number | number[] | null };
    const axes = tf.util.parseAxisParam(axis as number[], (saved[0] as Tensor).shape).sort((a, b) => a - b);
    return original(dy, saved, { ...attrs, axis: axes });
  });
  addGradient(tf, {
    kernelName: 'Cumprod',
    inputsToSave: ['x'],
    gradFunc: (dy, [x], attrs) => {
      const { axis, exclusive, reverse } = attrs as unknown as Cumulative;
      return {
        x: () => {
          const product = tf.cumprod(x as Tensor, axis, exclusive, reverse);
          const after = tf.cumsum(tf.mul(product, dy as Tensor), axis, exclusive, !reverse);
          // As in TensorFlow a factor of 0 gets no gradient.
          return tf.divNoNan(after, x as Tensor);
        },
      };
    },
  });
}
