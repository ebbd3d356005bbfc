import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { TfNamespace } from '../../../../kernel/engine.js';
import { randomValues } from '../../../conformance/draw.js';
import { type Training, train } from './both-ways.js';
import {
  compare,
  compareRow,
  dense,
  type Labels,
  type Layers,
  line,
  plain,
  type Row,
  startRows,
  three,
  trainingOf,
} from './rows.js';

let tf: TfNamespace;
beforeAll(async () => {
  tf = await startRows();
});
afterEach(() => vi.restoreAllMocks());

const activations =
  'linear relu sigmoid tanh elu softplus relu6 selu softsign hardSigmoid swish mish leakyRelu softmax exponential'.split(
    ' ',
  );

const losses: Record<string, [Layers, Labels]> = {
  binaryCrossentropy: [plain, 'yes or no'],
  categoricalCrossentropy: [three, 'one-hot'],
  sparseCategoricalCrossentropy: [three, 'class numbers'],
  meanSquaredError: [line, 'numbers'],
  meanAbsoluteError: [line, 'numbers'],
  huber: [line, 'numbers'],
  logCosh: [line, 'numbers'],
  hinge: [line, 'yes or no'],
  poisson: [plain, 'yes or no'],
};

describe('a compiled step computes what the uncompiled one does', () => {
  test.each(activations)('activation %s', async (activation) => {
    expect(
      await compareRow({ layers: () => [dense(7, activation, 1), dense(1, 'sigmoid', 2)] }),
    ).toBeLessThan(2e-6);
  });

  test.each(Object.entries(losses))('loss %s', async (loss, [layers, labels]) => {
    const compile = (tf: TfNamespace): object => ({ optimizer: tf.train.sgd(0.05), loss });
    expect(await compareRow({ layers, labels, compile })).toBeLessThan(5e-6);
  });

  test.each<[string, Row]>([
    [
      'accuracy of yes or no',
      {
        compile: () => ({
          metrics: ['accuracy', 'mae', 'mse'],
          loss: 'binaryCrossentropy',
          optimizer: 'sgd',
        }),
      },
    ],
    [
      'accuracy of classes',
      {
        layers: three,
        labels: 'one-hot',
        compile: () => ({ metrics: ['accuracy'], loss: 'categoricalCrossentropy', optimizer: 'sgd' }),
      },
    ],
    [
      'accuracy of class numbers',
      {
        layers: three,
        labels: 'class numbers',
        compile: () => ({ metrics: ['accuracy'], loss: 'sparseCategoricalCrossentropy', optimizer: 'sgd' }),
      },
    ],
    [
      'logits',
      {
        layers: line,
        compile: (tf) => ({
          loss: tf.losses.binaryCrossentropy({ fromLogits: true, labelSmoothing: 0.1 }),
          optimizer: 'sgd',
        }),
      },
    ],
    [
      'the sum of losses',
      {
        compile: (tf) => ({
          loss: tf.losses.huber({ delta: 0.3, reduction: 'sum' }),
          optimizer: tf.train.sgd(0.01),
        }),
      },
    ],
  ])('%s', async (_, row) => {
    expect(await compareRow(row)).toBeLessThan(5e-6);
  });

  test.each<[string, Row]>([
    [
      'dropout with seeds',
      {
        layers: () => [
          dense(7, 'relu', 1),
          tf.layers.dropout({ rate: 0.4, seed: 3 }),
          dense(1, 'sigmoid', 2),
        ],
      },
    ],
    [
      'dropout of whole columns',
      {
        layers: () => [
          dense(7, 'relu', 1),
          tf.layers.dropout({ rate: 0.4, seed: 3, noiseShape: [8, 1] }),
          dense(1, 'sigmoid', 2),
        ],
      },
    ],
    [
      'batch normalization',
      {
        layers: () => [
          dense(7, undefined, 1),
          tf.layers.batchNormalization({ momentum: 0.8 }),
          dense(1, 'sigmoid', 2),
        ],
      },
    ],
    [
      'batch normalization without scale',
      {
        layers: () => [
          dense(7, 'relu', 1),
          tf.layers.batchNormalization({ scale: false, center: false }),
          dense(1, 'sigmoid', 2),
        ],
      },
    ],
    [
      'frozen layers',
      {
        layers: () => [
          dense(7, 'relu', 1, { trainable: false }),
          tf.layers.batchNormalization({ trainable: false }),
          dense(1, 'sigmoid', 2),
        ],
      },
    ],
    [
      'L1 and L2',
      {
        layers: (tf) => [
          dense(7, 'relu', 1, { kernelRegularizer: tf.regularizers.l1l2({ l1: 0.01, l2: 0.02 }) }),
          dense(1, 'sigmoid', 2, { biasRegularizer: 'l2' }),
        ],
      },
    ],
    [
      'constraints',
      {
        layers: (tf) => [
          dense(7, 'relu', 1, { kernelConstraint: tf.constraints.maxNorm({ maxValue: 0.5 }) }),
          dense(1, 'sigmoid', 2, { kernelConstraint: 'nonNeg' }),
        ],
      },
    ],
    [
      'layers for activations',
      {
        layers: (tf) => [
          dense(7, undefined, 1),
          tf.layers.reLU({ maxValue: 0.5 }),
          dense(5, undefined, 3),
          tf.layers.leakyReLU({ alpha: 0.2 }),
          tf.layers.elu(),
          dense(1, 'sigmoid', 2),
        ],
      },
    ],
    [
      'flatten and reshape',
      {
        inputs: [2, 3],
        layers: (tf) => [
          tf.layers.flatten(),
          dense(6, 'relu', 1),
          tf.layers.reshape({ targetShape: [3, 2] }),
          dense(4, 'relu', 3),
          tf.layers.flatten(),
          dense(1, 'sigmoid', 2),
        ],
      },
    ],
    [
      'widths that are no multiple of four',
      {
        layers: () => [dense(9, 'relu', 1), dense(3, 'tanh', 3), dense(5, 'elu', 4), dense(1, 'sigmoid', 2)],
      },
    ],
    ['batches of several sizes, of one row too', { batches: [8, 5, 1, 8, 13] }],
    ['weights of samples', { weighted: true, batches: [8, 5, 1] }],
    [
      'weights of samples, beside metrics',
      {
        weighted: true,
        layers: three,
        labels: 'one-hot',
        compile: () => ({
          optimizer: 'adam',
          loss: 'categoricalCrossentropy',
          metrics: ['accuracy', 'mse'],
        }),
      },
    ],
    [
      'metrics of the whole epoch',
      {
        batches: [8, 5, 1],
        compile: () => ({
          optimizer: 'adam',
          loss: 'binaryCrossentropy',
          metrics: ['auc', 'accuracy', 'precision', 'recall', 'rootMeanSquaredError'],
        }),
      },
    ],
    [
      'metrics of the whole epoch, weighed and not',
      {
        weighted: true,
        layers: three,
        labels: 'one-hot',
        compile: (tf) => ({
          optimizer: 'adam',
          loss: 'categoricalCrossentropy',
          metrics: [tf.metrics.f1Score({ average: 'macro' })],
          weightedMetrics: ['accuracy', tf.metrics.precision(), 'mse'],
        }),
      },
    ],
  ])('%s', async (_, row) => {
    expect(await compareRow(row)).toBeLessThan(5e-6);
  });

  test.each<[string, number]>([
    ['NaN', Number.NaN],
    ['Infinity', Number.POSITIVE_INFINITY],
    ['a number near the end of float32', 3e38],
    ['a number of almost nothing', 1e-40],
  ])('%s in the data', async (_, value) => {
    const values = (x: Float32Array): void => void x.fill(value, 3, 4);
    expect(
      await compareRow({ values, layers: () => [dense(7, 'tanh', 1), dense(1, 'sigmoid', 2)] }),
    ).toBeLessThan(2e-6);
    expect(await compareRow({ values })).toBeLessThan(2e-6);
  });
});

describe('what a program changes between two steps', () => {
  test.each<[string, NonNullable<Training['before']>]>([
    [
      'the learning rate',
      (model, step) => {
        if (step === 7)
          (model.optimizer as unknown as { setLearningRate(rate: number): void }).setLearningRate(0.01);
      },
    ],
    [
      'weights',
      (model, step) => {
        if (step === 7) tf.tidy(() => model.setWeights(model.getWeights().map((weight) => weight.mul(0.5))));
      },
    ],
    [
      'trainable, compiled again',
      (model, step) => {
        const [, first] = model.layers;
        if (step !== 7 || !first) return;
        first.trainable = false;
        model.compile({ optimizer: tf.train.sgd(0.02), loss: 'meanSquaredError' });
      },
    ],
    [
      'the rate of a dropout',
      (model, step) => {
        if (step === 7) (model.layers[2] as unknown as { rate: number }).rate = 0.7;
      },
    ],
    [
      'a penalty',
      (model, step) => {
        if (step === 7)
          (model.layers[1] as unknown as { kernelRegularizer: { l2: number } }).kernelRegularizer.l2 = 0.5;
      },
    ],
  ])('%s', async (_, before) => {
    const layers: Layers = (tf) => [
      dense(7, 'relu', 1, { kernelRegularizer: tf.regularizers.l2({ l2: 0.01 }) }),
      tf.layers.dropout({ rate: 0.2, seed: 9 }),
      dense(1, 'sigmoid', 2),
    ];
    const training = { ...trainingOf({ layers }), before };
    // Steps taken anew after a compile are those of another function.
    expect(await compare(training)).toBeLessThan(5e-6);
  });

  test('what is predicted between two steps is of the weights of then', async () => {
    const predicted: Record<string, number[]> = {};
    const watching = (key: string): Training => {
      const list: number[] = [];
      predicted[key] = list;
      const x = tf.tensor2d(randomValues(77, [4, 6]), [4, 6]);
      const before = (model: LayersModel, step: number): void => {
        if (step % 3 === 1) tf.tidy(() => void list.push(...(model.predict(x) as Tensor).dataSync()));
      };
      // A product with a bias is another kernel than one without.
      return { ...trainingOf({ layers: () => [dense(7, undefined, 1), dense(1, 'sigmoid', 2)] }), before };
    };
    await train(tf, watching('uncompiled'), false);
    await train(tf, watching('compiled'), true);
    expect(predicted.compiled).toHaveLength(28);
    for (const [i, value] of (predicted.compiled ?? []).entries())
      expect(value, `prediction ${i}`).toBeCloseTo(predicted.uncompiled?.[i] as number, 5);
  });

  test('a copy of a weight keeps its values', () => {
    const training = trainingOf({});
    const model = training.make(tf);
    const batch = training.batches(tf)[0] as Tensor[];
    const copies: [Tensor, ArrayLike<number>][] = [];
    const before = (each: LayersModel): void => {
      const copy = each.getWeights()[0]?.clone() as Tensor;
      copies.push([copy, copy.dataSync().slice()]);
    };
    return train(tf, { ...training, make: () => model, batches: () => [batch], before }, true).then(() => {
      for (const [copy, values] of copies) expect(copy.dataSync()).toEqual(values);
      expect(copies[3]?.[1]).not.toEqual(copies[9]?.[1]);
      tf.dispose(copies.map(([copy]) => copy));
    });
  });
});
