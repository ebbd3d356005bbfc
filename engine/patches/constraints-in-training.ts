import type { Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../tf-namespace.js';
import type { Weight } from './layer-parts.js';
import { wrapMethod } from './wrap-method.js';

interface Model {
  collectedTrainableWeights: Weight[];
}

type TrainingStep = (data: Tensor[]) => Tensor[];

/**
 * The constraints of weights (`kernelConstraint` and its like) have no effect in training in tfjs-layers, and change the
 * weights that are loaded or set. With the patch they are applied after every update of the optimizer, to each weight
 * once, and never else, as in Keras (keras.io, "Layer weight constraints").
 */
export function patchConstraintsInTraining(tf: TfNamespace): void {
  wrapMethod<Model, [], TrainingStep>(
    tf.LayersModel.prototype,
    'makeTrainFunction',
    'constraints in training',
    (original) =>
      function () {
        const step = original.call(this);
        const constrained = this.collectedTrainableWeights.filter(({ constraint }) => constraint);
        if (constrained.length === 0) return step;
        return (data) => {
          const values = step(data);
          tf.tidy(() => {
            for (const weight of constrained) {
              const value = weight.read();
              value.assign(weight.constraint?.apply(value) ?? value);
            }
          });
          return values;
        };
      },
  );
  wrapMethod<object, unknown[], Weight>(
    tf.layers.Layer.prototype,
    'addWeight',
    'weights that are set as given',
    (original) =>
      function (...args) {
        const weight = original.apply(this, args);
        setAsGiven(Object.getPrototypeOf(weight) as object);
        return weight;
      },
  );
}

/** tfjs-layers does not export the class of its weights. */
const setAsGiven = (weightPrototype: object): void =>
  wrapMethod<Weight, [value: Tensor], Weight>(
    weightPrototype,
    'write',
    'weights that are set as given',
    (original) =>
      function (value) {
        const { constraint } = this;
        this.constraint = null;
        try {
          return original.call(this, value);
        } finally {
          this.constraint = constraint;
        }
      },
  );
