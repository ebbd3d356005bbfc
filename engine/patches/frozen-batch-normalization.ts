import type { Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../tf-namespace.js';
import {
  type BatchNormalizationCall,
  type BatchNormalizationLayer,
  batchNormalizationPrototype,
} from './batch-normalization-layer.js';
import { wrapMethod } from './wrap-method.js';

/**
 * A frozen BatchNormalization (`trainable = false`) goes on using batch statistics in tfjs-layers, and moving its own.
 * With the patch it runs in inference mode and leaves its moving statistics alone, as in Keras since 2.0
 * (keras.io, "BatchNormalization layer", on `layer.trainable = False`).
 */
export function patchFrozenBatchNormalization(tf: TfNamespace): void {
  wrapMethod<BatchNormalizationLayer, BatchNormalizationCall, Tensor | Tensor[]>(
    batchNormalizationPrototype(tf),
    'call',
    'frozen batch normalization',
    (original) =>
      function (inputs, kwargs) {
        return original.call(
          this,
          inputs,
          kwargs.training && isFrozen(this) ? { ...kwargs, training: false } : kwargs,
        );
      },
  );
}

/** Freezing a whole model freezes the weights of its layers, not the layers. */
export const isFrozen = ({ trainable, gamma, beta }: BatchNormalizationLayer): boolean =>
  !trainable || gamma?.trainable === false || beta?.trainable === false;
