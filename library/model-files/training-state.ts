import { say } from '../../words/index.js';
import type { H5Array } from './hdf5.js';
import { Lacking } from './keras/lacking.js';
import { optimizerFromKeras, optimizerToKeras, storedRate } from './keras/optimizer-weights.js';
import { type KerasTraining, trainingToKeras } from './keras/training-config.js';
import type { FileOptimizer, FileTf, ModelParts } from './tfjs-parts.js';

/** How a model is compiled, and the state of its optimizer, for a file. */
export interface TrainingState {
  training?: KerasTraining;
  optimizer?: H5Array[];
}

const told = new WeakMap<object, Set<string>>();

/** Says a sentence once for each model: checkpoints are saved over and over. */
export function warnOnce(model: object, sentence: string): void {
  const sentences = told.get(model) ?? new Set();
  told.set(model, sentences);
  if (sentences.has(sentence)) return;
  sentences.add(sentence);
  console.warn(sentence);
}

/** What a file says of the training. A loss of the student's own is left out, with a warning: the weights matter more. */
export async function trainingState(model: ModelParts, path: string): Promise<TrainingState> {
  let training: KerasTraining | undefined;
  try {
    training = trainingToKeras(model);
  } catch (error) {
    if (!(error instanceof Lacking)) throw error;
    warnOnce(
      model,
      say(
        `${path} is saved without how the model is compiled: Keras has no ${error.message}. Compile the model again after loading it.`,
        `${path}에 모델의 컴파일 설정은 저장하지 않았습니다: Keras에 없는 ${error.message}. 읽은 뒤 다시 컴파일하세요.`,
      ),
    );
  }
  if (!training) return {};
  return { training, ...(await optimizerState(model)) };
}

/** Of an optimizer that cannot be read out its rate is kept, for a training that goes on. */
const rateAlone = (optimizer: FileOptimizer | undefined): H5Array[] | undefined =>
  typeof optimizer?.learningRate === 'number'
    ? [
        { shape: [], data: BigInt64Array.of(0n) },
        { shape: [], data: Float32Array.of(optimizer.learningRate) },
      ]
    : undefined;

/** The optimizer's arrays. */
export async function optimizerState(model: ModelParts): Promise<Pick<TrainingState, 'optimizer'>> {
  const optimizer = (await optimizerToKeras(model)) ?? rateAlone(model.optimizer);
  return optimizer ? { optimizer } : {};
}

/** SGD and momentum keep a copy of the rate, which only their own method changes. */
function setRate(optimizer: FileOptimizer, rate: number): void {
  if (optimizer.setLearningRate) optimizer.setLearningRate(rate);
  else optimizer.learningRate = rate;
}

/**
 * Gives the optimizer its state back.
 *
 * @param withRate The learning rate too, which else stays that with which the model was compiled.
 * @returns false, with nothing else changed, where the state does not fit the model's optimizer.
 */
export async function restoreOptimizer(
  tf: FileTf,
  model: ModelParts,
  stored: H5Array[],
  withRate = false,
): Promise<boolean> {
  if (!model.optimizer) return false;
  const rate = storedRate(model, stored);
  if (withRate && rate !== undefined && !model.optimizer.schedule) setRate(model.optimizer, rate);
  const state = optimizerFromKeras(model, stored);
  if (!state) return false;
  const weights = state.map(({ shape, data }, i) => ({
    name: i === 0 ? 'iter' : `slot_${i}`,
    tensor: tf.tensor(Float32Array.from(data as Float32Array), shape, i === 0 ? 'int32' : 'float32'),
  }));
  try {
    await model.optimizer.setWeights(weights);
  } finally {
    for (const { tensor } of weights) tensor.dispose();
  }
  return true;
}
