import type { Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../tf-namespace.js';
import { type BatchNormalizationCall, batchNormalizationPrototype } from './batch-normalization-layer.js';
import { wrapMethod } from './wrap-method.js';

/**
 * BatchNormalization over an axis that is not the last cannot be trained in tfjs-layers: its gradient fails with "Size(…)
 * must match the product of shape …". With the patch the axis is the last one while the layer computes.
 */
export function patchBatchNormalizationAxis(tf: TfNamespace): void {
  wrapMethod<{ axis: number }, BatchNormalizationCall, Tensor | Tensor[]>(
    batchNormalizationPrototype(tf),
    'call',
    'batch normalization axis',
    (original) =>
      function (inputs, kwargs) {
        const [input, ...others] = Array.isArray(inputs) ? inputs : [inputs];
        const { axis } = this;
        const rank = input?.rank ?? 0;
        const at = axis < 0 ? axis + rank : axis;
        if (!kwargs?.training || !input || others.length > 0 || at === rank - 1)
          return original.call(this, inputs, kwargs);
        const axes = Array.from({ length: rank }, (_, i) => i).filter((i) => i !== at);
        const toLast = [...axes, at];
        const back = toLast.map((_, i) => toLast.indexOf(i));
        return tf.tidy(() => {
          this.axis = -1;
          try {
            const output = original.call(this, tf.transpose(input, toLast), kwargs) as Tensor;
            return tf.transpose(output, back);
          } finally {
            this.axis = axis;
          }
        });
      },
  );
}
