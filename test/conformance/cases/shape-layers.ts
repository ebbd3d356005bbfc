import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import type { TfNamespace } from '../../../kernel/engine.js';
import type { Case } from '../case.js';
import { layerCase, modelCase } from '../model-case.js';

/** tf.image.cropAndResize has no gradient on any engine. */
const NO_GRADIENT = /gradient/i;

type Layer = ReturnType<TfNamespace['layers']['dense']>;

const shaping: Case[] = [
  layerCase({
    of: 'layers.reshape',
    name: '[6 4] to [3 8]',
    input: { shape: [2, 6, 4] },
    layers: (tf) => [tf.layers.reshape({ targetShape: [3, 8] })],
  }),
  layerCase({
    of: 'layers.permute',
    name: '2 3 1',
    input: { shape: [2, 3, 4, 5] },
    layers: (tf) => [tf.layers.permute({ dims: [2, 3, 1] })],
  }),
  layerCase({
    of: 'layers.repeatVector',
    name: '3 times',
    input: { shape: [2, 5] },
    layers: (tf) => [tf.layers.repeatVector({ n: 3 })],
  }),
  ...(['channelsLast', 'channelsFirst'] as const).map((dataFormat) =>
    layerCase({
      of: 'layers.flatten',
      name: dataFormat,
      input: { shape: [2, 3, 4, 5] },
      layers: (tf) => [tf.layers.flatten({ dataFormat })],
    }),
  ),
  layerCase({
    of: 'layers.rescaling',
    name: 'scale and offset',
    input: { shape: [2, 3, 4, 1] },
    layers: (tf) => [tf.layers.rescaling({ scale: 0.5, offset: -1 })],
  }),
  ...(['bilinear', 'nearest'] as const).map((interpolation) =>
    layerCase({
      of: 'layers.resizing',
      name: interpolation,
      input: { shape: [2, 5, 4, 3] },
      layers: (tf) => [tf.layers.resizing({ height: 7, width: 3, interpolation })],
    }),
  ),
  layerCase({
    of: 'layers.centerCrop',
    name: '[6 7] to [3 4]',
    input: { shape: [2, 6, 7, 3] },
    layers: (tf) => [tf.layers.centerCrop({ height: 3, width: 4 })],
    refuses: { backward: NO_GRADIENT, trained: NO_GRADIENT },
  }),
  ...(['oneHot', 'multiHot', 'count'] as const).map((outputMode) =>
    layerCase({
      of: 'layers.categoryEncoding',
      name: outputMode,
      input: { shape: [4, outputMode === 'oneHot' ? 1 : 3], dtype: 'int32', range: [0, 5] },
      layers: (tf) => [tf.layers.categoryEncoding({ numTokens: 5, outputMode })],
      without: ['backward', 'trained'],
    }),
  ),
  layerCase({
    of: 'layers.randomWidth',
    name: 'by up to a half',
    input: { shape: [2, 5, 4, 3] },
    layers: (tf) => [tf.layers.randomWidth({ factor: [0.5, 0.5], seed: 1 })],
    without: ['trained'],
  }),
];

const merges = ['add', 'multiply', 'average', 'maximum', 'minimum'] as const;

const merging: Case[] = [
  ...merges.flatMap((of) => [
    modelCase({
      of: `layers.${of}`,
      name: 'three inputs',
      inputs: [{ shape: [3, 5] }, { shape: [3, 5] }, { shape: [3, 5] }],
      build: (tf, ...x) => tf.layers[of]().apply(x) as SymbolicTensor,
    }),
    modelCase({
      of: `layers.${of}`,
      name: 'inputs of other shapes',
      inputs: [{ shape: [3, 4, 5] }, { shape: [3, 1, 5] }],
      build: (tf, ...x) => tf.layers[of]().apply(x) as SymbolicTensor,
    }),
  ]),
  ...[1, -1].map((axis) =>
    modelCase({
      of: 'layers.concatenate',
      name: `axis ${axis}`,
      inputs: [{ shape: [3, 4, 5] }, { shape: [3, 4, 5] }],
      build: (tf, ...x) => tf.layers.concatenate({ axis }).apply(x) as SymbolicTensor,
    }),
  ),
  ...[false, true].map((normalize) =>
    modelCase({
      of: 'layers.dot',
      name: `of vectors${normalize ? ', normalized' : ''}`,
      inputs: [{ shape: [3, 5] }, { shape: [3, 5] }],
      build: (tf, ...x) => tf.layers.dot({ axes: 1, normalize }).apply(x) as SymbolicTensor,
    }),
  ),
  modelCase({
    of: 'layers.dot',
    name: 'of matrices',
    inputs: [{ shape: [3, 4, 5] }, { shape: [3, 6, 5] }],
    build: (tf, ...x) => tf.layers.dot({ axes: [2, 2] }).apply(x) as SymbolicTensor,
  }),
  modelCase({
    of: 'layers.add',
    name: 'a residual block with shared layers',
    inputs: [{ shape: [3, 6] }],
    build: (tf, x) => {
      const shared: Layer = tf.layers.dense({ units: 6, activation: 'relu' });
      const once = shared.apply(x) as SymbolicTensor;
      return tf.layers.add().apply([x, shared.apply(once) as SymbolicTensor]) as SymbolicTensor;
    },
  }),
];

export const shapeLayerCases: Case[] = [...shaping, ...merging];
