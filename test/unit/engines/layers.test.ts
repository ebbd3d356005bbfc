import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { TfNamespace } from '../../../kernel/engines/index.js';
import { expectClose, onBoth, random, randomInts, type Values, valuesOf } from './both-backends.js';
import { testEngine } from './engine.js';

let tf: TfNamespace;
beforeAll(async () => {
  tf = (await testEngine()).tf;
  // tfjs-layers warns that orthogonal initializers are slow.
  vi.spyOn(console, 'warn').mockImplementation(() => {});
});
afterEach(() => void vi.mocked(Math.random).mockRestore?.());

type Layer = ReturnType<TfNamespace['layers']['dense']>;

/** Layers with weights that are the same in every run. */
function seeded<T extends object>(config: T): T {
  return {
    kernelInitializer: tf.initializers.randomUniform({ minval: -0.5, maxval: 0.5, seed: 11 }),
    recurrentInitializer: tf.initializers.randomUniform({ minval: -0.5, maxval: 0.5, seed: 12 }),
    depthwiseInitializer: tf.initializers.randomUniform({ minval: -0.5, maxval: 0.5, seed: 13 }),
    pointwiseInitializer: tf.initializers.randomUniform({ minval: -0.5, maxval: 0.5, seed: 14 }),
    embeddingsInitializer: tf.initializers.randomUniform({ minval: -0.5, maxval: 0.5, seed: 15 }),
    biasInitializer: tf.initializers.randomUniform({ minval: -0.1, maxval: 0.1, seed: 16 }),
    ...config,
  };
}

/** One training step, then a prediction: the loss, the weights and the prediction. */
async function step(
  make: () => LayersModel,
  x: () => Tensor,
  y: (shape: number[]) => Tensor,
): Promise<Values[]> {
  // Layers that draw noise without a seed draw the same in both runs.
  vi.spyOn(Math, 'random').mockReturnValue(0.372);
  const model = make();
  const before = tf.memory().numTensors;
  const input = x();
  const target = y(model.outputs[0]?.shape.map((size) => size ?? 4) ?? []);
  const loss = (await model.trainOnBatch(input, target)) as number;
  const output = model.predict(input) as Tensor;
  const values = [
    { dtype: 'loss', shape: [], values: [loss].flat() },
    ...valuesOf(tf, model.getWeights()),
    ...valuesOf(tf, output),
  ];
  tf.dispose([input, target, output]);
  expect(values.flatMap(({ values }) => values).every(Number.isFinite)).toBe(true);
  expect(tf.memory().numTensors - before).toBeLessThanOrEqual(
    OPTIMIZER_SLOTS * model.trainableWeights.length + 3,
  );
  model.dispose();
  vi.mocked(Math.random).mockRestore();
  return values;
}
const OPTIMIZER_SLOTS = 3;

const families: [name: string, input: number[], layers: () => unknown[]][] = [
  ['dense', [6], () => [tf.layers.dense(seeded({ units: 5, activation: 'tanh' }))]],
  [
    'conv1d',
    [9, 3],
    () => [tf.layers.conv1d(seeded({ filters: 4, kernelSize: 3, strides: 2, activation: 'relu' }))],
  ],
  [
    'conv2d',
    [9, 8, 2],
    () => [tf.layers.conv2d(seeded({ filters: 3, kernelSize: [3, 2], padding: 'same', strides: 2 }))],
  ],
  [
    'conv2d, channels first',
    [2, 7, 7],
    () => [tf.layers.conv2d(seeded({ filters: 3, kernelSize: 3, dataFormat: 'channelsFirst' }))],
  ],
  [
    'two conv2d',
    [9, 9, 1],
    () => [
      tf.layers.conv2d(seeded({ filters: 3, kernelSize: 3, activation: 'relu' })),
      tf.layers.conv2d(seeded({ filters: 4, kernelSize: 2 })),
    ],
  ],
  [
    'conv3d',
    [5, 6, 4, 2],
    () => [
      tf.layers.conv3d(seeded({ filters: 3, kernelSize: 2 })),
      tf.layers.conv3d(seeded({ filters: 2, kernelSize: 2, strides: 2 })),
    ],
  ],
  ['depthwise', [7, 7, 3], () => [tf.layers.depthwiseConv2d(seeded({ kernelSize: 3, depthMultiplier: 2 }))]],
  [
    'separable',
    [8, 7, 3],
    () => [
      tf.layers.separableConv2d({
        ...seeded({ filters: 4, kernelSize: 3, depthMultiplier: 2 }),
        kernelInitializer: undefined,
      }),
    ],
  ],
  [
    'conv2d transpose',
    [4, 5, 2],
    () => [tf.layers.conv2dTranspose(seeded({ filters: 3, kernelSize: 3, strides: 2 }))],
  ],
  [
    'max pooling',
    [8, 8, 2],
    () => [tf.layers.conv2d(seeded({ filters: 3, kernelSize: 3 })), tf.layers.maxPooling2d({ poolSize: 2 })],
  ],
  [
    'average pooling',
    [8, 8, 2],
    () => [
      tf.layers.conv2d(seeded({ filters: 3, kernelSize: 3 })),
      tf.layers.averagePooling2d({ poolSize: 3, strides: 2, padding: 'same' }),
    ],
  ],
  [
    'pooling of sequences',
    [9, 2],
    () => [
      tf.layers.conv1d(seeded({ filters: 3, kernelSize: 2 })),
      tf.layers.maxPooling1d({ poolSize: 2 }),
      tf.layers.globalMaxPooling1d({}),
    ],
  ],
  [
    'global average pooling',
    [6, 6, 2],
    () => [tf.layers.conv2d(seeded({ filters: 3, kernelSize: 3 })), tf.layers.globalAveragePooling2d({})],
  ],
  [
    '3D pooling',
    [4, 6, 4, 2],
    () => [
      tf.layers.conv3d(seeded({ filters: 2, kernelSize: 1 })),
      tf.layers.maxPooling3d({ poolSize: 2 }),
      tf.layers.averagePooling3d({ poolSize: 2, padding: 'same' }),
    ],
  ],
  [
    'batch normalization',
    [6],
    () => [tf.layers.dense(seeded({ units: 5 })), tf.layers.batchNormalization({})],
  ],
  [
    'batch normalization of images',
    [5, 5, 3],
    () => [
      tf.layers.conv2d(seeded({ filters: 4, kernelSize: 2 })),
      tf.layers.batchNormalization({}),
      tf.layers.maxPooling2d({ poolSize: 2 }),
    ],
  ],
  [
    'layer normalization',
    [6],
    () => [tf.layers.dense(seeded({ units: 5 })), tf.layers.layerNormalization({})],
  ],
  [
    'embedding',
    [7],
    () => [tf.layers.embedding(seeded({ inputDim: 10, outputDim: 4 })), tf.layers.globalAveragePooling1d({})],
  ],
  [
    'embedding with a mask',
    [7],
    () => [
      tf.layers.embedding(seeded({ inputDim: 10, outputDim: 4, maskZero: true })),
      tf.layers.lstm(seeded({ units: 3 })),
    ],
  ],
  ['simpleRNN', [5, 3], () => [tf.layers.simpleRNN(seeded({ units: 4 }))]],
  ['LSTM', [5, 3], () => [tf.layers.lstm(seeded({ units: 4 }))]],
  [
    'stacked LSTM',
    [5, 3],
    () => [tf.layers.lstm(seeded({ units: 4, returnSequences: true })), tf.layers.lstm(seeded({ units: 3 }))],
  ],
  ['GRU', [5, 3], () => [tf.layers.gru(seeded({ units: 4 }))]],
  [
    'bidirectional',
    [5, 3],
    () => [
      tf.layers.bidirectional({ layer: tf.layers.lstm(seeded({ units: 4 })) as never, mergeMode: 'concat' }),
    ],
  ],
  [
    'time distributed',
    [5, 3],
    () => [tf.layers.timeDistributed({ layer: tf.layers.dense(seeded({ units: 2 })) })],
  ],
  ['ConvLSTM2D', [3, 5, 5, 2], () => [tf.layers.convLstm2d(seeded({ filters: 2, kernelSize: 3 }))]],
  ['dropout', [6], () => [tf.layers.dense(seeded({ units: 8 })), tf.layers.dropout({ rate: 0.4, seed: 3 })]],
  [
    'spatial dropout',
    [6, 4],
    () => [
      tf.layers.conv1d(seeded({ filters: 6, kernelSize: 2 })),
      tf.layers.spatialDropout1d({ rate: 0.4, seed: 3 }),
    ],
  ],
  [
    'recurrent dropout',
    [5, 3],
    () => [tf.layers.lstm(seeded({ units: 4, dropout: 0.3, recurrentDropout: 0.3 }))],
  ],
  [
    'gaussian noise',
    [6],
    () => [tf.layers.dense(seeded({ units: 8 })), tf.layers.gaussianNoise({ stddev: 0.2 })],
  ],
  [
    'gaussian dropout',
    [6],
    () => [tf.layers.dense(seeded({ units: 8 })), tf.layers.gaussianDropout({ rate: 0.2 })],
  ],
  [
    'alpha dropout',
    [6],
    () => [tf.layers.dense(seeded({ units: 8 })), tf.layers.alphaDropout({ rate: 0.2 })],
  ],
  [
    'activations',
    [6],
    () =>
      (
        [
          'elu',
          'hardSigmoid',
          'linear',
          'relu',
          'relu6',
          'selu',
          'sigmoid',
          'softplus',
          'softsign',
          'tanh',
          'swish',
          'mish',
          'gelu',
        ] as const
      ).map((activation) => tf.layers.dense(seeded({ units: 6, activation }))),
  ],
  [
    'advanced activations',
    [6],
    () => [
      tf.layers.dense(seeded({ units: 6 })),
      tf.layers.leakyReLU({}),
      tf.layers.prelu({}),
      tf.layers.elu({}),
      tf.layers.softmax({}),
    ],
  ],
  [
    'padding, cropping and up-sampling',
    [5, 5, 2],
    () => [
      tf.layers.conv2d(seeded({ filters: 2, kernelSize: 2 })),
      tf.layers.zeroPadding2d({ padding: 2 }),
      tf.layers.cropping2D({
        cropping: [
          [1, 0],
          [0, 1],
        ],
      }),
      // The plain JavaScript gradient of the nearest-neighbour kind is wrong; ours is tested with the kernels.
      tf.layers.upSampling2d({ size: [2, 2], interpolation: 'bilinear' }),
    ],
  ],
  [
    'permute, repeat and reshape',
    [6],
    () => [
      tf.layers.dense(seeded({ units: 4 })),
      tf.layers.repeatVector({ n: 3 }),
      tf.layers.permute({ dims: [2, 1] }),
      tf.layers.reshape({ targetShape: [2, 6] }),
    ],
  ],
  [
    'regularizers and constraints',
    [6],
    () => [
      tf.layers.dense(
        seeded({
          units: 4,
          kernelRegularizer: tf.regularizers.l1l2({ l1: 0.01, l2: 0.02 }),
          kernelConstraint: tf.constraints.maxNorm({ maxValue: 0.5 }),
        }),
      ),
    ],
  ],
];

describe('one step of training is the same on the plain JavaScript backend:', () => {
  it.each(families)('%s', async (name, inputShape, layers) => {
    const { cpu, wasm } = await onBoth(tf, () =>
      step(
        () => {
          const model = tf.sequential({
            layers: [tf.layers.inputLayer({ inputShape }), ...(layers() as Layer[])],
          });
          model.compile({ loss: 'meanSquaredError', optimizer: tf.train.sgd(0.1) });
          return model;
        },
        () =>
          name.startsWith('embedding')
            ? randomInts(tf, 1, [4, ...inputShape], [0, 10])
            : random(tf, 1, [4, ...inputShape]),
        (shape) => random(tf, 2, shape),
      ),
    );
    expectClose(wasm, cpu, 1e-4);
  });

  const losses: Record<string, (shape: number[]) => Tensor> = {
    meanSquaredError: (shape) => random(tf, 3, shape),
    meanAbsoluteError: (shape) => random(tf, 3, shape),
    meanAbsolutePercentageError: (shape) => random(tf, 3, shape),
    meanSquaredLogarithmicError: (shape) => tf.abs(random(tf, 3, shape)),
    squaredHinge: (shape) => tf.sign(random(tf, 3, shape)),
    hinge: (shape) => tf.sign(random(tf, 3, shape)),
    categoricalHinge: () => tf.oneHot(randomInts(tf, 3, [4], [0, 3]) as never, 3).toFloat(),
    logcosh: (shape) => random(tf, 3, shape),
    categoricalCrossentropy: () => tf.oneHot(randomInts(tf, 3, [4], [0, 3]) as never, 3).toFloat(),
    sparseCategoricalCrossentropy: () => randomInts(tf, 3, [4, 1], [0, 3]).toFloat(),
    binaryCrossentropy: (shape) => randomInts(tf, 3, shape, [0, 2]).toFloat(),
    kullbackLeiblerDivergence: (shape) => tf.softmax(random(tf, 3, shape)),
    poisson: (shape) => tf.abs(random(tf, 3, shape)),
    cosineProximity: (shape) => random(tf, 3, shape),
  };
  it.each(Object.keys(losses))('loss %s', async (loss) => {
    const { cpu, wasm } = await onBoth(tf, () =>
      step(
        () => {
          const model = tf.sequential({
            layers: [
              tf.layers.dense(seeded({ units: 8, activation: 'relu', inputShape: [5] })),
              tf.layers.dense(seeded({ units: 3, activation: 'softmax' })),
            ],
          });
          model.compile({ loss, optimizer: tf.train.sgd(0.01), metrics: [] });
          return model;
        },
        () => random(tf, 4, [4, 5]),
        losses[loss] as (shape: number[]) => Tensor,
      ),
    );
    expectClose(wasm, cpu, 1e-4);
  });

  const optimizers: Record<string, () => ReturnType<TfNamespace['train']['sgd']>> = {
    sgd: () => tf.train.sgd(0.1),
    momentum: () => tf.train.momentum(0.1, 0.9),
    nesterov: () => tf.train.momentum(0.1, 0.9, true),
    adam: () => tf.train.adam(0.01) as never,
    adamax: () => tf.train.adamax(0.01) as never,
    adagrad: () => tf.train.adagrad(0.1) as never,
    adadelta: () => tf.train.adadelta(1) as never,
    rmsprop: () => tf.train.rmsprop(0.01) as never,
    'rmsprop, centered, with momentum': () => tf.train.rmsprop(0.01, 0.9, 0.5, 1e-7, true) as never,
  };
  it.each(Object.keys(optimizers))('optimizer %s, five steps', async (name) => {
    const { cpu, wasm } = await onBoth(tf, async () => {
      const model = tf.sequential({
        layers: [
          tf.layers.dense(seeded({ units: 8, activation: 'tanh', inputShape: [5] })),
          tf.layers.dense(seeded({ units: 2 })),
        ],
      });
      const optimizer = optimizers[name]?.() as ReturnType<TfNamespace['train']['sgd']>;
      model.compile({ loss: 'meanSquaredError', optimizer });
      const [x, y] = [random(tf, 6, [20, 5]), random(tf, 7, [20, 2])];
      const { history } = await model.fit(x, y, { epochs: 1, batchSize: 4, shuffle: false, verbose: 0 });
      const values = [
        { dtype: 'loss', shape: [], values: history.loss as number[] },
        ...valuesOf(tf, model.getWeights()),
      ];
      tf.dispose([x, y]);
      model.dispose();
      return values;
    });
    expectClose(wasm, cpu, 1e-4);
  });
});
