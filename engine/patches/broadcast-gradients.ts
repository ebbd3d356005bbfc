import type { Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../tf-namespace.js';
import { replaceGradient } from './replace-gradient.js';
import { summedToShape } from './summed-to-shape.js';

/** Operations that repeat their smaller input, and whose gradients in tfjs-core forget to add up what was repeated. */
const broadcasting = ['BatchMatMul', 'SquaredDifference'];

/**
 * Repairs gradients of tfjs-core 4.22 that throw ("The gradient of input 'b' has shape '5,7', which does not match …") or
 * are wrong: of two tensors of unequal shapes, and of a running sum along another axis than the last.
 */
export function repairBroadcastGradients(tf: TfNamespace): void {
  for (const kernelName of broadcasting) {
    replaceGradient(tf, kernelName, (original) => (dy, saved, attrs) => {
      const gradients = original(dy, saved, attrs);
      return Object.fromEntries(
        ['a', 'b'].map((name, i) => [
          name,
          () => summedToShape(tf, (gradients[name] as () => Tensor)(), (saved[i] as Tensor).shape),
        ]),
      );
    });
  }
  replaceGradient(tf, 'Cumsum', () => (dy, saved, attrs) => {
    const { axis, exclusive, reverse } = attrs as unknown as CumsumAttrs;
    const along = axis < 0 ? axis + (saved[0] as Tensor).rank : axis;
    return { x: () => tf.cumsum(dy as Tensor, along, exclusive, !reverse) };
  });
}

interface CumsumAttrs {
  axis: number;
  exclusive: boolean;
  reverse: boolean;
}
