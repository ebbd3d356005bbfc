import type { Tensor } from '@tensorflow/tfjs-core';
import { maskOf } from '../patches/masks/mask-of.js';
import type { TfNamespace } from '../tf-namespace.js';
import type { TrainedModel } from './training-state.js';

export interface MaskedOutputs {
  outputs: Tensor[];
  /** Where the mask of an input has come through to an output: which of its time steps count. */
  masks: (Tensor | undefined)[];
  disposeMasks(): void;
}

/** Calls the model. Its masks hang on its outputs, and are kept until `disposeMasks`: they would end with a tidying up. */
export function callWithMasks(
  tf: TfNamespace,
  model: TrainedModel,
  inputs: Tensor[],
  kwargs: { training?: true },
): MaskedOutputs {
  const outputs = [model.call(inputs, kwargs)].flat() as Tensor[];
  const masks = outputs.map((output) => {
    const mask = maskOf(output);
    return mask ? tf.keep(tf.clone(mask)) : undefined;
  });
  return { outputs, masks, disposeMasks: () => tf.dispose(masks.filter((mask) => mask !== undefined)) };
}
