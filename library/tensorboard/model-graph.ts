/** A layer or model as tfjs' `toJSON` gives it, in Keras 2's form. */
interface SavedLayer {
  class_name: string;
  name?: string;
  config: {
    name?: string;
    dtype?: string;
    layers?: SavedLayer[];
    input_layers?: unknown[];
    output_layers?: unknown[];
    [key: string]: unknown;
  };
  inbound_nodes?: Source[][];
}

/** Layer, node and tensor index of an input, and further arguments. */
type Source = [layer: string, node: number, tensor: number, kwargs?: object];

/** What `model.toJSON()` gives, in Keras 3's form, the only one whose edges TensorBoard reads. */
export const modelGraph = (json: string): string => JSON.stringify(convert(JSON.parse(json) as SavedLayer));

function convert({ inbound_nodes: nodes, ...layer }: SavedLayer): object {
  const { config } = layer;
  const isModel = Array.isArray(config.layers);
  return {
    ...layer,
    // tfjs calls a functional model "Model".
    class_name: layer.class_name === 'Model' ? 'Functional' : layer.class_name,
    config: {
      ...config,
      ...(isModel
        ? {
            layers: layersOf(layer).map(convert),
            input_layers: inputLayers(config.input_layers),
            output_layers: config.output_layers,
          }
        : { dtype: config.dtype ?? 'float32' }),
    },
    ...(nodes && { inbound_nodes: nodes.map(callOf) }),
  };
}

/** Keras 3 lists the input of a Sequential too; tfjs only keeps its shape, with the first layer. */
function layersOf({ class_name, config: { layers = [] } }: SavedLayer): SavedLayer[] {
  const [first] = layers;
  const shape = first?.config.batch_input_shape;
  if (class_name !== 'Sequential' || !shape || first.class_name === 'InputLayer') return layers;
  const name = `${first.config.name}_input`;
  return [
    { class_name: 'InputLayer', config: { name, batch_shape: shape, dtype: first.config.dtype } },
    ...layers,
  ];
}

/** One call of the layer. */
const callOf = (sources: Source[]): object => {
  const tensors = sources.map(([layer, node, tensor]) => ({
    class_name: '__keras_tensor__',
    config: { keras_history: [layer, node, tensor] },
  }));
  return { args: tensors.length === 1 ? tensors : [tensors], kwargs: {} };
};

/** TensorBoard pairs the inputs of a nested model with names, and takes those in front of Keras' triple for one input. */
const inputLayers = (layers: unknown[] | undefined): unknown[] | undefined =>
  layers?.map((layer) => (Array.isArray(layer) ? (layer[0] as string) : layer));
