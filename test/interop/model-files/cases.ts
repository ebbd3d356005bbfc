import type { LayersModel, SymbolicTensor } from '@tensorflow/tfjs-layers';
import { RESET_AFTER } from '../../../engine/patches/reset-after-gru.js';
import type { TfNamespace } from '../../../kernel/engine.js';

/** A model that both libraries can hold. */
export interface Case {
  name: string;
  build(tf: TfNamespace): LayersModel;
  /** Numbers below this instead of normal ones: tokens. */
  tokens?: number;
  /** hardSigmoid: not for Keras 3 in a `.h5`. */
  hardSigmoid?: true;
  /** Not in Keras 3. */
  legacyOnly?: true;
}

type Layer = Parameters<LayersModel['layers']['push']>[0];
type Input = SymbolicTensor;

const stack = (
  name: string,
  inputShape: number[],
  layers: (tf: TfNamespace) => unknown[],
  more: Partial<Case> = {},
): Case => ({
  name,
  build: (tf) =>
    tf.sequential({
      layers: layers(tf).map((layer, i) => {
        if (i === 0)
          Object.assign(layer as object, { batchInputShape: [null, ...inputShape], dtype: 'float32' });
        return layer as Layer;
      }),
    }),
  ...more,
});

/** The nets of one input each. */
const stacks: Case[] = [
  stack('dense', [6], ({ layers }) => [
    layers.dense({ units: 5, activation: 'relu', kernelRegularizer: 'l1l2', kernelConstraint: 'maxNorm' }),
    layers.dense({ units: 3, activation: 'softmax', useBias: false }),
  ]),
  stack('dense with its own names', [4], ({ layers }) => [
    layers.dense({ units: 2, name: 'Hidden.one' }),
    layers.dense({ units: 2, name: '2nd-layer.b', trainable: false }),
  ]),
  stack('activations', [6], ({ layers }) =>
    (
      [
        'elu',
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
    ).flatMap((activation) => [layers.dense({ units: 6, activation }), layers.activation({ activation })]),
  ),
  stack('advanced activations', [6], ({ layers }) => [
    layers.dense({ units: 6 }),
    layers.leakyReLU({ alpha: 0.2 }),
    layers.prelu({}),
    layers.elu({}),
    layers.reLU({ maxValue: 1.5 }),
    layers.softmax({}),
  ]),
  stack(
    'thresholdedReLU',
    [6],
    ({ layers }) => [layers.dense({ units: 6 }), layers.thresholdedReLU({ theta: 0.3 })],
    {
      legacyOnly: true,
    },
  ),
  stack('conv1d', [12, 3], ({ layers }) => [
    layers.conv1d({ filters: 4, kernelSize: 3, strides: 2, activation: 'relu', padding: 'same' }),
    layers.conv1d({ filters: 3, kernelSize: 2, dilationRate: 2 }),
    layers.maxPooling1d({ poolSize: 2 }),
    layers.globalMaxPooling1d({}),
  ]),
  stack('conv2d', [9, 8, 2], ({ layers }) => [
    layers.conv2d({ filters: 3, kernelSize: [3, 2], padding: 'same', strides: 2 }),
    layers.conv2d({ filters: 4, kernelSize: 2, dilationRate: 2, activation: 'tanh' }),
    layers.maxPooling2d({ poolSize: 2, padding: 'same' }),
    layers.globalAveragePooling2d({}),
  ]),
  stack('conv3d', [5, 6, 5, 2], ({ layers }) => [
    layers.conv3d({ filters: 3, kernelSize: 2 }),
    layers.averagePooling3d({ poolSize: 2, padding: 'same' }),
    layers.maxPooling3d({ poolSize: 2 }),
    layers.flatten(),
  ]),
  stack('transposed', [4, 5, 2], ({ layers }) => [
    layers.conv2dTranspose({ filters: 3, kernelSize: 3, strides: 2 }),
    layers.conv2dTranspose({ filters: 2, kernelSize: 2, padding: 'same', activation: 'sigmoid' }),
    layers.globalMaxPooling2d({}),
  ]),
  stack('conv3d transposed', [3, 3, 3, 2], ({ layers }) => [
    layers.conv3dTranspose({ filters: 2, kernelSize: 2, strides: 2 }) as Layer,
    layers.flatten(),
  ]),
  stack('depthwise and separable', [8, 7, 3], ({ layers }) => [
    layers.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2 }),
    layers.separableConv2d({ filters: 4, kernelSize: 3, depthMultiplier: 2, activation: 'elu' }),
    layers.averagePooling2d({ poolSize: 2 }),
  ]),
  stack('pooling of sequences', [9, 2], ({ layers }) => [
    layers.averagePooling1d({ poolSize: 2, strides: 1 }),
    layers.globalAveragePooling1d({}),
  ]),
  stack('batch normalization', [5, 5, 3], ({ layers }) => [
    layers.conv2d({ filters: 4, kernelSize: 2 }),
    layers.batchNormalization({ momentum: 0.9, epsilon: 0.01 }),
    layers.flatten(),
    layers.batchNormalization({ scale: false }),
    layers.batchNormalization({ center: false, trainable: false }),
  ]),
  stack('layer normalization', [6], ({ layers }) => [
    layers.dense({ units: 5 }),
    layers.layerNormalization({}),
  ]),
  stack(
    'embedding',
    [7],
    ({ layers }) => [layers.embedding({ inputDim: 10, outputDim: 4 }), layers.globalAveragePooling1d({})],
    { tokens: 10 },
  ),
  stack(
    'embedding with a mask',
    [7],
    ({ layers }) => [
      layers.embedding({ inputDim: 10, outputDim: 4, maskZero: true }),
      layers.lstm({ units: 3, recurrentActivation: 'sigmoid' }),
    ],
    { tokens: 10 },
  ),
  stack('simpleRNN', [5, 3], ({ layers }) => [
    layers.simpleRNN({ units: 4, returnSequences: true, goBackwards: true }),
    layers.simpleRNN({ units: 3, activation: 'relu' }),
  ]),
  stack('LSTM', [5, 3], ({ layers }) => [
    layers.lstm({
      units: 4,
      returnSequences: true,
      recurrentActivation: 'sigmoid',
      dropout: 0.1,
      recurrentDropout: 0.2,
    }),
    layers.lstm({ units: 3, recurrentActivation: 'sigmoid', unitForgetBias: true }),
  ]),
  stack('GRU', [5, 3], ({ layers }) => [
    layers.gru({ units: 4, returnSequences: true, recurrentActivation: 'sigmoid' }),
    layers.gru({ units: 3, recurrentActivation: 'sigmoid', useBias: false }),
  ]),
  stack('GRU with reset_after', [5, 3], ({ layers }) => [
    layers.gru({
      units: 4,
      returnSequences: true,
      recurrentActivation: 'sigmoid',
      implementation: RESET_AFTER as never,
    }),
    layers.bidirectional({
      layer: layers.gru({
        units: 2,
        recurrentActivation: 'sigmoid',
        implementation: RESET_AFTER as never,
      }) as never,
      mergeMode: 'concat',
    }),
  ]),
  stack('ConvLSTM2D', [3, 5, 5, 2], ({ layers }) => [
    layers.convLstm2d({ filters: 2, kernelSize: 3, recurrentActivation: 'sigmoid' }),
  ]),
  stack('stacked cells', [5, 3], ({ layers }) => [
    layers.rnn({
      cell: [
        layers.lstmCell({ units: 3, recurrentActivation: 'sigmoid' }),
        layers.gruCell({ units: 2, recurrentActivation: 'sigmoid' }),
      ] as never,
      returnSequences: true,
    }),
    layers.rnn({ cell: layers.simpleRNNCell({ units: 2 }) as never }),
  ]),
  ...(['concat', 'sum', 'mul', 'ave'] as const).map((mergeMode) =>
    stack(`bidirectional, ${mergeMode}`, [5, 3], ({ layers }) => [
      layers.bidirectional({
        layer: layers.lstm({ units: 4, recurrentActivation: 'sigmoid', returnSequences: true }) as never,
        mergeMode,
      }),
      layers.bidirectional({
        layer: layers.gru({ units: 2, recurrentActivation: 'sigmoid' }) as never,
        mergeMode,
      }),
    ]),
  ),
  stack('time distributed', [5, 3], ({ layers }) => [
    layers.timeDistributed({ layer: layers.dense({ units: 2, activation: 'tanh' }) }),
    layers.masking({ maskValue: 0 }),
    layers.flatten(),
  ]),
  stack(
    'hardSigmoid in recurrent layers',
    [5, 3],
    ({ layers }) => [
      layers.lstm({ units: 4, returnSequences: true }),
      layers.gru({ units: 4, returnSequences: true }),
      layers.bidirectional({
        layer: layers.gru({ units: 3, returnSequences: true }) as never,
        mergeMode: 'concat',
      }),
      layers.simpleRNN({ units: 3, activation: 'hardSigmoid' }),
    ],
    { hardSigmoid: true },
  ),
  stack(
    'hardSigmoid in other layers',
    [7, 7, 2],
    ({ layers }) => [
      layers.conv2d({ filters: 3, kernelSize: 2, activation: 'hardSigmoid' }),
      layers.separableConv2d({ filters: 3, kernelSize: 2, activation: 'hardSigmoid' }),
      layers.depthwiseConv2d({ kernelSize: 2, activation: 'hardSigmoid' }),
      layers.flatten(),
      layers.dense({ units: 3, activation: 'hardSigmoid' }),
    ],
    { hardSigmoid: true },
  ),
  stack(
    'hardSigmoid in ConvLSTM2D',
    [3, 5, 5, 2],
    ({ layers }) => [layers.convLstm2d({ filters: 2, kernelSize: 3 })],
    {
      hardSigmoid: true,
    },
  ),
  stack('dropouts and noise', [6, 4], ({ layers }) => [
    layers.conv1d({ filters: 6, kernelSize: 2 }),
    layers.spatialDropout1d({ rate: 0.4, seed: 3 }),
    layers.dropout({ rate: 0.3, seed: 1 }),
    layers.gaussianNoise({ stddev: 0.2 }),
    layers.gaussianDropout({ rate: 0.2 }),
    layers.alphaDropout({ rate: 0.2 }),
  ]),
  stack('shapes', [6], ({ layers }) => [
    layers.repeatVector({ n: 4 }),
    layers.permute({ dims: [2, 1] }),
    layers.reshape({ targetShape: [3, 8] }),
    layers.flatten(),
    layers.reshape({ targetShape: [-1, 6] }),
  ]),
  stack('padding, cropping and up-sampling', [5, 5, 2], ({ layers }) => [
    layers.zeroPadding2d({
      padding: [
        [1, 2],
        [0, 3],
      ],
    }),
    layers.cropping2D({
      cropping: [
        [1, 0],
        [0, 1],
      ],
    }),
    layers.upSampling2d({ size: [2, 3] }),
  ]),
  stack('rescaling and center crop', [6, 6, 2], ({ layers }) => [
    layers.rescaling({ scale: 0.5, offset: -1 }) as Layer,
    layers.centerCrop({ height: 4, width: 3 }) as Layer,
  ]),
];

const input = (tf: TfNamespace, shape: number[], name?: string): Input =>
  tf.input({ shape, ...(name && { name }) });

/** The nets with branches. */
const graphs: Case[] = [
  {
    name: 'merges',
    build: (tf) => {
      const [a, b] = [input(tf, [4], 'left'), input(tf, [4], 'right')];
      const merged = [
        tf.layers.add().apply([a, b]),
        tf.layers.multiply().apply([a, b]),
        tf.layers.average().apply([a, b]),
        tf.layers.maximum().apply([a, b]),
        tf.layers.minimum().apply([b, a]),
        tf.layers.dot({ axes: 1, normalize: true }).apply([a, b]),
      ] as Input[];
      return tf.model({ inputs: [a, b], outputs: tf.layers.concatenate().apply(merged) as Input });
    },
  },
  {
    name: 'two inputs, two outputs, a shared layer',
    build: (tf) => {
      const [a, b] = [input(tf, [4], 'b_first'), input(tf, [4], 'a_second')];
      const shared = tf.layers.dense({ units: 4, activation: 'tanh', name: 'shared' });
      const joined = tf.layers
        .concatenate({ axis: 1 })
        .apply([shared.apply(a), shared.apply(b)] as Input[]) as Input;
      const one = tf.layers.dense({ units: 1, name: 'one' }).apply(joined) as Input;
      const two = tf.layers.dense({ units: 3, activation: 'softmax', name: 'two' }).apply(joined) as Input;
      return tf.model({ inputs: [a, b], outputs: [two, one] });
    },
  },
  {
    name: 'branches of equal shapes, made in another order than used',
    build: (tf) => {
      const x = input(tf, [4]);
      const [late, early, middle] = ['late', 'early', 'middle'].map((name) =>
        tf.layers.dense({ units: 4, name }),
      );
      const deep = middle?.apply(early?.apply(x) as Input) as Input;
      const wide = late?.apply(x) as Input;
      const twice = late?.apply(wide) as Input;
      return tf.model({ inputs: x, outputs: tf.layers.concatenate().apply([twice, deep, wide, x]) as Input });
    },
  },
  {
    name: 'a model in a model',
    build: (tf) => {
      const inner = tf.sequential({
        name: 'inner',
        layers: [
          tf.layers.dense({ units: 4, inputShape: [4], activation: 'relu' }),
          tf.layers.batchNormalization({}),
          tf.layers.dense({ units: 3 }),
        ],
      });
      const z = input(tf, [3]);
      const head = tf.model({
        name: 'head',
        inputs: z,
        outputs: tf.layers.add().apply([z, tf.layers.dense({ units: 3 }).apply(z)] as Input[]) as Input,
      });
      const [a, b] = [input(tf, [4]), input(tf, [4])];
      const both = tf.layers.multiply().apply([inner.apply(a), inner.apply(b)] as Input[]) as Input;
      return tf.model({
        inputs: [a, b],
        outputs: tf.layers.dense({ units: 2 }).apply(head.apply(both) as Input) as Input,
      });
    },
  },
  {
    name: 'a layer both in a model within and beside it',
    build: (tf) => {
      const shared = tf.layers.dense({ units: 4, inputShape: [4] });
      const inner = tf.sequential({ layers: [shared, tf.layers.reLU()] });
      const x = input(tf, [4]);
      return tf.model({
        inputs: x,
        outputs: tf.layers.add().apply([inner.apply(x), shared.apply(x)] as Input[]) as Input,
      });
    },
  },
  {
    name: 'a Sequential that begins with a model',
    build: (tf) =>
      tf.sequential({
        layers: [
          tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [4] })] }),
          tf.layers.dense({ units: 2 }),
        ],
      }),
  },
  {
    name: 'an explicit InputLayer and the mask of an embedding in a graph',
    tokens: 10,
    build: (tf) => {
      const x = input(tf, [6]);
      const vectors = tf.layers.embedding({ inputDim: 10, outputDim: 3, maskZero: true }).apply(x) as Input;
      const read = tf.layers.gru({ units: 3, recurrentActivation: 'sigmoid' }).apply(vectors) as Input;
      return tf.model({ inputs: x, outputs: tf.layers.dense({ units: 2 }).apply(read) as Input });
    },
  },
];

export const CASES: readonly Case[] = [...stacks, ...graphs];
