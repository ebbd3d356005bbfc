import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { setCompiling } from '../../../engine/compiled/index.js';
import type { TfNamespace } from '../../../kernel/engine.js';
import { EarlyStopping, loadModel, metrics, saveModel, setLibraryContext } from '../../../library/index.js';
import { randomFrom } from '../../../library/random.js';
import { testEngine } from '../engine/engine.js';

// A metric of an epoch is that of all its samples, whatever the batches, and the one that `metrics` computes of predictions.

let tf: TfNamespace;
beforeAll(async () => {
  tf = (await testEngine()).tf;
  setLibraryContext({ tf: tf as never });
});
afterAll(() => setLibraryContext({ tf: undefined }));

type Kind = 'values' | 'chance' | 'labels' | 'oneHot' | 'numbers';
const OUTPUTS: Record<Kind, { units: number; activation: string; loss: string }> = {
  values: { units: 2, activation: 'linear', loss: 'meanSquaredError' },
  chance: { units: 1, activation: 'sigmoid', loss: 'binaryCrossentropy' },
  labels: { units: 3, activation: 'sigmoid', loss: 'binaryCrossentropy' },
  oneHot: { units: 4, activation: 'softmax', loss: 'categoricalCrossentropy' },
  numbers: { units: 4, activation: 'softmax', loss: 'sparseCategoricalCrossentropy' },
};

interface Row {
  kind: Kind;
  name: string;
  ours(truth: Tensor, predicted: Tensor): number;
}

/** Scores between two of Keras' 200 thresholds count as equal. */
const aucOf = (truth: readonly number[], scores: Tensor): number =>
  metrics.auc(
    truth,
    Array.from(scores.flatten().dataSync(), (score) => Math.ceil(Math.fround(199 * score))),
  );
const macro = { average: 'macro' } as const;
const flatAbove = (tensor: Tensor) => Array.from(tensor.flatten().dataSync(), (value) => Number(value > 0.5));
/** The labels as numbers, of whichever kind. */
const classes = (truth: Tensor) => (truth.rank === 2 && (truth.shape[1] ?? 1) > 1 ? truth.argMax(1) : truth);

const ROWS: Row[] = [
  { kind: 'values', name: 'rmse', ours: metrics.rmse },
  { kind: 'values', name: 'mae', ours: metrics.mae },
  { kind: 'values', name: 'mse', ours: metrics.mse },
  { kind: 'values', name: 'r2', ours: metrics.r2 },
  { kind: 'chance', name: 'precision', ours: metrics.precision },
  { kind: 'chance', name: 'recall', ours: metrics.recall },
  { kind: 'chance', name: 'f1', ours: metrics.f1 },
  { kind: 'chance', name: 'auc', ours: (y, p) => aucOf(flatAbove(y), p) },
  { kind: 'chance', name: 'rmse', ours: metrics.rmse },
  {
    kind: 'labels',
    name: 'multiLabelAccuracy',
    ours: (y, p) => metrics.multiLabelAccuracy(y as never, p as never),
  },
  {
    kind: 'labels',
    name: 'f1',
    ours: (y, p) =>
      [0, 1, 2]
        .map((j) =>
          metrics.f1(...([y, p].map((t) => flatAbove(t.slice([0, j], [-1, 1]))) as [number[], number[]])),
        )
        .reduce((a, b) => a + b, 0) / 3,
  },
  ...(['oneHot', 'numbers'] as const).flatMap((kind): Row[] => [
    { kind, name: 'f1', ours: (y, p) => metrics.f1(classes(y), p, macro) },
    { kind, name: 'rmse', ours: (y, p) => metrics.rmse(tf.oneHot(classes(y).toInt().flatten(), 4), p) },
    { kind, name: 'top2', ours: (y, p) => metrics.topK(classes(y), p, 2) },
    { kind, name: 'top_3', ours: (y, p) => metrics.topK(classes(y), p, 3) },
    { kind, name: 'accuracy', ours: (y, p) => metrics.accuracy(classes(y), p) },
    {
      kind,
      name: 'precision',
      ours: (y, p) => metrics.precision(flatAbove(tf.oneHot(classes(y).toInt().flatten(), 4)), flatAbove(p)),
    },
    {
      kind,
      name: 'auc',
      ours: (y, p) => aucOf(flatAbove(tf.oneHot(classes(y).toInt().flatten(), 4)), p),
    },
  ]),
];

function network(kind: Kind, name: unknown, rate: number): LayersModel {
  const { units, activation, loss } = OUTPUTS[kind];
  const dense = tf.layers.dense({ units, activation: activation as never, inputShape: [3] });
  const model = tf.sequential({ layers: [dense] });
  const random = randomFrom(5);
  dense.setWeights(
    dense.getWeights().map(({ shape }) =>
      tf.tensor(
        Array.from({ length: shape.reduce((a, b) => a * b) }, () => 2 * random() - 1),
        shape,
      ),
    ),
  );
  model.compile({ optimizer: tf.train.sgd(rate), loss: loss as never, metrics: [name] as never });
  return model;
}

function data(kind: Kind, rows: number, start: number): [Tensor, Tensor] {
  const random = randomFrom(start);
  const x = tf.tensor2d(Array.from({ length: rows }, () => [0, 0, 0].map(() => 4 * random() - 2)));
  const { units } = OUTPUTS[kind];
  if (kind === 'values')
    return [x, tf.tensor2d(Array.from({ length: rows }, () => [random(), 3 * random()]))];
  if (kind === 'oneHot' || kind === 'numbers') {
    // Every class occurs: Keras counts one that does not as 0, the library leaves it out.
    const labels = Array.from({ length: rows }, (_, i) => (i < units ? i : Math.floor(units * random())));
    return [
      x,
      kind === 'numbers' ? tf.tensor1d(labels) : tf.oneHot(tf.tensor1d(labels, 'int32'), units).toFloat(),
    ];
  }
  return [
    x,
    tf.tensor2d(
      Array.from({ length: rows }, () => Array.from({ length: units }, () => Number(random() < 0.5))),
    ),
  ];
}

const last = (values: unknown): number => (values as number[]).at(-1) as number;

describe.each(ROWS)('$name of $kind', ({ kind, name, ours }) => {
  const logged = name === 'accuracy' ? 'acc' : name;
  const expected = (model: LayersModel, x: Tensor, y: Tensor): number => ours(y, model.predict(x) as Tensor);

  it('is that of all samples in training, where the weights stand still, in validation and in evaluate', async () => {
    const model = network(kind, name, 1e-30);
    const [[x, y], [xOther, yOther]] = [data(kind, 43, 1), data(kind, 19, 2)];
    const { history } = await model.fit(x, y, {
      batchSize: 4,
      epochs: 2,
      verbose: 0,
      validationData: [xOther, yOther],
    });
    expect(last(history[logged])).toBeCloseTo(expected(model, x, y), 5);
    expect(last(history[`val_${logged}`])).toBeCloseTo(expected(model, xOther, yOther), 5);
    const [, value] = model.evaluate(x, y, { batchSize: 5 }) as Scalar[];
    expect(value?.dataSync()[0]).toBeCloseTo(expected(model, x, y), 5);
  });

  it('is what a callback monitors, and changes nothing of the training', async () => {
    // A metric of a whole epoch makes steps run uncompiled, which rounds otherwise.
    setCompiling(false);
    onTestFinished(() => setCompiling(true, { asked: false }));
    const [[x, y], [xOther, yOther]] = [data(kind, 43, 1), data(kind, 19, 2)];
    const train = async (metric: string) => {
      const model = network(kind, metric, 0.05);
      const { history } = await model.fit(x, y, {
        batchSize: 8,
        epochs: 3,
        shuffle: false,
        verbose: 0,
        validationData: [xOther, yOther],
        callbacks: [new EarlyStopping({ monitor: `val_${metric}`, patience: 9 })] as never,
      });
      return { model, history, weights: model.getWeights().map((weight) => Array.from(weight.dataSync())) };
    };
    const measured = await train(name);
    expect(last(measured.history[`val_${logged}`])).toBeCloseTo(expected(measured.model, xOther, yOther), 5);
    expect(measured.weights).toEqual((await train('mae')).weights);
  });
});

describe('names of metrics', () => {
  it('tell which top-k would always be 1', () => {
    expect(() => network('oneHot', 'topK', 1)).toThrow(
      /topK asks for the 5 likeliest of 4 classes, which always/,
    );
    expect(() => network('oneHot', 'top4', 1)).toThrow(/Write a smaller number, as in 'top2'/);
    expect(() => network('oneHot', 'top0', 1)).toThrow(/the 0 likeliest of 4 classes\./);
  });

  it('come through a file of Keras as the metrics that they mean', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'epochbook-metrics-'));
    const [x, y] = data('oneHot', 11, 3);
    for (const name of ['f1', 'top2', 'multiLabelAccuracy']) {
      const model = network('oneHot', name, 0.1);
      const path = join(folder, `${name}.keras`);
      await saveModel(model as never, path);
      const again = (await loadModel(path)) as unknown as LayersModel;
      expect(again.metricsNames).toEqual(['loss', name]);
      const values = (one: LayersModel) =>
        (one.evaluate(x, y, { batchSize: 3 }) as Scalar[]).map((value) => value.dataSync()[0]);
      expect(values(again)).toEqual(values(model));
    }
    rmSync(folder, { recursive: true, force: true });
  });
});
