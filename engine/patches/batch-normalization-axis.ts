import type { Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../tf-namespace.js';
import {
  type BatchNormalizationCall,
  type BatchNormalizationLayer,
  batchNormalizationPrototype,
} from './batch-normalization-layer.js';
import { wrapMethod } from './wrap-method.js';

/** The most dimensions that tfjs-layers normalizes. */
const MOST = 4;

/**
 * BatchNormalization over an axis other than the last gives other numbers on each engine and throws in training, and over
 * five dimensions it is not there at all: tfjs-core's kernel repeats statistics along the last axis only. With the patch the
 * axis is brought to the end, and what is before it made one, for the call.
 */
export function patchBatchNormalizationAxis(tf: TfNamespace): void {
  wrapMethod<BatchNormalizationLayer, BatchNormalizationCall, Tensor | Tensor[]>(
    batchNormalizationPrototype(tf),
    'call',
    'axis of batch normalization',
    (original) =>
      function (inputs, kwargs) {
        const input = Array.isArray(inputs) ? (inputs[0] as Tensor) : inputs;
        const last = input.rank - 1;
        const given = this.axis;
        const axis = given < 0 ? given + input.rank : given;
        if (axis === last && input.rank <= MOST) return original.call(this, inputs, kwargs);
        const order = input.shape.map((_, i) => (i === axis ? last : i === last ? axis : i));
        return tf.tidy(() => {
          const turned = tf.transpose(input, order);
          this.axis = -1;
          try {
            const flat = tf.reshape(turned, [-1, input.shape[axis] as number]);
            const normalized = original.call(this, flat, kwargs) as Tensor;
            return tf.transpose(tf.reshape(normalized, turned.shape), order);
          } finally {
            this.axis = given;
          }
        });
      },
  );
}
