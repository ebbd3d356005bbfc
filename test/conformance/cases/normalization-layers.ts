import type { Case } from '../case.js';
import { drawn } from '../draw.js';
import { layerCase } from '../model-case.js';
import { shown } from '../op-case.js';

const batch = drawn('layers.batchNormalization', 8, (draw, i) => {
  const shape = draw.shape(2 + (i % 4), 2, 6);
  const center = draw.pick([true, true, false]);
  const scale = draw.pick([true, true, false]);
  return layerCase({
    of: 'layers.batchNormalization',
    name: `${shown(shape)}${center ? '' : ', not centered'}${scale ? '' : ', not scaled'}`,
    input: { shape },
    layers: (tf) => [tf.layers.batchNormalization({ center, scale, momentum: 0.9, epsilon: 1e-3 })],
  });
});

export const normalizationLayerCases: Case[] = [
  ...batch,
  ...[1, 2, -2].map((axis) =>
    layerCase({
      of: 'layers.batchNormalization',
      name: `of images, axis ${axis}`,
      input: { shape: [3, 4, 5, 2] },
      layers: (tf) => [tf.layers.batchNormalization({ axis })],
    }),
  ),
  layerCase({
    of: 'layers.batchNormalization',
    name: 'of sequences, axis 1, after conv1d',
    input: { shape: [3, 7, 2] },
    layers: (tf) => [
      tf.layers.conv1d({ filters: 4, kernelSize: 2 }),
      tf.layers.batchNormalization({ axis: 1 }),
    ],
  }),
  layerCase({
    of: 'layers.batchNormalization',
    name: 'after conv2d, before pooling',
    input: { shape: [3, 7, 6, 2] },
    layers: (tf) => [
      tf.layers.conv2d({ filters: 4, kernelSize: 2, useBias: false }),
      tf.layers.batchNormalization(),
      tf.layers.reLU(),
      tf.layers.maxPooling2d({ poolSize: 2 }),
    ],
  }),
  layerCase({
    of: 'layers.batchNormalization',
    name: 'frozen',
    input: { shape: [4, 5] },
    layers: (tf) => [tf.layers.dense({ units: 3 }), tf.layers.batchNormalization({ trainable: false })],
  }),
  ...drawn('layers.layerNormalization', 5, (draw, i) => {
    const shape = draw.shape(2 + (i % 3), 2, 7);
    const axis = i % 2 === 1 && shape.length > 2 ? [-2, -1] : -1;
    return layerCase({
      of: 'layers.layerNormalization',
      name: `${shown(shape)}, axis ${axis}`,
      input: { shape },
      layers: (tf) => [tf.layers.layerNormalization({ axis, epsilon: 1e-3 })],
    });
  }),
  layerCase({
    of: 'layers.layerNormalization',
    name: 'not centered, not scaled',
    input: { shape: [4, 5] },
    layers: (tf) => [tf.layers.layerNormalization({ center: false, scale: false })],
  }),
];
