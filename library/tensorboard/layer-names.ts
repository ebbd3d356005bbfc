import type { LayerPart, ModelPart } from './model-parts.js';

/** A layer under the name that Keras 3 gives it, and its weights under theirs. */
export interface NamedLayer {
  layer: LayerPart;
  path: string;
  weights: { path: string; weight: LayerPart['weights'][number] }[];
}

type Placed = { layer: LayerPart; prefix: string };

const CELLS: Record<string, string> = { LSTM: 'lstm_cell', GRU: 'gru_cell', SimpleRNN: 'simple_rnn_cell' };
/**
 * The layers that compute something, those of nested models among them. Paths are Keras 3's: `model/layer` in a Sequential,
 * `layer` in a functional model; `model/layer/kernel` and, of a recurrent layer, `model/layer/lstm_cell/kernel`.
 */
export function namedLayers(model: ModelPart): NamedLayer[] {
  const taken = new Map<string, number>();
  const unique = (path: string): string => {
    const count = taken.get(path) ?? 0;
    taken.set(path, count + 1);
    return count === 0 ? path : `${path}_${count}`;
  };
  return walk(model).map(({ layer, prefix }) => {
    const path = unique(`${prefix}${layer.name}`);
    const cell = CELLS[(layer.forwardLayer ?? layer).getClassName()];
    const weights = layer.weights.map((weight) => {
      const [, ...inner] = weight.originalName.split('/');
      if (cell) inner.splice(-1, 0, cell);
      return { path: [path, ...inner].join('/'), weight };
    });
    return { layer, path, weights };
  });
}

function walk(model: { name: string; layers?: readonly LayerPart[]; getClassName(): string }): Placed[] {
  const prefix = model.getClassName() === 'Sequential' ? `${model.name}/` : '';
  return (model.layers ?? []).flatMap((layer) => {
    if (layer.layers) return walk(layer);
    return layer.getClassName() === 'InputLayer' ? [] : [{ layer, prefix }];
  });
}
