import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadEngine, type TfNamespace } from '../../../kernel/engine.js';
import type { RunEvent } from '../../../kernel/recorder/index.js';
import { rowsOf } from '../../../kernel/recorder/step-stretches.js';
import { seed, setLibraryContext } from '../../../library/index.js';
import { attachRecorder } from './attach-recorder.js';

let tf: TfNamespace;
let prototype: { fit: unknown; fitDataset: unknown };
let original: { fit: unknown; fitDataset: unknown };
let events: RunEvent[] = [];
let stop: 'no' | 'run' | 'cell' = 'no';

beforeAll(async () => {
  const wasmFolder = join(import.meta.dirname, '../../../dist/wasm');
  ({ tf } = await loadEngine({ wasmFolder }));
  setLibraryContext({ tf: tf as never });
  prototype = tf.LayersModel.prototype as never;
  original = { fit: prototype.fit, fitDataset: prototype.fitDataset };
});

function record(on: boolean): void {
  Object.assign(prototype, original);
  events = [];
  stop = 'no';
  if (!on) return;
  attachRecorder(tf, { emit: (event) => events.push(event), stopAsked: () => stop });
}

/** Dropout, batch normalization, L2, shuffling: everything that draws random numbers or carries state. */
function net() {
  const model = tf.sequential();
  model.add(
    tf.layers.dense({
      units: 16,
      activation: 'relu',
      inputShape: [5],
      kernelRegularizer: tf.regularizers.l2({ l2: 0.01 }),
    }),
  );
  model.add(tf.layers.batchNormalization());
  model.add(tf.layers.dropout({ rate: 0.4 }));
  model.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
  model.compile({ optimizer: tf.train.adam(0.01), loss: 'binaryCrossentropy', metrics: ['accuracy'] });
  return model;
}

function data(n = 100) {
  const x = tf.randomNormal([n, 5], 0, 1, 'float32', 7);
  return { x, y: x.sum(1).greater(0).cast('float32').reshape([n, 1]) as never };
}

type Model = ReturnType<typeof net>;

async function bits(train: (model: Model) => Promise<unknown>): Promise<Uint8Array[]> {
  seed(3);
  const model = net();
  await train(model);
  return model.getWeights().map((weight) => new Uint8Array(new Float32Array(weight.dataSync()).buffer));
}

const ways: [string, (model: Model) => Promise<unknown>][] = [
  ['fit', (model) => model.fit(data().x, data().y, { epochs: 4, batchSize: 16, validationSplit: 0.2 })],
  [
    'fit with plain callbacks',
    (model) =>
      model.fit(data().x, data().y, { epochs: 3, callbacks: { onEpochEnd: async () => void Math.random() } }),
  ],
  [
    'fit with early stopping',
    (model) =>
      model.fit(data().x, data().y, {
        epochs: 20,
        callbacks: tf.callbacks.earlyStopping({ monitor: 'loss', minDelta: 0.05 }),
      }),
  ],
  [
    'fitDataset',
    (model) => {
      const { x, y } = data();
      const rows = tf.data.zip({ xs: tf.data.array(tf.unstack(x)), ys: tf.data.array(tf.unstack(y)) });
      return model.fitDataset(rows.batch(16) as never, { epochs: 3 });
    },
  ],
];

describe('recording never changes training', () => {
  test.each(ways)('%s: the same weights, bit for bit, with it and without it', async (_name, train) => {
    record(false);
    const without = await bits(train);
    record(true);
    const withIt = await bits(train);
    expect(events.at(-1)?.type).toBe('end');
    expect(withIt).toEqual(without);
    record(false);
    const other = await bits((model) => model.fit(data().x, data().y, { epochs: 1 }));
    expect(other).not.toEqual(without);
  });

  test('no tensor is left behind', async () => {
    record(true);
    const model = net();
    const { x, y } = data();
    await model.fit(x, y, { epochs: 1 });
    const before = tf.memory().numTensors;
    await model.fit(x, y, { epochs: 3, validationSplit: 0.2 });
    expect(tf.memory().numTensors).toBe(before);
    expect(Object.hasOwn((model as unknown as { model: object }).model, 'calculateLosses')).toBe(false);
  });
});

const starts = () => events.filter((event) => event.type === 'start');
const ends = () => events.filter((event) => event.type === 'end');
function rows() {
  const steps: { step: number[]; loss: number[]; penalty: number[] } = { step: [], loss: [], penalty: [] };
  const epochs: { epoch: number[]; loss: number[]; penalty: number[]; tensors: number[] } = {
    epoch: [],
    loss: [],
    penalty: [],
    tensors: [],
  };
  for (const event of events) {
    if (event.type !== 'rows') continue;
    const { step, logs, penalty } = rowsOf(event.steps);
    steps.step.push(...step);
    steps.loss.push(...((logs.loss ?? []) as number[]));
    steps.penalty.push(...((penalty ?? []) as number[]));
    epochs.epoch.push(...event.epochs.epoch);
    epochs.loss.push(...((event.epochs.logs.loss ?? []) as number[]));
    epochs.penalty.push(...((event.epochs.penalty ?? []) as number[]));
    epochs.tensors.push(...(event.epochs.tensors as number[]));
  }
  return { steps, epochs };
}

describe('a record', () => {
  test('holds plan, model and compile options', async () => {
    record(true);
    const { x, y } = data(103);
    await net().fit(x, y, { epochs: 2, batchSize: 16, validationSplit: 0.25 });
    expect(starts()[0]).toMatchObject({
      plan: {
        samples: 77,
        validationSamples: 26,
        batchSize: 16,
        epochs: 2,
        initialEpoch: 0,
        stepsPerEpoch: 5,
        steps: 10,
        lectureSteps: 9.625,
        shuffle: true,
      },
      compile: { optimizer: 'Adam', learningRate: 0.01, loss: ['binaryCrossentropy'], metrics: ['acc'] },
      model: { parameters: 5 * 16 + 16 + 64 + 17, trainableParameters: 5 * 16 + 16 + 32 + 17 },
    });
    const details = starts()[0]?.model.layers.map(({ className, details: text }) => `${className}: ${text}`);
    expect(details).toContain('Dense: units 16, activation relu, L2 0.01');
    expect(details).toContain('Dropout: rate 0.4');
    expect(rows().steps.step).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(rows().epochs.epoch).toEqual([1, 2]);
    expect(ends()[0]).toMatchObject({ status: 'completed' });
  });

  test('tells the penalty apart from the data loss, as it was at each step', async () => {
    record(true);
    const model = net();
    const { x, y } = data(64);
    const kernel = model.layers[0]?.getWeights()[0];
    const penalty = 0.01 * (kernel?.square().sum().dataSync()[0] ?? 0);
    await model.fit(x, y, { epochs: 1, batchSize: 64, shuffle: false });
    const { steps, epochs } = rows();
    expect(steps.penalty[0]).toBeCloseTo(penalty, 6);
    expect(epochs.penalty[0]).toBeCloseTo(penalty, 6);
    expect(steps.loss[0]).toBeGreaterThan(penalty);
    expect(epochs.loss[0]).toBeCloseTo(steps.loss[0] ?? 0, 5);
    expect(epochs.tensors[0]).toBeGreaterThan(5);
  });

  test('the rate of a step is the one it used, also when a callback changes it', async () => {
    record(true);
    const model = net();
    const { x, y } = data(64);
    const optimizer = model.optimizer as unknown as { learningRate: number };
    await model.fit(x, y, {
      epochs: 3,
      batchSize: 64,
      callbacks: {
        onEpochEnd: async () => {
          optimizer.learningRate /= 2;
        },
      },
    });
    const rates = events.flatMap((event) => (event.type === 'rows' ? event.epochs.learningRate : []));
    expect(rates).toEqual([0.01, 0.005, 0.0025]);
  });

  test('a stop ends after the batch; a failure keeps its reason; early stopping counts as stopped', async () => {
    record(true);
    const { x, y } = data(64);
    const stopping = net().fit(x, y, {
      epochs: 50,
      batchSize: 16,
      callbacks: {
        onBatchEnd: async (batch) => {
          if (batch === 2) stop = 'run';
        },
      },
    });
    const history = await stopping;
    expect(history.epoch.length).toBe(1);
    expect(ends()[0]).toMatchObject({ status: 'stopped' });
    expect(rows().steps.step).toEqual([1, 2, 3]);

    record(true);
    const failing = net().fit(x, y, {
      epochs: 2,
      callbacks: {
        onEpochEnd: async () => {
          throw new Error('my callback broke');
        },
      },
    });
    await expect(failing).rejects.toThrow('my callback broke');
    expect(ends()[0]).toMatchObject({ status: 'failed', reason: 'my callback broke' });
  });

  test('callbacks of both kinds in one list work, which tfjs alone cannot', async () => {
    record(true);
    const { x, y } = data(64);
    let epochs = 0;
    const callbacks = [
      tf.callbacks.earlyStopping({ monitor: 'loss', patience: 50 }),
      { onEpochEnd: async () => void epochs++ },
    ];
    await net().fit(x, y, { epochs: 2, callbacks: callbacks as never });
    expect(epochs).toBe(2);
  });
});
