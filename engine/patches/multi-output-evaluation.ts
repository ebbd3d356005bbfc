import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../tf-namespace.js';
import { wrapMethod } from './wrap-method.js';

interface Model {
  lossFunctions: unknown[];
  testFunction: (data: Tensor[]) => Scalar[];
}

/**
 * Of a model with several outputs, `evaluate` and the validation of `fit` give one value too many in front: tfjs-layers
 * lists the total loss after each output, so all values stand under the name of another. With the patch only the last
 * total is listed.
 */
export function patchMultiOutputEvaluation(tf: TfNamespace): void {
  wrapMethod<Model, [], void>(
    tf.LayersModel.prototype,
    'makeTestFunction',
    'multi-output evaluation',
    (original) =>
      function () {
        original.call(this);
        const test = this.testFunction;
        const partial = this.lossFunctions.length - 1;
        if (partial <= 0) return;
        this.testFunction = (data) => {
          const values = test(data);
          tf.dispose(values.slice(0, partial));
          return values.slice(partial);
        };
      },
  );
}
