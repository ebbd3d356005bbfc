import type { Tensor } from '@tensorflow/tfjs-core';
import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import { stateOf } from '../training/index.js';

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

/** The loss of each output as a word without underscores, `binarycrossentropy`; undefined where it is a function of the student's. */
export const lossWords = (model: CheckedModel): (string | undefined)[] =>
  model.outputNames.map((_name, i) => stateOf(model)?.losses[i]?.kind?.name.replaceAll('_', ''));

/** Whether the loss of an output takes logits, and so no probabilities. */
export const takesLogits = (model: CheckedModel, output: number): boolean =>
  stateOf(model)?.losses[output]?.options.fromLogits === true;

/** The class number that the loss of an output passes over. */
export function ignoredClass(model: CheckedModel, output: number): number | undefined {
  const ignored = stateOf(model)?.losses[output]?.options.ignoreClass;
  return typeof ignored === 'number' ? ignored : undefined;
}

/** The name of an output's activation, `softmax`; undefined where its layer has none to know. */
export function outputActivation(model: CheckedModel, output: number): string | undefined {
  return model.outputs[output]?.sourceLayer?.activation?.getClassName();
}
