import type { Case } from '../case.js';
import { drawn } from '../draw.js';
import { layerCase } from '../model-case.js';
import { shown } from '../op-case.js';

const ranks = {
  maxPooling1d: 1,
  averagePooling1d: 1,
  maxPooling2d: 2,
  averagePooling2d: 2,
  maxPooling3d: 3,
  averagePooling3d: 3,
} as const;

const windows = (Object.keys(ranks) as (keyof typeof ranks)[]).flatMap((of) =>
  drawn(`layers.${of}`, 5, (draw, i) => {
    const poolSize = draw.shape(ranks[of], 1, 3);
    const shape = [
      draw.int(1, 3),
      ...poolSize.map((size) => size + draw.int(i === 0 ? 0 : 1, 5)),
      draw.int(1, 4),
    ];
    const strides = draw.shape(ranks[of], 1, 3);
    const padding = draw.pick(['same', 'valid'] as const);
    return layerCase({
      of: `layers.${of}`,
      name: `${shown(shape, poolSize)}, strides ${strides}, ${padding}`,
      input: { shape, range: [-3, 1] },
      layers: (tf) => [tf.layers[of]({ poolSize, strides, padding } as never)],
    });
  }),
);

const global = (
  ['globalMaxPooling1d', 'globalAveragePooling1d', 'globalMaxPooling2d', 'globalAveragePooling2d'] as const
).flatMap((of) =>
  drawn(`layers.${of}`, 3, (draw) => draw.shape(of.endsWith('1d') ? 3 : 4, 1, 6)).map((shape) =>
    layerCase({
      of: `layers.${of}`,
      name: shown(shape),
      input: { shape, range: [-3, 1] },
      layers: (tf) => [tf.layers[of]({})],
    }),
  ),
);

const upSampling = (['nearest', 'bilinear'] as const).flatMap((interpolation) =>
  (['channelsLast', 'channelsFirst'] as const).map((dataFormat) =>
    layerCase({
      of: 'layers.upSampling2d',
      name: `${interpolation}, ${dataFormat}`,
      input: { shape: [2, 3, 4, 3] },
      layers: (tf) => [tf.layers.upSampling2d({ size: [2, 3], interpolation, dataFormat })],
    }),
  ),
);

/** As in Keras the model is not built, and the layer is named. */
const tooLarge = (['maxPooling1d', 'averagePooling2d', 'maxPooling2d', 'conv2d'] as const).map((of) => {
  const refusal = /The layer "\w+" has a window of 4(×4)?, which does not fit into its input of 3/;
  return layerCase({
    of: `layers.${of}`,
    name: 'a window larger than its input',
    input: { shape: of.endsWith('1d') ? [2, 3, 2] : [2, 3, 3, 2] },
    layers: (tf) => [
      tf.layers[of]({
        ...(of === 'conv2d' ? { kernelSize: 4, filters: 2 } : { poolSize: 4 }),
        strides: 1,
      } as never),
    ],
    refuses: { forward: refusal, backward: refusal, trained: refusal },
  });
});

export const poolingLayerCases: Case[] = [
  ...windows,
  ...global,
  ...(['maxPooling2d', 'averagePooling2d'] as const).map((of) =>
    layerCase({
      of: `layers.${of}`,
      name: 'channels first',
      input: { shape: [2, 3, 6, 5] },
      layers: (tf) => [tf.layers[of]({ poolSize: 2, dataFormat: 'channelsFirst' })],
    }),
  ),
  ...upSampling,
  ...tooLarge,
  layerCase({
    of: 'layers.zeroPadding2d',
    name: 'unequal',
    input: { shape: [2, 3, 4, 2] },
    layers: (tf) => [
      tf.layers.zeroPadding2d({
        padding: [
          [1, 2],
          [0, 3],
        ],
      }),
    ],
  }),
  ...(['channelsLast', 'channelsFirst'] as const).map((dataFormat) =>
    layerCase({
      of: 'layers.cropping2D',
      name: dataFormat,
      input: { shape: [2, 6, 6, 6] },
      layers: (tf) => [
        tf.layers.cropping2D({
          cropping: [
            [1, 0],
            [2, 1],
          ],
          dataFormat,
        }),
      ],
    }),
  ),
];
