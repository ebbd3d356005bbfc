import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { TfNamespace } from '../../../../kernel/engine.js';
import { randomValues } from '../../../conformance/draw.js';
import type { Training } from './both-ways.js';

/** Whole numbers from 0 to below `end`, the same for a seed. */
class Dice {
  private state: number;

  constructor(seed: number) {
    this.state = seed * 2654435761 + 1;
  }

  below(end: number): number {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) | 0;
    return Math.floor(((this.state >>> 8) / 2 ** 24) * end);
  }

  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }

  chance(oneIn: number): boolean {
    return this.below(oneIn) === 0;
  }
}

const ACTIVATIONS = [
  'relu',
  'tanh',
  'sigmoid',
  'elu',
  'softplus',
  'linear',
  'selu',
  'swish',
  'softsign',
] as const;

const LOSSES = [
  { loss: 'binaryCrossentropy', units: 1, activation: 'sigmoid', labels: 'truths' },
  { loss: 'categoricalCrossentropy', units: 3, activation: 'softmax', labels: 'rows' },
  { loss: 'sparseCategoricalCrossentropy', units: 4, activation: 'softmax', labels: 'classes' },
  { loss: 'meanSquaredError', units: 2, activation: 'linear', labels: 'numbers' },
  { loss: 'meanAbsoluteError', units: 1, activation: 'tanh', labels: 'numbers' },
  { loss: 'huber', units: 3, activation: 'linear', labels: 'numbers' },
] as const;

/** An Adam makes steps of what is nothing but rounding, unless its ε is larger than that. */
const EPSILON = 1e-3;

const OPTIMIZERS: readonly ((tf: TfNamespace) => unknown)[] = [
  (tf) => tf.train.sgd(0.05),
  (tf) => tf.train.momentum(0.02, 0.9),
  (tf) => tf.train.rmsprop(0.003),
  (tf) => tf.train.adam(0.003, 0.9, 0.999, EPSILON),
  (tf) => tf.train.adagrad(0.02),
  (tf) => tf.train.adam({ learningRate: 0.003, weightDecay: 0.01, epsilon: EPSILON }),
  (tf) => tf.train.sgd({ learningRate: 0.02, momentum: 0.8, nesterov: true }),
  (tf) => tf.train.rmsprop({ learningRate: 0.003, centered: true }),
  (tf) => tf.train.adamax({ learningRate: 0.003, epsilon: EPSILON, clipnorm: 0.5 }),
  (tf) => tf.train.nadam({ learningRate: 0.003, epsilon: EPSILON, globalClipnorm: 1 }),
  (tf) => tf.train.adadelta({ learningRate: 0.3, epsilon: EPSILON, clipvalue: 0.2 }),
  (tf) => tf.train.ftrl({ learningRate: 0.02, l2RegularizationStrength: 0.01 }),
  (tf) => tf.train.sgd({ learningRate: 0.05, gradientAccumulationSteps: 3, weightDecay: 0.01 }),
  (tf) => tf.train.adagrad({ learningRate: 0.02, useEma: true, emaMomentum: 0.9, emaOverwriteFrequency: 4 }),
];

/** What a batch consists of, and the layers that make rows of it. */
const KINDS = ['rows', 'rows', 'rows', 'series', 'images', 'words'] as const;
const WORDS = 9;

/** A model, its loss, its optimizer and its batches, all drawn from a seed. Batches end with one that is not full. */
export function randomTraining(seed: number): Training {
  return {
    steps: 20,
    make: (tf) => makeModel(tf, new Dice(seed)),
    batches: (tf) => makeBatches(tf, new Dice(seed)),
  };
}

interface Outline {
  target: (typeof LOSSES)[number];
  kind: (typeof KINDS)[number];
  /** The shape of a row. */
  inputs: number[];
  rows: number[];
  /** Whether rows have weights. */
  weighted: boolean;
}

/** What both halves of a training draw first. */
function outline(dice: Dice): Outline {
  const target = dice.of(LOSSES);
  const kind = dice.of(KINDS);
  const rows = 1 + dice.below(16);
  const some = (from: number, end: number): number => from + dice.below(end - from);
  const shapes = {
    rows: () => [some(1, 13)],
    series: () => [some(4, 10), some(1, 4)],
    images: () => [some(4, 8), some(4, 8), some(1, 4)],
    words: () => [some(2, 8)],
  };
  return {
    ...{ target, kind, inputs: shapes[kind]() },
    rows: [rows, rows, Math.max(1, dice.below(rows))],
    weighted: dice.chance(4),
  };
}

/** The layers that make rows of a batch. */
function frontOf(tf: TfNamespace, kind: Outline['kind'], dice: Dice): unknown[] {
  const { layers } = tf;
  const initializer = tf.initializers.glorotUniform({ seed: 77 });
  // The largest of computed values may be another one for a rounding, and its gradient then goes elsewhere: of the batch itself.
  const largest = dice.chance(3);
  const padding = kind === 'images' && !largest ? dice.of(['valid', 'same'] as const) : 'same';
  const filters = {
    ...{ filters: 1 + dice.below(6), kernelSize: 1 + dice.below(3), padding },
    ...{ strides: 1 + dice.below(2), activation: dice.of(ACTIVATIONS) },
  };
  const weights = { kernelInitializer: initializer };
  const pool = { poolSize: 2, strides: 1 + dice.below(2), padding: 'same' as const };
  const end = dice.chance(2);
  if (kind === 'series')
    return [
      ...(largest ? [layers.maxPooling1d(pool)] : []),
      layers.conv1d({ ...filters, ...weights } as never),
      ...dice.of([[], [layers.averagePooling1d(pool)]]),
      end ? layers.flatten() : layers.globalAveragePooling1d(),
    ];
  if (kind === 'images')
    return [
      ...(largest ? [layers.maxPooling2d(pool)] : []),
      dice.chance(4)
        ? layers.separableConv2d({
            ...filters,
            strides: 1,
            depthwiseInitializer: initializer,
            pointwiseInitializer: initializer,
          } as never)
        : layers.conv2d({ ...filters, ...weights } as never),
      ...dice.of([[], [layers.averagePooling2d(pool)]]),
      end ? layers.flatten() : layers.globalAveragePooling2d({}),
    ];
  if (kind === 'words')
    return [
      layers.embedding({
        ...{ inputDim: WORDS, outputDim: 1 + dice.below(6), embeddingsInitializer: initializer },
        ...(dice.chance(3) && { maskZero: true }),
      }),
      end && !dice.chance(2) ? layers.flatten() : layers.globalAveragePooling1d(),
    ];
  return [];
}

function makeModel(tf: TfNamespace, dice: Dice): LayersModel {
  const { target, inputs, kind } = outline(dice);
  const { layers } = tf;
  const model = tf.sequential();
  model.add(layers.inputLayer({ inputShape: inputs }));
  for (const layer of frontOf(tf, kind, dice)) model.add(layer as never);
  const count = dice.below(4);
  for (let i = 0; i < count; i++) {
    const normalized = dice.chance(3);
    model.add(
      layers.dense({
        units: 1 + dice.below(18),
        // In front of a normalization it has no effect, and its gradient is nothing but rounding.
        useBias: !normalized && !dice.chance(5),
        activation: normalized ? 'linear' : dice.of(ACTIVATIONS),
        kernelInitializer: tf.initializers.glorotUniform({ seed: i + 1 }),
        ...(dice.chance(4) && { kernelRegularizer: dice.of(['l1', 'l2', 'l1l2']) as never }),
        ...(dice.chance(5) && { kernelConstraint: dice.of(['maxNorm', 'nonNeg', 'unitNorm']) as never }),
      }),
    );
    if (normalized) {
      model.add(
        layers.batchNormalization({ momentum: 0.9, scale: !dice.chance(4), center: !dice.chance(4) }),
      );
      model.add(layers.activation({ activation: dice.of(ACTIVATIONS) }));
    }
    if (dice.chance(6)) model.add(layers.layerNormalization({ epsilon: 0.1 }));
    if (dice.chance(3)) model.add(layers.dropout({ rate: 0.1 + dice.below(5) / 10, seed: i + 7 }));
  }
  const { units, activation, loss } = target;
  model.add(
    layers.dense({ units, activation, kernelInitializer: tf.initializers.glorotUniform({ seed: 99 }) }),
  );
  const optimizer = dice.of(OPTIMIZERS)(tf);
  const metrics = dice.of([[], ['accuracy'], ['mae', 'mse']]);
  model.compile({ optimizer, loss, metrics: target.labels === 'classes' ? [] : metrics } as never);
  return model;
}

function makeBatches(tf: TfNamespace, dice: Dice): Tensor[][] {
  const { target, inputs, rows, kind, weighted } = outline(dice);
  return rows.map((count, i) => {
    const shape = [count, ...inputs];
    const x =
      kind === 'words'
        ? tf.tensor(randomValues(100 + i, shape, 'int32', [0, WORDS - 1]), shape)
        : tf.tensor(randomValues(100 + i, shape), shape);
    const weights = weighted ? [tf.tensor(randomValues(300 + i, [count], 'float32', [0, 2]), [count])] : [];
    return [x, labelsOf(tf, target, count, i), ...weights];
  });
}

function labelsOf(
  tf: TfNamespace,
  { labels, units }: (typeof LOSSES)[number],
  rows: number,
  seed: number,
): Tensor {
  const classes = (end: number): number[] => Array.from(randomValues(200 + seed, [rows], 'int32', [0, end]));
  if (labels === 'numbers') return tf.tensor2d(randomValues(200 + seed, [rows, units]), [rows, units]);
  if (labels === 'rows') return tf.oneHot(tf.tensor1d(classes(units), 'int32'), units).toFloat();
  if (labels === 'classes') return tf.tensor2d(classes(units), [rows, 1]);
  return tf.tensor2d(classes(2), [rows, 1]);
}
