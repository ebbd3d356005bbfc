import type { Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../tf-namespace.js';
import {
  type BatchNormalizationCall,
  type BatchNormalizationLayer,
  batchNormalizationPrototype,
} from './batch-normalization-layer.js';
import { wrapMethod } from './wrap-method.js';

/**
 * BatchNormalization with `scale: false` or `center: false` throws in training: tfjs-layers reads a γ or β that is not
 * there. With the patch it reads γ = 1 and β = 0, which is what Keras computes.
 */
export function patchBatchNormalizationWithoutScale(tf: TfNamespace): void {
  wrapMethod<BatchNormalizationLayer, BatchNormalizationCall, Tensor | Tensor[]>(
    batchNormalizationPrototype(tf),
    'call',
    'batch normalization without scale',
    (original) =>
      function (inputs, kwargs) {
        const { gamma, beta } = this;
        if (!kwargs.training || (gamma && beta)) return original.call(this, inputs, kwargs);
        const shape = this.movingMean.read().shape;
        this.gamma ??= { read: () => tf.ones(shape), trainable: false };
        this.beta ??= { read: () => tf.zeros(shape), trainable: false };
        try {
          return tf.tidy(() => original.call(this, inputs, kwargs));
        } finally {
          this.gamma = gamma;
          this.beta = beta;
        }
      },
  );
}
