import type { Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../tf-namespace.js';
import { wrapMethod } from './wrap-method.js';

interface DropoutLayer {
  rate: number;
  seed?: number | string;
}

/**
 * A Dropout or SpatialDropout1D with a seed silences the same units at every step in tfjs-layers. With the patch each
 * training call of a layer has a seed of its own that follows from the layer's and from how many calls there were before:
 * the masks change from step to step and are the same whenever the same program runs, as in Keras, whose layers move their
 * seed's state on with each call (keras.io, "Random seed generators"). The first call keeps tfjs' mask. A layer without a
 * seed computes as before.
 */
export function patchSeededDropout(tf: TfNamespace): void {
  const calls = new WeakMap<object, number>();
  wrapMethod<DropoutLayer, [inputs: Tensor | Tensor[], kwargs: { training?: boolean }], Tensor | Tensor[]>(
    Object.getPrototypeOf(tf.layers.dropout({ rate: 0.5, name: 'prototype' })),
    'call',
    'seeded dropout',
    (original) =>
      function (inputs, kwargs) {
        const { seed, rate } = this;
        if (seed === undefined || seed === null || !kwargs?.training || !(rate > 0 && rate < 1))
          return original.call(this, inputs, kwargs);
        const before = calls.get(this) ?? 0;
        calls.set(this, before + 1);
        if (before > 0) this.seed = `${seed}:${before}`;
        try {
          return original.call(this, inputs, kwargs);
        } finally {
          this.seed = seed;
        }
      },
  );
}
