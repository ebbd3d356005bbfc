import type { Tensor3D, Tensor4D, Tensor5D } from '@tensorflow/tfjs-core';
import type { Case } from '../case.js';
import { type Draw, drawn } from '../draw.js';
import { opCase, shown } from '../op-case.js';

/** Sizes that the windows of a 'valid' padding fit into. */
function images(draw: Draw, rank: number, i: number) {
  const window = draw.shape(rank, 1, 3);
  const strides = draw.shape(rank, 1, 3);
  const pad = draw.pick(['same', 'valid'] as const);
  const size = window.map((width) => width + draw.int(i % 4 === 0 ? 0 : 1, 5));
  const [batch, channels, filters] = [draw.int(1, 3), draw.int(1, 5), draw.int(1, 6)];
  return { x: [batch, ...size, channels], window, strides, pad, channels, filters };
}

const pair = (sizes: number[]): [number, number] => [sizes[0] ?? 1, sizes[1] ?? 1];
const triple = (sizes: number[]): [number, number, number] => [...pair(sizes), sizes[2] ?? 1];

const convolutions: Case[] = [
  ...drawn('conv1d', 6, (draw, i) => images(draw, 1, i)).map(
    ({ x, window, strides, pad, channels, filters }) =>
      opCase({
        of: 'conv1d',
        name: `${shown(x, window)} ×${filters}, strides ${strides}, ${pad}`,
        inputs: [{ shape: x }, { shape: [...window, channels, filters] }],
        compute: (tf, x, filter) => tf.conv1d(x as Tensor3D, filter as Tensor3D, strides[0] as number, pad),
        kind: 'contraction',
      }),
  ),
  ...drawn('conv2d', 14, (draw, i) => images(draw, 2, i)).map(
    ({ x, window, strides, pad, channels, filters }) =>
      opCase({
        of: 'conv2d',
        name: `${shown(x, window)} ×${filters}, strides ${strides}, ${pad}`,
        inputs: [{ shape: x }, { shape: [...window, channels, filters] }],
        compute: (tf, x, filter) => tf.conv2d(x as Tensor4D, filter as Tensor4D, pair(strides), pad),
        kind: 'contraction',
      }),
  ),
  opCase({
    of: 'conv2d',
    name: 'many channels',
    inputs: [{ shape: [2, 11, 9, 37] }, { shape: [3, 3, 37, 41] }],
    compute: (tf, x, filter) => tf.conv2d(x as Tensor4D, filter as Tensor4D, 1, 'same'),
    kind: 'contraction',
  }),
  opCase({
    of: 'conv2d',
    name: 'a padding of its own',
    inputs: [{ shape: [2, 7, 6, 3] }, { shape: [3, 3, 3, 4] }],
    compute: (tf, x, filter) => tf.conv2d(x as Tensor4D, filter as Tensor4D, 2, 1, 'NHWC', 1, 'floor'),
    kind: 'contraction',
  }),
  opCase({
    of: 'conv2d',
    name: 'dilated',
    inputs: [{ shape: [2, 9, 8, 3] }, { shape: [3, 2, 3, 4] }],
    compute: (tf, x, filter) => tf.conv2d(x as Tensor4D, filter as Tensor4D, 1, 'same', 'NHWC', 2),
    kind: 'contraction',
  }),
  ...(['linear', 'relu', 'relu6', 'elu', 'sigmoid'] as const).map((activation) =>
    opCase({
      of: 'fused.conv2d',
      name: activation,
      inputs: [{ shape: [2, 6, 5, 3] }, { shape: [3, 2, 3, 4] }, { shape: [4] }],
      compute: (tf, x, filter, bias) =>
        tf.fused.conv2d({
          x: x as Tensor4D,
          filter: filter as Tensor4D,
          strides: 1,
          pad: 'same',
          bias,
          activation,
        }),
      kind: 'contraction',
      gradient: ['linear', 'relu', 'relu6'].includes(activation) ? undefined : false,
    }),
  ),
  ...drawn('conv2dTranspose', 6, (draw, i) => images(draw, 2, i)).map(
    ({ x, window, strides, pad, channels, filters }) => {
      const grown = pair(x.slice(1)).map((size, i) =>
        pad === 'same'
          ? size * (strides[i] as number)
          : (size - 1) * (strides[i] as number) + Math.max(window[i] as number, strides[i] as number),
      );
      return opCase({
        of: 'conv2dTranspose',
        name: `${shown(x, window)} ×${filters}, strides ${strides}, ${pad}`,
        inputs: [{ shape: x }, { shape: [...window, filters, channels] }],
        compute: (tf, input, filter) =>
          tf.conv2dTranspose(
            input as Tensor4D,
            filter as Tensor4D,
            [x[0] as number, ...pair(grown), filters],
            pair(strides),
            pad,
          ),
        kind: 'contraction',
      });
    },
  ),
  ...drawn('depthwiseConv2d', 8, (draw, i) => images(draw, 2, i)).map(
    ({ x, window, strides, pad, channels }, i) => {
      // TensorFlow knows depthwise convolutions of equal strides only.
      const stride = strides[0] as number;
      return opCase({
        of: 'depthwiseConv2d',
        name: `${shown(x, window)}, strides ${stride}, ${pad}`,
        inputs: [{ shape: x }, { shape: [...window, channels, 1 + (i % 3)] }],
        compute: (tf, x, filter) => tf.depthwiseConv2d(x as Tensor4D, filter as Tensor4D, stride, pad),
        kind: 'contraction',
      });
    },
  ),
  opCase({
    of: 'depthwiseConv2d',
    name: 'dilated',
    inputs: [{ shape: [2, 9, 8, 3] }, { shape: [3, 2, 3, 2] }],
    compute: (tf, x, filter) => tf.depthwiseConv2d(x as Tensor4D, filter as Tensor4D, 1, 'valid', 'NHWC', 2),
    kind: 'contraction',
  }),
  ...(['same', 'valid'] as const).map((pad) =>
    opCase({
      of: 'separableConv2d',
      name: pad,
      inputs: [{ shape: [2, 7, 6, 3] }, { shape: [3, 3, 3, 2] }, { shape: [1, 1, 6, 4] }],
      compute: (tf, x, deep, wide) =>
        tf.separableConv2d(x as Tensor4D, deep as Tensor4D, wide as Tensor4D, 1, pad),
      kind: 'contraction',
    }),
  ),
  ...drawn('conv3d', 6, (draw, i) => images(draw, 3, i)).map(
    ({ x, window, strides, pad, channels, filters }) =>
      opCase({
        of: 'conv3d',
        name: `${shown(x, window)} ×${filters}, strides ${strides}, ${pad}`,
        inputs: [{ shape: x }, { shape: [...window, channels, filters] }],
        compute: (tf, x, filter) => tf.conv3d(x as Tensor5D, filter as Tensor5D, triple(strides), pad),
        kind: 'contraction',
      }),
  ),
  ...(['same', 'valid'] as const).map((pad) =>
    opCase({
      of: 'conv3dTranspose',
      name: pad,
      inputs: [{ shape: [2, 2, 3, 2, 3] }, { shape: [2, 2, 2, 4, 3] }],
      compute: (tf, x, filter) =>
        tf.conv3dTranspose(x as Tensor5D, filter as Tensor5D, [2, 4, 6, 4, 4], 2, pad),
      kind: 'contraction',
    }),
  ),
];

/** Whole numbers in no order, with a NaN now and then, but in no window nothing else. */
const withNaN = (shape: number[]): number[] =>
  Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) =>
    i % 13 === 3 || i % 11 === 5 ? Number.NaN : ((i * 7919) % 101) - 60,
  );

const pools: Case[] = [
  ...(['maxPool', 'avgPool'] as const).flatMap((of) =>
    drawn(of, 10, (draw, i) => images(draw, 2, i)).map(({ x, window, strides, pad }) =>
      opCase({
        of,
        name: `${shown(x, window)}, strides ${strides}, ${pad}`,
        // Mostly below zero, where a padding of zeros would show.
        inputs: [{ shape: x, range: [-3, 1] }],
        compute: (tf, x) => tf[of](x as Tensor4D, pair(window), pair(strides), pad),
        kind: 'contraction',
      }),
    ),
  ),
  ...(['maxPool3d', 'avgPool3d'] as const).flatMap((of) =>
    drawn(of, 6, (draw, i) => images(draw, 3, i)).map(({ x, window, strides, pad }) =>
      opCase({
        of,
        name: `${shown(x, window)}, strides ${strides}, ${pad}`,
        inputs: [{ shape: x, range: [-3, 1] }],
        compute: (tf, x) => tf[of](x as Tensor5D, triple(window), triple(strides), pad),
        kind: 'contraction',
      }),
    ),
  ),
  opCase({
    of: 'maxPool',
    name: 'of equal values',
    inputs: [{ shape: [1, 4, 4, 1], values: [...'1111222233334444'].map(Number) }],
    compute: (tf, x) => tf.maxPool(x as Tensor4D, 2, 2, 'valid'),
  }),
  opCase({
    of: 'maxPool',
    name: 'many channels',
    inputs: [{ shape: [2, 9, 7, 39], range: [-3, 1] }],
    compute: (tf, x) => tf.maxPool(x as Tensor4D, [3, 2], [2, 1], 'same'),
  }),
  // A NaN at each place of a window, alone and with others.
  ...[1, 3, 5, 21].map((channels) => {
    const shape = [2, 5, 6, channels];
    return opCase({
      of: 'maxPool',
      name: `with NaN, ${shown(shape)}`,
      inputs: [{ shape, values: withNaN(shape) }],
      compute: (tf, x) => [
        tf.maxPool(x as Tensor4D, 2, 2, 'valid'),
        tf.maxPool(x as Tensor4D, [3, 2], 1, 'same'),
      ],
    });
  }),
  opCase({
    of: 'maxPool',
    name: 'with NaN and -Infinity alone',
    inputs: [
      {
        shape: [1, 2, 4, 1],
        values: [Number.NaN, Number.NaN, -Infinity, Number.NaN, Number.NaN, Number.NaN, -Infinity, -Infinity],
      },
    ],
    compute: (tf, x) => tf.maxPool(x as Tensor4D, 2, 2, 'valid'),
  }),
  opCase({
    of: 'localResponseNormalization',
    name: 'depth 2',
    inputs: [{ shape: [2, 3, 4, 7] }],
    compute: (tf, x) => tf.localResponseNormalization(x as Tensor4D, 2, 1, 0.5, 0.75),
    kind: 'contraction',
  }),
];

const tooLarge: Case[] = [
  opCase({
    of: 'conv2d',
    name: 'a window larger than its image',
    inputs: [{ shape: [1, 3, 3, 1] }, { shape: [5, 2, 1, 1] }],
    compute: (tf, x, filter) => tf.conv2d(x as Tensor4D, filter as Tensor4D, 1, 'valid'),
    gradient: false,
    refuses: { forward: /window of 5×2 does not fit into an input of 3×3|[Nn]egative|shape/ },
  }),
  opCase({
    of: 'maxPool',
    name: 'a window larger than its image',
    inputs: [{ shape: [1, 3, 3, 1] }],
    compute: (tf, x) => tf.maxPool(x as Tensor4D, 4, 1, 'valid'),
    gradient: false,
    refuses: { forward: /window of 4×4 does not fit into an input of 3×3|[Nn]egative|shape/ },
  }),
];

export const windowCases: Case[] = [...convolutions, ...pools, ...tooLarge];
