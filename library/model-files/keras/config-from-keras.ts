import { say } from '../../../words/index.js';
import { ModelFileError } from '../model-file-error.js';
import { initialState, isRecurrentClass } from './config-to-keras.js';
import type { HardSigmoid } from './hard-sigmoid.js';
import { type Config, configOf, isConfig, type KerasObject, kerasObject, sameJson } from './json.js';
import { layerFromKeras, type NamedLayer } from './layer-config.js';
import { withoutMasks } from './mask-operations.js';
import { isModelClass } from './model-class.js';
import { type Place, unsupportedLayer, usualAdvice } from './unsupported.js';

type NodeEntry = [layer: string, node: number, tensor: number, options: Config];

/**
 * The topology that tfjs-layers loads, from a model as tf-keras or Keras 3 describes it.
 *
 * @param hardSigmoid whose `hard_sigmoid` it means.
 * @throws ModelFileError that names the layer which tfjs cannot hold, or says that this is no model.
 */
export function modelFromKeras(value: unknown, path: string, hardSigmoid: HardSigmoid = 'tfjs'): KerasObject {
  const place: Place = { path, direction: 'read', hardSigmoid };
  const object = kerasObject(value);
  if (!object || !isModelClass(object.class_name) || !Array.isArray(object.config.layers))
    throw new ModelFileError(
      say(
        `Cannot load the model in ${path}: it is ${object ? `of class "${object.class_name}"` : 'no Keras model'}; a Sequential or functional model can be loaded.`,
        `${path}의 모델을 읽을 수 없습니다: ${object ? `"${object.class_name}" 클래스` : 'Keras 모델이 아닙니다'}. Sequential 모델과 함수형 모델을 읽을 수 있습니다.`,
      ),
    );
  return model(place, object);
}

function model(place: Place, { class_name, config }: KerasObject): KerasObject {
  return class_name === 'Sequential' ? sequential(place, config) : functional(place, config);
}

function sequential(place: Place, config: Config): KerasObject {
  const layers = (config.layers as unknown[]).flatMap((layer) => kerasObject(layer) ?? []);
  const input = layers[0]?.class_name === 'InputLayer' ? layers[0] : undefined;
  const body = (input ? layers.slice(1) : layers).map((layer) => plainLayer(place, layer));
  const first = input ? layers[1] : layers[0];
  const shape =
    (input && shapeOf(input.config)) ?? (first && shapeOf(first.config)) ?? config.build_input_shape;
  const head = body[0];
  if (head && !isModelClass(head.class_name)) {
    if (!Array.isArray(shape)) throw noInputShape(place, String(config.name));
    const dtype = input ? inputDtype(place, input.config) : 'float32';
    if (dtype === 'float32') Object.assign(head.config, { batch_input_shape: shape, dtype });
    else body.unshift(inputLayer({ ...input?.config, batch_shape: shape }, dtype));
  }
  return { class_name: 'Sequential', config: { name: config.name, layers: body } };
}

const noInputShape = ({ path }: Place, name: string): ModelFileError =>
  new ModelFileError(
    say(
      `Cannot load the model in ${path}: its Sequential model "${name}" says nothing of the shape of its input. Begin it with keras.Input(shape) in Python and save it again.`,
      `${path}의 모델을 읽을 수 없습니다: Sequential 모델 "${name}"에 입력의 모양이 없습니다. Python에서 keras.Input(shape)으로 시작하게 만들고 다시 저장하세요.`,
    ),
  );

const shapeOf = ({ batch_shape, batch_input_shape }: Config): unknown[] | undefined =>
  [batch_shape, batch_input_shape].find(Array.isArray);

function inputDtype(place: Place, config: Config): string {
  const dtype = dtypeName(config.dtype);
  if (dtype === 'int64' || dtype === 'uint8' || dtype === 'int8' || dtype === 'int16') return 'int32';
  if (dtype === 'float64' || dtype === 'float16' || dtype === 'bfloat16') return 'float32';
  if (['float32', 'int32', 'bool'].includes(dtype)) return dtype;
  throw unsupportedLayer(
    place,
    { name: String(config.name), className: 'InputLayer' },
    say(`takes data of type ${dtype}`, `이 ${dtype} 자료형을 받습니다`),
    usualAdvice(place),
  );
}

const dtypeName = (value: unknown): string =>
  typeof value === 'string' ? value : String(kerasObject(value)?.config.name ?? 'float32');

const inputLayer = (config: Config, dtype: string): KerasObject => ({
  class_name: 'InputLayer',
  config: { batch_input_shape: shapeOf(config), dtype, sparse: false, name: config.name },
});

function functional(place: Place, config: Config): KerasObject {
  const layers = withoutMasks(place, config);
  const classes = new Map(layers.map(({ name, class_name }) => [String(name), String(class_name)]));
  const modern = layers.some(
    ({ inbound_nodes }) => Array.isArray(inbound_nodes) && inbound_nodes.some(isConfig),
  );
  return {
    class_name: 'Model',
    config: {
      name: config.name,
      layers: layers.map((layer) => graphLayer(place, layer, classes)),
      input_layers: tensors(config.input_layers),
      output_layers: tensors(config.output_layers).map(([layer, call, output]) => [
        layer,
        modern && classes.get(String(layer)) === 'Sequential' ? Number(call) + 1 : call,
        output,
      ]),
    },
  };
}

/** Keras 3 writes one tensor without a list around it, and named ones as an object. */
function tensors(value: unknown): unknown[][] {
  if (isConfig(value)) return Object.values(value).flatMap(tensors);
  if (!Array.isArray(value)) return [];
  return typeof value[0] === 'string' ? [value] : value.flatMap(tensors);
}

function graphLayer(place: Place, layer: Config, classes: Map<string, string>): Config {
  const object = kerasObject(layer) as KerasObject;
  const name = String(layer.name ?? object.config.name);
  const named: NamedLayer = { name, className: object.class_name };
  const nodes = Array.isArray(layer.inbound_nodes) ? layer.inbound_nodes : [];
  return {
    name,
    ...plainLayer(place, object),
    inbound_nodes: nodes.map((node) => inboundNode(place, named, node, classes)),
  };
}

function inboundNode(
  place: Place,
  layer: NamedLayer,
  node: unknown,
  classes: Map<string, string>,
): NodeEntry[] {
  const entries = Array.isArray(node)
    ? legacyNode(place, layer, node)
    : modernNode(place, layer, configOf(node), classes);
  if (isRecurrentClass(layer.className) && entries.length > 1) throw initialState(place, layer);
  return entries;
}

/** `[[layer, node, tensor, options], …]`, or one entry without the list. */
function legacyNode(place: Place, layer: NamedLayer, node: unknown[]): NodeEntry[] {
  const entries = (typeof node[0] === 'string' ? [node] : node) as NodeEntry[];
  return entries.map(([from, index, tensor, options]) => {
    checkOptions(place, layer, configOf(options));
    return [from, index, tensor, {}];
  });
}

/** `{args: [tensor or [tensors]], kwargs}` of Keras 3. */
function modernNode(
  place: Place,
  layer: NamedLayer,
  { args, kwargs }: Config,
  classes: Map<string, string>,
): NodeEntry[] {
  checkOptions(place, layer, configOf(kwargs));
  const found: NodeEntry[] = [];
  // tfjs counts the call with which a model within the model was made; see node-numbering.ts.
  const entry = ([from, call, output]: unknown[]): NodeEntry => [
    String(from),
    Number(call) + (isModelClass(classes.get(String(from)) ?? '') ? 1 : 0),
    Number(output),
    {},
  ];
  const visit = (value: unknown): void => {
    const history = isConfig(value) ? configOf(value.config).keras_history : undefined;
    if (Array.isArray(history)) found.push(entry(history));
    else if (Array.isArray(value)) value.forEach(visit);
    else if (value !== null && value !== undefined) throw callOption(place, layer, 'args', value);
  };
  visit(args);
  return found;
}

/** Masks find their own way in tfjs. */
function checkOptions(place: Place, layer: NamedLayer, options: Config): void {
  for (const [key, value] of Object.entries(options)) {
    if (key === 'mask' || key === 'training' || value === null || value === false) continue;
    throw key === 'initial_state' ? initialState(place, layer) : callOption(place, layer, key, value);
  }
}

const callOption = (place: Place, layer: NamedLayer, key: string, value: unknown): Error =>
  unsupportedLayer(
    place,
    layer,
    say(
      `is called with ${key} = ${JSON.stringify(value)}, which TensorFlow.js has not`,
      `이 TensorFlow.js에 없는 ${key} = ${JSON.stringify(value)}(으)로 호출됩니다`,
    ),
    usualAdvice(place),
  );

function plainLayer(place: Place, { class_name, config }: KerasObject): KerasObject {
  if (isModelClass(class_name)) return model(place, { class_name, config });
  if (class_name === 'InputLayer') return inputLayer(config, inputDtype(place, config));
  const layer = { name: String(config.name), className: class_name };
  checkDtype(place, layer, config);
  const converted = layerFromKeras(place, layer, config, ['layer', 'cell', 'cells', 'backward_layer']);
  return { class_name, config: { ...converted, ...inner(place, layer, config) } };
}

function checkDtype(place: Place, layer: NamedLayer, { dtype }: Config): void {
  const name = dtypeName(dtype);
  if (name === 'float32') return;
  throw unsupportedLayer(
    place,
    layer,
    say(
      `computes in ${name}; TensorFlow.js computes in float32`,
      `은 ${name}(으)로 계산하는데 TensorFlow.js는 float32로 계산합니다`,
    ),
    usualAdvice(place),
  );
}

function inner(place: Place, layer: NamedLayer, config: Config): Config {
  const one = (value: unknown): KerasObject | undefined => {
    const object = kerasObject(value);
    return object && plainLayer(place, object);
  };
  if (layer.className === 'Bidirectional') checkMirrored(place, layer, config);
  if (isConfig(config.layer)) {
    // Bidirectional sets this of its layers by itself.
    const { zero_output_for_mask: _, ...own } = configOf(config.layer.config);
    const wrapped = one({ ...config.layer, config: own }) as KerasObject;
    // tfjs puts "forward_" in front again.
    wrapped.config.name = String(wrapped.config.name).replace(/^forward_/, '');
    return { layer: wrapped };
  }
  if (isConfig(config.cell)) return { cell: one(config.cell) };
  return Array.isArray(config.cells) ? { cells: config.cells.map(one) } : {};
}

/** tfjs makes the backward layer out of the forward one. */
function checkMirrored(place: Place, layer: NamedLayer, config: Config): void {
  const [forward, backward] = [kerasObject(config.layer), kerasObject(config.backward_layer)];
  if (!forward || !backward) return;
  const comparable = (object: KerasObject, turn: boolean): unknown => {
    const { zero_output_for_mask: _, ...own } = object.config;
    const converted = plainLayer(place, { ...object, config: own });
    const { name: _name, go_backwards, ...rest } = converted.config;
    return { class_name: converted.class_name, rest, go_backwards: Boolean(go_backwards) !== turn };
  };
  if (sameJson(comparable(forward, false), comparable(backward, true))) return;
  throw unsupportedLayer(
    place,
    layer,
    say('has a backward layer that differs from the forward one', '의 backward 층이 forward 층과 다릅니다'),
    usualAdvice(place),
  );
}
