import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { TfNamespace } from '../../../../kernel/engine.js';
import { compareRow, dense, type Row, startRows } from './rows.js';

let tf: TfNamespace;
beforeAll(async () => {
  tf = await startRows();
});
afterEach(() => vi.restoreAllMocks());

const glorot = (seed: number) => tf.initializers.glorotUniform({ seed });
const kernel = (seed: number): object => ({ kernelInitializer: glorot(seed) });
const end = (): unknown[] => [tf.layers.flatten(), dense(1, 'sigmoid', 2)];

/** Words in front of layers: the rows of a test have fractions, of which some are negative. */
const words = (rest: object = {}): unknown[] => [
  tf.layers.rescaling({ scale: 4, offset: 6 }),
  tf.layers.reLU({ maxValue: 11 }),
  tf.layers.embedding({ inputDim: 12, outputDim: 5, embeddingsInitializer: glorot(4), ...rest }),
];

const recurrent = (seed: number, rest: object = {}): never =>
  ({
    units: 4,
    kernelInitializer: glorot(seed),
    recurrentInitializer: glorot(seed + 1),
    ...rest,
  }) as never;

/** The same numbers from Math.random in both ways, for layers that draw without a seed. */
const drawnAlike: Row['before'] = (_, step) => {
  if (step > 0) return;
  let state = 1;
  vi.spyOn(Math, 'random').mockImplementation(() => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  });
};

const image = [7, 6, 3];

test.each<[string, Row]>([
  [
    'convolution of images',
    {
      inputs: image,
      layers: () => [
        tf.layers.conv2d({ filters: 5, kernelSize: 3, activation: 'relu', ...kernel(3) }),
        ...end(),
      ],
    },
  ],
  [
    'convolution with padding and steps',
    {
      inputs: image,
      layers: () => [
        tf.layers.conv2d({
          filters: 4,
          kernelSize: [3, 2],
          strides: 2,
          padding: 'same',
          useBias: false,
          ...kernel(3),
        }),
        tf.layers.batchNormalization(),
        tf.layers.conv2d({ filters: 3, kernelSize: 2, activation: 'tanh', ...kernel(5) }),
        ...end(),
      ],
    },
  ],
  [
    'so many values that a convolution goes through them in parts',
    {
      inputs: [40, 40, 20],
      batches: [9],
      layers: () => [
        tf.layers.conv2d({ filters: 2, kernelSize: 3, padding: 'same', ...kernel(3) }),
        tf.layers.conv2d({ filters: 1, kernelSize: 7, strides: 7, ...kernel(5) }),
        ...end(),
      ],
    },
  ],
  [
    'convolution of series',
    {
      inputs: [9, 2],
      layers: () => [
        tf.layers.conv1d({ filters: 5, kernelSize: 3, activation: 'elu', ...kernel(3) }),
        ...end(),
      ],
    },
  ],
  [
    'transposed convolution',
    {
      inputs: [3, 4, 2],
      layers: () => [
        tf.layers.conv2dTranspose({ filters: 3, kernelSize: 3, strides: 2, padding: 'same', ...kernel(3) }),
        ...end(),
      ],
    },
  ],
  [
    'convolutions of each channel',
    {
      inputs: image,
      layers: () => [
        tf.layers.depthwiseConv2d({
          kernelSize: 3,
          depthMultiplier: 2,
          padding: 'same',
          depthwiseInitializer: glorot(3),
        }),
        tf.layers.separableConv2d({
          filters: 4,
          kernelSize: 2,
          depthwiseInitializer: glorot(5),
          pointwiseInitializer: glorot(6),
        }),
        ...end(),
      ],
    },
  ],
  ...['maxPooling2d', 'averagePooling2d'].map((of): [string, Row] => [
    of,
    {
      inputs: image,
      layers: () => [
        tf.layers.conv2d({ filters: 5, kernelSize: 2, ...kernel(3) }),
        (tf.layers as unknown as Record<string, (options: object) => unknown>)[of]?.({
          poolSize: 3,
          strides: 2,
          padding: 'same',
        }),
        ...end(),
      ],
    },
  ]),
  [
    'pooling of series and of all',
    {
      inputs: [12, 2],
      layers: () => [
        tf.layers.conv1d({ filters: 4, kernelSize: 3, ...kernel(3) }),
        tf.layers.maxPooling1d({ poolSize: 2 }),
        tf.layers.averagePooling1d({ poolSize: 2 }),
        tf.layers.globalAveragePooling1d(),
        dense(1, 'sigmoid', 2),
      ],
    },
  ],
  ['words', { layers: () => [...words(), ...end()] }],
  [
    'words and their mean',
    { layers: () => [...words(), tf.layers.globalAveragePooling1d(), dense(1, 'sigmoid', 2)] },
  ],
  [
    'words, with a mask',
    { layers: () => [...words({ maskZero: true }), tf.layers.globalMaxPooling1d(), dense(1, 'sigmoid', 2)] },
  ],
  [
    'layer normalization',
    { layers: () => [dense(7, 'relu', 1), tf.layers.layerNormalization(), dense(1, 'sigmoid', 2)] },
  ],
  [
    'what moves values',
    {
      inputs: [4, 6, 2],
      layers: () => [
        tf.layers.zeroPadding2d({
          padding: [
            [1, 2],
            [0, 1],
          ],
        }),
        tf.layers.permute({ dims: [2, 1, 3] }),
        tf.layers.cropping2D({
          cropping: [
            [1, 1],
            [2, 0],
          ],
        }),
        tf.layers.upSampling2d({ size: [2, 3] }),
        tf.layers.conv2d({ filters: 2, kernelSize: 2, ...kernel(3) }),
        ...end(),
      ],
    },
  ],
  [
    'spatial dropout',
    {
      inputs: [4, 6],
      layers: () => [
        dense(5, 'relu', 1),
        tf.layers.spatialDropout1d({ rate: 0.4, seed: 5 } as never),
        ...end(),
      ],
    },
  ],
  [
    'a slope for each value',
    {
      layers: () => [
        dense(7, undefined, 1),
        tf.layers.prelu({ alphaInitializer: 'ones' }),
        dense(1, 'sigmoid', 2),
      ],
    },
  ],
  ...Object.entries({
    SimpleRNN: () => [tf.layers.simpleRNN(recurrent(3))],
    LSTM: () => [tf.layers.lstm(recurrent(3))],
    GRU: () => [tf.layers.gru(recurrent(3))],
    'LSTM with limits': () => [
      tf.layers.lstm(
        recurrent(3, {
          useBias: false,
          unitForgetBias: false,
          recurrentActivation: 'sigmoid',
          kernelRegularizer: 'l2',
          recurrentConstraint: tf.constraints.maxNorm({ maxValue: 1, axis: 0 }),
        }),
      ),
    ],
    'LSTM over LSTM, backwards': () => [
      tf.layers.lstm(recurrent(3, { returnSequences: true })),
      tf.layers.lstm(recurrent(5, { goBackwards: true })),
    ],
    'GRU in both directions': () => [
      tf.layers.bidirectional({ layer: tf.layers.gru(recurrent(3)), mergeMode: 'concat' }),
    ],
    'LSTM in both directions, over time': () => [
      tf.layers.bidirectional({
        layer: tf.layers.lstm(recurrent(3, { returnSequences: true })),
        mergeMode: 'sum',
      }),
      tf.layers.simpleRNN(recurrent(5)),
    ],
    'LSTM with a mask': () => [tf.layers.masking({ maskValue: 0 }), tf.layers.lstm(recurrent(3))],
    'LSTM with dropout': () => [tf.layers.lstm(recurrent(3, { dropout: 0.3, recurrentDropout: 0.2 }))],
    'GRU with dropout': () => [tf.layers.gru(recurrent(3, { dropout: 0.3, recurrentDropout: 0.2 }))],
    'SimpleRNN with dropout': () => [
      tf.layers.simpleRNN(recurrent(3, { dropout: 0.3, recurrentDropout: 0.2 })),
    ],
  }).map(([name, layers]): [string, Row] => [
    name,
    {
      before: drawnAlike,
      inputs: [5, 3],
      batches: [8, 5],
      layers: () => [...(layers() as unknown[]), dense(1, 'sigmoid', 2)],
    },
  ]),
  [
    'products so large that they begin with what they are added to',
    {
      inputs: [5, 41],
      batches: [131, 130],
      layers: () => [
        tf.layers.lstm(recurrent(3, { units: 33, returnSequences: true })),
        tf.layers.gru(recurrent(5, { units: 39, useBias: false })),
        dense(43, 'relu', 7),
        dense(1, 'sigmoid', 2),
      ],
    },
  ],
  ['gelu', { layers: () => [dense(7, 'gelu', 1), dense(5, 'gelu_new', 3), dense(1, 'sigmoid', 2)] }],
])('a layer computes what it does uncompiled: %s', async (_, row) => {
  expect(await compareRow(row)).toBeLessThan(1e-5);
});
