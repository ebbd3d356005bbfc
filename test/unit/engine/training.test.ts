import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TfNamespace } from '../../../kernel/engine.js';
import { setLocale } from '../../../words/index.js';
import { testEngine } from './engine.js';

// What real Keras computes is compared in test/interop/training; here is what needs no Keras.

let tf: TfNamespace;
beforeAll(async () => {
  tf = (await testEngine()).tf;
});
afterEach(() => setLocale('en'));

const dense = (units: number, activation: 'sigmoid' | 'softmax' | 'linear' = 'linear', l2 = 0): LayersModel =>
  tf.sequential({
    layers: [
      tf.layers.dense({
        units,
        activation,
        inputShape: [2],
        kernelInitializer: 'ones',
        ...(l2 && { kernelRegularizer: tf.regularizers.l2({ l2 }) }),
      }),
    ],
  });

const compile = (model: LayersModel, args: object): LayersModel => {
  model.compile({ optimizer: tf.train.sgd(0.1), loss: 'mse', ...args } as never);
  return model;
};

const numbers = (values: Scalar | Scalar[]): number[] =>
  [values].flat().map((value) => value.dataSync()[0] as number);

describe('what compile says', () => {
  it.each<[string, object, string[], string[]]>([
    [
      'binary_crossentroypy',
      { loss: 'binary_crossentroypy' },
      ['loss "binary_crossentroypy"', 'Did you mean "binary_crossentropy"'],
      ['손실 함수', '"binary_crossentropy"'],
    ],
    ['acuracy', { metrics: ['acuracy'] }, ['metric "acuracy"', '"accuracy"'], ['지표', '"accuracy"']],
    ['a loss as metric', { metrics: ['huber'] }, ['metric "huber"', 'It is a loss'], ['손실 함수입니다']],
    ['nothing like it', { loss: 'banana' }, ['"mse"', 'a function (yTrue, yPred)'], ['Keras 이름']],
    [
      'an option of a loss',
      { loss: { className: 'Huber', config: { delt: 2 } } },
      ['Huber has no option "delt"', 'Did you mean "delta"'],
      ['"delt" 옵션이 없습니다'],
    ],
    [
      'a reduction',
      { loss: { className: 'Huber', config: { reduction: 'none' } } },
      ['reduction "none" of Huber', '"sum"'],
      ['값 하나를 얻을 수 없습니다'],
    ],
    [
      'an F1 of several classes',
      { metrics: ['f1_score'] },
      ['average of F1Score is null', '3 classes', '"macro"'],
      ['클래스가 3개', '"macro"'],
    ],
    [
      'a threshold out of range',
      { metrics: [{ className: 'Precision', config: { thresholds: 2 } }] },
      ['thresholds of Precision is 2', '0 to 1'],
      ['문턱값'],
    ],
    ['an output that is none', { loss: { dens: 'mse' } }, ['names "dens"', 'no output'], ['출력이 아닙니다']],
    ['too many losses', { loss: ['mse', 'mae'] }, ['a list of 2', '1 outputs'], ['2개짜리']],
    ['a weight of a loss', { lossWeights: [Number.NaN] }, ['lossWeights', 'finite number'], ['유한한 수']],
  ])('of %s', (_name, args, english, korean) => {
    const said = (): string => {
      try {
        compile(dense(3), args);
      } catch (error) {
        return (error as Error).message;
      }
      return '';
    };
    const inEnglish = said();
    for (const part of english) expect(inEnglish).toContain(part);
    setLocale('ko');
    const inKorean = said();
    for (const part of korean) expect(inKorean).toContain(part);
  });
});

describe('names', () => {
  it.each([
    'mse',
    'mean_squared_error',
    'meanSquaredError',
    'MeanSquaredError',
    { className: 'MeanSquaredError', config: {} },
    { class_name: 'MeanSquaredError', config: { name: 'mine', reduction: 'sum_over_batch_size' } },
  ])('%j is one loss', (loss) => {
    const model = compile(dense(1), { loss });
    expect(numbers(model.evaluate(tf.tensor2d([[1, 2]]), tf.tensor2d([[1]])))).toEqual([4]);
  });

  it('logs what compile was told, and accuracy as acc', () => {
    const model = compile(dense(1, 'sigmoid'), {
      loss: 'bce',
      metrics: ['accuracy', 'rmse', 'root_mean_squared_error', tf.metrics.precision(), 'mae', 'mae'],
    });
    expect(model.metricsNames).toEqual([
      'loss',
      'acc',
      'rmse',
      'root_mean_squared_error',
      'precision',
      'mae',
      'mae_1',
    ]);
  });

  it('metrics are computed at once too', () => {
    const [truth, guess] = [tf.tensor2d([[1], [0], [1], [0]]), tf.tensor2d([[0.9], [0.8], [0.7], [0.1]])];
    const value = (name: 'precision' | 'recall' | 'auc'): number =>
      (tf.metrics[name] as never as (a: Tensor, b: Tensor) => Tensor)(truth, guess).dataSync()[0] as number;
    expect([value('precision'), value('recall')]).toEqual([2 / 3, 1].map(Math.fround));
    expect(value('auc')).toBeCloseTo(0.75, 6);
  });
});

describe('an epoch', () => {
  const x = (): Tensor =>
    tf.tensor2d([
      [2, 0],
      [-2, 0],
      [2, 0],
      [-2, 0],
      [2, 0],
    ]);
  // Right, right, wrong, wrong, right: of 3 that are taken for 1, 2 are.
  const y = (): Tensor => tf.tensor2d([[1], [0], [0], [1], [1]]);

  it('has one precision over its batches, in fit, fitDataset, evaluate and evaluateDataset', async () => {
    const frozen = (): LayersModel =>
      compile(dense(1, 'sigmoid'), {
        optimizer: tf.train.sgd(1e-12),
        loss: 'bce',
        metrics: ['precision', 'recall'],
      });
    const both = [2 / 3, 2 / 3].map(Math.fround);
    const fitted = await frozen().fit(x(), y(), {
      batchSize: 2,
      shuffle: false,
      verbose: 0,
      validationData: [x(), y()],
    } as never);
    const rows = tf.data.zip({
      xs: tf.data.array(x().arraySync() as number[][]),
      ys: tf.data.array(y().arraySync() as number[][]),
    });
    const streamed = await frozen().fitDataset(rows.batch(2), {
      epochs: 1,
      verbose: 0,
      validationData: rows.batch(2),
    });
    for (const { history } of [fitted, streamed])
      expect(
        ['precision', 'recall', 'val_precision', 'val_recall'].map((name) =>
          Math.fround(history[name]?.[0] as number),
        ),
      ).toEqual([...both, ...both]);
    expect(numbers(frozen().evaluate(x(), y(), { batchSize: 2 })).slice(1)).toEqual(both);
    expect(
      numbers((await frozen().evaluateDataset(rows.batch(2) as never, {})) as Scalar[]).slice(1),
    ).toEqual(both);
  });

  it('weighs the rows of a data set, as fit does', async () => {
    const given = [1, 0, 3, 0.5, 2];
    const model = (): LayersModel => compile(dense(1), { weightedMetrics: ['mae'] });
    const [one, other] = [model(), model()];
    const fitted = await one.fit(x(), y(), {
      batchSize: 2,
      shuffle: false,
      verbose: 0,
      sampleWeight: tf.tensor1d(given),
      validationData: [x(), y(), tf.tensor1d(given)],
    } as never);
    const rows = tf.data.zip({
      xs: tf.data.array(x().arraySync() as number[][]),
      ys: tf.data.array(y().arraySync() as number[][]),
      sampleWeight: tf.data.array(given),
    });
    const streamed = await other.fitDataset(rows.batch(2), {
      epochs: 1,
      verbose: 0,
      validationData: [x(), y(), tf.tensor1d(given)] as never,
      validationBatchSize: 2,
    });
    expect(streamed.history).toEqual(fitted.history);
    expect(other.getWeights().map((weight) => Array.from(weight.dataSync()))).toEqual(
      one.getWeights().map((weight) => Array.from(weight.dataSync())),
    );
  });

  it('splits the weights of samples with the rows', async () => {
    const weights = tf.tensor1d([1, 1, 1, 5, 0]);
    const model = compile(dense(1), { optimizer: tf.train.sgd(1e-12) });
    const { history } = await model.fit(x(), y(), {
      validationSplit: 0.4,
      shuffle: false,
      verbose: 0,
      sampleWeight: weights,
    } as never);
    // The last two rows: (−2 − 1)² · 5 and (2 − 1)² · 0, over two rows.
    expect(history.val_loss?.[0]).toBeCloseTo(22.5, 5);
  });

  it('holds the penalty in val_loss, evaluate and evaluateDataset', async () => {
    const model = compile(dense(1, 'linear', 0.5), { optimizer: tf.train.sgd(1e-12) });
    const { history } = await model.fit(x(), y(), {
      epochs: 1,
      verbose: 0,
      validationData: [x(), y()],
    } as never);
    const rows = tf.data.zip({
      xs: tf.data.array(x().arraySync() as number[][]),
      ys: tf.data.array(y().arraySync() as number[][]),
    });
    const streamed = await model.evaluateDataset(rows.batch(2) as never, {});
    const values = [
      history.loss?.[0],
      history.val_loss?.[0],
      ...numbers(model.evaluate(x(), y()) as Scalar),
      ...numbers(streamed),
    ];
    // (1 + 4 + 4 + 9 + 1) / 5 and 0.5 · (1² + 1²).
    for (const value of values) expect(value).toBeCloseTo(3.8 + 1, 5);
  });
});

describe('weights that do not fit are told', () => {
  const x = (): Tensor => tf.ones([4, 2]);
  const y = (): Tensor => tf.ones([4, 1]);
  it.each<[string, object, string]>([
    ['too few', { sampleWeight: tf1([1, 2]) }, 'sampleWeight has 2 weights, and there are 4 samples'],
    [
      'both kinds',
      { sampleWeight: tf1([1, 1, 1, 1]), classWeight: { 0: 1 } },
      'sampleWeight and classWeight',
    ],
    ['a class that is no number', { classWeight: { yes: 2 } }, 'classWeight holds yes: 2'],
    ['a weight that is no number', { classWeight: { 0: '2' } }, 'classWeight holds 0: 2'],
  ])('%s', async (_name, args, sentence) => {
    const model = compile(dense(1), {});
    const { numTensors } = tf.memory();
    const given = [x(), y()] as const;
    await expect(model.fit(...given, { verbose: 0, ...args } as never)).rejects.toThrow(sentence);
    tf.dispose([...given]);
    expect(tf.memory().numTensors).toBe(numTensors);
  });

  function tf1(values: number[]): number[] {
    return values;
  }
});
