import { say } from '../../../words/index.js';
import { KERAS_HARD_SIGMOID } from './hard-sigmoid.js';
import { type Config, configOf, isConfig, type KerasObject, kerasObject } from './json.js';
import { layerRule, layerToKeras, type NamedLayer, unsupportedOption } from './layer-config.js';
import { isModelClass } from './model-class.js';
import { type NodeNumbering, nodeNumbering, type TensorPlace } from './node-numbering.js';
import { type Place, unsupportedLayer, usualAdvice } from './unsupported.js';

/**
 * Which Keras a configuration is for. `legacy`: what both tf-keras and Keras 3 read from a `.h5`. `v3`: the archive of
 * Keras 3, which computes `hard_sigmoid` otherwise.
 */
export type KerasTarget = 'legacy' | 'v3';

interface Context {
  place: Place;
  target: KerasTarget;
}

const RECURRENT = new Set(['SimpleRNN', 'GRU', 'LSTM', 'ConvLSTM2D', 'RNN', 'Bidirectional']);

export const isRecurrentClass = (className: string): boolean => RECURRENT.has(className);

/**
 * A model's topology in Keras' form.
 *
 * @param topology what `wholeTopology` gives.
 * @throws ModelFileError that names the layer which Keras cannot hold.
 */
export function modelToKeras(topology: unknown, path: string, target: KerasTarget): Config {
  const object = kerasObject(topology);
  if (!object) throw new Error('model.toJSON gave no {class_name, config}.');
  const place: Place = { path, direction: 'write' };
  return model({ place, target }, object);
}

function model(context: Context, { class_name, config }: KerasObject): Config {
  const layers = (config.layers as unknown[]).flatMap((layer) => kerasObject(layer) ?? []);
  if (class_name === 'Sequential') {
    const body = layers.map((layer) => plainLayer(context, layer));
    return envelope(context, 'Sequential', {
      name: config.name,
      layers: [...inputOf(context, layers), ...body],
    });
  }
  const numbering = nodeNumbering(config.layers as Config[], context.target);
  return envelope(context, 'Functional', {
    name: config.name,
    trainable: true,
    layers: (config.layers as Config[]).map((layer) => graphLayer(context, layer, numbering)),
    input_layers: config.input_layers,
    output_layers: (config.output_layers as TensorPlace[]).map(numbering.output),
  });
}

/** Keras 3 looks an object up by its module, tf-keras by its class. */
function envelope({ target }: Context, className: string, config: Config): Config {
  if (target === 'legacy') return { class_name: className, config };
  const module = className === 'Functional' ? 'keras.src.models.functional' : 'keras';
  return { module, class_name: className, config, registered_name: null };
}

/**
 * The InputLayer that tfjs leaves out of a Sequential model. Without it Keras 3 takes the batch for a dimension of the
 * data.
 */
function inputOf(context: Context, layers: KerasObject[]): Config[] {
  const first = layers[0];
  if (!first || first.class_name === 'InputLayer') return [];
  const { dtype, batch_input_shape } = inputConfig(first);
  return [inputLayer(context, { name: `${first.config.name}_input`, dtype, batch_input_shape })];
}

/** The configuration that says what a layer, or the model in its place, takes. */
function inputConfig({ class_name, config }: KerasObject): Config {
  if (!isModelClass(class_name)) return config;
  const layers = config.layers as unknown[];
  const [input] = (config.input_layers ?? []) as [string][];
  const first = input ? layers.find((layer) => isConfig(layer) && layer.name === input[0]) : layers[0];
  const object = kerasObject(first);
  return object ? inputConfig(object) : config;
}

function inputLayer({ target }: Context, { name, dtype, batch_input_shape }: Config): Config {
  const shape = target === 'v3' ? { batch_shape: batch_input_shape } : { batch_input_shape };
  const config = { ...shape, dtype: dtype ?? 'float32', sparse: false, ragged: false, name };
  return target === 'v3'
    ? { module: 'keras.layers', class_name: 'InputLayer', config, registered_name: null }
    : { class_name: 'InputLayer', config };
}

function graphLayer(context: Context, layer: Config, numbering: NodeNumbering): Config {
  const object = kerasObject(layer) as KerasObject;
  const named = { name: String(layer.name), className: object.class_name };
  const nodes = (layer.inbound_nodes as TensorPlace[][]).map((node) => checkedNode(context, named, node));
  return {
    ...plainLayer(context, object),
    name: layer.name,
    inbound_nodes: numbering.calls(named.name, nodes),
  };
}

function checkedNode({ place }: Context, layer: NamedLayer, node: TensorPlace[]): TensorPlace[] {
  for (const [, , , options] of node) {
    for (const [key, value] of Object.entries(configOf(options)))
      if (key !== 'training' && value !== null) throw unsupportedOption(place, layer, key, value);
  }
  if (isRecurrentClass(layer.className) && node.length > 1) throw initialState(place, layer);
  return node;
}

export const initialState = (place: Place, layer: NamedLayer): Error =>
  unsupportedLayer(
    place,
    layer,
    say(
      'starts from a state given by another layer, which is not stored in a way both read',
      '은 다른 층이 준 상태에서 시작하는데, 이것을 양쪽이 함께 읽을 수 있게 저장할 수는 없습니다',
    ),
    usualAdvice(place),
  );

function plainLayer(context: Context, { class_name, config }: KerasObject): Config {
  if (isModelClass(class_name)) return model(context, { class_name, config });
  if (class_name === 'InputLayer') return inputLayer(context, config);
  const { place, target } = context;
  const layer = { name: String(config.name), className: class_name };
  const converted = layerToKeras(place, layer, config);
  // Keras 3 does not take the option here.
  if (class_name === 'SpatialDropout1D') delete converted.trainable;
  if (layerRule(place, layer).legacy && target === 'v3')
    throw unsupportedLayer(
      place,
      layer,
      say('is not part of Keras 3', '은 Keras 3에 없습니다'),
      say('Save the model as .h5 for tf-keras.', 'tf-keras에서 쓰도록 .h5로 저장하세요.'),
    );
  if (class_name === 'LeakyReLU' && target === 'legacy') {
    converted.alpha = converted.negative_slope;
    delete converted.negative_slope;
  }
  if (target === 'legacy' && usesKerasHardSigmoid(config)) throw keras3Only(place, layer);
  if (target === 'legacy' && usesHardSigmoid(converted)) Object.assign(converted, onlyForTfKeras(class_name));
  return named(layer.className, { ...converted, ...inner(context, config) });
}

const named = (className: string, config: Config): Config => ({
  module: 'keras.layers',
  class_name: className,
  config,
  registered_name: null,
});

/** The layers and cells that a layer wraps. */
function inner(context: Context, { layer, cell, cells }: Config): Config {
  const one = (value: unknown): Config | undefined => {
    const object = kerasObject(value);
    const own = object && plainLayer(context, object);
    // Keras 3 finds what is wrapped by its module, in a .h5 too.
    return own?.class_name === 'Sequential' ? { ...own, module: 'keras', registered_name: null } : own;
  };
  if (isConfig(layer)) return { layer: one(layer) };
  if (isConfig(cell)) return { cell: one(cell) };
  return Array.isArray(cells) ? { cells: cells.map(one) } : {};
}

export const usesHardSigmoid = ({ activation, recurrent_activation }: Config): boolean =>
  activation === 'hard_sigmoid' || recurrent_activation === 'hard_sigmoid';

const usesKerasHardSigmoid = ({ activation, recurrent_activation }: Config): boolean =>
  activation === KERAS_HARD_SIGMOID || recurrent_activation === KERAS_HARD_SIGMOID;

const keras3Only = (place: Place, layer: NamedLayer): Error =>
  unsupportedLayer(
    place,
    layer,
    say(
      'uses the hard_sigmoid of Keras 3, and tf-keras would compute another one from a .h5',
      '에서 쓰는 Keras 3의 hard_sigmoid를 tf-keras는 .h5에서 다르게 계산합니다',
    ),
    say('Save the model as .keras.', '.keras로 저장하세요.'),
  );

/**
 * An option that means nothing to tf-keras and that Keras 3 refuses to load: it would compute another hard_sigmoid without
 * a word.
 */
const onlyForTfKeras = (className: string): Config =>
  isRecurrentClass(className) ? { time_major: false } : { implementation: 1 };
