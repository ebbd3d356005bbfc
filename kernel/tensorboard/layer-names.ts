import type { LayerPart, ModelPart } from './model-parts.js';

/** A layer under the name that Keras 3 gives it, and its weights under theirs. */
export interface NamedLayer {
  layer: LayerPart;
  path: string;
  weights: { path: string; weight: LayerPart['weights'][number] }[];
}

const CELLS: Record<string, string> = { LSTM: 'lstm_cell', GRU: 'gru_cell', SimpleRNN: 'simple_rnn_cell' };
const INNER = /_model$/;

/** The name that the student gave: a Sequential trains through an inner model of its own. */
export const modelName = ({ name, layers }: ModelPart): string =>
  isInnerOfSequential({ name, layers }) ? name.replace(INNER, '') : name;

/** tfjs names the inner model's input after the first layer, unless the student has put an input in front. */
function isInnerOfSequential({ name, layers: [input, first] }: Pick<ModelPart, 'name' | 'layers'>): boolean {
  return INNER.test(name) && input?.getClassName() === 'InputLayer' && first !== undefined;
}

/**
 * The layers that compute something, those of nested models among them. Paths are Keras 3's: `model/layer` in a Sequential,
 * `layer` in a functional model; `model/layer/kernel` and, of a recurrent layer, `model/layer/lstm_cell/kernel`.
 */
export function namedLayers(model: ModelPart): NamedLayer[] {
  const isSequential = model.getClassName() === 'Sequential' || isInnerOfSequential(model);
  const taken = new Map<string, number>();
  const unique = (path: string): string => {
    const count = taken.get(path) ?? 0;
    taken.set(path, count + 1);
    return count === 0 ? path : `${path}_${count}`;
  };
  return walk(model.layers, isSequential ? `${modelName(model)}/` : '').map(({ layer, prefix }) => {
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

function walk(layers: readonly LayerPart[], prefix: string): { layer: LayerPart; prefix: string }[] {
  return layers.flatMap((layer) => {
    if (layer.layers)
      return walk(layer.layers, layer.getClassName() === 'Sequential' ? `${layer.name}/` : '');
    return layer.getClassName() === 'InputLayer' ? [] : [{ layer, prefix }];
  });
}
