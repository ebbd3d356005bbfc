import { say } from '../../words/index.js';
import { pack, unpack } from './archive.js';
import { type H5Array, type Hdf5Reader, Hdf5Writer } from './hdf5.js';
import { modelToKeras } from './keras/config-to-keras.js';
import { configOf, kerasJson } from './keras/json.js';
import type { KerasTraining } from './keras/training-config.js';
import { wholeTopology } from './keras/whole-topology.js';
import { currentWeights, hardSigmoidSlots, translateHardSigmoid } from './model-weights.js';
import { damaged } from './read-model-file.js';
import type { StoredModel } from './stored-model.js';
import type { ModelParts } from './tfjs-parts.js';
import type { TrainingState } from './training-state.js';
import {
  isOfKeras3,
  matchV3Weights,
  readV3Weights,
  readVars,
  writeV3Weights,
  writeVars,
} from './v3-weights.js';

const CONFIG = 'config.json';
const METADATA = 'metadata.json';
const WEIGHTS = 'model.weights.h5';
const KERAS_OPTIMIZER = 'optimizer/vars';
const OWN_OPTIMIZER = 'epochbook_optimizer/vars';
const KERAS_VERSION = '3.0.0';
/** Says that weights are multiplied, and are to be divided again here. */
const SCALED = 'epochbook_scaled_hard_sigmoid';

const bytesOf = (value: unknown): Uint8Array => new TextEncoder().encode(kerasJson(value));

/** A whole model as the `.keras` archive of Keras 3. */
export async function archiveFile(
  model: ModelParts,
  path: string,
  state: TrainingState,
): Promise<Uint8Array> {
  const config = {
    ...modelToKeras(wholeTopology(model), path, 'v3'),
    ...(state.training && { compile_config: compileConfig(state.training) }),
  };
  return pack({
    [METADATA]: bytesOf({
      keras_version: KERAS_VERSION,
      date_saved: dateSaved(new Date()),
      ...(hardSigmoidSlots(model).length > 0 && { [SCALED]: true }),
    }),
    [CONFIG]: bytesOf(config),
    [WEIGHTS]: await v3WeightsFile(model, path, state),
  });
}

/** The weights, and the optimizer's arrays, as Keras 3 stores them, alone or in the archive. */
export async function v3WeightsFile(
  model: ModelParts,
  path: string,
  { optimizer }: TrainingState,
): Promise<Uint8Array> {
  const values = translateHardSigmoid(model, await currentWeights(model), { path, direction: 'write' });
  const writer = await Hdf5Writer.create();
  writeV3Weights(writer, model, values);
  if (optimizer) {
    // Where weights are stored by another factor, Keras' arrays for them would need yet others.
    const own = hardSigmoidSlots(model).length > 0;
    writeVars(writer, own ? OWN_OPTIMIZER : KERAS_OPTIMIZER, optimizer);
  }
  return writer.end();
}

/** The optimizer's arrays in a file of Keras 3, whether they are for Keras or for us alone. */
export function readOptimizer(reader: Hdf5Reader): H5Array[] {
  const own = readVars(reader, OWN_OPTIMIZER);
  return own.length > 0 ? own : readVars(reader, KERAS_OPTIMIZER);
}

const compileConfig = ({ optimizer, ...training }: KerasTraining): object => ({
  optimizer:
    typeof optimizer === 'string'
      ? optimizer
      : { module: 'keras.optimizers', ...optimizer, registered_name: null },
  ...training,
  run_eagerly: false,
  steps_per_execution: 1,
  jit_compile: false,
});

/** `2026-11-24@18:55:35`. */
const dateSaved = (date: Date): string => date.toISOString().slice(0, 19).replace('T', '@');

interface Archive {
  config: Record<string, unknown>;
  weights: Uint8Array;
  /** Whether the weights were multiplied here for Keras 3's hard_sigmoid. */
  isScaled: boolean;
}

/** The parts of an archive. @throws ModelFileError where one is missing or damaged. */
export async function openArchive(path: string, bytes: Uint8Array): Promise<Archive> {
  const entries = await unpack(path, bytes);
  const [config, weights] = [entries[CONFIG], entries[WEIGHTS]];
  if (!config || !weights) {
    const missing = config ? WEIGHTS : CONFIG;
    throw damaged(path, say(`the archive has no ${missing}`, `압축 파일에 ${missing}이(가) 없습니다`));
  }
  const parsed = (entry: Uint8Array): Record<string, unknown> =>
    JSON.parse(new TextDecoder().decode(entry)) as Record<string, unknown>;
  try {
    const metadata = entries[METADATA];
    return {
      config: parsed(config),
      weights,
      isScaled: metadata !== undefined && parsed(metadata)[SCALED] === true,
    };
  } catch (error) {
    throw damaged(path, `${CONFIG}: ${(error as Error).message}`);
  }
}

/** Reads what `archiveFile` or Keras has written. */
export function readArchive(
  reader: Hdf5Reader,
  { config, isScaled }: Pick<Archive, 'config' | 'isScaled'>,
  path: string,
): StoredModel {
  const training = configOf(config.compile_config);
  const optimizer = readOptimizer(reader);
  const stored = readV3Weights(reader);
  return {
    config,
    ...(training.optimizer !== undefined && { training: training as unknown as KerasTraining }),
    ...(optimizer.length > 0 && { optimizer }),
    hardSigmoid: isScaled ? 'scaled' : isOfKeras3(stored) ? 'keras3' : 'tfjs',
    weights: (model) => matchV3Weights(stored, model, path, configOf(config.config)),
  };
}
