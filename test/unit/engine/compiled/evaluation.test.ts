import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { setCompiling } from '../../../../engine/compiled/index.js';
import type { TfNamespace } from '../../../../kernel/engine.js';
import { randomValues } from '../../../conformance/draw.js';
import { testEngine } from '../engine.js';

let tf: TfNamespace;
beforeAll(async () => {
  tf = (await testEngine()).tf;
});
afterEach(() => setCompiling(false));

const glorot = (seed: number) => tf.initializers.glorotUniform({ seed });

function net(compile: object = {}): LayersModel {
  const { layers } = tf;
  const model = tf.sequential({
    layers: [
      layers.dense({
        units: 7,
        inputShape: [5],
        activation: 'relu',
        kernelInitializer: glorot(1),
        kernelRegularizer: 'l2',
      }),
      layers.batchNormalization({ movingMeanInitializer: tf.initializers.constant({ value: 0.2 }) }),
      layers.dropout({ rate: 0.4 }),
      layers.dense({ units: 1, activation: 'sigmoid', kernelInitializer: glorot(2) }),
    ],
  });
  model.compile({
    optimizer: 'adam',
    loss: 'binaryCrossentropy',
    metrics: ['accuracy'],
    ...compile,
  } as never);
  return model;
}

/** Two inputs, two outputs, of which one gives rows of rows. */
function branched(): LayersModel {
  const { layers } = tf;
  const [a, b] = [tf.input({ shape: [5] }), tf.input({ shape: [5] })];
  const joined = layers.add().apply([a, b]) as never;
  const first = layers.dense({ units: 6, kernelInitializer: glorot(4) }).apply(joined) as never;
  const outputs = [
    layers.reshape({ targetShape: [2, 3] }).apply(first),
    layers.dense({ units: 1, kernelInitializer: glorot(5) }).apply(first),
  ];
  const model = tf.model({ inputs: [a, b], outputs: outputs as never });
  model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
  return model;
}

interface Given {
  model: LayersModel;
  xs: Tensor | Tensor[];
  ys: Tensor | Tensor[];
}

const random = (seed: number, shape: number[]): Tensor => tf.tensor(randomValues(seed, shape), shape);

const cases: Record<string, () => Given> = {
  'a net with all that differs in training': () => ({
    model: net(),
    xs: random(1, [70, 5]),
    ys: random(2, [70, 1]).greater(0).toFloat(),
  }),
  'inputs of whole numbers': () => ({
    model: net(),
    xs: tf.tensor2d(randomValues(1, [33, 5], 'int32', [0, 9]), [33, 5], 'int32'),
    ys: random(2, [33, 1]).greater(0).toFloat(),
  }),
  'two inputs and two outputs': () => ({
    model: branched(),
    xs: [random(1, [37, 5]), random(2, [37, 5])],
    ys: [random(3, [37, 2, 3]), random(4, [37, 1])],
  }),
  'one row': () => ({ model: net(), xs: random(1, [1, 5]), ys: tf.ones([1, 1]) }),
  'metrics of the whole': () => ({
    model: net({ metrics: ['precision', 'auc', 'accuracy', 'rootMeanSquaredError'] }),
    xs: random(1, [40, 5]),
    ys: random(2, [40, 1]).greater(0).toFloat(),
  }),
};

const numbers = (given: Tensor | Tensor[]): number[][] =>
  [given].flat().map((tensor) => Array.from(tensor.dataSync()));

/** Shapes and numbers of what a model gives, and how many products of TensorFlow.js that took. */
function results({ model, xs, ys }: Given): { shapes: number[][]; values: number[][]; products: number } {
  const engine = tf.engine();
  const { runKernel } = engine;
  let products = 0;
  engine.runKernel = (...args) => {
    if (/MatMul/.test(args[0])) products += 1;
    return runKernel.apply(engine, args) as never;
  };
  try {
    return tf.tidy(() => {
      const predicted = model.predict(xs, { batchSize: 16 });
      const evaluated = model.evaluate(xs, ys, { batchSize: 16 });
      const single = model.predictOnBatch(xs);
      return {
        shapes: [predicted, single].flat().map(({ shape }) => shape),
        values: [...numbers(predicted), ...numbers(evaluated), ...numbers(single)],
        products,
      };
    });
  } finally {
    engine.runKernel = runKernel;
  }
}

test.each(Object.entries(cases))('%s', (_, make) => {
  const given = make();
  const before = tf.memory().numTensors;
  const uncompiled = results(given);
  setCompiling(true);
  const [first, again] = [results(given), results(given)];
  expect(tf.memory().numTensors).toBe(before);
  expect(first.shapes).toEqual(uncompiled.shapes);
  expect(again.values).toEqual(first.values);
  expect(again.products).toBe(0);
  for (const [i, values] of uncompiled.values.entries())
    for (const [j, value] of values.entries()) expect(first.values[i]?.[j]).toBeCloseTo(value, 5);
  tf.dispose([given.xs, given.ys]);
  given.model.dispose();
});

test('weights that were set, an option that was changed and another backend in between are seen', async () => {
  const { model, xs, ys } = (cases['a net with all that differs in training'] as () => Given)();
  const both = (): [number[][], number[][]] => {
    setCompiling(false);
    const uncompiled = results({ model, xs, ys }).values;
    setCompiling(true);
    return [uncompiled, results({ model, xs, ys }).values];
  };
  const changes = [
    () => {},
    () => model.setWeights(model.getWeights().map((weight) => tf.mul(weight, 0.5))),
    () => void Object.assign(model.layers[1] as object, { epsilon: 0.5 }),
    () => void tf.setBackend('cpu'),
    () => void tf.setBackend('wasm'),
  ];
  const seen: number[][][] = [];
  for (const change of changes) {
    change();
    const [uncompiled, compiled] = both();
    seen.push(uncompiled);
    for (const [i, values] of uncompiled.entries())
      for (const [j, value] of values.entries()) expect(compiled[i]?.[j]).toBeCloseTo(value, 5);
  }
  expect(seen[1]).not.toEqual(seen[0]);
  expect(seen[2]).not.toEqual(seen[1]);
  tf.dispose([xs, ys]);
});

test('weights of samples count in an evaluation', () => {
  const { model, xs, ys } = (cases['a net with all that differs in training'] as () => Given)();
  const sampleWeight = random(8, [70]).abs();
  const evaluate = (): number[][] =>
    tf.tidy(() => numbers(model.evaluate(xs, ys, { batchSize: 16, sampleWeight } as never)));
  const uncompiled = evaluate();
  setCompiling(true);
  expect(evaluate().flat()[0]).toBeCloseTo(uncompiled.flat()[0] as number, 5);
  tf.dispose([xs, ys, sampleWeight]);
});
