import type { Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../tf-namespace.js';
import { type GivenWeights, sampleWeights } from './sample-weights.js';
import type { TrainedModel, TrainingState } from './training-state.js';

interface Element {
  xs: unknown;
  ys: unknown;
  sampleWeight?: GivenWeights;
}

interface Iterator {
  next(): Promise<{ value: unknown; done: boolean }>;
}

interface Dataset {
  size?: number;
  iterator(): Promise<Iterator>;
}

const isElement = (value: unknown): value is Element =>
  typeof value === 'object' && value !== null && 'xs' in value && 'ys' in value;

/**
 * The same data set, whose batches `{ xs, ys, sampleWeight }` hand their weights to the step that comes next; tfjs-layers
 * reads nothing but `xs` and `ys`.
 */
export function weightedDataset(
  tf: TfNamespace,
  model: TrainedModel,
  state: TrainingState,
  given: unknown,
): unknown {
  const watch = (iterator: Iterator): Iterator => ({
    async next() {
      disposeWeights(tf, state);
      const result = await iterator.next();
      const { value } = result;
      if (isElement(value) && value.sampleWeight !== undefined && value.sampleWeight !== null) {
        const { outputNames } = model;
        state.nextWeights = sampleWeights(
          tf,
          value.sampleWeight,
          targetsOf(value.ys, outputNames),
          outputNames,
        );
        // As tfjs-layers does with the inputs and targets of a batch.
        tf.dispose(value.sampleWeight as Tensor);
      }
      return result;
    },
  });
  if (typeof given !== 'object' || given === null) return given;
  if ('next' in given) return watch(given as Iterator);
  if (!('iterator' in given)) return given;
  const dataset = given as Dataset;
  return { size: dataset.size, iterator: async () => watch(await dataset.iterator()) };
}

export function disposeWeights(tf: TfNamespace, state: TrainingState): void {
  tf.dispose((state.nextWeights ?? []).filter((weights) => weights !== null));
  state.nextWeights = undefined;
}

const targetsOf = (ys: unknown, outputs: readonly string[]): Tensor[] => {
  if (Array.isArray(ys)) return ys as Tensor[];
  if (typeof ys === 'object' && ys !== null && !('dataSync' in ys))
    return outputs.map((name) => (ys as Record<string, Tensor>)[name] as Tensor);
  return outputs.map(() => ys as Tensor);
};

/** Tensors of a validation as batches of a data set. */
export function batchedData(
  tf: TfNamespace,
  { xs, ys, sampleWeight }: Element,
  batchSize: number,
): { iterator(): Promise<Iterator> } {
  const samples = firstTensor(xs)?.shape[0] ?? 0;
  return {
    async iterator() {
      let start = 0;
      return {
        async next() {
          if (start >= samples) return { value: null, done: true };
          const rows = (value: unknown): unknown =>
            sliced(tf, value, start, Math.min(batchSize, samples - start));
          const value = { xs: rows(xs), ys: rows(ys), sampleWeight: rows(sampleWeight) };
          start += batchSize;
          return { value, done: false };
        },
      };
    },
  };
}

const isTensor = (value: unknown): value is Tensor =>
  typeof value === 'object' && value !== null && 'dataSync' in value;

function firstTensor(value: unknown): Tensor | undefined {
  if (isTensor(value)) return value;
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.values(value)
    .map(firstTensor)
    .find((tensor) => tensor !== undefined);
}

function sliced(tf: TfNamespace, value: unknown, start: number, size: number): unknown {
  if (isTensor(value))
    return tf.slice(
      value,
      [start, ...Array<number>(value.rank - 1).fill(0)],
      [Math.min(size, (value.shape[0] ?? 0) - start), ...value.shape.slice(1)],
    );
  if (ArrayBuffer.isView(value)) return (value as Float32Array).slice(start, start + size);
  if (Array.isArray(value))
    return value.every((one) => typeof one === 'number')
      ? value.slice(start, start + size)
      : value.map((one) => sliced(tf, one, start, size));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, sliced(tf, one, start, size)]));
}
