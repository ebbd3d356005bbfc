import type { H5Array, Hdf5Reader, Hdf5Writer } from './hdf5.js';
import { otherModel, sameShape, shapeOf, shapeText, type WeightValues } from './model-weights.js';
import type { FileLayer, FileVariable, ModelParts } from './tfjs-parts.js';

// The layout that Keras 1 to 3 share: a group for each layer, listed in order, and in it its weights, listed in order.

/**
 * Says which Keras' meaning the file has. Without a version tf-keras would take it for one of Keras 1.
 */
export const LEGACY_VERSION = '2.15.0';

export function writeLegacyWeights(
  writer: Hdf5Writer,
  root: string,
  model: ModelParts,
  values: WeightValues,
): void {
  writer.group(root);
  const names = model.layers.map(({ name }) => name);
  writer.attribute(root, 'layer_names', names);
  writer.attribute(root, 'backend', 'tensorflow');
  writer.attribute(root, 'keras_version', LEGACY_VERSION);
  for (const layer of model.layers) {
    const group = root ? `${root}/${layer.name}` : layer.name;
    writer.group(group);
    const { weights } = layer;
    const paths = uniquePaths(weights);
    writer.attribute(group, 'weight_names', paths);
    weights.forEach((weight, i) => {
      writer.array(`${group}/${paths[i]}`, values.get(weight) as H5Array);
    });
  }
}

/** Two models in one may hold weights of one name. */
function uniquePaths(weights: FileVariable[]): string[] {
  const used = new Set<string>();
  return weights.map(({ originalName }) => {
    let path = `${originalName}:0`;
    for (let i = 1; used.has(path); i++) path = `${originalName}_${i}:0`;
    used.add(path);
    return path;
  });
}

/** The weights of one layer in a file. */
export interface StoredLayer {
  name: string;
  weights: H5Array[];
}

/** @throws Error where the file is broken, or holds no weights. */
export function readLegacyWeights(reader: Hdf5Reader, root: string): StoredLayer[] {
  const names = reader.texts(root, 'layer_names');
  if (!names) throw new Error(`the group "/${root}" has no list of layers`);
  return names.map((name) => {
    const group = root ? `${root}/${name}` : name;
    const paths = reader.texts(group, 'weight_names') ?? [];
    return { name, weights: paths.map((path) => reader.array(`${group}/${path}`)) };
  });
}

/**
 * The numbers for a model's weights.
 *
 * @param match `order`: the n-th layer with weights, as Keras matches them. `name`: the layer of that name, for a model that
 * was built from the same file.
 * @throws ModelFileError that names the layer and the shapes where the file belongs to another model.
 */
export function matchLegacyWeights(
  all: readonly StoredLayer[],
  model: ModelParts,
  match: 'order' | 'name',
  path: string,
): WeightValues {
  const stored = all.filter(({ weights }) => weights.length > 0);
  const layers = model.layers.filter(({ weights }) => weights.length > 0);
  if (stored.length !== layers.length)
    throw otherModel(
      path,
      `it has ${stored.length} layers with weights (${listed(stored)}), the model has ${layers.length} (${listed(layers)})`,
      `파일에는 가중치가 있는 층이 ${stored.length}개(${listed(stored)}), 모델에는 ${layers.length}개(${listed(layers)}) 있습니다`,
    );
  const values: WeightValues = new Map();
  layers.forEach((layer, i) => {
    const from = match === 'name' ? stored.find(({ name }) => name === layer.name) : stored[i];
    if (!from)
      throw otherModel(path, `it has no layer "${layer.name}"`, `파일에 "${layer.name}" 층이 없습니다`);
    matchWeights(layer, layer.weights, from, path).forEach((value, k) => {
      values.set(layer.weights[k] as FileVariable, value);
    });
  });
  return values;
}

const listed = (layers: readonly { name: string }[]): string =>
  layers.map(({ name }) => name).join(', ') || '-';

/** @throws ModelFileError where their number or a shape differs. */
export function matchWeights(
  layer: Pick<FileLayer, 'name'>,
  weights: readonly FileVariable[],
  from: StoredLayer,
  path: string,
): H5Array[] {
  if (weights.length !== from.weights.length)
    throw otherModel(
      path,
      `its layer "${from.name}" has ${from.weights.length} weights, and "${layer.name}" of the model has ${weights.length}`,
      `파일의 "${from.name}" 층에는 가중치가 ${from.weights.length}개, 모델의 "${layer.name}"에는 ${weights.length}개 있습니다`,
    );
  return weights.map((weight, i) => {
    const value = from.weights[i] as H5Array;
    const wanted = shapeOf(weight);
    if (sameShape(value.shape, wanted)) return value;
    const name = weight.originalName.split('/').pop();
    throw otherModel(
      path,
      `its layer "${from.name}" has ${name} of shape ${shapeText(value.shape)}, and "${layer.name}" of the model needs ${shapeText(wanted)}`,
      `파일의 "${from.name}" 층의 ${name} 모양은 ${shapeText(value.shape)}인데 모델의 "${layer.name}"에는 ${shapeText(wanted)}이(가) 필요합니다`,
    );
  });
}
