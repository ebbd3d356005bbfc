import type { Optimizer, Variable } from '@tensorflow/tfjs-core';
import type { RateSource } from './learning-rate-schedule.js';

/** An optimizer of Keras 3: its options, and what it does with them. */
export interface KerasOptimizer extends Optimizer {
  /** That of the next update. One that follows a schedule cannot be set. */
  learningRate: number;
  /** What the rate follows, where it is no fixed number. */
  readonly schedule?: RateSource;
  /** Its options, as `tf.train.adam(…)` takes them. */
  getConfig(): Record<string, never>;
  /** Remembers such weights, as the first update would do. */
  build(variables: readonly Variable[]): void;
  /** The shapes of its state for weights of these shapes, in Keras' order, without the number of updates. */
  stateShapes(weights: readonly (readonly number[])[]): (readonly number[])[];
  /** Makes the weights their running mean, where one is kept; Keras does it at the end of `fit`. */
  finalizeVariableValues(variables: readonly Variable[]): void;
}
