import { say } from '../../../words/index.js';
import { type Config, configOf, isConfig, kerasObject } from './json.js';
import { type Place, unsupportedLayer, usualAdvice } from './unsupported.js';

/** What Keras computes the masks of its layers with. */
const OPERATIONS = new Set([
  'NotEqual',
  'Any',
  'LogicalOr',
  'ExpandDims',
  'ZerosLike',
  'OnesLike',
  'Concatenate',
  'Squeeze',
]);

/**
 * The layers of a functional model without the operations that make its masks, which Keras 3 writes down as if they were
 * layers: masks find their own way here.
 *
 * @throws ModelFileError where a layer is given a mask that another layer computes, or that no Embedding or Masking makes.
 */
export function withoutMasks(place: Place, config: Config): Config[] {
  const layers = config.layers as Config[];
  const byName = new Map(layers.map((layer) => [nameOf(layer), layer]));
  const reached = new Set<string>();
  const reach = (name: string): void => {
    if (reached.has(name)) return;
    reached.add(name);
    for (const node of nodesOf(byName.get(name))) sourcesOf(node.args).forEach(reach);
  };
  const isModern = layers.some((layer) => nodesOf(layer).length > 0);
  if (!isModern) return layers;
  sourcesOf([config.input_layers, config.output_layers]).forEach(reach);

  const makesMasks = everyLayer(layers).some(
    (layer) => layer.class_name === 'Masking' || configOf(layer.config).mask_zero === true,
  );
  for (const layer of layers) {
    const name = nameOf(layer);
    const masked = nodesOf(layer).some((node) => sourcesOf(configOf(node.kwargs).mask).length > 0);
    const isOperation = OPERATIONS.has(String(layer.class_name)) && !reached.has(name);
    if ((reached.has(name) || isOperation) && (!masked || makesMasks)) continue;
    throw unsupportedLayer(
      place,
      { name, className: String(layer.class_name) },
      say(
        'computes or takes a mask of its own; TensorFlow.js knows those of Embedding and Masking',
        '은 직접 계산한 마스크를 쓰는데 TensorFlow.js에는 Embedding과 Masking의 마스크만 있습니다',
      ),
      usualAdvice(place),
    );
  }
  return layers.filter((layer) => reached.has(nameOf(layer)));
}

const nameOf = (layer: Config): string => String(layer.name ?? configOf(layer.config).name);

const nodesOf = (layer: Config | undefined): Config[] =>
  Array.isArray(layer?.inbound_nodes) ? layer.inbound_nodes.filter(isConfig) : [];

/** The layers whose outputs stand in a value. */
function sourcesOf(value: unknown): string[] {
  if (isConfig(value)) {
    const history = configOf(value.config).keras_history;
    return Array.isArray(history) ? [String(history[0])] : Object.values(value).flatMap(sourcesOf);
  }
  if (!Array.isArray(value)) return [];
  // `[layer, call, output]`, as inputs and outputs of a model are written.
  return typeof value[0] === 'string' && typeof value[1] === 'number' ? [value[0]] : value.flatMap(sourcesOf);
}

const everyLayer = (layers: unknown): Config[] =>
  (Array.isArray(layers) ? layers : [layers]).filter(isConfig).flatMap((layer) => {
    const config = configOf(layer.config);
    return [layer, ...everyLayer(config.layers ?? []), ...everyLayer(kerasObject(config.layer) ?? [])];
  });
