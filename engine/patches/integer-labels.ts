import type { Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../tf-namespace.js';
import { wrapMethod } from './wrap-method.js';

type Loss = (yTrue: Tensor, yPred: Tensor) => Tensor;

interface Model {
  lossFunctions: Loss[];
  metricsTensors: [Loss, number][];
}

/**
 * `sparseCategoricalCrossentropy` throws for int32 labels ("Argument 'x' passed to 'floor' must be float32"), though
 * class numbers are integers. With the patch every loss casts whole-number labels first, as Keras does.
 */
export function patchIntegerLabels(tf: TfNamespace): void {
  wrapMethod<Model, [args: object], void>(
    tf.LayersModel.prototype,
    'compile',
    'integer labels',
    (original) =>
      function (args) {
        original.call(this, args);
        const casting = new Map(this.lossFunctions.map((loss) => [loss, castLabels(tf, loss)]));
        this.lossFunctions = this.lossFunctions.map((loss) => casting.get(loss) ?? loss);
        // The losses of single outputs are listed among the metrics.
        for (const entry of this.metricsTensors) entry[0] = casting.get(entry[0]) ?? entry[0];
      },
  );
}

function castLabels(tf: TfNamespace, loss: Loss): Loss {
  const cast: Loss = (yTrue, yPred) =>
    yTrue.dtype === 'float32' ? loss(yTrue, yPred) : tf.tidy(() => loss(tf.cast(yTrue, 'float32'), yPred));
  Object.defineProperty(cast, 'name', { value: loss.name });
  return cast;
}
