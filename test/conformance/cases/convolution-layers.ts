import type { Case } from '../case.js';
import { type Draw, drawn } from '../draw.js';
import { layerCase } from '../model-case.js';
import { shown } from '../op-case.js';

function settings(draw: Draw, rank: number) {
  const kernelSize = draw.shape(rank, 1, 3);
  return {
    shape: [draw.int(1, 3), ...kernelSize.map((size) => size + draw.int(0, 5)), draw.int(1, 4)],
    kernelSize: kernelSize as [number, number],
    strides: draw.int(1, 3),
    padding: draw.pick(['same', 'valid'] as const),
    filters: draw.int(1, 5),
    useBias: draw.pick([true, true, false]),
    activation: draw.pick(['linear', 'relu', 'tanh'] as const),
  };
}

type Settings = ReturnType<typeof settings>;

const named = ({ shape, kernelSize, strides, padding, filters, activation, useBias }: Settings): string =>
  `${shown(shape, kernelSize)} ×${filters}, strides ${strides}, ${padding}, ${activation}${useBias ? '' : ', no bias'}`;

/** A layer of random settings, several times. */
const random = (
  of:
    | 'conv1d'
    | 'conv2d'
    | 'conv3d'
    | 'conv2dTranspose'
    | 'conv3dTranspose'
    | 'separableConv2d'
    | 'depthwiseConv2d',
  rank: number,
  count: number,
): Case[] =>
  drawn(`layers.${of}`, count, (draw) => settings(draw, rank)).map((drawnSettings, i) => {
    const { shape, filters, ...config } = drawnSettings;
    return layerCase({
      of: `layers.${of}`,
      name: named(drawnSettings),
      input: { shape },
      layers: (tf) => [
        of === 'depthwiseConv2d'
          ? tf.layers.depthwiseConv2d({ ...config, depthMultiplier: 1 + (i % 3) })
          : of === 'separableConv2d'
            ? tf.layers.separableConv2d({ ...config, filters, depthMultiplier: 1 + (i % 2) } as never)
            : tf.layers[of]({ ...config, filters } as never),
      ],
    });
  });

export const convolutionLayerCases: Case[] = [
  ...random('conv1d', 1, 6),
  ...random('conv2d', 2, 8),
  ...random('conv3d', 3, 4),
  ...random('conv2dTranspose', 2, 5),
  ...random('conv3dTranspose', 3, 5),
  ...random('separableConv2d', 2, 4),
  ...random('depthwiseConv2d', 2, 5),
  layerCase({
    of: 'layers.conv1d',
    name: 'causal',
    input: { shape: [2, 7, 3] },
    layers: (tf) => [tf.layers.conv1d({ filters: 4, kernelSize: 3, padding: 'causal' as never })],
  }),
  layerCase({
    of: 'layers.conv1d',
    name: 'dilated',
    input: { shape: [2, 9, 3] },
    layers: (tf) => [tf.layers.conv1d({ filters: 4, kernelSize: 3, dilationRate: 2 })],
  }),
  layerCase({
    of: 'layers.conv2d',
    name: 'dilated',
    input: { shape: [2, 9, 8, 3] },
    layers: (tf) => [tf.layers.conv2d({ filters: 4, kernelSize: 3, dilationRate: 2 })],
  }),
  layerCase({
    of: 'layers.conv2d',
    name: 'dilated and frozen: it predicts, and what stands behind it trains',
    input: { shape: [2, 9, 8, 3] },
    layers: (tf) => [
      tf.layers.conv2d({ filters: 4, kernelSize: 3, dilationRate: 2, trainable: false }),
      tf.layers.globalAveragePooling2d({}),
      tf.layers.dense({ units: 2 }),
    ],
    without: ['backward'],
  }),
  layerCase({
    of: 'layers.depthwiseConv2d',
    name: 'dilated',
    input: { shape: [2, 9, 8, 3] },
    layers: (tf) => [tf.layers.depthwiseConv2d({ kernelSize: 3, dilationRate: 2 })],
  }),
  ...(['conv2d', 'conv2dTranspose'] as const).map((of) =>
    layerCase({
      of: `layers.${of}`,
      name: 'channels first',
      input: { shape: [2, 3, 7, 6] },
      layers: (tf) => [tf.layers[of]({ filters: 4, kernelSize: 3, dataFormat: 'channelsFirst' })],
    }),
  ),
  layerCase({
    of: 'layers.conv2d',
    name: 'two, with pooling and a dense layer',
    input: { shape: [2, 12, 11, 1] },
    layers: (tf) => [
      tf.layers.conv2d({ filters: 5, kernelSize: 3, activation: 'relu' }),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.conv2d({ filters: 4, kernelSize: 2, activation: 'relu' }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 3, activation: 'softmax' }),
    ],
  }),
];
