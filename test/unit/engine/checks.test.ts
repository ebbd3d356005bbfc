import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { TfNamespace } from '../../../engine/index.js';
import { testEngine } from './engine.js';

let tf: TfNamespace;
beforeAll(async () => {
  ({ tf } = await testEngine());
});
const warned = vi.spyOn(console, 'warn').mockImplementation(() => {});
beforeEach(() => warned.mockClear());

const net = () => {
  const model = tf.sequential({
    layers: [tf.layers.dense({ units: 1, inputShape: [2], kernelInitializer: 'ones' })],
  });
  model.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' });
  return model;
};

const rows = [
  [1, 2],
  [3, 4],
  [5, 6],
  [7, 8],
];
const labels = [1, 0, 2, 5];

describe('a data set', () => {
  const dataset = (ys: (number | number[])[]) =>
    tf.data.zip({ xs: tf.data.array(rows), ys: tf.data.array(ys as number[]) }).batch(4) as never;

  test('of plain numbers as targets trains as one of rows of one number, and as fit does', async () => {
    const plain = await net().fitDataset(dataset(labels), { epochs: 2 });
    const columns = await net().fitDataset(dataset(labels.map((label) => [label])), { epochs: 2 });
    const fitted = await net().fit(tf.tensor2d(rows), tf.tensor1d(labels), {
      epochs: 2,
      batchSize: 4,
      shuffle: false,
    });
    expect(plain.history.loss).toEqual(columns.history.loss);
    expect(plain.history.loss).toEqual(fitted.history.loss);
  });

  test('leaves no tensors, whether it trains, tests or is refused', async () => {
    const model = net();
    await model.fitDataset(dataset(labels), { epochs: 1 });
    const before = tf.memory().numTensors;
    await model.fitDataset(dataset(labels), { epochs: 2, validationData: dataset(labels) });
    tf.dispose(await model.evaluateDataset(dataset(labels), {}));
    expect(tf.memory().numTensors).toBe(before);
  });

  test('that is used up in a later epoch is told', async () => {
    let times = 0;
    const once = tf.data.generator(function* () {
      if (times++ === 0) yield { xs: tf.ones([2, 2]), ys: tf.ones([2, 1]) };
    });
    await expect(net().fitDataset(once as never, { epochs: 2 })).rejects.toThrow('gave no batch');
  });
});

describe('looking at arguments', () => {
  test('changes nothing that is computed, and makes no tensors', async () => {
    const model = net();
    const [x, y] = [tf.tensor2d(rows), tf.tensor1d(labels)];
    await model.fit(x, y, { epochs: 1 });
    const before = tf.memory().numTensors;
    await model.fit(x, y, { epochs: 1 });
    tf.dispose([model.evaluate(x, y), model.predict(x)]);
    await expect(model.fit(x, y, { epochs: 0 })).rejects.toThrow('epochs is 0');
    expect(tf.memory().numTensors).toBe(before);
    expect(warned).not.toHaveBeenCalled();
  });

  test('leaves alone what other code asks of a namespace and of promises', async () => {
    const { then, dens } = tf.layers as unknown as Record<string, unknown>;
    expect([then, dens]).toEqual([undefined, undefined]);
    const x = tf.tensor1d([1, 2]);
    const promise = x.data();
    expect('length' in promise).toBe(true);
    expect(Object.keys(promise)).toEqual([]);
    expect([...(await promise)]).toEqual([1, 2]);
    expect(await x.array()).toEqual([1, 2]);
    expect(x instanceof tf.Tensor).toBe(true);
    expect(tf.train.sgd(0.1)).toBeInstanceOf(tf.Optimizer);
  });

  test('finds the first NaN of a large tensor', async () => {
    const values = new Float32Array(3_000_000);
    values[2_500_003] = Number.NaN;
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [100] })] });
    (
      model.predict(tf.tensor2d(values, [30_000, 100]), { batchSize: 30_000 }) as { dispose(): void }
    ).dispose();
    expect(warned.mock.calls.map(([text]) => text)).toEqual([
      expect.stringContaining('holds NaN (row 25000, column 3, counted from 0)'),
    ]);
  });

  test('a sum beyond float32 is no missing value', () => {
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
    model.predict(tf.tensor2d([[3e38, 3e38]]));
    expect(warned).not.toHaveBeenCalled();
  });
});
