import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import { wrapMethod } from '../patches/wrap-method.js';
import type { TfNamespace } from '../tf-namespace.js';
import { metricOfSums } from './metric-step.js';
import { type GivenWeights, sampleWeights } from './sample-weights.js';
import { stateOf, type TrainedModel, type TrainingState } from './training-state.js';
import { weightedDataset } from './weighted-dataset.js';

type Batch = (Tensor | null)[];
type TestFunction = (data: Batch) => Scalar[];

interface EvaluateArguments {
  batchSize?: number;
  verbose?: number;
  steps?: number;
  sampleWeight?: GivenWeights;
}

interface Evaluated extends TrainedModel {
  testLoop(f: TestFunction, data: Batch, batchSize: number, verbose?: number, steps?: number): Scalar[];
}

/**
 * An evaluation as Keras has it: with the penalty of the regularizers, weights of samples, and metrics over all batches
 * together. It is also the validation of `fit`.
 */
export function patchEvaluation(tf: TfNamespace): void {
  const { prototype } = tf.LayersModel;
  Object.defineProperty(prototype, 'calculateValidationLosses', {
    configurable: true,
    writable: true,
    value(this: TrainedModel) {
      return (prototype as unknown as TrainedModel).calculateLosses.call(this);
    },
  });

  wrapMethod<Evaluated, Parameters<Evaluated['testLoop']>, Scalar[]>(
    prototype,
    'testLoop',
    'evaluation over all batches',
    (original) =>
      function (f, data, batchSize, verbose, steps) {
        const state = stateOf(this);
        if (!state || (verbose ?? 0) > 0 || (steps ?? null) !== null)
          return original.call(this, f, data, batchSize, verbose, steps);
        return tf.tidy(() => {
          state.tested = [];
          const all = state.validationWeights ? [...data, ...state.validationWeights] : data;
          return finish(tf, state, meanOfBatches(tf, f, all, batchSize));
        });
      },
  );

  wrapMethod<Evaluated, [x: unknown, y: unknown, args?: EvaluateArguments], Scalar | Scalar[]>(
    prototype,
    'evaluate',
    'weights of samples',
    (original) =>
      function (x, y, args = {}) {
        const state = stateOf(this);
        if (!state) return original.call(this, x, y, args);
        const { sampleWeight, ...rest } = args;
        // Those of a `fit`, one of whose callbacks may have called this.
        const before = state.validationWeights;
        state.validationWeights = undefined;
        try {
          return sampleWeight === undefined || sampleWeight === null
            ? original.call(this, x, y, rest)
            : withWeights(tf, this, state, { x, y, sampleWeight, batchSize: rest.batchSize ?? 32 }, () =>
                original.call(this, x, y, rest),
              );
        } finally {
          state.validationWeights = before;
        }
      },
  );

  wrapMethod<Evaluated, [dataset: unknown, args?: object], Promise<Scalar | Scalar[]>>(
    prototype,
    'evaluateDataset',
    'evaluation over all batches',
    (original) =>
      async function (dataset, args) {
        const state = stateOf(this);
        if (!state) return original.call(this, dataset, args);
        state.tested = [];
        const given = await original.call(this, weightedDataset(tf, this, state, dataset), args);
        const values = [given].flat();
        if (values.length === 0) return given;
        const finished = tf.tidy(() => finish(tf, state, values));
        for (const value of values) if (!finished.includes(value)) value.dispose();
        return Array.isArray(given) ? finished : (finished[0] as Scalar);
      },
  );
}

interface WeightedData {
  x: unknown;
  y: unknown;
  sampleWeight: GivenWeights;
  batchSize: number;
}

function withWeights<Result>(
  tf: TfNamespace,
  model: TrainedModel,
  state: TrainingState,
  { x, y, sampleWeight, batchSize }: WeightedData,
  evaluate: () => Result,
): Result {
  const [inputs, targets] = model.standardizeUserDataXY(x, y, true, batchSize);
  let weights: Batch = [];
  try {
    weights = sampleWeights(tf, sampleWeight, targets, model.outputNames);
    state.validationWeights = weights;
    return evaluate();
  } finally {
    tf.dispose(weights.filter((weight) => weight !== null));
    disposeNew(inputs, x);
    disposeNew(targets, y);
  }
}

/** The mean over samples of what each batch gives. */
function meanOfBatches(tf: TfNamespace, f: TestFunction, data: Batch, batchSize: number): Scalar[] {
  const samples = data[0]?.shape[0] ?? 0;
  let sums: Scalar[] = [];
  for (let start = 0; start < samples; start += batchSize) {
    const size = Math.min(batchSize, samples - start);
    sums = tf.tidy(() => {
      const batch = data.map((tensor) => tensor && rows(tf, tensor, start, size));
      const values = f(batch);
      const before = start === 0 ? values.map(() => tf.scalar(0)) : sums;
      return values.map((value, i) => tf.add(before[i] as Scalar, tf.mul(size, value)) as Scalar);
    });
  }
  return sums.map((sum) => tf.div(sum, samples) as Scalar);
}

const rows = (tf: TfNamespace, tensor: Tensor, start: number, size: number): Tensor =>
  tf.slice(tensor, [start, ...Array<number>(tensor.rank - 1).fill(0)], [size, ...tensor.shape.slice(1)]);

/** In the place of means of batches what all batches together come to. */
export function finish(tf: TfNamespace, state: TrainingState, values: Scalar[]): Scalar[] {
  const finished = [...values];
  const first = values.length - state.metrics.length;
  state.metrics.forEach(({ metric }, i) => {
    const sums = state.tested[i];
    if (sums) finished[first + i] = tf.scalar(metricOfSums(metric, sums));
  });
  return finished;
}

/** Disposes tensors that standardizing has made, and none that the student has. */
export function disposeNew(tensors: Tensor[], given: unknown): void {
  const ids = new Set(givenTensors(given).map(({ id }) => id));
  for (const tensor of tensors) if (!ids.has(tensor.id)) tensor.dispose();
}

const givenTensors = (given: unknown): Tensor[] => {
  if (typeof given !== 'object' || given === null) return [];
  if ('dataSync' in given) return [given as Tensor];
  return Object.values(given).flatMap(givenTensors);
};
