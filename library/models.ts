import type { LayersModel } from '@tensorflow/tfjs-layers';
import { expectAwait, resultMembers } from '../engine/checks/index.js';
import { checkOptions, type Domain, domains } from '../engine/options/index.js';
import { knownEngine } from './known-engine.js';
import {
  type FileTf,
  loadModelFile,
  loadWeightsFile,
  type SaveOptions as ModelSaveOptions,
  type SavedFile,
  saveModelFile,
  saveWeightsFile,
} from './model-files/index.js';
import type { Scaler } from './scaling/index.js';

export type { SavedFile } from './model-files/index.js';

export interface SaveOptions extends ModelSaveOptions {
  /** The scaling of the model's inputs, saved beside it: `scale.load` with the same path gives it back. */
  scaler?: Pick<Scaler<unknown>, 'save'>;
}

/** The models are those of the engine. */
const engine = (): FileTf => knownEngine() as unknown as FileTf;

const scaler: Domain = {
  en: 'a scaler, as scale.standardize(…) gives it,',
  ko: 'scale.standardize(…)가 돌려준 스케일러',
  allows: (value) =>
    typeof value === 'object' && value !== null && typeof (value as { save?: unknown }).save === 'function',
};

/**
 * Saves a model in the format that the name's ending says: `.h5` (Keras' HDF5, for tf-keras and Keras 3), `.keras`
 * (Keras 3), none (a folder with the `model.json` and `weights.bin` of TensorFlow.js). `model.save('file://…')` does the
 * same.
 *
 * Keras' files hold the layers, the weights, how the model is compiled and the optimizer's state; `includeOptimizer: false`
 * leaves the last two out. A file appears whole or not at all. With `scaler` the scaling of the inputs is saved beside it, as
 * `scaler.save` does.
 *
 * ```ts
 * await saveModel(model, 'models/titanic.keras', { scaler });
 * const again = await loadModel('models/titanic.keras');
 * const scalerAgain = await scale.load('models/titanic.keras');
 * ```
 *
 * @param path a relative one starts at the notebook's folder. Missing folders are made.
 * @throws ModelFileError that names the file and the layer which Keras cannot hold, or what the system refused.
 */
export async function saveModel(model: LayersModel, path: string, options?: SaveOptions): Promise<SavedFile> {
  checkOptions(
    'saveModel',
    options ?? {},
    { includeOptimizer: domains.boolean, scaler },
    {
      save_format: [
        "The file's ending says it: .keras, .h5, or none.",
        '파일의 확장자로 정합니다: .keras, .h5, 또는 없음.',
      ],
      overwrite: ['What was there is replaced.', '있던 파일은 바뀝니다.'],
    },
  );
  const saved = await saveModelFile(model, path, options);
  await options?.scaler?.save(path);
  return saved;
}

/**
 * Loads a model from a `.h5` or `.keras` of Keras or of `saveModel`, or from a folder of TensorFlow.js. It is compiled where
 * the file says how.
 *
 * @throws ModelFileError that names the file and the reason: it is missing, damaged, or has a layer that TensorFlow.js has not.
 */
export function loadModel(path: string): Promise<LayersModel> {
  const tf = engine() as FileTf & { loadLayersModel(path: string): Promise<LayersModel> };
  return expectAwait(loadModelFile(tf, path), 'loadModel(…)', resultMembers.model);
}

/**
 * Saves a model's weights alone: `.weights.h5` as Keras 3 does, with the optimizer's state, any other `.h5` as Keras did
 * before.
 *
 * @throws ModelFileError that names the file and what went wrong.
 */
export function saveWeights(model: LayersModel, path: string): Promise<SavedFile> {
  return saveWeightsFile(model, path);
}

/**
 * Loads weights into a model of the same layers, in their order.
 *
 * @param path a `.weights.h5`, or a legacy `.h5` of weights or of a whole model.
 * @throws ModelFileError that names the layer and both shapes where the file is of another model; no weight then changes.
 */
export async function loadWeights(model: LayersModel, path: string): Promise<void> {
  await loadWeightsFile(engine(), model, path);
}
