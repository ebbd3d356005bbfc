import type { LayersModel } from '@tensorflow/tfjs-layers';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { EndedTraining } from '../../../engine/hint/model-plan.js';
import type { TfNamespace } from '../../../kernel/engine.js';
import { testEngine } from '../engine/engine.js';
import { attachRecorder } from './attach-recorder.js';

let tf: TfNamespace;
let ended: EndedTraining[] = [];

beforeAll(async () => {
  ({ tf } = await testEngine());
  attachRecorder(tf, { trained: (training) => ended.push(training) });
});
beforeEach(() => {
  ended = [];
});

function net(loss: unknown = 'meanSquaredError'): LayersModel {
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [3] })] });
  model.compile({ optimizer: 'sgd', loss: loss as never });
  return model;
}

test('a fit that has ended is told with what it was given, its largest batch and its time', async () => {
  const [x, y] = [tf.ones([20, 3]), tf.ones([20, 1])];
  const before = performance.now();
  await net().fit(x, y, { epochs: 2, batchSize: 16, verbose: 0 });
  const [training, ...more] = ended;
  expect(more).toEqual([]);
  expect(training).toMatchObject({ batchSize: 16, data: { inputs: x, targets: y } });
  expect(training?.ms).toBeGreaterThan(0);
  expect(training?.ms).toBeLessThan(performance.now() - before);
  await net().fit(x, y, { epochs: 1, verbose: 0 });
  expect(ended[1]?.batchSize).toBe(20);
});

test('of a data set the batches tell their rows', async () => {
  const rows = tf.data.array(Array.from({ length: 10 }, () => ({ xs: tf.ones([3]), ys: tf.ones([1]) })));
  await net().fitDataset(rows.batch(4) as never, { epochs: 1, verbose: 0 });
  expect(ended).toHaveLength(1);
  expect(ended[0]).toMatchObject({ batchSize: 4, data: undefined });
});

test('one that failed is not', async () => {
  const failing = () => {
    throw new Error('no loss');
  };
  await expect(net(failing).fit(tf.ones([4, 3]), tf.ones([4, 1]), { verbose: 0 })).rejects.toThrow('no loss');
  expect(ended).toEqual([]);
});
