import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { describe, expect, test } from 'vitest';
import type { TfNamespace } from '../../../kernel/engine.js';
import { batches, seed } from '../../../library/index.js';
import { recordEvents } from './layer-checks.js';

interface Trained {
  history: object;
  /** What the first layer was called with: the first value of each row is its number. */
  held: number[][];
}

interface Case {
  rows: number;
  options: Record<string, unknown>;
  /** Epochs that are recorded; all of the training where nothing is said. */
  recorded?: number;
  build?: 'two inputs' | 'autoencoder' | 'rank 1' | 'integers';
}

const cases: Record<string, Case> = {
  shuffled: { rows: 20, options: { batchSize: 8, epochs: 3 } },
  'shuffle: false': { rows: 20, options: { batchSize: 8, epochs: 2, shuffle: false } },
  'one batch of all rows': { rows: 12, options: { batchSize: 64, epochs: 2 } },
  'batches of one row': { rows: 5, options: { batchSize: 1, epochs: 2 } },
  'the batch size of fit': { rows: 40, options: { epochs: 1 } },
  'a validation split': { rows: 20, options: { batchSize: 4, epochs: 2, validationSplit: 0.25 } },
  'five epochs, of which three are kept': { rows: 9, options: { batchSize: 4, epochs: 5 }, recorded: 3 },
  'a training that goes on': { rows: 9, options: { batchSize: 4, epochs: 6, initialEpoch: 4 } },
  'two inputs': { rows: 10, options: { batchSize: 4, epochs: 2 }, build: 'two inputs' },
  'targets that are the inputs': { rows: 10, options: { batchSize: 4, epochs: 2 }, build: 'autoencoder' },
  'inputs of one dimension': { rows: 10, options: { batchSize: 4, epochs: 2 }, build: 'rank 1' },
  'inputs of whole numbers': { rows: 10, options: { batchSize: 4, epochs: 2 }, build: 'integers' },
};

function modelOf(tf: TfNamespace, build: Case['build']): LayersModel {
  if (build === 'two inputs') {
    const inputs = [tf.input({ shape: [1] }), tf.input({ shape: [1] })];
    const output = tf.layers.dense({ units: 1 }).apply(tf.layers.concatenate().apply(inputs));
    return tf.model({ inputs, outputs: output as never }) as never;
  }
  const units = build === 'autoencoder' ? 2 : 1;
  return tf.sequential({ layers: [tf.layers.dense({ units, inputShape: [units] })] }) as never;
}

function dataOf(tf: TfNamespace, rows: number, build: Case['build']): { x: Tensor | Tensor[]; y: Tensor } {
  const numbers = Array.from({ length: rows }, (_, row) => row);
  const column = (): Tensor => tf.tensor2d(numbers.map((row) => [row])) as never;
  if (build === 'two inputs') return { x: [column(), column()], y: column() };
  if (build === 'autoencoder') {
    const x = tf.tensor2d(numbers.map((row) => [row, -row])) as never;
    return { x, y: x };
  }
  if (build === 'rank 1') return { x: tf.tensor1d(numbers) as never, y: column() };
  if (build === 'integers') return { x: tf.cast(column() as never, 'int32') as never, y: column() };
  return { x: column(), y: column() };
}

function watched(model: LayersModel): number[][] {
  const held: number[][] = [];
  const first = model.layers.find((layer) => layer.getClassName() !== 'InputLayer');
  if (!first) throw new Error('no layer');
  const { call } = first;
  first.call = (inputs, kwargs) => {
    const [tensor] = [inputs].flat() as Tensor[];
    if (kwargs?.training && tensor) {
      const width = tensor.size / (tensor.shape[0] ?? 1);
      held.push([...tensor.dataSync()].filter((_, i) => i % width === 0));
    }
    return call.call(first, inputs, kwargs);
  };
  return held;
}

async function train(tf: TfNamespace, { rows, options, build }: Case): Promise<Trained> {
  const model = modelOf(tf, build);
  model.compile({ optimizer: tf.train.sgd(1e-6) as never, loss: 'meanSquaredError' });
  const { x, y } = dataOf(tf, rows, build);
  const held = watched(model);
  let history: object = {};
  await recordEvents(tf, async () => {
    history = await model.fit(x as never, y as never, { verbose: 0, ...options });
  });
  return { history, held };
}

/** What the record of batches must do on an engine: tests that run on each of them. */
export function batchChecks(engine: () => TfNamespace): void {
  describe('the recorded batches are those that the training held', () => {
    test.each(Object.entries(cases))('%s', async (_, given) => {
      seed(3);
      const { history, held } = await train(engine(), given);
      const { batchSize = 32, epochs = 1, initialEpoch = 0 } = given.options as Record<string, number>;
      const told = batches(history);
      const trained = epochs - initialEpoch;
      const count = Math.min(given.recorded ?? trained, trained);
      expect(told.epochs.map(({ epoch }) => epoch)).toEqual(
        Array.from({ length: count }, (_unused, i) => initialEpoch + i + 1),
      );
      expect(told.epochs.flatMap((epoch) => epoch.batches)).toEqual(
        held.slice(0, count * told.stepsPerEpoch),
      );
      expect(told.steps).toBe(held.length);
      for (const { batches: ofEpoch } of told.epochs) {
        expect(ofEpoch.map(({ length }) => length)).toEqual(
          Array.from({ length: told.stepsPerEpoch }, (_unused, i) =>
            Math.min(batchSize, told.samples - i * batchSize),
          ),
        );
        expect(ofEpoch.flat().sort((a, b) => a - b)).toEqual(
          Array.from({ length: told.samples }, (_unused, row) => row),
        );
      }
    });
  });

  test('a new order comes with each epoch; without shuffling none does', async () => {
    const tf = engine();
    seed(1);
    const orders = async (shuffle: boolean) => {
      const { history } = await train(tf, { rows: 16, options: { batchSize: 4, epochs: 3, shuffle } });
      return batches(history).epochs.map((epoch) => epoch.batches.flat().join());
    };
    expect(new Set(await orders(true)).size).toBe(3);
    expect(new Set(await orders(false))).toEqual(new Set([Array.from({ length: 16 }, (_, i) => i).join()]));
  });

  test('two trainings on the same tensors at once have each its own order', async () => {
    const tf = engine();
    seed(5);
    const { x, y } = dataOf(tf, 12, undefined);
    const models = [0, 1].map(() => {
      const model = modelOf(tf, undefined);
      model.compile({ optimizer: tf.train.sgd(1e-6) as never, loss: 'meanSquaredError' });
      return { model, held: watched(model) };
    });
    let histories: object[] = [];
    await recordEvents(tf, async () => {
      histories = await Promise.all(
        models.map(({ model }) => model.fit(x as never, y as never, { batchSize: 5, epochs: 2, verbose: 0 })),
      );
    });
    for (const [i, { held }] of models.entries())
      expect(batches(histories[i]).epochs.flatMap((epoch) => epoch.batches)).toEqual(held);
    expect(models[0]?.held).not.toEqual(models[1]?.held);
  });

  test('a training that is stopped within an epoch has the batches up to there', async () => {
    const tf = engine();
    seed(2);
    const model = modelOf(tf, undefined);
    model.compile({ optimizer: tf.train.sgd(1e-6) as never, loss: 'meanSquaredError' });
    const held = watched(model);
    const { x, y } = dataOf(tf, 12, undefined);
    let history: object = {};
    await recordEvents(tf, async () => {
      history = await model.fit(x as never, y as never, {
        batchSize: 4,
        epochs: 3,
        verbose: 0,
        callbacks: {
          onBatchEnd: async () => {
            if (held.length === 5) model.stopTraining = true;
          },
        },
      });
    });
    expect(held).toHaveLength(5);
    expect(batches(history).epochs.map((epoch) => epoch.batches)).toEqual([held.slice(0, 3), held.slice(3)]);
  });

  test('of many rows the first ten thousand of each epoch are kept', async () => {
    seed(6);
    const { history } = await train(engine(), { rows: 25_000, options: { batchSize: 4_000, epochs: 2 } });
    const told = batches(history);
    expect(told.epochs.map((epoch) => epoch.batches.map(({ length }) => length))).toEqual([
      [4000, 4000, 2000],
      [4000, 4000, 2000],
    ]);
    expect(String(told)).toContain('of each epoch: the first 10000 rows of 25000');
  });

  test('weights, random numbers and tensors are the same with and without the record', async () => {
    const tf = engine();
    const run = async (around: (train: () => Promise<unknown>) => Promise<unknown>) => {
      seed(8);
      const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
      model.compile({ optimizer: tf.train.adam(0.1), loss: 'meanSquaredError' });
      const { x, y } = dataOf(tf, 21, undefined);
      const train = () =>
        model.fit(x as never, y as never, { batchSize: 4, epochs: 4, validationSplit: 0.2, verbose: 0 });
      const before = tf.memory().numTensors;
      await around(train);
      return {
        tensors: tf.memory().numTensors - before,
        weights: model.getWeights().map((weight) => Array.from(weight.dataSync())),
        next: Math.random(),
        own: Object.keys((model as unknown as { model: object }).model).includes('fitLoop'),
      };
    };
    const plain = await run((given) => given());
    expect(await run((given) => recordEvents(tf, given))).toEqual(plain);
    expect(plain.own).toBe(false);
  });

  test('a data set has batches of its own, whose rows have no numbers', async () => {
    const tf = engine();
    const model = modelOf(tf, undefined);
    model.compile({ optimizer: tf.train.sgd(1e-6) as never, loss: 'meanSquaredError' });
    const { x, y } = dataOf(tf, 4, undefined);
    let history: object = {};
    await recordEvents(tf, async () => {
      history = await model.fitDataset(tf.data.array([{ xs: x, ys: y }] as never) as never, {
        epochs: 1,
        verbose: 0,
      });
    });
    expect(() => batches(history)).toThrow(/fitDataset takes the batches of a data set as they come/);
    expect(() => batches()).toThrow(/fitDataset/);
  });
}
