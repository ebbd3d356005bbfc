import type { Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../tf-namespace.js';
import { wrapMethod } from './wrap-method.js';

interface DropoutLayer {
  rate: number;
  seed?: number | string;
}

const calls = new WeakMap<object, number>();

/** The seed of the next training call of a layer, which is then one call further. The first call keeps tfjs' own. */
export function nextSeed(layer: DropoutLayer): number | string | undefined {
  const { seed } = layer;
  if (seed === undefined || seed === null) return undefined;
  const before = calls.get(layer) ?? 0;
  calls.set(layer, before + 1);
  return before > 0 ? `${seed}:${before}` : seed;
}

/**
 * A Dropout or SpatialDropout1D with a seed silences the same units at every step in tfjs-layers. With the patch each
 * training call of a layer has a seed of its own that follows from the layer's and from how many calls there were before:
 * the masks change from step to step and are the same whenever the same program runs, as in Keras, whose layers move their
 * seed's state on with each call (keras.io, "Random seed generators"). The first call keeps tfjs' mask. A layer without a
 * seed computes as before.
 */
export function patchSeededDropout(tf: TfNamespace): void {
  wrapMethod<DropoutLayer, [inputs: Tensor | Tensor[], kwargs: { training?: boolean }], Tensor | Tensor[]>(
    Object.getPrototypeOf(tf.layers.dropout({ rate: 0.5, name: 'prototype' })),
    'call',
    'seeded dropout',
    (original) =>
      function (inputs, kwargs) {
        const { seed, rate } = this;
        if (seed === undefined || seed === null || !kwargs?.training || !(rate > 0 && rate < 1))
          return original.call(this, inputs, kwargs);
        this.seed = nextSeed(this) as number | string;
        try {
          return original.call(this, inputs, kwargs);
        } finally {
          this.seed = seed;
        }
      },
  );
}
