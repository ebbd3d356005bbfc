import type { H5Array, Hdf5Reader, Hdf5Writer } from './hdf5.js';
import type { Config } from './keras/json.js';
import { matchWeights } from './legacy-weights.js';
import { otherModel, type WeightValues } from './model-weights.js';
import type { FileVariable, ModelParts } from './tfjs-parts.js';
import { weightSlots } from './weight-slots.js';

// The layout of Keras 3 (`model.weights.h5` in a .keras, or a .weights.h5): groups named after classes, numbered weights.

/** A layer with several places has its weights in each: whoever builds the model anew makes as many layers of it. */
export function writeV3Weights(writer: Hdf5Writer, model: ModelParts, values: WeightValues): void {
  writer.group('vars');
  writer.attribute('vars', 'name', model.name);
  for (const { path, layer, weights } of weightSlots(model)) {
    const vars = `${path}/vars`;
    writer.group(vars);
    writer.attribute(vars, 'name', layer.name);
    writeVars(
      writer,
      vars,
      weights.map((weight) => values.get(weight) as H5Array),
    );
  }
}

export function writeVars(writer: Hdf5Writer, path: string, values: readonly H5Array[]): void {
  writer.group(path);
  values.forEach((value, i) => {
    writer.array(`${path}/${i}`, value);
  });
}

/** The numbered arrays of a group, in order. */
export function readVars(reader: Hdf5Reader, path: string): H5Array[] {
  const count = reader.names(path).filter((name) => /^\d+$/.test(name)).length;
  return Array.from({ length: count }, (_, i) => reader.array(`${path}/${i}`));
}

/** The numbered arrays of every group, by its path, with the layer's name where the file tells it. */
export type StoredVars = Map<string, { name?: string; weights: H5Array[] }>;

/** @throws Error where the file is broken, or is of another layout. */
export function readV3Weights(reader: Hdf5Reader): StoredVars {
  if (!reader.has('layers')) throw new Error('it has no group "/layers"');
  const found: StoredVars = new Map();
  const visit = (path: string): void => {
    for (const name of reader.groups(path)) {
      const inner = path ? `${path}/${name}` : name;
      if (name === 'vars') {
        const layer = reader.text(inner, 'name');
        found.set(inner, { weights: readVars(reader, inner), ...(layer !== undefined && { name: layer }) });
      } else visit(inner);
    }
  };
  visit('');
  return found;
}

/**
 * The numbers for a model's weights, by the paths under which Keras 3 would look for them.
 *
 * @param config the model as the file describes it; without it the model's own order counts.
 * @throws ModelFileError that names the layer and the shapes where the file belongs to another model.
 */
export function matchV3Weights(
  stored: StoredVars,
  model: ModelParts,
  path: string,
  config?: Config,
): WeightValues {
  const values: WeightValues = new Map();
  const unused = new Set(
    [...stored].flatMap(([vars, { weights }]) =>
      /^layers\//.test(vars) && weights.length > 0 ? [vars] : [],
    ),
  );
  for (const slot of weightSlots(model, config)) {
    if (slot.weights.length === 0) continue;
    const vars = `${slot.path}/vars`;
    const from = { name: slot.path, weights: [], ...stored.get(vars) };
    unused.delete(vars);
    if (slot.again) continue;
    matchWeights(slot.owner, slot.weights, from, path).forEach((value, i) => {
      values.set(slot.weights[i] as FileVariable, value);
    });
  }
  const [left] = unused;
  if (left === undefined) return values;
  const name = stored.get(left)?.name ?? left;
  throw otherModel(
    path,
    `its layer "${name}" (${left}) is not in the model`,
    `파일의 "${name}" 층(${left})이 모델에 없습니다`,
  );
}

/** Whose hard_sigmoid the weights are for: Keras 3 names each layer in its files, tf-keras does not. */
export const isOfKeras3 = (stored: StoredVars): boolean =>
  stored.get('vars')?.name !== undefined || [...stored.values()].some(({ name }) => name !== undefined);
