import type { Tensor, Tensor1D, Tensor2D, Tensor3D, Tensor4D, Tensor5D } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../../../../kernel/engine.js';
import { float, type GradientCase, int, random, ties } from '../gradient-case.js';

type Pad = 'same' | 'valid';
const paddings: readonly Pad[] = ['same', 'valid'];
const up = (pad: Pad): string => `'${pad.toUpperCase()}'`;

/** TensorFlow has no gradient of a dilation on every processor: there it is a convolution of every second value, and so on. */
const dilated = (rate: number, pad: Pad, filter: number[], python: string): string =>
  rate === 1
    ? python
    : `tf.compat.v1.nn.with_space_to_batch(x, ${JSON.stringify(filter.map(() => rate))}, ${up(pad)}, lambda x, dimensions, padding: ${python.replace(up(pad), 'padding')}, ${JSON.stringify(filter)})`;

const convolutions: readonly GradientCase[] = paddings.flatMap((pad) =>
  (
    [
      [1, 1],
      [2, 1],
      [1, 2],
      [1, 3],
    ] as const
  ).flatMap(([strides, dilation]): GradientCase[] => {
    const at = `${pad}, stride ${strides}, dilation ${dilation}`;
    return [
      {
        of: 'conv1d',
        at,
        inputs: [random(1, 2, 9, 2), random(2, 3, 2, 3)],
        tf: (tf, x, y) => tf.conv1d(x as Tensor3D, y as Tensor3D, strides, pad, 'NWC', dilation),
        python: dilated(dilation, pad, [3], `tf.nn.conv1d(x, y, ${strides}, ${up(pad)})`),
      },
      {
        of: 'conv2d',
        at,
        inputs: [random(1, 2, 9, 8, 2), random(2, 3, 2, 2, 3)],
        tf: (tf, x, y) => tf.conv2d(x as Tensor4D, y as Tensor4D, strides, pad, 'NHWC', dilation),
        python: dilated(dilation, pad, [3, 2], `tf.nn.conv2d(x, y, ${strides}, ${up(pad)})`),
      },
      {
        of: 'depthwiseConv2d',
        at,
        inputs: [random(1, 2, 9, 8, 2), random(2, 3, 2, 2, 2)],
        tf: (tf, x, y) => tf.depthwiseConv2d(x as Tensor4D, y as Tensor4D, strides, pad, 'NHWC', dilation),
        python: `tf.nn.depthwise_conv2d(x, y, [1, ${strides}, ${strides}, 1], ${up(pad)}, dilations=[${dilation}, ${dilation}])`,
      },
      {
        of: 'separableConv2d',
        at,
        inputs: [random(1, 1, 9, 8, 2), random(2, 3, 2, 2, 2), random(3, 1, 1, 4, 3)],
        tf: (tf, x, y, z) =>
          tf.separableConv2d(x as Tensor4D, y as Tensor4D, z as Tensor4D, strides, pad, dilation),
        python: `tf.nn.separable_conv2d(x, y, z, [1, ${strides}, ${strides}, 1], ${up(pad)}, dilations=[${dilation}, ${dilation}])`,
      },
      {
        of: 'conv3d',
        at,
        inputs: [random(1, 1, 7, 8, 7, 2), random(2, 2, 3, 2, 2, 2)],
        tf: (tf, x, y) => tf.conv3d(x as Tensor5D, y as Tensor5D, strides, pad, 'NDHWC', dilation),
        python: dilated(
          dilation,
          pad,
          [2, 3, 2],
          `tf.nn.conv3d(x, y, [1, ${strides}, ${strides}, ${strides}, 1], ${up(pad)})`,
        ),
      },
    ];
  }),
);

const transposed: readonly GradientCase[] = paddings.map((pad) => {
  const size = pad === 'same' ? 6 : 7;
  return {
    of: 'conv2dTranspose',
    at: pad,
    inputs: [random(1, 2, 3, 3, 2), random(2, 3, 3, 4, 2)],
    tf: (tf: TfNamespace, x: Tensor | undefined, y: Tensor | undefined) =>
      tf.conv2dTranspose(x as Tensor4D, y as Tensor4D, [2, size, size, 4], 2, pad),
    python: `tf.nn.conv2d_transpose(x, y, [2, ${size}, ${size}, 4], 2, ${up(pad)})`,
  };
});

const pools: readonly GradientCase[] = (['max', 'avg'] as const).flatMap((kind) =>
  paddings.flatMap((pad) =>
    (
      [
        [2, 2],
        [3, 2],
        [3, 1],
      ] as const
    ).flatMap(([size, strides]): GradientCase[] => [
      {
        of: `${kind}Pool`,
        at: `equal values, ${pad}, window ${size}, stride ${strides}`,
        inputs: [ties(1, 2, 6, 7, 2)],
        tf: (tf, x) => tf[`${kind}Pool`](x as Tensor4D, size, strides, pad),
        python: `tf.nn.${kind}_pool2d(x, ${size}, ${strides}, ${up(pad)})`,
      },
      {
        of: `${kind}Pool3d`,
        at: `equal values, ${pad}, window ${size}, stride ${strides}`,
        inputs: [ties(1, 1, 5, 6, 5, 2)],
        tf: (tf, x) => tf[`${kind}Pool3d`](x as Tensor5D, size, strides, pad),
        python: `tf.nn.${kind}_pool3d(x, ${size}, ${strides}, ${up(pad)})`,
      },
    ]),
  ),
);

const resizes: readonly GradientCase[] = (['resizeBilinear', 'resizeNearestNeighbor'] as const).flatMap(
  (of) =>
    (
      [
        ['larger', 7, 9],
        ['smaller', 2, 3],
        ['the same', 4, 5],
        ['one pixel', 1, 1],
      ] as const
    ).flatMap(([at, height, width]) =>
      (
        [
          [false, false],
          [true, false],
          [false, true],
        ] as const
      ).map(([corners, centers]): GradientCase => {
        const name = of === 'resizeBilinear' ? 'ResizeBilinear' : 'ResizeNearestNeighbor';
        const flag = (value: boolean): string => (value ? 'True' : 'False');
        return {
          of: `image.${of}`,
          at: `${at}${corners ? ', corners aligned' : ''}${centers ? ', half pixels' : ''}`,
          inputs: [random(1, 2, 4, 5, 2)],
          tf: (tf, x) => tf.image[of](x as Tensor4D, [height, width], corners, centers),
          python: `tf.raw_ops.${name}(images=x, size=[${height}, ${width}], align_corners=${flag(corners)}, half_pixel_centers=${flag(centers)})`,
        };
      }),
    ),
);

export const windowCases: readonly GradientCase[] = [
  ...convolutions,
  ...transposed,
  ...pools,
  ...resizes,
  {
    of: 'conv3dTranspose',
    at: 'same, stride 2',
    inputs: [random(1, 1, 2, 3, 2, 2), random(2, 2, 3, 2, 3, 2)],
    tf: (tf, x, y) => tf.conv3dTranspose(x as Tensor5D, y as Tensor5D, [1, 4, 6, 4, 3], 2, 'same'),
    python: "tf.nn.conv3d_transpose(x, y, [1, 4, 6, 4, 3], 2, 'SAME')",
  },
  ...(['bilinear', 'nearest'] as const).map(
    (method): GradientCase => ({
      of: 'image.cropAndResize',
      at: `${method}, boxes that reach over the border`,
      inputs: [
        random(1, 2, 4, 5, 2),
        { dtype: 'float32', shape: [3, 4], values: [0, 0, 1, 1, 0.25, 0.1, 0.8, 0.9, -0.5, 0.5, 0.5, 1.5] },
        int([0, 1, 1]),
      ],
      tf: (tf, x, y, z) =>
        tf.image.cropAndResize(
          x as Tensor4D,
          tf.clone(y as Tensor2D).mul(1) as Tensor2D,
          z as Tensor1D,
          [3, 3],
          method,
          0.5,
        ),
      python: `tf.image.crop_and_resize(x, tf.stop_gradient(y), z, [3, 3], '${method}', 0.5)`,
    }),
  ),
  {
    of: 'dilation2d',
    at: 'equal values',
    inputs: [ties(1, 1, 5, 6, 2), ties(2, 2, 3, 2)],
    tf: (tf, x, y) => tf.dilation2d(x as Tensor4D, y as Tensor3D, 1, 'same'),
    python: "tf.nn.dilation2d(x, y, [1, 1, 1, 1], 'SAME', 'NHWC', [1, 1, 1, 1])",
  },
  {
    of: 'localResponseNormalization',
    at: 'images',
    inputs: [random(1, 1, 3, 3, 7)],
    tf: (tf, x) => tf.localResponseNormalization(x as Tensor4D, 2, 1, 0.5, 0.75),
    python: 'tf.nn.local_response_normalization(x, 2, 1, 0.5, 0.75)',
  },
  {
    of: 'batchNorm',
    at: 'by x, mean and variance',
    inputs: [random(1, 2, 3, 3, 2), float([0.5, -0.2]), float([1.5, 0.3])],
    tf: (tf, x, mean, variance) =>
      tf.batchNorm(x as Tensor4D, mean as Tensor1D, variance as Tensor1D, [0.1, 0.2], [2, 3]),
    python: 'tf.nn.batch_normalization(x, y, z, [0.1, 0.2], [2., 3.], 0.001)',
  },
  {
    of: 'batchNorm',
    at: 'by offset and scale',
    inputs: [random(1, 2, 3, 3, 2), float([0.5, -0.2]), float([1.5, 0.3])],
    tf: (tf, x, offset, scale) =>
      tf.batchNorm(x as Tensor4D, [0.1, 0.2], [2, 3], offset as Tensor1D, scale as Tensor1D),
    python: 'tf.nn.batch_normalization(x, tf.constant([0.1, 0.2]), tf.constant([2.0, 3.0]), y, z, 0.001)',
  },
  {
    of: 'fused.conv2d',
    at: 'bias and relu',
    inputs: [random(1, 1, 4, 4, 2), random(2, 2, 2, 2, 3), random(3, 3)],
    tf: (tf, x, filter, bias) =>
      tf.fused.conv2d({
        x: x as Tensor4D,
        filter: filter as Tensor4D,
        bias: bias as Tensor1D,
        strides: 1,
        pad: 'same',
        activation: 'relu',
      }),
    python: "tf.nn.relu(tf.nn.conv2d(x, y, 1, 'SAME') + z)",
  },
  {
    of: 'fused.depthwiseConv2d',
    at: 'bias',
    inputs: [random(1, 1, 4, 4, 2), random(2, 2, 2, 2, 1), random(3, 2)],
    tf: (tf, x, filter, bias) =>
      tf.fused.depthwiseConv2d({
        x: x as Tensor4D,
        filter: filter as Tensor4D,
        bias: bias as Tensor1D,
        strides: 1,
        pad: 'same',
      }),
    python: "tf.nn.depthwise_conv2d(x, y, [1, 1, 1, 1], 'SAME') + z",
  },
];
