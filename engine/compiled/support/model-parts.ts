import type { Variable } from '@tensorflow/tfjs-core';
import type { LayerParts } from '../../patches/layer-parts.js';

/** What a compiled step touches of a tfjs `LayersModel`. */
export interface CompiledModel extends LayerParts {
  name: string;
  optimizer_: {
    readonly learningRate?: unknown;
    getClassName(): string;
    applyGradients(gradients: never): void;
  };
  collectedTrainableWeights: { read(): Variable }[];
  calculateLosses(): unknown;
  inputs: unknown[];
  outputs: unknown[];
}
