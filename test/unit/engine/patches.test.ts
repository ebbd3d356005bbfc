import * as core from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import type { Tensor } from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { applyPatches } from '../../../engine/patches/index.js';
import type { TfNamespace } from '../../../kernel/engine.js';
import { seed } from '../../../library/index.js';
import { random } from './both-backends.js';
import { testEngine } from './engine.js';

type Tf = Pick<TfNamespace, keyof typeof core & keyof typeof layers> & TfNamespace;

/** Trains a net that needs no patch and gives its weights, losses and evaluation. */
async function trainOrdinaryNet(tf: Tf): Promise<unknown> {
  seed(6);
  const seeded = (seed: number) => tf.initializers.glorotUniform({ seed });
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ units: 8, activation: 'relu', inputShape: [4], kernelInitializer: seeded(1) }),
      tf.layers.batchNormalization({}),
      tf.layers.dropout({ rate: 0.3 }),
      tf.layers.dense({ units: 3, activation: 'softmax', kernelInitializer: seeded(3) }),
    ],
  });
  model.compile({
    loss: 'categoricalCrossentropy',
    optimizer: tf.train.adam(0.001),
    metrics: ['accuracy'],
  });
  const x = random(tf, 4, [40, 4]);
  const y = tf.oneHot(tf.argMax(random(tf, 5, [40, 3]), 1) as never, 3).cast('float32');
  const { history } = await model.fit(x, y, {
    epochs: 4,
    batchSize: 8,
    shuffle: false,
    verbose: 0,
    validationData: [x, y] as never,
  });
  const evaluation = (model.evaluate(x, y) as Tensor[]).map((value) => value.dataSync()[0]);
  return { history, evaluation, weights: model.getWeights().map((weight) => Array.from(weight.dataSync())) };
}

describe('patches of tfjs-layers', () => {
  let tf: TfNamespace;
  let unpatched: unknown;

  beforeAll(async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    // The same classes, before the engine is loaded: in this file nothing has patched them yet.
    await core.setBackend('cpu');
    const raw = { ...core, ...layers } as unknown as Tf;
    core.Tensor.prototype.cast = function (dtype) {
      return core.cast(this, dtype) as never;
    };
    unpatched = await trainOrdinaryNet(raw);
    const broken = raw.sequential({
      layers: [raw.layers.batchNormalization({ scale: false, inputShape: [2] })],
    });
    broken.compile({ loss: 'meanSquaredError', optimizer: 'sgd' });
    await expect(broken.trainOnBatch(raw.ones([2, 2]), raw.ones([2, 2]))).rejects.toThrow();
    tf = (await testEngine()).tf;
  });

  it('change nothing for a net that works without them, bit for bit, and are put on once', async () => {
    applyPatches(tf);
    await tf.setBackend('cpu');
    try {
      expect(await trainOrdinaryNet(tf)).toEqual(unpatched);
    } finally {
      await tf.setBackend('wasm');
    }
  });

  it('let batch normalization train over any axis, with the numbers of the last one', async () => {
    const train = async (axis: number, order: number[]) => {
      const inputs = [1, 2].map((number) => tf.transpose(random(tf, number, [6, 2, 3, 4]), order));
      const [x, y] = inputs as [Tensor, Tensor];
      const layer = tf.layers.batchNormalization({ axis, momentum: 0.5, inputShape: x.shape.slice(1) });
      const model = tf.sequential({ layers: [layer] });
      model.compile({ loss: 'meanSquaredError', optimizer: tf.train.sgd(0.1) });
      await model.fit(x, y, { epochs: 2, batchSize: 3, shuffle: false, verbose: 0 });
      expect(layer.getConfig().axis).toBe(axis);
      return layer.getWeights().flatMap((weight) => Array.from(weight.dataSync()));
    };
    const last = await train(-1, [0, 1, 2, 3]);
    const first = await train(1, [0, 3, 1, 2]);
    first.forEach((value, i) => void expect(value).toBeCloseTo(last[i] as number, 6));
  });

  describe('seeded dropout', () => {
    type Masking = ReturnType<typeof tf.layers.dropout>;
    const ones = () => tf.ones([4, 3, 10]);
    const calls = (layer: Masking, count: number, input = ones()) =>
      Array.from({ length: count }, () =>
        Array.from((layer.apply(input, { training: true }) as Tensor).dataSync()),
      );

    it('silences other units at every call, and the same ones whenever the layer is made anew', () => {
      const layer = () => tf.layers.dropout({ rate: 0.5, seed: 7 });
      const first = calls(layer(), 4);
      expect(new Set(first.map(String)).size).toBe(4);
      expect(calls(layer(), 4)).toEqual(first);
      expect(calls(tf.layers.dropout({ rate: 0.5, seed: 8 }), 1)).not.toEqual(first.slice(0, 1));
      expect(first.flat().filter((value) => value === 0).length / (4 * 120)).toBeCloseTo(0.5, 0);
    });

    it('begins with the mask of tfjs, keeps its seed, and leaves inference and Math.random alone', () => {
      const layer = tf.layers.dropout({ rate: 0.4, seed: 3 });
      const expected = Array.from(tf.dropout(ones(), 0.4, undefined, 3).dataSync());
      seed(1);
      const next = Math.random();
      seed(1);
      expect(calls(layer, 1)[0]).toEqual(expected);
      calls(layer, 2);
      expect(Math.random()).toBe(next);
      expect(layer.getConfig().seed).toBe(3);
      expect(Array.from((layer.apply(ones()) as Tensor).dataSync())).toEqual(new Array(120).fill(1));
    });

    it('of SpatialDropout1D silences whole channels, others at every call', () => {
      const layer = tf.layers.spatialDropout1d({ rate: 0.5, seed: 2 }) as Masking;
      const masks = calls(layer, 3);
      expect(new Set(masks.map(String)).size).toBe(3);
      for (const mask of masks) expect(mask.slice(0, 10)).toEqual(mask.slice(10, 20));
    });
  });

  describe('batch normalization', () => {
    const build = (config: object) => {
      // Adds a bias of 0, so that there is always something to train.
      const same = tf.layers.dense({ units: 2, inputShape: [2], kernelInitializer: 'identity' });
      const model = tf.sequential({ layers: [same, tf.layers.batchNormalization(config)] });
      model.compile({ loss: 'meanSquaredError', optimizer: tf.train.sgd(0.1) });
      return model;
    };
    const weightsOf = (model: { getWeights(): Tensor[] }) =>
      model.getWeights().map((w) => Array.from(w.dataSync()));
    const x = () => tf.tensor2d([1, 2, 3, 5], [2, 2]);

    it.each([
      { scale: false, center: true },
      { scale: true, center: false },
      { scale: false, center: false },
    ])('trains with scale $scale and center $center', async ({ scale, center }) => {
      const model = build({ scale, center });
      const names = model.weights.map(({ name }) => name.replace(/.*\//, '').replace(/_\d+$/, ''));
      const before = tf.memory().numTensors;
      await model.trainOnBatch(x(), tf.zeros([2, 2]));
      expect(names.length).toBe(4 + Number(scale) + Number(center));
      // Keras 3.15 for this batch: moving mean .02, .035, moving variance 1, 1.0125.
      const [mean, variance] = weightsOf(model).slice(-2) as [number[], number[]];
      [0.02, 0.035].forEach((value, i) => void expect(mean[i]).toBeCloseTo(value, 6));
      [1, 1.0125].forEach((value, i) => void expect(variance[i]).toBeCloseTo(value, 6));
      expect(tf.memory().numTensors - before).toBeLessThanOrEqual(4);
      // The loss of a normalized batch is the same as with γ = 1 and β = 0.
      const loss = await build({ scale, center }).trainOnBatch(x(), tf.zeros([2, 2]));
      expect(loss).toBe(await build({}).trainOnBatch(x(), tf.zeros([2, 2])));
    });

    it('that is frozen uses its moving statistics and leaves them alone', async () => {
      for (const freeze of ['layer', 'model', 'config'] as const) {
        const model = build(freeze === 'config' ? { trainable: false } : {});
        const layer = model.layers[1] as { trainable: boolean };
        if (freeze === 'layer') layer.trainable = false;
        if (freeze === 'model') model.trainable = false;
        const before = weightsOf(model);
        const y = tf.tidy(() => (model.getLayer('', 1).apply(x(), { training: true }) as Tensor).arraySync());
        expect(weightsOf(model)).toEqual(before);
        const inference = 1 / Math.sqrt(1.001);
        expect((y as number[][])[1]?.[1]).toBeCloseTo(5 * inference, 4);
      }
    });
  });

  it('give the values of several outputs their own names, in evaluate and in validation', async () => {
    const input = tf.input({ shape: [1] });
    const output = (name: string, bias: number) =>
      tf.layers
        .dense({
          units: 1,
          name,
          trainable: false,
          kernelInitializer: 'zeros',
          biasInitializer: tf.initializers.constant({ value: bias }),
        })
        .apply(input) as never;
    const hidden = tf.layers
      .dense({ units: 1, name: 'hidden', kernelInitializer: 'ones' })
      .apply(input) as never;
    const model = tf.model({ inputs: input, outputs: [output('a', 2), output('b', 3), hidden] });
    model.compile({ loss: 'meanSquaredError', optimizer: tf.train.sgd(0), metrics: ['mae'] });
    const x = tf.ones([4, 1]);
    const y = [tf.zeros([4, 1]), tf.zeros([4, 1]), tf.zeros([4, 1])];
    const expected = { loss: 14, a_loss: 4, b_loss: 9, hidden_loss: 1, a_mae: 2, b_mae: 3, hidden_mae: 1 };

    const values = (model.evaluate(x, y) as Tensor[]).map((value) => value.dataSync()[0]);
    expect(Object.fromEntries(model.metricsNames.map((name, i) => [name, values[i]]))).toEqual(expected);
    expect(values.length).toBe(model.metricsNames.length);

    const { history } = await model.fit(x, y, { epochs: 1, verbose: 0, validationData: [x, y] });
    const validation = Object.entries(history).filter(([name]) => name.startsWith('val_'));
    expect(Object.fromEntries(validation.map(([name, [value]]) => [name.slice(4), value]))).toEqual(expected);

    const rows = tf.data.zip({
      xs: tf.data.array([[1], [1]]),
      ys: tf.data.array([
        { a: [0], b: [0], hidden: [0] },
        { a: [0], b: [0], hidden: [0] },
      ]),
    });
    const streamed = (await model.evaluateDataset(rows.batch(2) as never, {})) as Tensor[];
    expect(streamed.map((value) => value.dataSync()[0])).toEqual(values);
  });

  it.each(['int32', 'float32'] as const)('take class numbers of type %s', async (dtype) => {
    const model = tf.sequential({
      layers: [
        tf.layers.dense({ units: 3, activation: 'softmax', inputShape: [2], kernelInitializer: 'zeros' }),
      ],
    });
    model.compile({ loss: 'sparseCategoricalCrossentropy', optimizer: 'sgd', metrics: ['accuracy'] });
    const [loss] = (await model.trainOnBatch(tf.ones([3, 2]), tf.tensor1d([0, 1, 2], dtype))) as number[];
    expect(loss).toBeCloseTo(Math.log(3), 5);
  });

  it('keep the depth multiplier of a separable convolution in its configuration', () => {
    const layer = tf.layers.separableConv2d({ filters: 1, kernelSize: 1, depthMultiplier: 3 });
    expect(layer.getConfig().depthMultiplier).toBe(3);
  });

  it('leave the shape alone that a crop is given', () => {
    const layer = tf.layers.centerCrop({ height: 2, width: 1 });
    const shape = [null, 6, 5, 3];
    expect(layer.computeOutputShape(shape)).toEqual([null, 2, 1, 3]);
    expect(shape).toEqual([null, 6, 5, 3]);
  });

  it('let a GRU apply its reset gate after the product, train so, and leave other GRUs as they are', async () => {
    const build = (implementation: unknown, dropout: number) => {
      const model = tf.sequential({
        layers: [
          tf.layers.gru({
            units: 1,
            inputShape: [2, 1],
            implementation: implementation as number,
            recurrentActivation: 'sigmoid',
            dropout,
            recurrentDropout: dropout,
          }),
        ],
      });
      model.compile({ loss: 'meanSquaredError', optimizer: 'sgd' });
      return model;
    };
    const [after, before] = [build('reset_after', 0), build(1, 0)];
    const shapes = (of: typeof after) => of.getWeights().map(({ shape }) => shape);
    expect(shapes(after)).toEqual([
      [1, 3],
      [1, 3],
      [2, 3],
    ]);
    expect(shapes(before)).toEqual([[1, 3], [1, 3], [3]]);

    const [w, u] = [
      [0.5, -1, 2],
      [1, 0.5, -2],
    ] as const;
    const [b, c] = [
      [0.1, 0.2, 0.3],
      [-0.1, 0.4, 0.7],
    ] as const;
    after.setWeights([tf.tensor2d([[...w]]), tf.tensor2d([[...u]]), tf.tensor2d([[...b], [...c]])]);
    const sigmoid = (value: number) => 1 / (1 + Math.exp(-value));
    const step = (x: number, h: number): number => {
      const z = sigmoid(x * w[0] + b[0] + h * u[0] + c[0]);
      const r = sigmoid(x * w[1] + b[1] + h * u[1] + c[1]);
      return z * h + (1 - z) * Math.tanh(x * w[2] + b[2] + r * (h * u[2] + c[2]));
    };
    const x = tf.tensor3d([[[0.3], [-0.8]]]);
    expect((after.predict(x) as Tensor).dataSync()[0]).toBeCloseTo(step(-0.8, step(0.3, 0)), 5);

    const trained = build('reset_after', 0.5);
    const { numTensors } = tf.memory();
    const { history } = await trained.fit(tf.ones([8, 2, 1]), tf.ones([8, 1]), { epochs: 3, verbose: 0 });
    expect((history.loss as number[]).every(Number.isFinite)).toBe(true);
    // The two inputs, and the masks that a GRU keeps until its next sequence.
    expect(tf.memory().numTensors - numTensors).toBeLessThanOrEqual(4);
  });
});
