import type { Tensor } from '@tensorflow/tfjs-core';
import type { SymbolicTensor } from '@tensorflow/tfjs-layers';

/** What the checks read of a layer. */
export interface CheckedLayer {
  name: string;
  getClassName(): string;
  activation?: { getClassName(): string } | null;
  inboundNodes: { inputTensors: SymbolicTensor[] }[];
  inputDim?: number;
}

/** What the checks read of a model that is built. */
export interface CheckedModel {
  inputNames: string[];
  outputNames: string[];
  inputs: SymbolicTensor[];
  outputs: (SymbolicTensor & { sourceLayer: CheckedLayer })[];
  layers: CheckedLayer[];
  loss?: unknown;
  optimizer?: unknown;
  isTraining: boolean;
}

/** The engine's functions that the checks compute with. */
export interface CheckTf {
  tidy<T>(run: () => T): T;
  sum(x: Tensor, axis?: number): Tensor;
  min(x: Tensor): Tensor;
  max(x: Tensor): Tensor;
  expandDims(x: Tensor, axis: number): Tensor;
  slice(x: Tensor, begin: number[], size: number[]): Tensor;
}

/** The loss of each output as a word without case and underscores, `binarycrossentropy`; undefined where it is a function of the student's. */
export function lossWords({ loss, outputNames }: CheckedModel): (string | undefined)[] {
  return outputNames.map((name, i) => {
    const own: unknown = Array.isArray(loss)
      ? loss[i]
      : typeof loss === 'object' && loss !== null
        ? (loss as Record<string, unknown>)[name]
        : loss;
    const word = typeof own === 'function' ? own.name : own;
    return typeof word === 'string' ? word.replaceAll('_', '').toLowerCase() : undefined;
  });
}

/** The name of an output's activation, `softmax`; undefined where its layer has none to know. */
export function outputActivation(model: CheckedModel, output: number): string | undefined {
  return model.outputs[output]?.sourceLayer?.activation?.getClassName();
}
