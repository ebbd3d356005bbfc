import { say } from '../../words/index.js';
import { type H5Array, type Hdf5Reader, Hdf5Writer } from './hdf5.js';
import { modelToKeras } from './keras/config-to-keras.js';
import { kerasJson } from './keras/json.js';
import type { KerasTraining } from './keras/training-config.js';
import { wholeTopology } from './keras/whole-topology.js';
import {
  LEGACY_VERSION,
  matchLegacyWeights,
  readLegacyWeights,
  writeLegacyWeights,
} from './legacy-weights.js';
import { currentWeights, hardSigmoidSlots } from './model-weights.js';
import { damaged } from './read-model-file.js';
import type { StoredModel } from './stored-model.js';
import type { ModelParts } from './tfjs-parts.js';
import { type TrainingState, warnOnce } from './training-state.js';

/** A whole model as Keras' legacy HDF5 file, which tf-keras and Keras 3 read. */
export async function legacyFile(model: ModelParts, path: string, state: TrainingState): Promise<Uint8Array> {
  const config = modelToKeras(wholeTopology(model), path, 'legacy');
  const values = await currentWeights(model);
  warnOfHardSigmoid(model, path);
  const writer = await Hdf5Writer.create();
  writer.attribute('', 'keras_version', LEGACY_VERSION);
  writer.attribute('', 'backend', 'tensorflow');
  writer.attribute('', 'model_config', kerasJson(config));
  if (state.training) writer.attribute('', 'training_config', kerasJson(trainingConfig(state.training)));
  writeLegacyWeights(writer, 'model_weights', model, values);
  if (state.training && state.optimizer) writeOptimizer(writer, state.optimizer);
  return writer.end();
}

/** Keras 3 wants every key, also where it is null. */
const trainingConfig = ({ optimizer, ...training }: KerasTraining): object => ({
  ...training,
  optimizer_config: optimizer,
});

/**
 * Not Keras' own "optimizer_weights": where that is there, Keras 3 loads the model with an optimizer that was built for no
 * weights, and refuses to train it.
 */
const OPTIMIZER = 'epochbook_optimizer_weights';

function writeOptimizer(writer: Hdf5Writer, arrays: H5Array[]): void {
  const names = arrays.map((_, i) =>
    i === 0 ? 'optimizer/iteration' : i === 1 ? 'optimizer/learning_rate' : `optimizer/slot_${i - 2}`,
  );
  writer.attribute(OPTIMIZER, 'weight_names', names);
  arrays.forEach((array, i) => {
    writer.array(`${OPTIMIZER}/${names[i]}`, array);
  });
}

function warnOfHardSigmoid(model: ModelParts, path: string): void {
  const [slot] = hardSigmoidSlots(model);
  if (!slot) return;
  warnOnce(
    model,
    say(
      `${path} can be loaded here and in tf-keras, not in Keras 3: its layer "${slot.owner.name}" uses hardSigmoid, which Keras 3 computes otherwise. Save as .keras for Keras 3, or use sigmoid.`,
      `${path}은(는) 여기와 tf-keras에서 읽을 수 있지만 Keras 3에서는 읽을 수 없습니다: "${slot.owner.name}" 층의 hardSigmoid를 Keras 3은 다르게 계산합니다. Keras 3에서 쓰려면 .keras로 저장하거나 sigmoid를 쓰세요.`,
    ),
  );
}

/** Reads what `legacyFile`, tf-keras or Keras 3 has written. */
export function readLegacyFile(reader: Hdf5Reader, path: string): StoredModel {
  const config = parsed(reader, 'model_config', path);
  if (!config || !reader.has('model_weights'))
    throw damaged(
      path,
      reader.texts('', 'layer_names')
        ? say(
            'it holds weights alone, without a model: use loadWeights',
            '모델 없이 가중치만 들어 있습니다. loadWeights를 쓰세요',
          )
        : say('it is an HDF5 file, but holds no Keras model', 'HDF5 파일이지만 Keras 모델이 없습니다'),
    );
  const training = parsed(reader, 'training_config', path) as
    | (KerasTraining & { optimizer_config?: KerasTraining['optimizer'] })
    | undefined;
  const group = [OPTIMIZER, 'optimizer_weights'].find((name) => reader.has(name));
  const names = group && reader.texts(group, 'weight_names');
  const stored = readLegacyWeights(reader, 'model_weights');
  return {
    config,
    ...(training?.optimizer_config && { training: { ...training, optimizer: training.optimizer_config } }),
    ...(names && { optimizer: names.map((name) => reader.array(`${group}/${name}`)) }),
    hardSigmoid: /^[3-9]/.test(reader.text('', 'keras_version') ?? '') ? 'keras3' : 'tfjs',
    weights: (model) => matchLegacyWeights(stored, model, 'name', path),
  };
}

function parsed(reader: Hdf5Reader, name: string, path: string): Record<string, unknown> | undefined {
  const text = reader.text('', name);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch (error) {
    throw damaged(path, `${name}: ${(error as Error).message}`);
  }
}
