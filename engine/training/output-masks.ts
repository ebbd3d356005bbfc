import type { Tensor } from '@tensorflow/tfjs-core';
import { maskOf } from '../patches/masks/index.js';
import type { TrainedModel } from './training-state.js';

export interface MaskedOutputs {
  outputs: Tensor[];
  /** Where the mask of an input has come through to an output: which of its time steps count. */
  masks: (Tensor | undefined)[];
}

/** Calls the model. Its outputs have brought their masks along, which live as long as they do. */
export function callWithMasks(
  model: TrainedModel,
  inputs: Tensor[],
  kwargs: { training?: true },
): MaskedOutputs {
  const outputs = [model.call(inputs, kwargs)].flat() as Tensor[];
  return { outputs, masks: outputs.map((output) => maskOf(output) ?? undefined) };
}
