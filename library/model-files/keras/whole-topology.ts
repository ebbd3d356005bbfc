import type { ModelParts } from '../tfjs-parts.js';
import { type Config, configOf, isConfig } from './json.js';

/**
 * What `toJSON` gives, with the inputs that no layer uses: tfjs-layers leaves them out, and the model that comes back would
 * take one input less.
 */
export function wholeTopology(model: ModelParts): unknown {
  const topology = model.toJSON(null, false) as { config: Config };
  const { layers, input_layers: listed } = configOf(topology.config);
  const inputs = model.inputLayers ?? [];
  if (!Array.isArray(layers) || !Array.isArray(listed) || listed.length >= inputs.length) return topology;
  const names = new Set(layers.filter(isConfig).map(({ name }) => name));
  const unused = inputs.filter(({ name }) => !names.has(name));
  const added = unused.map(({ name, dtype, batchInputShape }) => ({
    name,
    class_name: 'InputLayer',
    config: { name, dtype, batch_input_shape: batchInputShape, sparse: false },
    inbound_nodes: [],
  }));
  return {
    ...topology,
    config: {
      ...topology.config,
      layers: [...added, ...layers],
      input_layers: inputs.map(({ name }) => [name, 0, 0]),
    },
  };
}
