import type { CompileSummary, ModelSummary, TrainingPlan } from '../../protocol/index.js';
import type { FitArgs, RecordedLayer, RecordedModel, RecordedOptimizer } from './tf-parts.js';

/**
 * The plan of a `fit` call. tfjs takes the validation part from the end: ⌊n·(1 − split)⌋ samples are left to train on; the
 * last, smaller batch of an epoch counts as a step.
 */
export function fitPlan(samplesGiven: number | null, args: FitArgs): TrainingPlan {
  const split = args.validationSplit ?? 0;
  const inSplit = args.validationData === undefined && split > 0 && split < 1;
  const samples = samplesGiven !== null && inSplit ? Math.floor(samplesGiven * (1 - split)) : samplesGiven;
  const batchSize = args.batchSize ?? 32;
  const stepsPerEpoch = samples === null ? null : Math.ceil(samples / batchSize);
  const epochs = args.epochs ?? 1;
  const initialEpoch = args.initialEpoch ?? 0;
  const rounds = Math.max(0, epochs - initialEpoch);
  return {
    samples,
    validationSamples:
      inSplit && samplesGiven !== null ? samplesGiven - (samples ?? 0) : validationSamples(args),
    batchSize,
    epochs,
    initialEpoch,
    stepsPerEpoch,
    steps: stepsPerEpoch === null ? null : stepsPerEpoch * rounds,
    lectureSteps: samples === null ? null : (samples * rounds) / batchSize,
    shuffle: args.shuffle === undefined ? true : Boolean(args.shuffle),
  };
}

/** The plan of a `fitDataset` call: batches are the data set's own affair. */
export function datasetPlan(size: number | null, args: FitArgs): TrainingPlan {
  const epochs = args.epochs ?? 1;
  const initialEpoch = args.initialEpoch ?? 0;
  const known = size !== null && Number.isFinite(size) && size >= 0 ? size : null;
  const stepsPerEpoch = args.batchesPerEpoch ?? known;
  return {
    samples: null,
    validationSamples: null,
    batchSize: null,
    epochs,
    initialEpoch,
    stepsPerEpoch,
    steps: stepsPerEpoch === null ? null : stepsPerEpoch * Math.max(0, epochs - initialEpoch),
    lectureSteps: null,
    shuffle: null,
  };
}

/** Rows of the first tensor in what `fit` was given as inputs; null where that cannot be told. */
export function countSamples(inputs: unknown): number | null {
  if (typeof inputs !== 'object' || inputs === null) return null;
  const first = 'shape' in inputs ? inputs : Object.values(inputs)[0];
  const shape: unknown = (first as { shape?: unknown } | undefined)?.shape;
  return Array.isArray(shape) && typeof shape[0] === 'number' ? shape[0] : null;
}

function validationSamples({ validationData }: FitArgs): number | null {
  return Array.isArray(validationData) ? countSamples(validationData[0]) : null;
}

export function summarizeModel(model: RecordedModel): ModelSummary {
  const layers = model.layers.map((layer) => ({
    name: layer.name,
    className: layer.getClassName(),
    outputShape: outputShape(layer),
    parameters: layer.countParams(),
    trainable: layer.trainable,
    details: details(layer),
  }));
  return {
    // A Sequential trains through an inner model of this name.
    name: model.name.replace(/_model$/, ''),
    layers,
    parameters: countWeights(model.weights),
    trainableParameters: countWeights(model.trainableWeights),
  };
}

const countWeights = (weights: { shape: (number | null)[] }[]): number =>
  weights.reduce((sum, { shape }) => sum + shape.reduce<number>((size, d) => size * (d ?? 1), 1), 0);

function outputShape(layer: RecordedLayer): (number | null)[] {
  try {
    const shape = layer.outputShape;
    return (Array.isArray(shape[0]) ? shape[0] : shape) as (number | null)[];
  } catch {
    // A layer that is used more than once has no single output shape.
    return [];
  }
}

const SHOWN = [
  'units',
  'filters',
  'kernelSize',
  'strides',
  'poolSize',
  'padding',
  'activation',
  'rate',
  'momentum',
  'inputDim',
  'outputDim',
];

function details(layer: RecordedLayer): string {
  const config = layer.getConfig();
  const parts = SHOWN.filter((key) => isPlain(config[key])).map((key) => `${key} ${String(config[key])}`);
  for (const key of ['kernelRegularizer', 'biasRegularizer', 'embeddingsRegularizer']) {
    const regularizer = config[key] as { config?: { l1?: number; l2?: number } } | null | undefined;
    const { l1 = 0, l2 = 0 } = regularizer?.config ?? {};
    if (l1) parts.push(`L1 ${l1}`);
    if (l2) parts.push(`L2 ${l2}`);
  }
  return parts.join(', ');
}

const isPlain = (value: unknown): boolean =>
  ['number', 'string'].includes(typeof value) ||
  (Array.isArray(value) && value.every((part) => typeof part === 'number'));

export function summarizeCompile(model: RecordedModel): CompileSummary {
  const { optimizer } = model;
  const config = Object.entries(optimizer?.getConfig() ?? {}).filter(([, value]) =>
    ['number', 'string', 'boolean'].includes(typeof value),
  );
  return {
    optimizer: optimizer?.getClassName() ?? 'none',
    learningRate: learningRate(optimizer),
    optimizerConfig: Object.fromEntries(config) as CompileSummary['optimizerConfig'],
    loss: lossNames(model.loss),
    metrics: (model.metricsNames ?? []).filter((name) => name !== 'loss'),
  };
}

function lossNames(loss: unknown): string[] {
  if (typeof loss === 'string') return [loss];
  if (typeof loss === 'function') return [loss.name || 'custom loss'];
  if (typeof loss === 'object' && loss !== null)
    return lossClass(loss) ?? Object.values(loss).flatMap(lossNames);
  return [];
}

/** Of a loss with options, `tf.losses.huber({ delta: 2 })` or `{ className, config }`. */
function lossClass(loss: object): string[] | undefined {
  const { className, class_name: pythonic, getClassName } = loss as Record<string, unknown>;
  if (typeof getClassName === 'function') return [String(getClassName.call(loss))];
  const name = className ?? pythonic;
  return typeof name === 'string' ? [name] : undefined;
}

/** The learning rate of the next update; null where the optimizer keeps none. */
export function learningRate(optimizer: RecordedOptimizer | undefined): number | null {
  const rate = optimizer?.learningRate;
  return typeof rate === 'number' ? rate : null;
}
