import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { wrapMethod } from '../../engine/patches/index.js';
import { say } from '../../words/index.js';
import { openArchive, readArchive } from './archive-file.js';
import { compileAsFile } from './compile-as-file.js';
import { filePath, modelFormat } from './file-format.js';
import type { H5Array } from './hdf5.js';
import { modelFromKeras } from './keras/config-from-keras.js';
import type { KerasObject } from './keras/json.js';
import { readLegacyFile } from './legacy-file.js';
import { setWeights, translateHardSigmoid } from './model-weights.js';
import { readModelFile, withHdf5 } from './read-model-file.js';
import type { StoredModel } from './stored-model.js';
import type { FileTf, ModelParts } from './tfjs-parts.js';
import { restoreOptimizer } from './training-state.js';

/** What tfjs-layers' loader takes. */
interface Artifacts {
  modelTopology: KerasObject;
  weightSpecs: { name: string; shape: number[]; dtype: 'float32'; group?: 'optimizer' }[];
  weightData: ArrayBuffer;
}

/**
 * tfjs-layers matches weights by names, which Keras' files do not share. So the loader is given one empty weight whose name
 * stands for the numbers, and `patchWeightLoading` puts them in.
 */
const MARK = 'epochbook:';
const waiting = new Map<string, (model: ModelParts) => void>();

/**
 * A model of a `.h5` or `.keras`, for tfjs-layers' loader.
 *
 * @throws ModelFileError that names the file and the reason.
 */
export async function kerasArtifacts(tf: FileTf, path: string): Promise<Artifacts> {
  const bytes = await readModelFile(path);
  if (modelFormat(path) === 'h5')
    return withHdf5(path, bytes, (reader) => artifacts(tf, readLegacyFile(reader, path), path));
  const { weights, ...archive } = await openArchive(path, bytes);
  return withHdf5(path, weights, (reader) => artifacts(tf, readArchive(reader, archive, path), path));
}

function artifacts(tf: FileTf, stored: StoredModel, path: string): Artifacts {
  const modelTopology = modelFromKeras(stored.config, path, stored.hardSigmoid);
  const { training } = stored;
  const outputs = outputNames(modelTopology);
  const state = training && isUsed(stored.optimizer) ? stored.optimizer : undefined;
  const name = `${MARK}${randomUUID()}`;
  waiting.set(name, (model) => {
    const values = stored.weights(model);
    setWeights(
      tf,
      stored.hardSigmoid === 'scaled'
        ? translateHardSigmoid(model, values, { path, direction: 'read' })
        : values,
    );
    if (training) compileAsFile(model, training, outputs, path);
    if (state) giveStateWhenAsked(tf, model, state, path);
  });
  const spec = { name, shape: [0], dtype: 'float32' as const };
  return {
    modelTopology,
    weightSpecs: state ? [spec, { ...spec, name: `${name}/optimizer`, group: 'optimizer' }] : [spec],
    weightData: new ArrayBuffer(0),
  };
}

/** An optimizer that has made no update has nothing to go on with; Keras 3 then stores its numbers alone, without arrays. */
const isUsed = (state: readonly H5Array[] | undefined): boolean => Number(state?.[0]?.data[0] ?? 0) > 0;

function outputNames({ config }: KerasObject): string[] {
  if (Array.isArray(config.output_layers)) return config.output_layers.map((output) => String(output[0]));
  const last = (config.layers as KerasObject[]).at(-1);
  return [String(last?.config.name)];
}

/** The loader hands the optimizer the empty array that stands for its state; the optimizer gets the state instead. */
function giveStateWhenAsked(tf: FileTf, model: ModelParts, state: H5Array[], path: string): void {
  const { optimizer } = model;
  if (!optimizer) return;
  optimizer.setWeights = async () => {
    delete (optimizer as Partial<typeof optimizer>).setWeights;
    if (await restoreOptimizer(tf, model, state)) return;
    console.warn(
      say(
        `The optimizer of ${path} starts afresh: the state in the file is not that of this model's ${optimizer.getClassName()}.`,
        `${path}의 옵티마이저는 처음부터 시작합니다: 파일의 상태가 이 모델의 ${optimizer.getClassName()}에 맞지 않습니다.`,
      ),
    );
  };
}

/** Lets models of this tfjs take the numbers that `kerasArtifacts` holds for them. */
export function patchWeightLoading(tf: FileTf): void {
  wrapMethod<ModelParts, [weights: Record<string, unknown>, strict?: boolean], void>(
    tf.LayersModel.prototype,
    'loadWeights',
    'weights of Keras files',
    (original) =>
      function (weights, strict) {
        const name = Object.keys(weights).find((key) => waiting.has(key));
        const put = name === undefined ? undefined : waiting.get(name);
        if (name === undefined || !put) {
          original.call(this, weights, strict);
          return;
        }
        waiting.delete(name);
        put(this);
      },
  );
}

/**
 * Loads a whole model, compiled again where the file says how.
 *
 * @param path a `.h5`, a `.keras`, a `model.json` or its folder; with or without `file://`.
 * @throws ModelFileError that names the file and the reason: it is missing or damaged, or which layer tfjs has not.
 */
export async function loadModelFile<Model>(
  tf: FileTf & { loadLayersModel(source: string): Promise<Model> },
  path: string,
): Promise<Model> {
  const file = filePath(path);
  if (/\.json$/i.test(file)) return tf.loadLayersModel(`file://${file}`);
  if (modelFormat(file) === 'folder') return tf.loadLayersModel(`file://${join(file, 'model.json')}`);
  patchWeightLoading(tf);
  return (await tf.loadLayersModel({ load: () => kerasArtifacts(tf, file) } as never)) as Model;
}
