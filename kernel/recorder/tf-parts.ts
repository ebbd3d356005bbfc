import type { FitTf, FittingTf, KernelEngine } from '../../library/fitting/index.js';

// The parts of tfjs-layers that the recorder touches, some of them private there. Any tfjs 4 has them.

export interface ScalarTensor {
  clone(): ScalarTensor;
  dataSync(): ArrayLike<number>;
  dispose(): void;
}

export interface RecordedOptimizer {
  learningRate?: unknown;
  getClassName(): string;
  getConfig(): Record<string, unknown> | null;
}

export interface RecordedLayer {
  name: string;
  trainable: boolean;
  readonly outputShape: unknown[];
  countParams(): number;
  getClassName(): string;
  getConfig(): Record<string, unknown>;
}

interface RecordedWeight {
  shape: (number | null)[];
  read(): { dataId: object };
}
type Weights = RecordedWeight[];

export interface RecordedModel {
  name: string;
  layers: RecordedLayer[];
  weights: Weights;
  trainableWeights: Weights;
  optimizer?: RecordedOptimizer;
  loss: unknown;
  metricsNames?: string[];
  /** One scalar per regularizer. */
  calculateLosses(): ScalarTensor[];
  /** The same for a batch of an evaluation, which has so many rows. */
  calculateValidationLosses?(rows: number): ScalarTensor[];
  stopTraining: boolean;
  isTraining: boolean;
}

export interface FitArgs {
  batchSize?: number;
  epochs?: number;
  initialEpoch?: number;
  validationSplit?: number;
  validationData?: unknown;
  batchesPerEpoch?: number;
  shuffle?: unknown;
  callbacks?: unknown;
  yieldEvery?: unknown;
}

/** What of the `tf` namespace the recorder needs. */
export interface RecordedTf extends FittingTf, FitTf {
  engine(): KernelEngine;
  keep<T>(tensor: T): T;
  memory(): { numTensors: number; numBytes: number };
  getBackend(): string;
}
