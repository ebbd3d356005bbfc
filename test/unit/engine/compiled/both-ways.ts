import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { setCompiling } from '../../../../engine/compiled/index.js';
import type { TfNamespace } from '../../../../kernel/engine.js';

type Step = (data: (Tensor | null)[]) => Tensor[];

/** A training as a test describes it: the same each time it is made. */
export interface Training {
  make(tf: TfNamespace): LayersModel;
  /** The batches of the steps, one after another; they are gone through again and again. */
  batches(tf: TfNamespace): Tensor[][];
  steps: number;
  /** Before each step, counted from 0. */
  before?: (model: LayersModel, step: number) => void;
}

export interface Trained {
  /** The loss and the metrics of each step. */
  reports: number[][];
  weights: { name: string; values: Float32Array }[];
  optimizer: Float32Array[];
  /** Operations of TensorFlow.js that the last step ran. */
  operations: number;
}

/** The function that does a training step of a model. */
export function stepOf(model: LayersModel): Step {
  const inner = (model as unknown as { model?: LayersModel }).model ?? model;
  return (inner as unknown as { makeTrainFunction(): Step }).makeTrainFunction();
}

/** Does the steps of a training, compiled or not. */
export async function train(tf: TfNamespace, training: Training, compiled: boolean): Promise<Trained> {
  setCompiling(compiled);
  const model = training.make(tf);
  const batches = training.batches(tf);
  try {
    const step = stepOf(model);
    const reports: number[][] = [];
    const engine = tf.engine();
    const { runKernel } = engine;
    let operations = 0;
    engine.runKernel = (...args) => {
      operations += 1;
      return runKernel.apply(engine, args) as never;
    };
    for (let i = 0; i < training.steps; i++) {
      training.before?.(model, i);
      operations = 0;
      reports.push(
        tf.tidy(() => {
          const values = step(batches[i % batches.length] as Tensor[]);
          const numbers = values.map((value) => value.dataSync()[0] as number);
          tf.dispose(values);
          return numbers;
        }),
      );
    }
    engine.runKernel = runKernel;
    const weights = model.weights.map((weight) => ({
      name: weight.name,
      values: weight.read().dataSync().slice() as Float32Array,
    }));
    const kept = await model.optimizer.getWeights();
    const optimizer = kept.slice(1).map(({ tensor }) => tensor.dataSync().slice() as Float32Array);
    kept[0]?.tensor.dispose();
    return { reports, weights, optimizer, operations };
  } finally {
    setCompiling(false);
    tf.dispose(batches);
    model.dispose();
  }
}

/** How far apart two trainings are at most: relative to values above 1, absolute below. NaN and infinities must be the same. */
export function distance(a: Trained, b: Trained): number {
  const lists = ({ reports, weights, optimizer }: Trained): ArrayLike<number>[] => [
    ...reports,
    ...weights.map(({ values }) => values),
    ...optimizer,
  ];
  const others = lists(b);
  return Math.max(
    ...lists(a).map((values, i) =>
      Math.max(0, ...Array.from(values, (value, j) => apart(value, others[i]?.[j] as number))),
    ),
  );
}

const apart = (a: number, b: number): number => {
  if (Object.is(a, b) || a === b) return 0;
  if (!Number.isFinite(a) || !Number.isFinite(b)) return Number.POSITIVE_INFINITY;
  return Math.abs(a - b) / Math.max(1, Math.abs(a));
};
