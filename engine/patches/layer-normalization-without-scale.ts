import type { Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../tf-namespace.js';
import { wrapMethod } from './wrap-method.js';

interface LayerNormalization {
  axis: number[];
  center: boolean;
  scale: boolean;
  gamma: { read(): Tensor } | null;
  beta: { read(): Tensor } | null;
}

/**
 * LayerNormalization with `scale: false` or `center: false` cannot be trained: the gradient asks for a γ or β that is not
 * there. With the patch it reads γ = 1 and β = 0, which is what Keras computes.
 */
export function patchLayerNormalizationWithoutScale(tf: TfNamespace): void {
  wrapMethod<LayerNormalization, [inputs: Tensor | Tensor[], kwargs: object], Tensor>(
    Object.getPrototypeOf(tf.layers.layerNormalization({ name: 'prototype' })),
    'call',
    'layer normalization without scale',
    (original) =>
      function (inputs, kwargs) {
        const { center, scale, gamma, beta } = this;
        if (center && scale) return original.call(this, inputs, kwargs);
        const input = Array.isArray(inputs) ? (inputs[0] as Tensor) : inputs;
        const shape = this.axis.map((axis) => input.shape[axis] as number);
        this.gamma ??= { read: () => tf.ones(shape) };
        this.beta ??= { read: () => tf.zeros(shape) };
        this.center = true;
        this.scale = true;
        try {
          return tf.tidy(() => original.call(this, inputs, kwargs));
        } finally {
          Object.assign(this, { center, scale, gamma, beta });
        }
      },
  );
}
