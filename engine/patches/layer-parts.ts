import type { Tensor } from '@tensorflow/tfjs-core';

/** A weight of a layer; tfjs-layers does not export its class. */
export interface Weight {
  readonly name: string;
  readonly trainable: boolean;
  constraint: { apply(value: Tensor): Tensor } | null | undefined;
  read(): Tensor & { assign(value: Tensor): void };
}

/** A regularizer of weights or of outputs. */
export interface Penalty {
  apply(value: Tensor): Tensor;
}

/** What the patches touch of a layer of tfjs-layers. */
export interface LayerParts {
  name: string;
  activityRegularizer: Penalty | null;
  readonly trainableWeights: Weight[];
  _losses: (() => Tensor)[];
  getClassName(): string;
  /** A recurrent layer's. */
  cell?: LayerParts;
  /** Those of stacked cells. */
  cells?: LayerParts[];
  /** The layer in a wrapper. */
  layer?: LayerParts;
  forwardLayer?: LayerParts;
  backwardLayer?: LayerParts;
  /** Those of a model. */
  layers?: LayerParts[];
}

/** The layers and cells that stand in a layer and do its work. */
export function innerLayers(layer: LayerParts): LayerParts[] {
  const { forwardLayer, backwardLayer, layers, cells, cell, layer: wrapped } = layer;
  // A Bidirectional computes with copies of the layer that it was given.
  if (forwardLayer && backwardLayer) return [forwardLayer, backwardLayer];
  return layers ?? cells ?? [cell, wrapped].filter((inner) => inner !== undefined);
}

/** A layer and all that stand in it, each once, in the order of their weights. */
export function layersWithin(root: LayerParts): LayerParts[] {
  const found = new Set<LayerParts>();
  const visit = (layer: LayerParts): void => {
    if (found.has(layer)) return;
    found.add(layer);
    innerLayers(layer).forEach(visit);
  };
  visit(root);
  return [...found];
}
