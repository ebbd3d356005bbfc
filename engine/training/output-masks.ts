import type { Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../tf-namespace.js';
import type { TrainedModel } from './training-state.js';

interface MaskingLayer {
  computeMask(inputs: unknown, mask: unknown): Tensor | (Tensor | null)[] | null | undefined;
}

interface Output {
  sourceLayer: MaskingLayer;
  outputTensorIndex?: number;
}

export interface MaskedOutputs {
  outputs: Tensor[];
  /** Where the mask of an input has come through to an output: which of its time steps count. */
  masks: (Tensor | undefined)[];
  disposeMasks(): void;
}

/**
 * Calls the model, and listens for the masks that the layers of its outputs compute on the way: tfjs-layers lets masks flow
 * from layer to layer (`computeMask`), and throws away the last.
 */
export function callWithMasks(
  tf: TfNamespace,
  model: TrainedModel,
  inputs: Tensor[],
  kwargs: { training?: true },
): MaskedOutputs {
  const found = new Map<MaskingLayer, Tensor | (Tensor | null)[]>();
  const layers = new Set((model.outputs as unknown as Output[]).map(({ sourceLayer }) => sourceLayer));
  const undo = [...layers].map((layer) => listen(tf, layer, found));
  try {
    const outputs = [model.call(inputs, kwargs)].flat() as Tensor[];
    const masks = (model.outputs as unknown as Output[]).map(({ sourceLayer, outputTensorIndex = 0 }) => {
      const mask = found.get(sourceLayer);
      return (Array.isArray(mask) ? mask[outputTensorIndex] : mask) ?? undefined;
    });
    return { outputs, masks, disposeMasks: () => tf.dispose([...found.values()].flat() as Tensor[]) };
  } finally {
    for (const step of undo) step();
  }
}

function listen(
  tf: TfNamespace,
  layer: MaskingLayer,
  found: Map<MaskingLayer, Tensor | (Tensor | null)[]>,
): () => void {
  const own = Object.getOwnPropertyDescriptor(layer, 'computeMask');
  const original = layer.computeMask;
  layer.computeMask = (inputs, mask) => {
    const computed = original.call(layer, inputs, mask);
    // The executor disposes masks when it has done, and the call what it has not given back.
    const keep = (one: Tensor): Tensor => tf.keep(tf.clone(one));
    if (Array.isArray(computed))
      found.set(
        layer,
        computed.map((one) => one && keep(one)),
      );
    else if (computed) found.set(layer, keep(computed));
    return computed;
  };
  return () => {
    if (own) Object.defineProperty(layer, 'computeMask', own);
    else Reflect.deleteProperty(layer, 'computeMask');
  };
}
