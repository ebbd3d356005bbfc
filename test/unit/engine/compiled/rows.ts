import type { Tensor } from '@tensorflow/tfjs-core';
import { expect, vi } from 'vitest';
import type { TfNamespace } from '../../../../kernel/engine.js';
import { randomValues } from '../../../conformance/draw.js';
import { testEngine } from '../engine.js';
import { distance, type Training, train } from './both-ways.js';

let tf: TfNamespace;

/** To be called before all rows. */
export async function startRows(): Promise<TfNamespace> {
  tf = (await testEngine()).tf;
  return tf;
}

export type Layers = (tf: TfNamespace) => unknown[];
export type Labels = 'yes or no' | 'one-hot' | 'class numbers' | 'numbers';

export interface Row {
  layers?: Layers;
  labels?: Labels;
  compile?: (tf: TfNamespace) => object;
  /** Rows of each batch. */
  batches?: readonly number[];
  before?: Training['before'];
  inputs?: readonly number[];
  values?: (values: Float32Array) => void;
  /** Gives each row a weight, as `sampleWeight` and `classWeight` do. */
  weighted?: boolean;
}

const INPUTS = [6];

const start = (seed: number) => ({
  kernelInitializer: tf.initializers.glorotUniform({ seed }),
  biasInitializer: tf.initializers.randomUniform({ minval: -0.1, maxval: 0.1, seed: seed + 50 }),
});
export const dense = (
  units: number,
  activation: string | undefined,
  seed: number,
  rest: object = {},
): unknown => tf.layers.dense({ units, activation: activation as never, ...start(seed), ...rest });

export const plain: Layers = () => [dense(7, 'relu', 1), dense(1, 'sigmoid', 2)];

function labels(kind: Labels, rows: number, seed: number): Tensor {
  const numbers = randomValues(seed, [rows], 'int32', [0, 3]);
  if (kind === 'one-hot') return tf.oneHot(tf.tensor1d(numbers, 'int32'), 3).toFloat();
  if (kind === 'class numbers') return tf.tensor2d(numbers, [rows, 1], 'float32');
  if (kind === 'numbers') return tf.tensor2d(randomValues(seed, [rows, 1]), [rows, 1]);
  return tf.tensor2d(numbers, [rows, 1]).greater(0.5).toFloat();
}

export function trainingOf(row: Row): Training {
  const { layers = plain, labels: kind = 'yes or no', batches = [8], inputs = INPUTS, values } = row;
  return {
    steps: 20,
    ...(row.before && { before: row.before }),
    make: () => {
      const model = tf.sequential();
      model.add(tf.layers.inputLayer({ inputShape: [...inputs] }));
      for (const layer of layers(tf)) model.add(layer as never);
      model.compile(
        (row.compile ?? (() => ({ optimizer: tf.train.sgd(0.1), loss: 'binaryCrossentropy' })))(tf) as never,
      );
      return model;
    },
    batches: () =>
      batches.map((rows, i) => {
        const x = Float32Array.from(randomValues(10 + i, [rows, ...inputs]));
        values?.(x);
        const weights = row.weighted ? [tf.tensor1d(randomValues(30 + i, [rows], 'float32', [0, 2]))] : [];
        return [tf.tensor(x, [rows, ...inputs]), labels(kind, rows, 20 + i), ...weights];
      }),
  };
}

export async function compare(training: Training): Promise<number> {
  const told = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const [uncompiled, compiled] = [await train(tf, training, false), await train(tf, training, true)];
  expect(told.mock.calls).toEqual([]);
  expect([uncompiled.operations > 50, compiled.operations]).toEqual([true, 0]);
  return distance(uncompiled, compiled);
}

export const compareRow = (row: Row): Promise<number> => compare(trainingOf(row));

export const three: Layers = () => [dense(7, 'tanh', 1), dense(3, 'softmax', 2)];
export const line: Layers = () => [dense(7, 'relu', 1), dense(1, undefined, 2)];
