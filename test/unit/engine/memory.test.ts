import { beforeAll, describe, expect, it } from 'vitest';
import type { TfNamespace } from '../../../kernel/engine.js';
import { randomInts } from './both-backends.js';
import { testEngine } from './engine.js';

describe('memory', () => {
  let tf: TfNamespace;
  beforeAll(async () => {
    tf = (await testEngine()).tf;
  });

  it('holds no more tensors after fit than before', async () => {
    const model = tf.sequential({
      layers: [
        tf.layers.embedding({ inputDim: 20, outputDim: 6, inputLength: 8 }),
        tf.layers.conv1d({ filters: 4, kernelSize: 3, activation: 'relu' }),
        tf.layers.batchNormalization({ scale: false }),
        tf.layers.maxPooling1d({ poolSize: 2 }),
        tf.layers.dropout({ rate: 0.2 }),
        tf.layers.flatten(),
        tf.layers.dense({ units: 3, activation: 'softmax' }),
      ],
    });
    model.compile({ loss: 'sparseCategoricalCrossentropy', optimizer: 'adam', metrics: ['accuracy'] });
    const x = randomInts(tf, 8, [40, 8], [0, 20]);
    const y = randomInts(tf, 9, [40], [0, 3]);
    const trainTwice = () => model.fit(x, y, { epochs: 2, batchSize: 16, validationSplit: 0.2, verbose: 0 });
    await trainTwice();
    const { numTensors, numDataBuffers } = tf.memory();
    const backend = tf.backend() as unknown as { numDataIds(): number };
    const held = backend.numDataIds();
    await trainTwice();
    expect(tf.memory()).toMatchObject({ numTensors, numDataBuffers });
    expect(backend.numDataIds()).toBe(held);
  });

  it('says what to do when there is no more', () => {
    const before = tf.memory().numTensors;
    expect(() => tf.fill([1100, 1024, 1024], 1)).toThrow(/out of memory.*smaller batch size/s);
    expect(tf.memory().numTensors).toBe(before);
  });
});
