import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel, ModelFitArgs } from '@tensorflow/tfjs-layers';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { TfNamespace } from '../../../../kernel/engine.js';
import { randomValues } from '../../../conformance/draw.js';
import { testEngine } from '../engine.js';
import { type Fitted, fitted, type WholeFit } from './whole-fits.js';

let tf: TfNamespace;
beforeAll(async () => {
  tf = (await testEngine()).tf;
});
afterEach(() => vi.restoreAllMocks());

const ROWS = 37;

interface Row {
  layers?: () => unknown[];
  compile?: () => object;
  /** What is given to `fit`; `model` is the one that is trained, `note` takes down what was seen. */
  args?: (model: LayersModel, note: (...seen: unknown[]) => void) => ModelFitArgs;
  fit?: WholeFit['fit'];
  rows?: number;
  values?: (x: Float32Array) => void;
}

const dense = (units: number, rest: object = {}): unknown =>
  tf.layers.dense({ units, kernelInitializer: tf.initializers.glorotUniform({ seed: units }), ...rest });

const net = (): unknown[] => [
  dense(6, { useBias: false, kernelRegularizer: 'l2', name: 'front' }),
  tf.layers.batchNormalization({ name: 'norm' }),
  tf.layers.activation({ activation: 'relu' }),
  tf.layers.dropout({ rate: 0.3 }),
  dense(5, { activation: 'relu', name: 'middle' }),
  tf.layers.dropout({ rate: 0.2, seed: 3 }),
  dense(1, { activation: 'sigmoid', name: 'end' }),
];

function wholeFit({ layers = net, compile, args, fit, rows = ROWS, values }: Row): WholeFit {
  return {
    make: () => {
      const model = tf.sequential();
      model.add(tf.layers.inputLayer({ inputShape: [4] }));
      for (const layer of layers()) model.add(layer as never);
      const given = compile?.() ?? { optimizer: 'adam' };
      model.compile({ loss: 'binaryCrossentropy', metrics: ['accuracy'], ...given } as never);
      return model;
    },
    data: () => {
      const x = Float32Array.from(randomValues(1, [rows, 4]));
      values?.(x);
      const labels = randomValues(2, [rows, 1], 'int32', [0, 2]);
      return { x: tf.tensor2d(x, [rows, 4]), y: tf.tensor2d(labels, [rows, 1], 'float32') };
    },
    fit:
      fit ??
      (async (model, { x, y }) => {
        const seen: unknown[] = [];
        const given = args?.(model, (...what) => seen.push(...what)) ?? {};
        const { history } = await model.fit(x, y, { epochs: 4, batchSize: 8, verbose: 0, ...given });
        return { history: { ...history, seen } };
      }),
  };
}

/** The three ways of a row: ours gives the very bits of single compiled steps, both what is uncompiled within rounding. */
async function compare(row: Row): Promise<{ uncompiled: Fitted; epochs: Fitted }> {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const whole = wholeFit(row);
  const uncompiled = await fitted(tf, whole, 'uncompiled');
  const steps = await fitted(tf, whole, 'steps');
  const epochs = await fitted(tf, whole, 'epochs');
  expect(epochs).toEqual({ ...steps, leaked: uncompiled.leaked });
  expectClose(epochs.history, uncompiled.history);
  expectClose(epochs.values, uncompiled.values);
  expect(warn.mock.calls.flat().filter((text) => /compiled/.test(String(text)))).toEqual([]);
  return { uncompiled, epochs };
}

function expectClose(given: unknown, wanted: unknown, path = ''): void {
  if (typeof wanted === 'number') {
    if (Number.isNaN(wanted)) expect(given, path).toBeNaN();
    else
      expect(Math.abs((given as number) - wanted), path).toBeLessThan(1e-4 * Math.max(1, Math.abs(wanted)));
    return;
  }
  if (typeof wanted !== 'object' || wanted === null) {
    expect(given, path).toEqual(wanted);
    return;
  }
  expect(Object.keys(given as object), path).toEqual(Object.keys(wanted));
  for (const [key, value] of Object.entries(wanted))
    expectClose((given as Record<string, unknown>)[key], value, `${path}.${key}`);
}

const weightOf = (model: LayersModel, layer: string): number =>
  model.getLayer(layer).getWeights()[0]?.dataSync()[0] as number;
const numbers = (logs: unknown): unknown => {
  const { batch, size, ...rest } = logs as Record<string, number>;
  return { batch, size, ...rest };
};
const logged = (logs: object, name: string): number =>
  (logs as Record<string, Tensor>)[name]?.dataSync()[0] as number;
const HOOKS = ['onEpochBegin', 'onEpochEnd', 'onBatchBegin', 'onBatchEnd'] as const;

describe('a fit whose epochs are done in one go is that of single compiled steps, bit for bit', () => {
  test.each<[string, Row]>([
    ['a last batch that is not full', {}],
    ['batches of one size', { rows: 40 }],
    ['one batch', { args: () => ({ batchSize: 100 }) }],
    ['batches of one row', { layers: () => [dense(3), dense(1)], args: () => ({ batchSize: 1, epochs: 2 }) }],
    ['an order that stays', { args: () => ({ shuffle: false }) }],
    ['an initialEpoch', { args: () => ({ initialEpoch: 2, epochs: 5 }) }],
    ['an initialEpoch behind the last', { args: () => ({ initialEpoch: 4, epochs: 4 }) }],
    ['validationSplit', { args: () => ({ validationSplit: 0.25 }) }],
    [
      'validationData',
      {
        args: () => ({
          validationData: [tf.ones([9, 4]), tf.ones([9, 1])],
          callbacks: { onTrainEnd: async () => {} },
        }),
      },
    ],
    [
      'weights of samples',
      { args: () => ({ sampleWeight: tf.linspace(0.1, 2, ROWS), validationSplit: 0.2 }) as never },
    ],
    [
      'metrics of the whole epoch',
      {
        compile: () => ({ optimizer: 'adam', metrics: ['auc', 'accuracy', 'precision', 'recall'] }),
        args: () => ({ validationSplit: 0.25 }),
      },
    ],
    [
      'metrics of the whole epoch, and a callback that takes each batch',
      {
        compile: () => ({ optimizer: 'adam', metrics: ['precision'], weightedMetrics: ['auc', 'mse'] }),
        args: (_, note) =>
          ({
            sampleWeight: tf.linspace(0.1, 2, ROWS),
            validationSplit: 0.2,
            callbacks: {
              onBatchEnd: async (_batch: number, logs: unknown) => note(numbers(logs)),
              onEpochEnd: async (_epoch: number, logs: unknown) => note(numbers(logs)),
            },
          }) as never,
      },
    ],
    ['weights of classes', { args: () => ({ classWeight: { 0: 1, 1: 3 } }) }],
    [
      'a schedule',
      {
        compile: () => ({
          optimizer: tf.train.sgd({ learningRate: tf.train.exponentialDecay(0.1, 5, 0.5) }),
        }),
      },
    ],
    ['an optimizer of TensorFlow.js', { compile: () => ({ optimizer: tf.train.adam(0.01) }) }],
    [
      'values that are not numbers',
      {
        args: (_, note) => ({
          callbacks: { onEpochEnd: async (_epoch: number, logs: unknown) => note(numbers(logs)) },
        }),
        values: (x) => {
          x[17] = Number.NaN;
        },
      },
    ],
    ...HOOKS.map((hook): [string, Row] => [
      `rates that change in ${hook}`,
      {
        compile: () => ({ optimizer: tf.train.sgd({ learningRate: 0.1 }) }),
        args: (model, note) => ({
          callbacks: {
            [hook]: async (index: number) => {
              (model.optimizer as unknown as { learningRate: number }).learningRate = 0.1 / (1 + index);
              note(index);
            },
          },
        }),
      },
    ]),
    ...HOOKS.map((hook): [string, Row] => [
      `weights that are read and set in ${hook}`,
      {
        args: (model, note) => ({
          callbacks: {
            [hook]: async (index: number, logs: unknown) => {
              note(index, weightOf(model, 'front'), numbers(logs ?? {}));
              const layer = model.getLayer('middle');
              const halves = layer.getWeights().map((weight) => tf.mul(weight, 0.75));
              layer.setWeights(halves);
              tf.dispose(halves);
            },
          },
        }),
      },
    ]),
    ...(['onEpochEnd', 'onBatchEnd'] as const).map((hook): [string, Row] => [
      `a stop in ${hook}`,
      {
        args: (model, note) => ({
          validationSplit: 0.2,
          callbacks: {
            [hook]: async (index: number) => {
              note(index);
              if (index === 2) model.stopTraining = true;
            },
          },
        }),
      },
    ]),
    [
      'trainable that changes',
      {
        args: (model, note) => ({
          callbacks: {
            onEpochEnd: async (epoch: number) => {
              model.getLayer('middle').trainable = epoch % 2 === 1;
              model.compile({
                optimizer: model.optimizer,
                loss: 'binaryCrossentropy',
                metrics: ['accuracy'],
              });
              note(weightOf(model, 'middle'));
            },
          },
        }),
      },
    ],
    [
      'options of layers that change',
      {
        args: (model) => ({
          callbacks: {
            onEpochBegin: async (epoch: number) => {
              (model.layers[4] as unknown as { rate: number }).rate = 0.1 * epoch;
            },
          },
        }),
      },
    ],
    [
      'a model compiled again in between',
      {
        fit: async (model, { x, y }) => {
          const first = await model.fit(x, y, { epochs: 2, batchSize: 8, verbose: 0 });
          model.optimizer.dispose();
          model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
          const second = await model.fit(x, y, { epochs: 2, batchSize: 16, verbose: 0 });
          return [first.history, second.history];
        },
      },
    ],
    [
      'evaluate and predict in hooks',
      {
        args: (model, note) => ({
          callbacks: {
            onEpochEnd: async () => {
              tf.tidy(() => {
                const x = tf.ones([5, 4]);
                note((model.predict(x) as Tensor).dataSync()[0]);
                note((model.evaluate(x, tf.ones([5, 1])) as Tensor[])[0]?.dataSync()[0]);
              });
            },
          },
        }),
      },
    ],
    [
      'a callback of TensorFlow.js, whose logs are tensors',
      {
        args: (_, note) => {
          class Reader extends tf.Callback {
            override async onEpochEnd(epoch: number, logs: object = {}): Promise<void> {
              note(epoch, logged(logs, 'loss'), logged(logs, 'val_loss'));
            }
          }
          return { validationSplit: 0.2, callbacks: [new Reader()] };
        },
      },
    ],
    [
      'a callback of TensorFlow.js that looks at each batch',
      {
        args: (_, note) => {
          class Reader extends tf.Callback {
            override async onBatchEnd(batch: number, logs: object = {}): Promise<void> {
              note(batch, logged(logs, 'loss'));
            }
          }
          return { callbacks: [new Reader()] };
        },
      },
    ],
  ])('%s', async (_, row) => {
    await compare(row);
  });

  test('two models in turn, one of which has a layer of the other', async () => {
    const fit: WholeFit['fit'] = async (model, { x, y }) => {
      const other = tf.sequential();
      other.add(tf.layers.inputLayer({ inputShape: [4] }));
      other.add(model.getLayer('front'));
      other.add(dense(1, { activation: 'sigmoid' }) as never);
      other.compile({ optimizer: 'sgd', loss: 'binaryCrossentropy' });
      const histories: unknown[] = [];
      for (let round = 0; round < 3; round++)
        for (const each of [model, other])
          histories.push((await each.fit(x, y, { epochs: 2, batchSize: 8, verbose: 0 })).history);
      other.optimizer.dispose();
      other.layers.at(-1)?.dispose();
      return histories;
    };
    await compare({ fit });
  });

  test('two models at the same time, of which each has its turns', async () => {
    const fit: WholeFit['fit'] = async (model, { x, y }) => {
      const args = { epochs: 3, batchSize: 8, verbose: 0, shuffle: false } as const;
      const plain = (): LayersModel => {
        const other = tf.sequential({
          layers: [tf.layers.dense({ units: 1, inputShape: [4], kernelInitializer: 'ones' })],
        });
        other.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
        return other;
      };
      void model;
      const [one, two] = [plain(), plain()];
      const histories = await Promise.all([one, two].map((each) => each.fit(x, y, args)));
      for (const each of [one, two]) {
        each.optimizer.dispose();
        each.dispose();
      }
      return histories.map(({ history }) => history);
    };
    const { epochs } = await compare({ fit });
    expect((epochs.history as unknown[])[0]).toEqual((epochs.history as unknown[])[1]);
  });
});
