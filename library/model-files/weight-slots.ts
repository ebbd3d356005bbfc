import { classPaths } from './keras/class-path.js';
import { type Config, configOf, kerasObject } from './keras/json.js';
import type { FileLayer, FileVariable } from './tfjs-parts.js';

/** Where the weights of one layer, or of a part of one, lie in a file of Keras 3. */
export interface WeightSlot {
  /** `layers/lstm/cell`. */
  path: string;
  layer: FileLayer;
  /** The layer in the model that it is a part of, for messages. */
  owner: FileLayer;
  weights: FileVariable[];
  /** The layer had a place before: it is both in a model within the model and beside that. */
  again: boolean;
}

interface Member {
  layer: FileLayer;
  path: string;
  config?: Config;
}

/**
 * Every part of a model that has a place in a file of Keras 3, in its order.
 *
 * @param config the model as the file describes it, whose order counts; without it the model's own order does.
 */
export function weightSlots(model: FileLayer, config?: Config): WeightSlot[] {
  const seen = new Set<FileLayer>();
  return members(model, 'layers', config).flatMap((member) => slots(member, member.layer, seen));
}

function members({ layers = [] }: FileLayer, path: string, config?: Config): Member[] {
  const listed = Array.isArray(config?.layers) ? (config.layers as Config[]) : undefined;
  if (!listed) {
    const names = classPaths(layers.map((layer) => layer.getClassName()));
    return layers.map((layer, i) => ({ layer, path: `${path}/${names[i]}` }));
  }
  const names = classPaths(listed.map((entry) => kerasObject(entry)?.class_name ?? ''));
  return listed.flatMap((entry, i) => {
    const inner = configOf(entry.config);
    const layer = layers.find(({ name }) => name === (entry.name ?? inner.name));
    return layer ? [{ layer, path: `${path}/${names[i]}`, config: inner }] : [];
  });
}

function slots({ layer, path, config }: Member, owner: FileLayer, seen: Set<FileLayer>): WeightSlot[] {
  const again = seen.has(layer);
  seen.add(layer);
  const part = (inner: FileLayer, name: string): WeightSlot[] =>
    slots({ layer: inner, path: `${path}/${name}` }, owner, seen);
  const own: WeightSlot = { path, layer, owner, weights: [], again };
  if (layer.layers)
    return [own, ...members(layer, `${path}/layers`, config).flatMap((m) => slots(m, owner, seen))];
  if (layer.forwardLayer && layer.backwardLayer)
    return [
      own,
      ...part(layer.forwardLayer, 'forward_layer'),
      ...part(layer.backwardLayer, 'backward_layer'),
    ];
  if (layer.cell) return [own, ...part(layer.cell, 'cell')];
  if (layer.cells) {
    const names = classPaths(layer.cells.map((cell) => cell.getClassName()));
    return [own, ...layer.cells.flatMap((cell, i) => part(cell, `cells/${names[i]}`))];
  }
  if (layer.layer) return [own, ...part(layer.layer, 'layer')];
  return [{ ...own, weights: layer.weights }];
}
