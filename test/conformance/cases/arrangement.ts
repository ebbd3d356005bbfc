import type { Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../../../kernel/engine.js';
import type { Case } from '../case.js';
import { drawn, type NumericType } from '../draw.js';
import { type Input, opCase, shown } from '../op-case.js';

type Moved = readonly [
  of: string,
  name: string,
  shape: number[],
  compute: (tf: TfNamespace, x: Tensor) => Tensor | Tensor[],
];

/** They move values about and compute nothing: every type, and exactly the same. */
const moved: readonly Moved[] = [
  ['reshape', '[4 6] to [3 8]', [4, 6], (tf, x) => tf.reshape(x, [3, 8])],
  ['expandDims', 'in the middle', [4, 6], (tf, x) => tf.expandDims(x, 1)],
  ['squeeze', '[1 4 1]', [1, 4, 1], (tf, x) => tf.squeeze(x)],
  ['identity', '[4 6]', [4, 6], (tf, x) => tf.clone(x)],
  ...drawn('transpose', 5, (draw, i): Moved => {
    const shape = draw.shape(i + 1, 1, 6);
    const order = shape.map((_, at) => at).sort(() => draw.int(0, 1) - 0.5);
    return ['transpose', `${shown(shape)} as ${order}`, shape, (tf, x) => tf.transpose(x, order)];
  }),
  ...drawn('slice', 5, (draw, i): Moved => {
    const shape = draw.shape((i % 4) + 1, 2, 7);
    const begin = shape.map((size) => draw.int(0, size - 1));
    const size = shape.map((whole, at) => draw.int(1, whole - (begin[at] as number)));
    return ['slice', `${shown(shape)} from ${begin}, ${size}`, shape, (tf, x) => tf.slice(x, begin, size)];
  }),
  ['stridedSlice', 'every second, backwards', [7, 5], (tf, x) => tf.stridedSlice(x, [6, 0], [0, 5], [-2, 2])],
  ...[0, 1, -1].map(
    (axis): Moved => [
      'concat',
      `of three, along ${axis}`,
      [4, 6],
      (tf, x) => tf.concat([x, tf.reverse(x, 0), x], axis),
    ],
  ),
  ['stack', 'along 1', [4, 6], (tf, x) => tf.stack([x, tf.reverse(x, 0)], 1)],
  ['unstack', 'along 1', [4, 3], (tf, x) => tf.unstack(x, 1)],
  ['split', 'in 3', [4, 6], (tf, x) => tf.split(x, 3, 1)],
  ['split', 'in 1, 2 and 3', [4, 6], (tf, x) => tf.split(x, [1, 2, 3], 1)],
  ['tile', '[2 1 3] times 2, 3, 1', [2, 1, 3], (tf, x) => tf.tile(x, [2, 3, 1])],
  ['broadcastTo', '[4 1] to [2 4 6]', [4, 1], (tf, x) => tf.broadcastTo(x, [2, 4, 6])],
  ['reverse', 'both axes', [4, 6], (tf, x) => tf.reverse(x)],
  [
    'pad',
    '2D',
    [4, 6],
    (tf, x) =>
      tf.pad(x, [
        [1, 2],
        [0, 3],
      ]),
  ],
  [
    'pad',
    '4D',
    [2, 3, 4, 2],
    (tf, x) =>
      tf.pad(x, [
        [0, 0],
        [1, 2],
        [2, 0],
        [0, 0],
      ]),
  ],
  ['gather', 'rows, some twice', [6, 3], (tf, x) => tf.gather(x, tf.tensor1d([0, 5, 5, 2, 0], 'int32'))],
  ['gather', 'columns', [6, 3], (tf, x) => tf.gather(x, tf.tensor1d([2, 0], 'int32'), 1)],
  ['gather', '2D indices', [6, 3], (tf, x) => tf.gather(x, tf.tensor2d([0, 5, 1, 1], [2, 2], 'int32'))],
];

const types: readonly NumericType[] = ['float32', 'int32', 'bool'];

const movedCases = moved.flatMap(([of, name, shape, compute]) =>
  types.map((dtype) => {
    const input: Input = { shape, dtype, range: [-9, 9] };
    return opCase({
      of,
      name: `${dtype}, ${name}`,
      inputs: [input],
      compute,
      kind: 'exact',
    });
  }),
);

const images: Case[] = [
  ...(
    [
      [6, 10],
      [3, 5],
      [2, 7],
    ] as [number, number][]
  ).flatMap((size) =>
    (['resizeBilinear', 'resizeNearestNeighbor'] as const).flatMap((of) =>
      [false, true].map((alignCorners) =>
        opCase({
          of,
          name: `[3 5] to [${size.join(' ')}]${alignCorners ? ', corners aligned' : ''}`,
          inputs: [{ shape: [2, 3, 5, 2] }],
          compute: (tf, x) => tf.image[of](x as Tensor4D, size, alignCorners),
          kind: 'contraction',
        }),
      ),
    ),
  ),
  opCase({
    of: 'cropAndResize',
    name: 'two boxes',
    inputs: [{ shape: [2, 5, 6, 3] }],
    compute: (tf, x) =>
      tf.image.cropAndResize(
        x as Tensor4D,
        tf.tensor2d([0.1, 0.2, 0.8, 0.9, 0, 0, 1, 1], [2, 4]),
        tf.tensor1d([0, 1], 'int32'),
        [3, 4],
      ),
    gradient: false,
  }),
];

export const arrangementCases: Case[] = [
  ...movedCases,
  ...images,
  ...(['reflect', 'symmetric'] as const).map((mode) =>
    opCase({
      of: 'mirrorPad',
      name: mode,
      inputs: [{ shape: [4, 6] }],
      compute: (tf, x) =>
        tf.mirrorPad(
          x as Tensor2D,
          [
            [1, 2],
            [0, 3],
          ],
          mode,
        ),
      kind: 'elementwise',
    }),
  ),
  opCase({
    of: 'gather',
    name: 'an index that is not there',
    inputs: [{ shape: [6, 3] }],
    compute: (tf, x) => tf.gather(x, tf.tensor1d([0, 7], 'int32')),
    gradient: false,
    refuses: { forward: /index value 7 is not in \[0, 5\]|indices\[1\] = 7 is not in \[0, 6\)/ },
  }),
  opCase({
    of: 'gather',
    name: 'in batches',
    inputs: [{ shape: [5, 4, 3] }],
    compute: (tf, x) => tf.gather(x, tf.tensor2d([0, 3, 1, 1, 2, 0, 3, 3, 0, 2], [5, 2], 'int32'), 1, 1),
    kind: 'exact',
    gradient: false,
  }),
  opCase({
    of: 'gatherND',
    name: 'rows',
    inputs: [{ shape: [4, 5] }],
    compute: (tf, x) => tf.gatherND(x, tf.tensor2d([3, 0, 1], [3, 1], 'int32')),
    kind: 'exact',
    gradient: false,
  }),
  ...drawn('unsortedSegmentSum', 4, (draw, i) => ({ rows: draw.int(1, 9), shape: draw.shape(i, 1, 6) })).map(
    ({ rows, shape }) =>
      opCase({
        of: 'unsortedSegmentSum',
        name: shown([rows, ...shape]),
        inputs: [{ shape: [rows, ...shape] }, { shape: [rows], dtype: 'int32', range: [0, 4] }],
        compute: (tf, x, ids) => tf.unsortedSegmentSum(x, ids as Tensor1D, 4),
        kind: 'contraction',
      }),
  ),
  ...([1, 0] as const).map((on) =>
    opCase({
      of: 'oneHot',
      name: `on ${on}`,
      inputs: [{ shape: [9], dtype: 'int32', range: [0, 5] }],
      compute: (tf, x) => tf.oneHot(x as Tensor1D, 5, on, 1 - on),
      kind: 'exact',
    }),
  ),
  opCase({
    of: 'spaceToBatchND',
    name: 'and back',
    inputs: [{ shape: [2, 4, 6, 3] }],
    compute: (tf, x) => {
      const batches = tf.spaceToBatchND(
        x,
        [2, 3],
        [
          [0, 0],
          [0, 0],
        ],
      );
      return [
        batches,
        tf.batchToSpaceND(
          batches,
          [2, 3],
          [
            [0, 0],
            [0, 0],
          ],
        ),
      ];
    },
    kind: 'exact',
  }),
  opCase({
    of: 'range, linspace, fill, eye',
    name: 'made numbers',
    inputs: [],
    compute: (tf) => [tf.range(0, 9, 2), tf.linspace(0, 1, 5), tf.fill([2, 3], 0.5), tf.eye(3, 4)],
    gradient: false,
  }),
  ...[2, 3, 4].map((rank) =>
    opCase({
      of: 'batchNorm',
      name: `of rank ${rank}`,
      inputs: [
        { shape: [...[3, 4, 5].slice(0, rank - 1), 6] },
        ...[0, 1, 2, 3].map((i) => ({
          shape: [6],
          range: i === 1 ? ([0.5, 2] as const) : ([-1, 1] as const),
        })),
      ],
      compute: (tf, x, mean, variance, offset, scale) =>
        tf.batchNorm(x, mean as Tensor1D, variance as Tensor1D, offset as Tensor1D, scale as Tensor1D),
      kind: 'contraction',
    }),
  ),
];
