import type { Optimizer, Variable } from '@tensorflow/tfjs-core';
import type { RateSource } from './learning-rate-schedule.js';
import type { ReadShared } from './shared-options.js';
import type { OwnOptions, WeightState } from './update-rule.js';

/** What a compiled training step needs to do the updates itself. */
export interface OptimizerParts {
  options: OwnOptions;
  shared: ReadShared;
  states: readonly WeightState[];
  /** Where the optimizer stands in the next call. */
  progress(): UpdateProgress;
}

/** Numbers of one call of `applyGradients`. */
export interface UpdateProgress {
  readonly rate: number;
  /** The number of the update, from 1. */
  readonly update: number;
  /** Whether it updates, or only adds gradients up. */
  readonly due: boolean;
  /** Of `UpdateRule.nextShared`, as it is in this update. */
  readonly shared: number;
  /** How much of the running mean of weights stays, and whether the weights become that mean. */
  readonly emaShare: number;
  readonly overwrites: boolean;
}

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
  /** Its options, and what it remembers of these weights. */
  parts(variables: readonly Variable[]): OptimizerParts;
  /** Counts a call that somebody else has computed. */
  countUpdate(): void;
  /** Gives what makes the optimizer's counts those of now again. */
  keepProgress(): () => void;
}
