import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import type { ReadyLoss } from './loss.js';
import type { LossValues } from './loss-functions.js';
import type { ReadyMetric } from './ready-metric.js';

/** A metric of an output. */
export interface OutputMetric extends ReadyMetric {
  output: number;
  /** Whether the weights of samples count. */
  weighted: boolean;
}

/** What `compile` has found out, and what the epoch has come to. */
export interface TrainingState {
  /** One for each output; undefined where it has no loss. */
  losses: (ReadyLoss | undefined)[];
  lossWeights: number[];
  metrics: OutputMetric[];
  /** Of the epoch so far; undefined for a metric that is the mean of its batches. */
  trained: (Float64Array | undefined)[];
  /** Of the evaluation so far. */
  tested: (Float64Array | undefined)[];
  /** Weights of the next batch of a data set. */
  nextWeights: (Tensor | null)[] | undefined;
  /** Weights of the validation data of the `fit` that runs. */
  validationWeights: (Tensor | null)[] | undefined;
}

type Values = Tensor | Tensor[];

/** What of a tfjs `LayersModel` the training step touches; some of it is private there. */
export interface TrainedModel {
  inputs: unknown[];
  outputs: { shape: (number | null)[] }[];
  outputNames: string[];
  optimizer_: { minimize(loss: () => Scalar, returnCost: true, variables: unknown[]): Scalar };
  collectedTrainableWeights: { read(): unknown }[];
  lossFunctions: ((yTrue: Tensor, yPred: Tensor) => Tensor)[];
  metricsTensors: [(yTrue: Tensor, yPred: Tensor) => LossValues, number][];
  metricsNames: string[];
  loss: unknown;
  metrics: unknown;
  lossWeights?: unknown;
  weightedMetrics?: unknown;
  testFunction: (data: (Tensor | null)[]) => Scalar[];
  call(inputs: Tensor[], kwargs: { training?: true }): Values;
  calculateLosses(): Scalar[];
  /** `calculateLosses` for a batch of an evaluation, which has so many rows. */
  calculateValidationLosses(rows: number): Scalar[];
  makeTestFunction(): void;
  standardizeUserDataXY(
    x: unknown,
    y: unknown,
    checkBatchAxis?: boolean,
    batchSize?: number,
  ): [Tensor[], Tensor[]];
}

const states = new WeakMap<object, TrainingState>();

export const setState = (model: object, state: TrainingState): void => void states.set(model, state);

/** Undefined for a model that has not been compiled. */
export const stateOf = (model: object): TrainingState | undefined => states.get(model);
