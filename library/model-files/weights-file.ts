import { stat } from 'node:fs/promises';
import { say } from '../../words/index.js';
import { readOptimizer, v3WeightsFile } from './archive-file.js';
import { filePath, weightsFormat } from './file-format.js';
import { type Hdf5Reader, Hdf5Writer } from './hdf5.js';
import { matchLegacyWeights, readLegacyWeights, writeLegacyWeights } from './legacy-weights.js';
import { ModelFileError } from './model-file-error.js';
import {
  currentWeights,
  hardSigmoidSlots,
  setWeights,
  translateHardSigmoid,
  type WeightValues,
} from './model-weights.js';
import { readModelFile, withHdf5 } from './read-model-file.js';
import { mustBeBuilt, type SavedFile } from './save-model-file.js';
import type { FileModel, FileTf, ModelParts } from './tfjs-parts.js';
import { optimizerState, restoreOptimizer } from './training-state.js';
import { isOfKeras3, matchV3Weights, readV3Weights } from './v3-weights.js';
import { writeModelFile } from './write-model-file.js';

/**
 * Saves a model's weights alone.
 *
 * `.weights.h5` is the file of Keras 3 and holds the optimizer's state as well; any other `.h5` is the legacy one, which
 * tf-keras and Keras 3 read.
 *
 * @param path with or without `file://`. Missing folders are made; a file that was there stays if anything fails.
 * @throws ModelFileError that names the file, and the layer that cannot be stored, or what the system refused.
 */
export async function saveWeightsFile(model: FileModel, path: string): Promise<SavedFile> {
  const file = filePath(path);
  const format = weightsFormat(file);
  const parts = model as unknown as ModelParts;
  mustBeBuilt(parts, file);
  const bytes =
    format === 'v3'
      ? await v3WeightsFile(parts, file, await optimizerState(parts))
      : await legacyWeightsFile(parts);
  await writeModelFile(file, bytes);
  return { path: file, bytes: (await stat(file)).size };
}

async function legacyWeightsFile(model: ModelParts): Promise<Uint8Array> {
  const values = await currentWeights(model);
  const writer = await Hdf5Writer.create();
  writeLegacyWeights(writer, '', model, values);
  return writer.end();
}

/**
 * Loads weights into a model of the same layers, in their order, as Keras does. Names may differ.
 *
 * The optimizer's state in a `.weights.h5` goes into the model's optimizer, if it is compiled with the same one.
 *
 * @param withRate set the learning rate to that of the file too.
 * @param path a `.weights.h5`, a legacy `.h5` of weights or of a whole model; with or without `file://`.
 * @throws ModelFileError that names the layer and both shapes where the file belongs to another model; no weight is then
 * changed.
 */
export async function loadWeightsFile(
  tf: FileTf,
  model: FileModel,
  path: string,
  { withRate = false }: { withRate?: boolean } = {},
): Promise<void> {
  const file = filePath(path);
  const format = weightsFormat(file);
  const parts = model as unknown as ModelParts;
  const bytes = await readModelFile(file);
  const { values, optimizer } = await withHdf5(file, bytes, (reader) =>
    (format === 'v3' ? fromV3 : fromLegacy)(reader, parts, file),
  );
  setWeights(tf, values);
  if (optimizer && optimizer.length > 0) await restoreOptimizer(tf, parts, optimizer, withRate);
}

interface Found {
  values: WeightValues;
  optimizer?: ReturnType<typeof readOptimizer>;
}

function fromLegacy(reader: Hdf5Reader, model: ModelParts, path: string): Found {
  const root = reader.texts('', 'layer_names') ? '' : 'model_weights';
  const values = matchLegacyWeights(readLegacyWeights(reader, root), model, 'order', path);
  const ofKeras3 = /^[3-9]/.test(reader.text(root, 'keras_version') ?? '');
  return { values: ofKeras3 ? translateHardSigmoid(model, values, { path, direction: 'read' }) : values };
}

function fromV3(reader: Hdf5Reader, model: ModelParts, path: string): Found {
  const stored = readV3Weights(reader);
  const values = matchV3Weights(stored, model, path);
  const optimizer = readOptimizer(reader);
  if (isOfKeras3(stored))
    return { values: translateHardSigmoid(model, values, { path, direction: 'read' }), optimizer };
  const [slot] = hardSigmoidSlots(model);
  if (!slot) return { values, optimizer };
  throw new ModelFileError(
    say(
      `Cannot load the weights in ${path}: the file does not say whether they are of tf-keras or Keras 3, and these compute the hardSigmoid of the layer "${slot.owner.name}" differently. Save them as a legacy .h5.`,
      `${path}의 가중치를 읽을 수 없습니다: tf-keras의 것인지 Keras 3의 것인지 파일에 없는데, "${slot.owner.name}" 층의 hardSigmoid를 둘이 다르게 계산합니다. 예전 형식의 .h5로 저장하세요.`,
    ),
  );
}
