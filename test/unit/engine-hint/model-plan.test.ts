import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, test } from 'vitest';
import { labelValues, madeUpData } from '../../../engine/hint/made-up-data.js';
import { type ModelPlan, modelPlan } from '../../../engine/hint/model-plan.js';
import { modelOf } from '../../../engine/hint/time-model.js';
import type { TfNamespace } from '../../../kernel/engine.js';
import { testEngine } from '../engine/engine.js';

let tf: TfNamespace;
beforeAll(async () => {
  ({ tf } = await testEngine());
});

const dense = (units: number, more: object = {}) => tf.layers.dense({ units, ...more });
const net = (last: object, ...before: Parameters<TfNamespace['sequential']>[0][]): LayersModel =>
  tf.sequential({ layers: [...((before[0]?.layers ?? []) as never[]), last as never] });

function compiled(model: LayersModel, loss: unknown, more: object = {}): LayersModel {
  model.compile({ optimizer: tf.train.adam(0.01), loss: loss as never, ...more });
  return model;
}

/** Through JSON, as it goes to the other process. */
function planOf(model: LayersModel, inputs: unknown, targets: unknown, batchSize = 8): ModelPlan {
  const plan = modelPlan({ model: inner(model), data: { inputs, targets }, batchSize, ms: 1 });
  if (!plan) throw new Error('There is no plan.');
  return JSON.parse(JSON.stringify(plan));
}

/** The model that a Sequential trains through, which is the one that the recorder sees. */
const inner = (model: LayersModel): object => (model as unknown as { model?: object }).model ?? model;

interface Case {
  name: string;
  make(): { model: LayersModel; x: unknown; y: unknown };
  check?(labels: Tensor[], inputs: Tensor[]): void;
}

const values = (tensor: Tensor | undefined): number[] =>
  [...new Set(tensor?.dataSync() ?? [])].sort((a, b) => a - b);

const cases: Case[] = [
  {
    name: 'binary cross-entropy: 0 and 1',
    make: () => ({
      model: compiled(net(dense(1, { inputShape: [5], activation: 'sigmoid' })), 'binaryCrossentropy', {
        metrics: ['accuracy'],
      }),
      x: tf.ones([20, 5]),
      y: tf.ones([20, 1]),
    }),
    check: ([labels]) => expect(values(labels)).toEqual([0, 1]),
  },
  {
    name: 'sparse categorical cross-entropy: whole classes, of the given type and shape',
    make: () => ({
      model: compiled(
        net(dense(3, { inputShape: [5], activation: 'softmax' })),
        'sparseCategoricalCrossentropy',
      ),
      x: tf.ones([20, 5]),
      y: tf.ones([20, 1], 'int32'),
    }),
    check: ([labels]) => {
      expect(labels?.dtype).toBe('int32');
      expect(labels?.shape).toEqual([32, 1]);
      expect(values(labels)).toEqual([0, 1, 2]);
    },
  },
  {
    name: 'categorical cross-entropy: one-hot',
    make: () => ({
      model: compiled(net(dense(4, { inputShape: [5], activation: 'softmax' })), 'categoricalCrossentropy'),
      x: tf.ones([20, 5]),
      y: tf.ones([20, 4]),
    }),
    check: ([labels]) => {
      expect(values(labels)).toEqual([0, 1]);
      expect(values(labels?.sum(-1))).toEqual([1]);
      expect(values(labels?.argMax(-1) as Tensor)).toEqual([0, 1, 2, 3]);
    },
  },
  {
    name: 'hinge: -1 and 1',
    make: () => ({
      model: compiled(net(dense(1, { inputShape: [5] })), 'hinge'),
      x: tf.ones([20, 5]),
      y: tf.ones([20, 1]),
    }),
    check: ([labels]) => expect(values(labels)).toEqual([-1, 1]),
  },
  {
    name: 'words for an Embedding: whole numbers that it knows',
    make: () => {
      const layers = [
        tf.layers.embedding({ inputDim: 7, outputDim: 3, inputLength: 6 }),
        tf.layers.globalAveragePooling1d({}),
      ];
      const model = compiled(net(dense(1, { activation: 'sigmoid' }), { layers }), 'binaryCrossentropy');
      return { model, x: tf.zeros([20, 6], 'int32'), y: tf.ones([20, 1]) };
    },
    check: (_, [words]) => expect(values(words)).toEqual([0, 1, 2, 3, 4, 5, 6]),
  },
  {
    name: 'an Embedding in a model that is a layer, and a second input beside it, given by name; two outputs, two losses',
    make: () => {
      const words = tf.input({ shape: [4], name: 'words' });
      const facts = tf.input({ shape: [2], name: 'facts' });
      const tower = tf.sequential({
        layers: [tf.layers.embedding({ inputDim: 5, outputDim: 3, inputLength: 4 }), tf.layers.flatten()],
      });
      const joined = tf.layers.concatenate().apply([tower.apply(words) as never, facts]) as never;
      const model = tf.model({
        inputs: [words, facts],
        outputs: [
          dense(3, { activation: 'softmax', name: 'kind' }).apply(joined) as never,
          dense(1, { name: 'size' }).apply(joined) as never,
        ],
      });
      compiled(model, { kind: 'categoricalCrossentropy', size: 'meanAbsoluteError' });
      return {
        model,
        x: { words: tf.zeros([20, 4]), facts: tf.zeros([20, 2]) },
        y: { kind: tf.ones([20, 3]), size: tf.ones([20, 1]) },
      };
    },
    check: ([kind, size], [words, facts]) => {
      expect(values(words)).toEqual([0, 1, 2, 3, 4]);
      expect(values(facts).length).toBeGreaterThan(30);
      expect(values(kind?.sum(-1))).toEqual([1]);
      expect(values(size).length).toBeGreaterThan(30);
    },
  },
  {
    name: 'images',
    make: () => {
      const layers = [
        tf.layers.conv2d({ filters: 2, kernelSize: 3, inputShape: [6, 6, 1] }),
        tf.layers.batchNormalization(),
        tf.layers.flatten(),
      ];
      const model = compiled(
        net(dense(2, { activation: 'softmax' }), { layers }),
        'sparseCategoricalCrossentropy',
      );
      return { model, x: tf.ones([20, 6, 6, 1]), y: tf.ones([20]) };
    },
    check: ([labels]) => expect(labels?.shape).toEqual([32]),
  },
  {
    name: 'a sequence whose length only the data tells',
    make: () => {
      const layers = [tf.layers.simpleRNN({ units: 3, inputShape: [null, 2] as never })];
      const model = compiled(net(dense(1), { layers }), 'meanSquaredError');
      return { model, x: tf.ones([20, 9, 2]), y: tf.ones([20, 1]) };
    },
    check: (_, [sequence]) => expect(sequence?.shape).toEqual([32, 9, 2]),
  },
];

describe('a model made from its plan trains on made-up data', () => {
  test.each(cases)('$name', async ({ make, check }) => {
    const { model, x, y } = make();
    const plan = planOf(model, x, y);
    expect(plan.parameters).toBe(model.countParams());
    const again = await modelOf(tf, plan);
    expect(again.countParams()).toBe(plan.parameters);
    const { inputs, labels } = madeUpData(tf, again, plan, 32);
    check?.(labels, inputs);
    const { history } = await again.fit(inputs, labels, { batchSize: plan.batchSize, epochs: 2, verbose: 0 });
    expect(Number.isFinite(history.loss?.at(-1))).toBe(true);
    expect(Object.keys(history)).toEqual(expect.arrayContaining(plan.metrics.length ? ['acc'] : []));
  });
});

test.each([
  ['kullbackLeiblerDivergence', { kind: 'one-hot' }],
  ['poisson', { kind: 'numbers' }],
  ['meanSquaredLogarithmicError', { kind: 'numbers' }],
  ['squaredHinge', { kind: 'signs' }],
  [undefined, { kind: 'numbers' }],
] as const)('the labels of %s', (loss, expected) => {
  expect(labelValues(loss, 4)).toEqual(expected);
});

test('the optimizer keeps its type and its numbers, and what is frozen stays so', async () => {
  const model = net(dense(1), { layers: [dense(4, { inputShape: [5], trainable: false })] });
  model.compile({ optimizer: tf.train.momentum(0.5, 0.7), loss: 'meanSquaredError' });
  const again = await modelOf(tf, planOf(model, tf.ones([20, 5]), tf.ones([20, 1])));
  expect(again.optimizer.getClassName()).toBe('Momentum');
  expect(again.optimizer.getConfig()).toMatchObject({ learningRate: 0.5, momentum: 0.7 });
  expect(again.trainableWeights).toHaveLength(2);
});

describe('a data set is asked for nothing', () => {
  const plan = (model: LayersModel) =>
    modelPlan({ model: inner(model), data: undefined, batchSize: 8, ms: 1 });

  test('its shapes are those of the model', () => {
    const model = compiled(
      net(dense(3, { inputShape: [5], activation: 'softmax' })),
      'sparseCategoricalCrossentropy',
    );
    expect(plan(model)).toMatchObject({
      inputs: [{ shape: [5], dtype: 'float32' }],
      labels: [{ shape: [1], dtype: 'float32' }],
    });
    expect(plan(compiled(model, 'categoricalCrossentropy'))).toMatchObject({ labels: [{ shape: [3] }] });
  });

  test('and where the model does not tell, there is no plan', () => {
    const layers = [tf.layers.simpleRNN({ units: 3, inputShape: [null, 2] as never })];
    expect(plan(compiled(net(dense(1), { layers }), 'meanSquaredError'))).toBeUndefined();
  });
});

describe('there is no plan', () => {
  const x = () => tf.ones([20, 5]);
  const y = () => tf.ones([20, 1]);
  const small = (loss: unknown = 'meanSquaredError') => compiled(net(dense(1, { inputShape: [5] })), loss);
  const plan = (model: LayersModel, inputs: unknown, targets: unknown, batchSize = 8) =>
    modelPlan({ model: inner(model), data: { inputs, targets }, batchSize, ms: 1 });

  test('for a loss of the student’s own', () => {
    const own = (a: Tensor, b: Tensor) => tf.losses.meanSquaredError(a, b);
    expect(plan(small(own), x(), y())).toBeUndefined();
    expect(plan(small([own]), x(), y())).toBeUndefined();
  });

  test('without a batch, without tensors, for texts', () => {
    expect(plan(small(), x(), y(), 0)).toBeUndefined();
    expect(plan(small(), [[1, 2]], y())).toBeUndefined();
    expect(plan(small(), undefined, y())).toBeUndefined();
    expect(plan(small(), tf.fill([20, 5], 'a', 'string' as never), y())).toBeUndefined();
  });

  test('where a layer does not describe itself', () => {
    const model = small();
    const layer = model.layers[0];
    if (!layer) throw new Error('no layer');
    layer.getConfig = () => {
      throw new Error('no config');
    };
    expect(plan(model, x(), y())).toBeUndefined();
  });
});

test('reading a plan makes no tensor and draws no random number', () => {
  const model = compiled(net(dense(1, { inputShape: [5] })), 'meanSquaredError');
  const [x, y] = [tf.ones([20, 5]), tf.ones([20, 1])];
  const { random } = Math;
  Math.random = () => {
    throw new Error('a random number was drawn');
  };
  const before = tf.memory().numTensors;
  try {
    planOf(model, x, y);
  } finally {
    Math.random = random;
  }
  expect(tf.memory().numTensors).toBe(before);
});
