import { layerNames } from '../fitting/index.js';
import { replaceMethod } from '../fitting/replace-method.js';
import { configOf, graphOf, type LayerPart, type ModelPart } from '../model-structure/model-parts.js';
import { isTensor, type TensorLike } from '../tensor-like.js';
import type { LayerOutput } from './layer-values.js';

/** Layers that leave every value as it is when a model predicts, or that only move them. */
const UNCHANGED =
  /^(InputLayer|Dropout|SpatialDropout1D|AlphaDropout|GaussianDropout|GaussianNoise|Flatten|Reshape|Permute|Masking)$/;

type Callable = LayerPart & { call(inputs: unknown, kwargs: unknown): unknown };

/** The layers of a model, those of nested models in the place of these. */
function layersOf(model: LayerPart): Callable[] {
  const graph = graphOf(model);
  return graph ? [...new Set(graph.layers.flatMap(layersOf))] : [model as Callable];
}

/** The activation function of a layer's outputs: its setting, or the layer is one itself. */
function activationOf(layer: LayerPart): string | undefined {
  const { activation } = configOf(layer);
  if (typeof activation === 'string') return activation === 'linear' ? undefined : activation;
  const own = /^(ReLU|LeakyReLU|PReLU|ELU|ThresholdedReLU|Softmax)$/.exec(layer.getClassName())?.[1];
  return own === 'ReLU' ? 'relu' : own === 'Softmax' ? 'softmax' : own;
}

/**
 * Takes what the layers of a model give while `predict` runs, in the order in which they compute; a layer that is used twice
 * comes twice. The layers are as they were afterwards.
 *
 * @param take Is called while the values are there, so that those of a large model are never all in memory.
 * @returns How many layers leave values as they are, and were passed over.
 */
export function takeOutputs(
  model: ModelPart,
  predict: () => void,
  take: (output: LayerOutput) => void,
): number {
  const layers = layersOf(model);
  const names = layerNames(layers);
  const uses = new Map<Callable, number>();
  let unchanged = 0;
  const told = (layer: Callable, result: unknown): void => {
    const className = layer.getClassName();
    const tensor: unknown = Array.isArray(result) ? result[0] : result;
    if (!isTensor(tensor) || tensor.dtype === 'string') return;
    if (UNCHANGED.test(className)) {
      if (className !== 'InputLayer') unchanged += 1;
      return;
    }
    const use = (uses.get(layer) ?? 0) + 1;
    uses.set(layer, use);
    const name = names.get(layer) ?? layer.name;
    take({
      ...outputOf(tensor, configOf(layer)),
      className,
      activation: activationOf(layer),
      name: use > 1 ? `${name} (${use})` : name,
    });
  };
  const undo = layers.map((layer) => {
    const { call } = layer;
    return replaceMethod(layer, 'call', (inputs: unknown, kwargs: unknown) => {
      const result = call.call(layer, inputs, kwargs);
      told(layer, result);
      return result;
    });
  });
  try {
    predict();
  } finally {
    for (const restore of undo.reverse()) restore();
  }
  return unchanged;
}

/** @param config Of the layer, which says where channels stand. */
export const outputOf = (
  tensor: TensorLike,
  config: Readonly<Record<string, unknown>> = {},
): Pick<LayerOutput, 'shape' | 'values' | 'channelsFirst'> => ({
  shape: tensor.shape.slice(1),
  values: tensor.dataSync() as ArrayLike<number>,
  channelsFirst: config.dataFormat === 'channelsFirst',
});
