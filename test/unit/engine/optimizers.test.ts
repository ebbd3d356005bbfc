import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Optimizer, Scalar, Variable } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import type { TfNamespace } from '../../../kernel/engine.js';
import { LearningRateScheduler, ReduceLROnPlateau } from '../../../library/index.js';
import { setLocale } from '../../../words/index.js';
import { testEngine } from './engine.js';

let tf: TfNamespace;
beforeAll(async () => {
  tf = (await testEngine()).tf;
});

type Rated = Optimizer & { learningRate: number };

const compiled = (optimizer: unknown): LayersModel => {
  const dense = tf.layers.dense({ units: 1, inputShape: [2], kernelInitializer: 'ones' });
  const model = tf.sequential({ layers: [dense] });
  model.compile({ optimizer: optimizer as never, loss: 'meanSquaredError' });
  return model;
};

describe('compile knows an optimizer', () => {
  it.each<[given: unknown, className: string, rate: number]>([
    ['sgd', 'SGD', 0.01],
    ['SGD', 'SGD', 0.01],
    ['rmsprop', 'RMSprop', 0.001],
    ['RMSprop', 'RMSprop', 0.001],
    ['RMSProp', 'RMSprop', 0.001],
    ['rms_prop', 'RMSprop', 0.001],
    ['adam', 'Adam', 0.001],
    ['keras.optimizers.Adam', 'Adam', 0.001],
    ['adagrad', 'Adagrad', 0.01],
    ['adadelta', 'Adadelta', 1],
    ['adamax', 'Adamax', 0.002],
    ['adamw', 'AdamW', 0.001],
    ['AdamW', 'AdamW', 0.001],
    ['adam_w', 'AdamW', 0.001],
    ['Nadam', 'Nadam', 0.001],
    ['lion', 'Lion', 0.001],
    ['ftrl', 'Ftrl', 0.001],
    [{ className: 'Adam', config: { learningRate: 0.5 } }, 'Adam', 0.5],
    [{ class_name: 'adam', config: { learning_rate: 0.5, beta_1: 0.8 } }, 'Adam', 0.5],
  ])('%j', (given, className, rate) => {
    const optimizer = compiled(given).optimizer as Rated;
    expect([optimizer.getClassName(), optimizer.learningRate]).toEqual([className, rate]);
  });

  it.each([
    ['rmsprob', 'rmsprop'],
    ['Adma', 'adam'],
    ['nesterov_adam', undefined],
  ])('and refuses %s', (name, meant) => {
    const said = meant
      ? `There is no optimizer "${name}". Did you mean "${meant}"`
      : `no optimizer "${name}"`;
    expect(() => compiled(name)).toThrow(said);
    expect(() => compiled(name)).toThrow(/The names are sgd, .*adamw/);
    expect(() => compiled({ className: name, config: {} })).toThrow(`There is no optimizer "${name}".`);
  });

  it('also in Korean', () => {
    setLocale('ko');
    try {
      expect(() => compiled('rmsprob')).toThrow(/옵티마이저는 없습니다\. 혹시 "rmsprop"/);
    } finally {
      setLocale('en');
    }
  });
});

describe('options are looked through:', () => {
  it.each<[string, () => unknown, RegExp]>([
    [
      'a misspelt one',
      () => tf.train.adam({ learningRat: 0.1 } as object),
      /Adam has no option "learningRat"\. Did you mean "learningRate"/,
    ],
    [
      'one of another',
      () => tf.train.sgd({ rho: 0.9 } as object),
      /SGD has no option "rho"\. Its options are learningRate, momentum/,
    ],
    [
      'a rate that is a text',
      () => tf.train.adam({ learningRate: '0.1' as never }),
      /learningRate must be a number from 0, or a schedule, and is "0.1"/,
    ],
    ['a rate below 0', () => tf.train.adamw({ learningRate: -1 }), /and is -1/],
    [
      'two ways to clip',
      () => tf.train.adam({ clipnorm: 1, clipvalue: 1 }),
      /clips gradients in one way only, and was given clipnorm, clipvalue/,
    ],
    [
      'steps that are none',
      () => tf.train.adam({ gradientAccumulationSteps: 1.5 }),
      /must be a whole number, and is 1.5/,
    ],
    [
      'a share above 1',
      () => tf.train.adam({ useEma: true, emaMomentum: 2 }),
      /emaMomentum must be at most 1, and is 2/,
    ],
    [
      'values and boundaries that do not fit',
      () => tf.train.piecewiseConstantDecay([1, 2], [0.1]),
      /one value more than boundaries; it was given 2 boundaries and 1 values/,
    ],
    [
      'a schedule without its steps',
      () => tf.train.exponentialDecay({ initialLearningRate: 1 } as never),
      /ExponentialDecay needs a decaySteps/,
    ],
    ['steps of 0', () => tf.train.cosineDecay(0.1, 0), /decaySteps must be above 0, and is 0/],
    [
      'an unknown schedule',
      () => compiled({ className: 'SGD', config: { learningRate: { className: 'Mine' } } }),
      /no learning-rate schedule "Mine"/,
    ],
  ])('%s', (_, make, said) => {
    expect(make).toThrow(said);
  });
});

/** Weights after some steps down a bowl. */
function walk(optimizer: Optimizer, steps = 6, start = [1, -2, 0.5]): number[][] {
  const variable = tf.variable(tf.tensor1d(start));
  const path = Array.from({ length: steps }, () => {
    step(optimizer, variable);
    return Array.from(variable.dataSync());
  });
  variable.dispose();
  return path;
}

const step = (optimizer: Optimizer, ...variables: Variable[]): void =>
  tf.tidy(() => {
    optimizer.minimize(() => tf.addN(variables.map((x) => tf.sum(tf.square(x)))) as Scalar, false, variables);
  });

const about = (path: number[][]): unknown =>
  path.map((point) => point.map((value) => expect.closeTo(value, 5)));

describe("TensorFlow.js' own optimizers", () => {
  it.each<[string, () => Optimizer, () => Optimizer]>([
    [
      'adadelta',
      () => tf.train.adadelta(0.5, 0.9, 1e-6),
      () => tf.train.adadelta({ learningRate: 0.5, rho: 0.9, epsilon: 1e-6 }),
    ],
    [
      'centered rmsprop',
      () => tf.train.rmsprop(0.05, 0.9, 0, 0.01, true),
      () => tf.train.rmsprop({ learningRate: 0.05, centered: true, epsilon: 0.01 }),
    ],
    ['adamax', () => tf.train.adamax(0.05), () => tf.train.adamax({ learningRate: 0.05 })],
    ['adagrad', () => tf.train.adagrad(0.5), () => tf.train.adagrad({ learningRate: 0.5 })],
    [
      'momentum',
      () => tf.train.momentum(0.05, 0.9, true),
      () => tf.train.sgd({ learningRate: 0.05, momentum: 0.9, nesterov: true }),
    ],
  ])('go the way of Keras: %s', (_, own, keras) => {
    expect(walk(own())).toEqual(about(walk(keras())));
  });

  it('keep the state of adamax', async () => {
    const whole = walk(tf.train.adamax(0.05), 8);
    const first = tf.train.adamax(0.05);
    walk(first, 4);
    const next = tf.train.adamax(0.05);
    await next.setWeights(await first.getWeights());
    expect(walk(next, 4, whole[3] as number[])).toEqual(about(whole.slice(4)));
  });
});

describe('an optimizer of Keras', () => {
  it('remembers each weight by itself, also where others are frozen or come later', () => {
    const [a, b] = [tf.variable(tf.tensor1d([1, 2, 3])), tf.variable(tf.tensor1d([4, 5]))];
    const optimizer = tf.train.adam({ learningRate: 0.1 });
    step(optimizer, a, b);
    step(optimizer, b);
    step(optimizer, a);
    expect(Array.from(a.dataSync()).every(Number.isFinite)).toBe(true);
    expect(b.shape).toEqual([2]);
    tf.dispose([a, b]);
    optimizer.dispose();
  });

  it('says that its state is of another model', async () => {
    const optimizer = tf.train.adam({});
    await optimizer.setWeights([
      { name: 'iter', tensor: tf.scalar(3, 'int32') },
      { name: 'x', tensor: tf.zeros([3]) },
    ]);
    expect(() => walk(optimizer)).toThrow(/of another model: it has 1 parts, and this one needs 2/);
  });

  it('goes on with a model that was saved to a folder', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'epochbook-optimizer-'));
    const [x, y] = [
      tf.tensor2d([
        [1, 2],
        [3, -1],
      ]),
      tf.tensor2d([[1], [0]]),
    ];
    const options = { batchSize: 2, epochs: 3, shuffle: false, verbose: 0 } as const;
    try {
      const schedule = tf.train.exponentialDecay(0.1, 3, 0.5);
      const model = compiled(tf.train.adamw({ learningRate: schedule, weightDecay: 0.1, clipnorm: 1 }));
      await model.fit(x, y, options);
      await model.save(`file://${folder}`, { includeOptimizer: true });
      const again = await tf.loadLayersModel(`file://${folder}/model.json`);
      expect(again.optimizer.getConfig()).toEqual(model.optimizer.getConfig());
      const losses = await Promise.all([model, again].map((one) => one.fit(x, y, options)));
      expect(losses[1]?.history.loss).toEqual(losses[0]?.history.loss);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it.each([
    ['LearningRateScheduler', () => new LearningRateScheduler(() => 0.1)],
    ['ReduceLROnPlateau', () => new ReduceLROnPlateau({ monitor: 'loss', patience: 1, minDelta: 1e9 })],
  ])('with a schedule says that %s cannot set its rate', async (_, callback) => {
    const model = compiled(tf.train.sgd({ learningRate: tf.train.cosineDecay(0.1, 10) }));
    const [x, y] = [tf.ones([2, 2]), tf.ones([2, 1])];
    const fit = model.fit(x, y, { epochs: 4, verbose: 0, callbacks: [callback() as never] });
    await expect(fit).rejects.toThrow(/follows its CosineDecay and cannot be set/);
  });
});
