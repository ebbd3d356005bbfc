import type { Tensor } from '@tensorflow/tfjs-core';
import { say } from '../../words/index.js';
import { wrapMethod } from '../patches/wrap-method.js';
import type { TfNamespace } from '../tf-namespace.js';
import { disposeNew } from './evaluation.js';
import { classWeights, type GivenClassWeights, type GivenWeights, sampleWeights } from './sample-weights.js';
import { stateOf, type TrainedModel } from './training-state.js';
import { batchedData, disposeWeights, weightedDataset } from './weighted-dataset.js';

interface FitArguments {
  batchSize?: number;
  sampleWeight?: GivenWeights | null;
  classWeight?: GivenClassWeights | null;
  validationData?: unknown;
  validationBatchSize?: number;
  validationSplit?: number;
}

type Weights = (Tensor | null)[];

interface Fitting extends TrainedModel {
  standardizeUserData(
    x: unknown,
    y: unknown,
    sampleWeight?: GivenWeights | null,
    classWeight?: GivenClassWeights | null,
    checkBatchAxis?: boolean,
    batchSize?: number,
  ): Promise<[Tensor[], Tensor[], Weights | null]>;
  fitLoop(...args: unknown[]): Promise<unknown>;
  makeTrainFunction(): (data: Weights) => Tensor[];
}

/** What a `fit` was given for its validation, until its loop begins. */
const given = new WeakMap<object, { weights: GivenWeights | null; split: Weights | null }>();

/**
 * `fit`, `fitDataset` and `trainOnBatch` take weights of samples and classes, and validation data with weights, as Keras
 * does. tfjs-layers refuses them, but for weights of classes.
 */
export function patchFitWeights(tf: TfNamespace): void {
  const { prototype } = tf.LayersModel;

  wrapMethod<Fitting, Parameters<Fitting['standardizeUserData']>, ReturnType<Fitting['standardizeUserData']>>(
    prototype,
    'standardizeUserData',
    'weights of samples',
    () =>
      async function (x, y, sampleWeight, classWeight, checkBatchAxis = true, batchSize) {
        const [inputs, targets] = this.standardizeUserDataXY(x, y, checkBatchAxis, batchSize);
        try {
          const weights = await weightsOf(tf, this, targets, { sampleWeight, classWeight });
          const kept = given.get(this);
          if (kept && sampleWeight) kept.split = weights;
          return [inputs, targets, weights];
        } catch (error) {
          disposeNew(inputs, x);
          disposeNew(targets, y);
          throw error;
        }
      },
  );

  wrapMethod<Fitting, [x: unknown, y: unknown, args?: FitArguments], Promise<unknown>>(
    prototype,
    'fit',
    'weights of samples',
    (original) =>
      async function (x, y, args = {}) {
        const state = stateOf(this);
        const { validationData } = args;
        const weighted = Array.isArray(validationData) && validationData.length === 3;
        if (!state || (!weighted && !args.sampleWeight)) return original.call(this, x, y, args);
        given.set(this, { weights: weighted ? (validationData[2] as GivenWeights) : null, split: null });
        try {
          return await original.call(this, x, y, {
            ...args,
            ...(weighted && { validationData: validationData.slice(0, 2) }),
          });
        } finally {
          given.delete(this);
        }
      },
  );

  wrapMethod<Fitting, unknown[], Promise<unknown>>(
    prototype,
    'fitLoop',
    'weights of validation data',
    (original) =>
      async function (...args) {
        const state = stateOf(this);
        const weights = state && validationWeights(tf, this, args);
        if (!state || !weights) return original.apply(this, args);
        state.validationWeights = weights;
        try {
          return await original.apply(this, args);
        } finally {
          state.validationWeights = undefined;
          tf.dispose(weights.filter((weight) => weight !== null));
        }
      },
  );

  wrapMethod<Fitting, [dataset: unknown, args: FitArguments], Promise<unknown>>(
    prototype,
    'fitDataset',
    'weights of samples',
    (original) =>
      async function (dataset, args) {
        const state = stateOf(this);
        if (!state) return original.call(this, dataset, args);
        if (args?.sampleWeight) throw weightsInBatches();
        const { validationData, validationBatchSize = 32 } = args ?? {};
        const changed =
          Array.isArray(validationData) && validationData.length === 3
            ? { ...args, validationData: dataOf(tf, validationData, validationBatchSize) }
            : args;
        try {
          return await original.call(this, weightedDataset(tf, this, state, dataset), changed);
        } finally {
          disposeWeights(tf, state);
        }
      },
  );

  patchTrainOnBatch(tf);
}

const dataOf = (tf: TfNamespace, [xs, ys, sampleWeight]: unknown[], batchSize: number): object =>
  batchedData(tf, { xs, ys, sampleWeight: sampleWeight as GivenWeights }, batchSize);

type BatchArguments = Pick<FitArguments, 'sampleWeight' | 'classWeight'>;

function patchTrainOnBatch(tf: TfNamespace): void {
  wrapMethod<Fitting, [x: unknown, y: unknown, args?: BatchArguments], Promise<number | number[]>>(
    tf.LayersModel.prototype,
    'trainOnBatch',
    'weights of samples',
    (original) =>
      async function (x, y, args = {}) {
        if (!args.sampleWeight && !args.classWeight) return original.call(this, x, y);
        const [inputs, targets, weights] = await this.standardizeUserData(
          x,
          y,
          args.sampleWeight,
          args.classWeight,
        );
        try {
          const values = this.makeTrainFunction()([...inputs, ...targets, ...(weights ?? [])]);
          const numbers = await Promise.all(values.map(async (value) => (await value.data())[0] as number));
          tf.dispose(values);
          return numbers.length === 1 ? (numbers[0] as number) : numbers;
        } finally {
          tf.dispose((weights ?? []).filter((weight) => weight !== null));
          disposeNew(inputs, x);
          disposeNew(targets, y);
        }
      },
  );
  // A Sequential hands on two arguments.
  wrapMethod<
    { model?: Fitting & { trainOnBatch: BatchTraining } },
    Parameters<BatchTraining>,
    Promise<unknown>
  >(
    tf.Sequential.prototype,
    'trainOnBatch',
    'weights of samples',
    (original) =>
      function (x, y, args) {
        return args && this.model ? this.model.trainOnBatch(x, y, args) : original.call(this, x, y);
      },
  );
}

type BatchTraining = (x: unknown, y: unknown, args?: BatchArguments) => Promise<unknown>;

async function weightsOf(
  tf: TfNamespace,
  model: TrainedModel,
  targets: Tensor[],
  {
    sampleWeight,
    classWeight,
  }: { sampleWeight: FitArguments['sampleWeight']; classWeight: FitArguments['classWeight'] },
): Promise<Weights | null> {
  if (sampleWeight && classWeight) throw bothWeights();
  if (sampleWeight) return sampleWeights(tf, sampleWeight, targets, model.outputNames);
  return classWeight ? classWeights(tf, classWeight, targets, model.outputNames) : null;
}

/** Places among the arguments of `fitLoop`. */
const DATA = 1;
const VALIDATION_DATA = 8;

function validationWeights(tf: TfNamespace, model: Fitting, args: unknown[]): Weights | undefined {
  const { weights, split } = given.get(model) ?? {};
  const data = args[VALIDATION_DATA] as Tensor[] | undefined;
  if (!data || data.length === 0) return undefined;
  const inputs = model.inputs.length;
  if (weights)
    return sampleWeights(tf, weights, data.slice(inputs, inputs + model.outputs.length), model.outputNames);
  if (!split) return undefined;
  const trained = (args[DATA] as Tensor[])[0]?.shape[0] ?? 0;
  const validated = data[0]?.shape[0] ?? 0;
  // Weights of the whole data: the last rows are those of the validation. Data of its own has none.
  return split.every((weight) => weight === null || weight.shape[0] === trained + validated)
    ? split.map((weight) => weight && tf.slice(weight, trained, validated))
    : undefined;
}

const bothWeights = (): Error =>
  new Error(
    say(
      'fit was given sampleWeight and classWeight; it takes one of them: multiply the two into sampleWeight.',
      'fit에 sampleWeight와 classWeight가 함께 있습니다. 둘을 곱해 sampleWeight 하나로 주세요.',
    ),
  );

const weightsInBatches = (): Error =>
  new Error(
    say(
      'fitDataset takes no sampleWeight: put the weights into the batches of the data set, { xs, ys, sampleWeight }.',
      'fitDataset은 sampleWeight를 받지 않습니다. 데이터 세트의 배치에 { xs, ys, sampleWeight }로 넣으세요.',
    ),
  );
