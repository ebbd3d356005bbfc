import type { ExperimentPlan, Hyperparameters, HyperparameterValue } from '../../tensorboard/index.js';
import { say } from '../say.js';

/** Labels of the rows of an embedding: the path of a TSV file, a label for each row, or columns of them. */
export type EmbeddingLabels =
  | string
  | readonly string[]
  | Readonly<Record<string, readonly (string | number | boolean)[]>>;

/** Keras' parameters in camelCase, and ours behind them. */
export interface TensorBoardOptions {
  /** Where the event files go: into the folders `train` and `validation` in it. Default `logs`. */
  logDir?: string;
  /** Every so many epochs histograms of the weights (and of activations and gradients) are written; 0, the default, for none. */
  histogramFreq?: number;
  /** The model's graph. Default true. */
  writeGraph?: boolean;
  /** The weights as images, whenever their histograms are written. Default false. */
  writeImages?: boolean;
  /** Training steps per second. Default false. */
  writeStepsPerSecond?: boolean;
  /** When losses and metrics are written: `epoch` (default), every `batch` too, or every so many batches too. */
  updateFreq?: 'epoch' | 'batch' | number;
  /** Every so many epochs the weights of Embedding layers are written for the projector; 0, the default, for none. */
  embeddingsFreq?: number;
  /**
   * What the rows of embeddings stand for: a TSV file (of all embedding layers) whose path is relative to `logDir` or, where it is
   * not there, to the working directory; or by layer name a file, an array of labels, or columns of them.
   */
  embeddingsMetadata?: string | Readonly<Record<string, EmbeddingLabels>>;
  /** Histograms of the layers' outputs in the first training step of an epoch of `histogramFreq`. Default true. */
  activations?: boolean;
  /** The same of the loss's gradient with respect to each weight. Default true. */
  gradients?: boolean;
  /** Hyperparameters of this training, for the HParams tab: `{ learningRate: 0.01, units: 16 }`. */
  hparams?: Hyperparameters;
  /** Trainings of one group are one row of the HParams tab. */
  hparamsGroup?: string;
  /** The columns of the HParams tab, where they should not be gathered from the trainings. */
  hparamsExperiment?: ExperimentPlan;
  /** Notes for the Text tab: Markdown by title. */
  text?: Readonly<Record<string, string>>;
}

const DEFAULTS = {
  logDir: 'logs',
  histogramFreq: 0,
  writeGraph: true,
  writeImages: false,
  writeStepsPerSecond: false,
  updateFreq: 'epoch',
  embeddingsFreq: 0,
  activations: true,
  gradients: true,
  hparamsGroup: '',
} as const;

export type CheckedOptions = typeof DEFAULTS extends infer D
  ? Required<Pick<TensorBoardOptions, keyof D & keyof TensorBoardOptions>> &
      Pick<TensorBoardOptions, 'embeddingsMetadata' | 'hparams' | 'hparamsExperiment' | 'text'>
  : never;

/** @throws RangeError naming the option that is wrong. */
export function checkOptions(given: TensorBoardOptions): CheckedOptions {
  const options = { ...DEFAULTS, ...definedOf(given) };
  checkNames(given);
  const { logDir, histogramFreq, embeddingsFreq, updateFreq, hparams } = options;
  if (typeof logDir !== 'string' || logDir === '') {
    throw wrong('logDir', logDir, say('the path of a folder', '폴더의 경로'));
  }
  for (const [name, value] of Object.entries({ histogramFreq, embeddingsFreq })) {
    if (Number.isInteger(value) && value >= 0) continue;
    throw wrong(name, value, say('a whole number of epochs, 0 or more', '0 이상의 정수(에포크 수)'));
  }
  const isBatches = typeof updateFreq === 'number' && Number.isInteger(updateFreq) && updateFreq > 0;
  if (updateFreq !== 'epoch' && updateFreq !== 'batch' && !isBatches) {
    throw wrong(
      'updateFreq',
      updateFreq,
      say("'epoch', 'batch' or a whole number of batches", "'epoch', 'batch' 또는 배치 수(정수)"),
    );
  }
  for (const [name, value] of Object.entries(hparams ?? {})) checkHyperparameter(name, value);
  return options;
}

const definedOf = (given: TensorBoardOptions): TensorBoardOptions =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));

const NAMES = new Set<string>([
  ...Object.keys(DEFAULTS),
  'embeddingsMetadata',
  'hparams',
  'hparamsExperiment',
  'text',
]);

function checkNames(given: TensorBoardOptions): void {
  const unknown = Object.keys(given).find((name) => !NAMES.has(name));
  if (unknown === undefined) return;
  const names = [...NAMES].join(', ');
  throw new RangeError(
    say(
      `TensorBoard has no option "${unknown}". Its options are ${names}.`,
      `TensorBoard에는 "${unknown}" 옵션이 없습니다. 쓸 수 있는 옵션: ${names}.`,
    ),
  );
}

function checkHyperparameter(name: string, value: HyperparameterValue): void {
  if (['number', 'string', 'boolean'].includes(typeof value)) return;
  throw wrong(`hparams.${name}`, value, say('a number, a string or a boolean', '수, 문자열 또는 불리언'));
}

const wrong = (name: string, value: unknown, expected: string): RangeError =>
  new RangeError(
    say(
      `TensorBoard: ${name} is ${JSON.stringify(value)}, but it has to be ${expected}.`,
      `TensorBoard: ${name}이(가) ${JSON.stringify(value)}입니다. ${expected}여야 합니다.`,
    ),
  );
