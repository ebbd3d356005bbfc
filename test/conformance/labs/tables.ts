import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCsv } from '../../../library/csv/index.js';
import { seed } from '../../../library/seed.js';
import { close, type Lab, type LabData, standardized, train } from './lab.js';

/** Rows of plain numbers, without a header; the label is the last. */
const numbersOf = ({ provided }: LabData, file: string): { features: number[]; label: number }[] =>
  readFileSync(join(provided, file), 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(',').map(Number))
    .map((row) => ({ features: row.slice(0, -1), label: row.at(-1) as number }));

export const titanic: Lab = {
  name: 'Titanic',
  samples: 179,
  tolerance: close,
  run(tf, data) {
    const rows = seed.shuffle(parseCsv(readFileSync(join(data.product, 'titanic.csv'), 'utf8')).rows, 1);
    const features = rows.map(({ pclass, sex, age, sibsp, parch, fare }) => [
      Number(pclass),
      sex === 'female' ? 1 : 0,
      Number(age ?? 28),
      ...[Number(sibsp), Number(parch), Number(fare ?? 14)],
    ]);
    return train(tf, {
      x: tf.tensor2d(standardized(features)),
      y: tf.tensor2d(rows.map(({ survived }) => [Number(survived)])),
      model: ({ layers, sequential }) =>
        sequential({
          layers: [
            layers.dense({ units: 16, activation: 'relu', inputShape: [6] }),
            layers.dense({ units: 8, activation: 'relu' }),
            layers.dense({ units: 1, activation: 'sigmoid' }),
          ],
        }),
      compile: { optimizer: tf.train.adam(0.005), loss: 'binaryCrossentropy', metrics: ['accuracy'] },
      batchSize: 32,
      epochs: 8,
    });
  },
};

export const wine: Lab = {
  name: 'Wine',
  samples: 36,
  // The gradient by a bias before a batch normalization is 0 but for rounding, and Adam divides it by its own size: on each
  // engine such a bias walks about at random, by a learning rate a step. A batch's own mean takes it out again; the moving
  // mean, with which validation computes, lags behind it.
  tolerance: { ...close, validation: 2e-3 },
  run(tf, data) {
    const rows = seed.shuffle(numbersOf(data, 'wine.csv'), 1);
    return train(tf, {
      x: tf.tensor2d(standardized(rows.map(({ features }) => features))),
      y: tf.oneHot(
        rows.map(({ label }) => label),
        3,
      ),
      model: ({ layers, sequential }) =>
        sequential({
          layers: [
            layers.dense({ units: 32, inputShape: [13] }),
            layers.batchNormalization({ momentum: 0.9 }),
            layers.reLU(),
            layers.dropout({ rate: 0.3 }),
            layers.dense({ units: 3, activation: 'softmax' }),
          ],
        }),
      compile: { optimizer: tf.train.adam(0.005), loss: 'categoricalCrossentropy', metrics: ['accuracy'] },
      batchSize: 16,
      epochs: 10,
    });
  },
};

export const boston: Lab = {
  name: 'Boston',
  samples: 102,
  tolerance: close,
  run(tf, data) {
    const rows = seed.shuffle(numbersOf(data, 'boston_housing.csv'), 1);
    return train(tf, {
      x: tf.tensor2d(standardized(rows.map(({ features }) => features))),
      y: tf.tensor2d(rows.map(({ label }) => [label])),
      model: ({ layers, sequential }) =>
        sequential({
          layers: [
            layers.dense({ units: 64, activation: 'relu', inputShape: [13] }),
            layers.dense({ units: 64, activation: 'relu' }),
            layers.dense({ units: 1 }),
          ],
        }),
      compile: { optimizer: tf.train.rmsprop(0.001), loss: 'meanSquaredError', metrics: ['mae'] },
      batchSize: 16,
      epochs: 8,
    });
  },
};
