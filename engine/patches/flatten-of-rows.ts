import type { TfNamespace } from '../tf-namespace.js';
import { wrapMethod } from './wrap-method.js';

interface FlattenLayer {
  inputSpec: { minNDim?: number }[];
}

/**
 * tfjs' Flatten refuses rows that are flat already, which Keras gives back as they are: a Keras file with such a layer does
 * not load. With the patch it takes them.
 */
export function patchFlattenOfRows(tf: TfNamespace): void {
  wrapMethod<FlattenLayer, [inputs: unknown], void>(
    Object.getPrototypeOf(tf.layers.flatten({ name: 'prototype' })) as object,
    'assertInputCompatibility',
    'flatten of rows',
    (original) =>
      function (inputs) {
        for (const spec of this.inputSpec) if (spec.minNDim === 3) spec.minNDim = 2;
        original.call(this, inputs);
      },
  );
}
