import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { TfNamespace } from '../../../kernel/engine.js';
import { DropoutRecorder } from '../../../kernel/recorder/layers/dropout-recorder.js';
import type { ContainerPart } from '../../../kernel/recorder/layers/layer-parts.js';
import { describeNetwork, layerBehind } from '../../../kernel/recorder/layers/network.js';
import { seed } from '../../../library/index.js';
import { testEngine } from '../engine/engine.js';
import { recordEvents, recordLayers } from './layer-checks.js';
import { type Net, nets } from './layer-nets.js';

let tf: TfNamespace;
beforeAll(async () => {
  ({ tf } = await testEngine());
});

const container = (model: unknown): ContainerPart =>
  ((model as { model?: unknown }).model ?? model) as ContainerPart;

test('a convolutional net: kinds, shapes, what feeds what, and the kernels', () => {
  const { layers, kernels } = describeNetwork(container(nets.convolutions?.(tf).model));
  expect(layers.map(({ kind, units, from }) => [kind, units, from])).toEqual([
    ['input', 1, []],
    ['channels', 4, [0]],
    ['other', 4, [1]],
    ['other', 4, [2]],
    ['other', 4, [3]],
    ['other', 64, [4]],
    ['units', 1, [5]],
  ]);
  expect(layers[4]).toMatchObject({ className: 'Dropout', rate: 0.25, shape: [4, 4, 4] });
  expect(layers[3]?.activation).toBe('relu');
  expect(layerBehind(layers, 4)).toBe(1);
  expect(kernels.map(({ from, to, kind }) => [from, to, kind])).toEqual([
    [0, 1, 'convolution'],
    [5, 6, 'dense'],
  ]);
});

test('pictures call layers by what they are and how many come before, unless they have names', () => {
  const dense = (name?: string) => tf.layers.dense({ units: 2, ...(name !== undefined && { name }) });
  const named = (...layers: unknown[]): string[] =>
    describeNetwork(container(tf.sequential({ layers: layers as never })))
      .layers.filter(({ kind }) => kind !== 'input')
      .map(({ name }) => name);
  const first = () => tf.layers.dense({ units: 2, inputShape: [3] });
  expect(named(first(), tf.layers.dropout({ rate: 0.5 }), dense(), tf.layers.dropout({ rate: 0.5 }))).toEqual(
    ['Dense 1', 'Dropout 1', 'Dense 2', 'Dropout 2'],
  );
  // The second model begins anew.
  expect(named(first(), tf.layers.batchNormalization(), tf.layers.reLU())).toEqual([
    'Dense 1',
    'BatchNormalization 1',
    'ReLU 1',
  ]);
  expect(named(first(), dense('hidden'), dense('dense_3'), dense())).toEqual([
    'Dense 1',
    'hidden',
    'dense_3',
    'Dense 4',
  ]);
});

test('two inputs and a nested model: its layers stand among the others', () => {
  const { model } = nets['two inputs, a nested model, channels first, alpha dropout']?.(tf) ?? {};
  const { layers } = describeNetwork(container(model));
  const names = (at: number[]) => at.map((index) => layers[index]?.className);
  const byClass = (className: string) => layers.find((layer) => layer.className === className);
  expect(layers.filter(({ kind }) => kind === 'input')).toHaveLength(2);
  expect(names(byClass('AlphaDropout')?.from ?? [])).toEqual(['Dense']);
  expect(layers[byClass('AlphaDropout')?.from[0] ?? -1]?.from.map((at) => layers[at]?.name)).toEqual([
    'left',
  ]);
  expect(names(byClass('Concatenate')?.from ?? []).sort()).toEqual(['AlphaDropout', 'Flatten']);
  for (const [index, { from }] of layers.entries())
    for (const feeder of from) expect(feeder).toBeLessThan(index);
});

test('a layer that is used twice stands once, and all its masks of a step are counted', async () => {
  const [a, b] = [tf.input({ shape: [3] }), tf.input({ shape: [3] })];
  const shared = tf.layers.dropout({ rate: 0.5, seed: 1 });
  const joined = tf.layers.add().apply([shared.apply(a) as never, shared.apply(b) as never]);
  const model = tf.model({
    inputs: [a, b],
    outputs: tf.layers.dense({ units: 1 }).apply(joined as never) as never,
  });
  model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
  const { layers } = await recordLayers(tf, () =>
    model.fit([tf.ones([6, 3]), tf.ones([6, 3])], tf.ones([6, 1]), { epochs: 2, batchSize: 4, verbose: 0 }),
  );
  const [own] = layers.dropout.layers;
  expect(layers.dropout.network.layers.filter(({ className }) => className === 'Dropout')).toHaveLength(1);
  expect(own?.batch).toEqual([8, 4, 8, 4]);
  expect(own?.counts.draws).toEqual([8, 12, 20, 24]);
});

test('distributions tell weights before the first step, gradients and activations of each epoch, and the penalty', async () => {
  const net = nets['unseeded dropout, batch normalization, L2']?.(tf);
  if (!net) throw new Error('There is no such net.');
  let losses: number[] = [];
  const { layers } = await recordLayers(tf, async () => {
    const history = await net.model.fit(net.x as never, net.y as never, {
      epochs: 3,
      batchSize: 8,
      verbose: 0,
    });
    losses = history.history.loss as number[];
  });
  const { epochs, layers: all, penalty, dataLoss, weightNorm } = layers.distributions;
  expect(epochs).toEqual([0, 1, 2, 3]);
  const of = (what: string, className: string, name: string) =>
    all.find((each) => each.what === what && each.className === className && each.name === name);
  const kernel = of('weight', 'Dense', 'kernel');
  expect(kernel?.histograms.every((histogram) => histogram?.counts.reduce((sum, n) => sum + n) === 60)).toBe(
    true,
  );
  expect(of('gradient', 'Dense', 'kernel')?.histograms.map((histogram) => histogram === null)).toEqual([
    true,
    false,
    false,
    false,
  ]);
  expect(of('gradient', 'BatchNormalization', 'moving_mean')).toBeUndefined();
  const relu = of('activation', 'Activation', 'relu');
  expect(relu?.dead?.slice(1).every((share) => typeof share === 'number' && share >= 0 && share <= 1)).toBe(
    true,
  );
  expect(of('activation', 'Dense', 'sigmoid')?.saturated?.[3]).toBeTypeOf('number');
  expect(penalty[0]).toBeNull();
  for (const epoch of [1, 2, 3])
    expect(Number(penalty[epoch]) + Number(dataLoss[epoch])).toBeCloseTo(losses[epoch - 1] as number, 4);
  const squares = net.model.trainableWeights.map(
    (weight) => weight.read().square().sum().dataSync()[0] as number,
  );
  expect(weightNorm.at(-1)).toBeCloseTo(Math.sqrt(squares.reduce((a, b) => a + b)), 4);
});

describe('a record that fails leaves the training alone and says why', () => {
  const train = async (namespace: TfNamespace) => {
    seed(2);
    const net = nets['seeded dropout']?.(tf) as Net;
    const events = await recordEvents(namespace, () =>
      net.model.fit(net.x as never, net.y as never, { epochs: 2, batchSize: 8, verbose: 0 }),
    );
    const problems = events.flatMap((event) => (event.type === 'layers' && event.problem) || []);
    const rows = events.filter((event) => event.type === 'rows');
    return {
      problems,
      rows: rows.length,
      weights: net.model.getWeights().map((w) => Array.from(w.dataSync())),
    };
  };

  test('before the first step', async () => {
    const { weights } = await train(tf);
    const broken = {
      ...tf,
      engine: () => {
        throw new Error('no engine');
      },
    };
    const failed = await train(broken as never);
    expect(failed).toMatchObject({ problems: ['no engine'], weights });
    expect(failed.rows).toBeGreaterThan(0);
  });

  test('in a step', async () => {
    const { weights, problems } = await train(tf);
    expect(problems).toEqual([]);
    const add = vi.spyOn(DropoutRecorder.prototype, 'add').mockImplementation(() => {
      throw new Error('broken mask');
    });
    try {
      expect(await train(tf)).toMatchObject({ problems: ['broken mask'], weights });
      expect(add).toHaveBeenCalledTimes(1);
    } finally {
      add.mockRestore();
    }
  });
});
