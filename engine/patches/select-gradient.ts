import type { Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../tf-namespace.js';
import { replaceGradient } from './replace-gradient.js';

/**
 * The gradient of `where`: each side gets what comes back where it was taken, and 0 elsewhere. tfjs-core 4.22 multiplies by
 * 0 instead, which makes a NaN of an infinity that belongs to the other side.
 */
export function repairSelectGradient(tf: TfNamespace): void {
  replaceGradient(tf, 'Select', (original) => (dys, saved, attrs) => {
    const [condition] = saved as [Tensor];
    const dy = dys as Tensor;
    return {
      ...original(dys, saved, attrs),
      t: () => tf.where(condition, dy, tf.zerosLike(dy)),
      e: () => tf.where(condition, tf.zerosLike(dy), dy),
    };
  });
}
