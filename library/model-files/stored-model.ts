import type { H5Array } from './hdf5.js';
import type { HardSigmoid } from './keras/hard-sigmoid.js';
import type { KerasTraining } from './keras/training-config.js';
import type { WeightValues } from './model-weights.js';
import type { ModelParts } from './tfjs-parts.js';

/** What a file says of a model. */
export interface StoredModel {
  /** `{class_name, config}` in Keras' words. */
  config: Record<string, unknown>;
  training?: KerasTraining;
  /** The optimizer's arrays, as Keras lists them. */
  optimizer?: H5Array[];
  /** Whose hard_sigmoid the weights are for. */
  hardSigmoid: HardSigmoid;
  /** The numbers for a model that was built from `config`. */
  weights(model: ModelParts): WeightValues;
}
