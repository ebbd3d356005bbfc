import { stat } from 'node:fs/promises';
import { say } from '../../words/index.js';
import { archiveFile } from './archive-file.js';
import { filePath, modelFormat } from './file-format.js';
import { legacyFile } from './legacy-file.js';
import { ModelFileError } from './model-file-error.js';
import type { FileModel, ModelParts } from './tfjs-parts.js';
import { trainingState } from './training-state.js';
import { writeModelFile } from './write-model-file.js';

export interface SaveOptions {
  /** Store how the model is compiled, and its optimizer's state. Default: true for Keras' files, false for a folder. */
  includeOptimizer?: boolean;
}

/** Where a model was saved. */
export interface SavedFile {
  /** The absolute path. */
  path: string;
  /** Its size in bytes; of a folder, undefined. */
  bytes?: number;
}

/**
 * Saves a whole model: layers, weights, how it is compiled, and the optimizer's state.
 *
 * The name's ending says how: `.h5` (Keras' HDF5, for tf-keras and Keras 3), `.keras` (Keras 3), none (the `model.json` and
 * `weights.bin` of TensorFlow.js, in a folder). A file appears at once and whole; what was there before stays if anything
 * fails.
 *
 * @param path with or without `file://`; a relative one starts at the working folder. Missing folders are made.
 * @throws ModelFileError that names the file, and the layer that cannot be stored, or what the system refused.
 */
export async function saveModelFile(
  model: FileModel,
  path: string,
  { includeOptimizer }: SaveOptions = {},
): Promise<SavedFile> {
  const file = filePath(path);
  const format = modelFormat(file);
  const parts = model as unknown as ModelParts;
  if (format === 'folder') {
    await parts.save(`file://${file}`, { includeOptimizer: includeOptimizer ?? false });
    return { path: file };
  }
  mustBeBuilt(parts, file);
  const state = (includeOptimizer ?? true) ? await trainingState(parts, file) : {};
  const bytes = await (format === 'h5' ? legacyFile : archiveFile)(parts, file, state);
  await writeModelFile(file, bytes);
  return { path: file, bytes: (await stat(file)).size };
}

export function mustBeBuilt(model: ModelParts, path: string): void {
  if (model.layers.length > 0 && model.inputs.length > 0) return;
  throw new ModelFileError(
    say(
      `Cannot save the model as ${path}: it has no weights yet, as its first layer has no inputShape. Give it one.`,
      `모델을 ${path}(으)로 저장할 수 없습니다: 첫 층에 inputShape이 없어서 아직 가중치가 없습니다. inputShape을 지정하세요.`,
    ),
  );
}
