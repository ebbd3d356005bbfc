import type { Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../tf-namespace.js';
import { takeActivityPenalties } from './activity-penalties.js';
import { type LayerParts, layersWithin, type Penalty, type Weight } from './layer-parts.js';
import { wrapMethod } from './wrap-method.js';

type AddWeight = [
  name: string,
  shape: number[],
  dtype: string | null,
  initializer: unknown,
  regularizer: Penalty | null | undefined,
  ...more: unknown[],
];

/**
 * tfjs-layers asks only the layers of a model for their penalties, not the cells of recurrent layers nor the two layers of
 * a Bidirectional: their regularizers count nothing. It counts a shared layer once for each use, and frozen weights too.
 * With the patch each weight that is trained counts once, wherever in a model its layer stands, as in Keras
 * (`Layer.losses`).
 */
export function patchWeightPenalties(tf: TfNamespace): void {
  const weightOf = new WeakMap<() => Tensor, Weight>();
  wrapMethod<LayerParts & { addLoss(loss: () => Tensor): void }, AddWeight, Weight>(
    tf.layers.Layer.prototype,
    'addWeight',
    'penalties of weights',
    (original) =>
      function (name, shape, dtype, initializer, regularizer, ...more) {
        const weight = original.call(this, name, shape, dtype, initializer, null, ...more);
        if (!regularizer) return weight;
        const loss = (): Tensor => regularizer.apply(weight.read());
        weightOf.set(loss, weight);
        this.addLoss(loss);
        return weight;
      },
  );

  const penalties = (root: LayerParts): Tensor[] => {
    const losses = layersWithin(root).flatMap((layer) => layer._losses);
    if (losses.length === 0) return [];
    const trained = new Set(root.trainableWeights);
    return losses.flatMap((loss) => {
      const weight = weightOf.get(loss);
      return weight && !trained.has(weight) ? [] : [loss()];
    });
  };
  const model = tf.LayersModel.prototype as object;
  for (const prototype of [tf.layers.Layer.prototype as object, Object.getPrototypeOf(model) as object])
    wrapMethod<LayerParts, [], Tensor[]>(
      prototype,
      'calculateLosses',
      'penalties of weights',
      () =>
        function () {
          return tf.tidy(() => [...penalties(this), ...takeActivityPenalties()]);
        },
    );
}
