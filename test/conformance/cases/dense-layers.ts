import type { Case } from '../case.js';
import { drawn } from '../draw.js';
import { layerCase } from '../model-case.js';
import { shown } from '../op-case.js';

const activations = [
  ...(['elu', 'hardSigmoid', 'linear', 'relu', 'relu6', 'selu', 'sigmoid', 'softmax', 'softplus'] as const),
  ...(['softsign', 'tanh', 'swish', 'mish', 'gelu', 'gelu_new'] as const),
];

const dense: Case[] = [
  ...drawn('layers.dense', 6, (draw, i) => {
    const shape = draw.shape(i < 4 ? 2 : 3, 1, 9);
    const units = draw.int(1, 20);
    const useBias = draw.pick([true, false]);
    return layerCase({
      of: 'layers.dense',
      name: `${shown(shape)} to ${units}${useBias ? '' : ', no bias'}`,
      input: { shape },
      layers: (tf) => [tf.layers.dense({ units, useBias })],
    });
  }),
  ...activations.map((activation) =>
    layerCase({
      of: `activation ${activation}`,
      name: 'of a dense layer',
      input: { shape: [5, 6] },
      layers: (tf) => [tf.layers.dense({ units: 7, activation: activation as 'relu' })],
    }),
  ),
  ...activations.map((activation) =>
    layerCase({
      of: `activation ${activation}`,
      name: 'as a layer',
      input: { shape: [4, 3, 5] },
      layers: (tf) => [tf.layers.activation({ activation: activation as 'relu' })],
    }),
  ),
  layerCase({
    of: 'layers.activation',
    name: 'tanh',
    input: { shape: [4, 5] },
    layers: (tf) => [tf.layers.activation({ activation: 'tanh' })],
  }),
];

const advanced: Case[] = [
  layerCase({
    of: 'layers.elu',
    name: 'alpha 0.5',
    input: { shape: [4, 5] },
    layers: (tf) => [tf.layers.elu({ alpha: 0.5 })],
  }),
  layerCase({
    of: 'layers.elu',
    name: 'alpha 1',
    input: { shape: [4, 5] },
    layers: (tf) => [tf.layers.elu()],
  }),
  layerCase({
    of: 'layers.reLU',
    name: 'plain',
    input: { shape: [4, 5] },
    layers: (tf) => [tf.layers.reLU()],
  }),
  layerCase({
    of: 'layers.reLU',
    name: 'up to 1',
    input: { shape: [4, 5] },
    layers: (tf) => [tf.layers.reLU({ maxValue: 1 })],
  }),
  layerCase({
    of: 'layers.leakyReLU',
    name: 'alpha 0.1',
    input: { shape: [4, 5] },
    layers: (tf) => [tf.layers.leakyReLU({ alpha: 0.1 })],
  }),
  layerCase({
    of: 'layers.prelu',
    name: '[4 5]',
    input: { shape: [4, 5] },
    layers: (tf) => [tf.layers.prelu()],
  }),
  layerCase({
    of: 'layers.prelu',
    name: 'shared over an image',
    input: { shape: [2, 3, 4, 5] },
    layers: (tf) => [tf.layers.prelu({ sharedAxes: [1, 2] })],
  }),
  layerCase({
    of: 'layers.softmax',
    name: 'last axis',
    input: { shape: [4, 5] },
    layers: (tf) => [tf.layers.softmax()],
  }),
  layerCase({
    of: 'layers.softmax',
    name: 'axis 1 of 3',
    input: { shape: [4, 5, 3] },
    layers: (tf) => [tf.layers.softmax({ axis: 1 })],
  }),
  layerCase({
    of: 'layers.thresholdedReLU',
    name: 'theta 0.4',
    input: { shape: [4, 5] },
    layers: (tf) => [tf.layers.thresholdedReLU({ theta: 0.4 })],
  }),
];

/** Draws from Math.random, which is the same on every engine. */
const noise: Case[] = [
  ...[0, 0.4].map((rate) =>
    layerCase({
      of: 'layers.dropout',
      name: `rate ${rate}`,
      input: { shape: [6, 9] },
      layers: (tf) => [tf.layers.dropout({ rate })],
    }),
  ),
  layerCase({
    of: 'layers.dropout',
    name: 'with a seed',
    input: { shape: [6, 9] },
    layers: (tf) => [tf.layers.dense({ units: 8 }), tf.layers.dropout({ rate: 0.5, seed: 7 })],
  }),
  layerCase({
    of: 'layers.dropout',
    name: 'with a noise shape',
    input: { shape: [3, 4, 5] },
    layers: (tf) => [tf.layers.dropout({ rate: 0.5, noiseShape: [3, 1, 5] })],
    without: ['trained'],
  }),
  layerCase({
    of: 'layers.spatialDropout1d',
    name: 'rate 0.4',
    input: { shape: [3, 4, 5] },
    layers: (tf) => [tf.layers.spatialDropout1d({ rate: 0.4 })],
  }),
  layerCase({
    of: 'layers.gaussianNoise',
    name: 'deviation 0.2',
    input: { shape: [6, 9] },
    layers: (tf) => [tf.layers.gaussianNoise({ stddev: 0.2 })],
  }),
  layerCase({
    of: 'layers.gaussianDropout',
    name: 'rate 0.3',
    input: { shape: [6, 9] },
    layers: (tf) => [tf.layers.gaussianDropout({ rate: 0.3 })],
  }),
  layerCase({
    of: 'layers.alphaDropout',
    name: 'rate 0.3',
    input: { shape: [6, 9] },
    layers: (tf) => [tf.layers.alphaDropout({ rate: 0.3 })],
  }),
];

const embedding: Case[] = [
  ...drawn('layers.embedding', 4, (draw) => {
    const [shape, inputDim, outputDim] = [draw.shape(2, 1, 7), draw.int(3, 30), draw.int(1, 17)];
    return layerCase({
      of: 'layers.embedding',
      name: `${shown(shape)} of ${inputDim} words, ${outputDim} wide`,
      input: { shape, dtype: 'int32' as const, range: [0, inputDim] as const },
      layers: (tf) => [tf.layers.embedding({ inputDim, outputDim })],
    });
  }),
  layerCase({
    of: 'layers.embedding',
    name: 'averaged, before dense',
    input: { shape: [3, 11], dtype: 'int32', range: [0, 20] },
    layers: (tf) => [
      tf.layers.embedding({ inputDim: 20, outputDim: 5 }),
      tf.layers.globalAveragePooling1d(),
      tf.layers.dense({ units: 1, activation: 'sigmoid' }),
    ],
  }),
];

export const denseLayerCases: Case[] = [...dense, ...advanced, ...noise, ...embedding];
