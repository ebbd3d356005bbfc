import { checkOptions, type Domain, domains } from '../../engine/options/index.js';
import type { ExperimentPlan, Hyperparameters } from '../tensorboard/index.js';

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

/** What may be left out has been filled in. */
export type CompleteOptions = Required<
  Omit<TensorBoardOptions, 'embeddingsMetadata' | 'hparams' | 'hparamsExperiment'>
> &
  Pick<TensorBoardOptions, 'embeddingsMetadata' | 'hparams' | 'hparamsExperiment'>;

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
  text: {},
} as const;

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const isPlain = (value: unknown): boolean => ['number', 'string', 'boolean'].includes(typeof value);

const ours = {
  updateFreq: {
    en: "'epoch', 'batch' or a whole number of batches from 1",
    ko: "'epoch', 'batch' 또는 1 이상의 배치 수(정수)",
    allows: (value) => value === 'epoch' || value === 'batch' || domains.positiveCount.allows(value),
  },
  metadata: {
    en: 'the path of a file, or labels by the name of a layer',
    ko: '파일의 경로 또는 층 이름별 레이블',
    allows: (value) => domains.text.allows(value) || isObject(value),
  },
  hparams: {
    en: 'an object of numbers, strings and booleans',
    ko: '수, 문자열, 불리언을 담은 객체',
    allows: (value) => isObject(value) && Object.values(value).every(isPlain),
  },
  anyText: { en: 'a text', ko: '문자열', allows: (value) => typeof value === 'string' },
  texts: {
    en: 'an object of texts',
    ko: '문자열을 담은 객체',
    allows: (value) => isObject(value) && Object.values(value).every((part) => typeof part === 'string'),
  },
  experiment: {
    en: 'an object with hparams (values or a range by name) and metrics (tags)',
    ko: 'hparams(이름별 값이나 범위)와 metrics(태그)를 담은 객체',
    allows: (value) =>
      isObject(value) && 'hparams' in value && 'metrics' in value && Array.isArray(value.metrics),
  },
} satisfies Record<string, Domain>;

/** @throws TypeError for an option that does not exist, RangeError for a value that is wrong; both name it. */
export function completeOptions(given: TensorBoardOptions): CompleteOptions {
  checkOptions('TensorBoard', given, {
    logDir: domains.text,
    histogramFreq: domains.count,
    writeGraph: domains.boolean,
    writeImages: domains.boolean,
    writeStepsPerSecond: domains.boolean,
    updateFreq: ours.updateFreq,
    embeddingsFreq: domains.count,
    embeddingsMetadata: ours.metadata,
    activations: domains.boolean,
    gradients: domains.boolean,
    hparams: ours.hparams,
    hparamsGroup: ours.anyText,
    hparamsExperiment: ours.experiment,
    text: ours.texts,
  });
  const set = Object.entries(given).filter(([, value]) => value !== undefined && value !== null);
  return { ...DEFAULTS, ...(Object.fromEntries(set) as TensorBoardOptions) };
}
