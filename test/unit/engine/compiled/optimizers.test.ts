import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { TfNamespace } from '../../../../kernel/engine.js';
import { compareRow, startRows } from './rows.js';

beforeAll(startRows);
afterEach(() => vi.restoreAllMocks());

const optimizers: Record<string, (tf: TfNamespace) => unknown> = {
  'tf.train.sgd': (tf) => tf.train.sgd(0.1),
  'tf.train.momentum': (tf) => tf.train.momentum(0.05, 0.9),
  'momentum of Nesterov': (tf) => tf.train.momentum(0.05, 0.9, true),
  'tf.train.rmsprop': (tf) => tf.train.rmsprop(0.01),
  'centered rmsprop with momentum': (tf) => tf.train.rmsprop(0.01, 0.9, 0.5, 1e-4, true),
  'tf.train.adam': (tf) => tf.train.adam(0.01),
  'tf.train.adagrad': (tf) => tf.train.adagrad(0.05),
  adam: () => 'adam',
  'amsgrad with decay': (tf) => tf.train.adam({ learningRate: 0.01, amsgrad: true, weightDecay: 0.1 }),
  adamw: () => 'adamw',
  sgd: () => 'sgd',
  'sgd with momentum': (tf) => tf.train.sgd({ learningRate: 0.05, momentum: 0.9 }),
  'sgd of Nesterov': (tf) => tf.train.sgd({ learningRate: 0.05, momentum: 0.9, nesterov: true }),
  rmsprop: () => 'rmsprop',
  'rmsprop with all': (tf) => tf.train.rmsprop({ learningRate: 0.01, momentum: 0.5, centered: true }),
  adagrad: () => 'adagrad',
  'tf.train.adadelta': (tf) => tf.train.adadelta(0.5),
  'tf.train.adamax': (tf) => tf.train.adamax(0.01),
  'adamax that slows down': (tf) => tf.train.adamax(0.01, 0.9, 0.999, 1e-7, 0.1),
  adamax: (tf) => tf.train.adamax({ learningRate: 0.01 }),
  nadam: (tf) => tf.train.nadam({ learningRate: 0.01 }),
  adadelta: (tf) => tf.train.adadelta({ learningRate: 0.5 }),
  lion: (tf) => tf.train.lion({ learningRate: 0.01, weightDecay: 0.1 }),
  ftrl: (tf) => tf.train.ftrl({ learningRate: 0.05 }),
  'ftrl with all': (tf) =>
    tf.train.ftrl({
      learningRate: 0.05,
      learningRatePower: -0.4,
      l1RegularizationStrength: 0.01,
      l2RegularizationStrength: 0.02,
      l2ShrinkageRegularizationStrength: 0.03,
      beta: 0.1,
    }),
  clipnorm: (tf) => tf.train.adam({ learningRate: 0.01, clipnorm: 0.05 }),
  clipvalue: (tf) => tf.train.sgd({ learningRate: 0.5, clipvalue: 0.01 }),
  globalClipnorm: (tf) => tf.train.rmsprop({ learningRate: 0.01, globalClipnorm: 0.1 }),
  'gradients shorter than globalClipnorm': (tf) => tf.train.sgd({ learningRate: 0.1, globalClipnorm: 50 }),
  'running means of weights': (tf) => tf.train.sgd({ learningRate: 0.1, useEma: true, emaMomentum: 0.8 }),
  'weights that become their means': (tf) =>
    tf.train.adam({ learningRate: 0.01, useEma: true, emaMomentum: 0.8, emaOverwriteFrequency: 3 }),
  'gradients of three batches': (tf) => tf.train.sgd({ learningRate: 0.1, gradientAccumulationSteps: 3 }),
  'gradients of three batches, and means': (tf) =>
    tf.train.nadam({
      learningRate: 0.01,
      gradientAccumulationSteps: 3,
      useEma: true,
      emaMomentum: 0.8,
      emaOverwriteFrequency: 2,
      clipnorm: 0.05,
      weightDecay: 0.01,
    }),
  'a schedule': (tf) => tf.train.sgd({ learningRate: tf.train.exponentialDecay(0.1, 5, 0.5) }),
};

test.each(Object.entries(optimizers))(
  'an optimizer computes what it does uncompiled: %s',
  async (_, optimizer) => {
    expect(
      await compareRow({ compile: (tf) => ({ optimizer: optimizer(tf), loss: 'binaryCrossentropy' }) }),
    ).toBeLessThan(2e-6);
  },
);
