import type { Scalar, Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../../../../kernel/engine.js';
import { empty, float, type Given, type GradientCase, int, random } from '../gradient-case.js';

/** Operation, point, inputs, ours, TensorFlow's. */
type Row = [
  of: string,
  at: string,
  inputs: Given[],
  tf: (tf: TfNamespace, ...inputs: Tensor[]) => Tensor | Tensor[],
  python: string,
];

const pads: readonly [string, number[], number[][]][] = [
  ['one row', [4], [[2, 3]]],
  [
    'a matrix',
    [3, 4],
    [
      [1, 2],
      [2, 1],
    ],
  ],
  [
    'all that it can',
    [3, 3],
    [
      [2, 2],
      [2, 2],
    ],
  ],
  [
    'on one side',
    [3, 4],
    [
      [0, 2],
      [3, 0],
    ],
  ],
  [
    'images',
    [2, 3, 4, 2],
    [
      [0, 0],
      [1, 1],
      [2, 2],
      [0, 0],
    ],
  ],
  [
    'nothing',
    [3, 2],
    [
      [0, 0],
      [0, 0],
    ],
  ],
];

const rows: readonly Row[] = [
  ...pads.flatMap(([at, shape, paddings], i): Row[] => {
    const python = (mode: string): string => `tf.pad(x, ${JSON.stringify(paddings)}, '${mode}')`;
    const mirrored = (mode: 'reflect' | 'symmetric') => (tf: TfNamespace, x: Tensor) =>
      tf.mirrorPad(x, paddings as [number, number][], mode);
    return [
      ['mirrorPad', `reflect, ${at}`, [random(i, ...shape)], mirrored('reflect'), python('REFLECT')],
      ['mirrorPad', `symmetric, ${at}`, [random(i, ...shape)], mirrored('symmetric'), python('SYMMETRIC')],
      [
        'pad',
        at,
        [random(i, ...shape)],
        (tf, x) => tf.pad(x, paddings as [number, number][], 3),
        python('CONSTANT'),
      ],
    ];
  }),
  [
    'mirrorPad',
    'symmetric, as far as the whole',
    [random(1, 2, 3)],
    (tf, x) =>
      tf.mirrorPad(
        x,
        [
          [2, 2],
          [3, 3],
        ],
        'symmetric',
      ),
    "tf.pad(x, [[2, 2], [3, 3]], 'SYMMETRIC')",
  ],
  ...[0, 1, -1, -2].flatMap((axis): Row[] => [
    [
      'concat',
      `axis ${axis}`,
      [random(1, 2, 3), random(2, 2, 3)],
      (tf, x, y) => tf.concat([x, y], axis),
      `tf.concat([x, y], ${axis})`,
    ],
    [
      'stack',
      `axis ${axis}`,
      [random(1, 2, 3), random(2, 2, 3)],
      (tf, x, y) => tf.stack([x, y], axis),
      `tf.stack([x, y], ${axis})`,
    ],
    ['split', `axis ${axis}`, [random(1, 4, 4)], (tf, x) => tf.split(x, 2, axis), `tf.split(x, 2, ${axis})`],
    [
      'split',
      `one part alone, axis ${axis}`,
      [random(1, 4, 4)],
      (tf, x) => tf.split(x, 2, axis)[1] as Tensor,
      `tf.split(x, 2, ${axis})[1]`,
    ],
    [
      'unstack',
      `axis ${axis}`,
      [random(1, 2, 3)],
      (tf, x) => tf.unstack(x, axis),
      `tf.unstack(x, axis=${axis})`,
    ],
    [
      'unstack',
      `one alone, axis ${axis}`,
      [random(1, 2, 3)],
      (tf, x) => tf.unstack(x, axis)[1] as Tensor,
      `tf.unstack(x, axis=${axis})[1]`,
    ],
    [
      'reverse',
      `axis ${axis}`,
      [random(1, 2, 3)],
      (tf, x) => tf.reverse(x, axis),
      `tf.reverse(x, [${axis}])`,
    ],
    [
      'expandDims',
      `axis ${axis}`,
      [random(1, 2, 3)],
      (tf, x) => tf.expandDims(x, axis),
      `tf.expand_dims(x, ${axis})`,
    ],
  ]),
  [
    'concat',
    'with nothing',
    [random(1, 2, 3), empty(0, 3)],
    (tf, x, y) => tf.concat([x, y]),
    'tf.concat([x, y], 0)',
  ],
  ['concat', 'the same twice', [random(1, 2, 3)], (tf, x) => tf.concat([x, x], 1), 'tf.concat([x, x], 1)'],
  ['split', 'unequal parts', [random(1, 6, 2)], (tf, x) => tf.split(x, [1, 2, 3]), 'tf.split(x, [1, 2, 3])'],
  ['split', 'into one', [random(1, 4, 2)], (tf, x) => tf.split(x, 1), 'tf.split(x, 1)'],
  ['unstack', 'of one', [random(1, 1, 2)], (tf, x) => tf.unstack(x), 'tf.unstack(x)'],
  ['reshape', 'rows', [random(1, 2, 6)], (tf, x) => tf.reshape(x, [3, 4]), 'tf.reshape(x, [3, 4])'],
  ['squeeze', 'one axis', [random(1, 2, 1, 3)], (tf, x) => tf.squeeze(x, [1]), 'tf.squeeze(x, [1])'],
  [
    'transpose',
    'all axes',
    [random(1, 2, 3, 4)],
    (tf, x) => tf.transpose(x, [2, 0, 1]),
    'tf.transpose(x, [2, 0, 1])',
  ],
  ['transpose', 'without a word', [random(1, 2, 3)], (tf, x) => tf.transpose(x), 'tf.transpose(x)'],
  [
    'slice',
    'the middle',
    [random(1, 4, 5)],
    (tf, x) => tf.slice(x, [1, 2], [2, 3]),
    'tf.slice(x, [1, 2], [2, 3])',
  ],
  [
    'slice',
    'to the end',
    [random(1, 4, 5)],
    (tf, x) => tf.slice(x, [1, 0], [-1, 2]),
    'tf.slice(x, [1, 0], [-1, 2])',
  ],
  [
    'slice',
    'nothing',
    [random(1, 4, 5)],
    (tf, x) => tf.slice(x, [1, 2], [0, 3]),
    'tf.slice(x, [1, 2], [0, 3])',
  ],
  [
    'stridedSlice',
    'every second',
    [random(1, 5, 6)],
    (tf, x) => tf.stridedSlice(x, [0, 1], [5, 6], [2, 3]),
    'x[0:5:2, 1:6:3]',
  ],
  [
    'stridedSlice',
    'backwards',
    [random(1, 5, 6)],
    (tf, x) => tf.stridedSlice(x, [4, -1], [0, -6], [-2, -2]),
    'x[4:0:-2, -1:-6:-2]',
  ],
  [
    'stridedSlice',
    'masks of begin and end',
    [random(1, 5, 6)],
    (tf, x) => tf.stridedSlice(x, [2, 3], [4, 5], [2, 1], 1, 2),
    'x[:4:2, 3:]',
  ],
  [
    'stridedSlice',
    'an axis dropped',
    [random(1, 5, 6)],
    (tf, x) => tf.stridedSlice(x, [2, 1], [3, 6], [1, 2], 0, 0, 0, 0, 1),
    'x[2, 1:6:2]',
  ],
  [
    'stridedSlice',
    'a new axis',
    [random(1, 5, 6)],
    (tf, x) => tf.stridedSlice(x, [0, 1, 1], [0, 4, 6], [1, 2, 2], 0, 0, 0, 1, 0),
    'x[tf.newaxis, 1:4:2, 1:6:2]',
  ],
  [
    'stridedSlice',
    'nothing',
    [random(1, 5, 6)],
    (tf, x) => tf.stridedSlice(x, [3, 0], [1, 6], [1, 2]),
    'x[3:1:1, 0:6:2]',
  ],
  ['tile', 'a row', [random(1, 3)], (tf, x) => tf.tile(x, [4]), 'tf.tile(x, [4])'],
  ['tile', 'a matrix', [random(1, 2, 3)], (tf, x) => tf.tile(x, [2, 3]), 'tf.tile(x, [2, 3])'],
  [
    'tile',
    'images',
    [random(1, 2, 1, 3, 2)],
    (tf, x) => tf.tile(x, [1, 4, 2, 3]),
    'tf.tile(x, [1, 4, 2, 3])',
  ],
  [
    'tile',
    'five axes',
    [random(1, 2, 1, 3, 1, 2)],
    (tf, x) => tf.tile(x, [1, 3, 2, 2, 1]),
    'tf.tile(x, [1, 3, 2, 2, 1])',
  ],
  ['tile', 'to nothing', [random(1, 2, 3)], (tf, x) => tf.tile(x, [0, 2]), 'tf.tile(x, [0, 2])'],
  [
    'broadcastTo',
    'a row to a matrix',
    [random(1, 3)],
    (tf, x) => tf.broadcastTo(x, [2, 3]),
    'tf.broadcast_to(x, [2, 3])',
  ],
  [
    'broadcastTo',
    'five axes',
    [random(1, 2, 1, 3, 1, 2)],
    (tf, x) => tf.broadcastTo(x, [2, 4, 3, 2, 2]),
    'tf.broadcast_to(x, [2, 4, 3, 2, 2])',
  ],
  [
    'depthToSpace',
    'blocks of 2',
    [random(1, 2, 2, 3, 8)],
    (tf, x) => tf.depthToSpace(x as Tensor4D, 2),
    'tf.nn.depth_to_space(x, 2)',
  ],
  [
    'spaceToBatchND',
    'padded',
    [random(1, 1, 3, 4, 2)],
    (tf, x) =>
      tf.spaceToBatchND(
        x,
        [2, 2],
        [
          [1, 0],
          [0, 0],
        ],
      ),
    'tf.space_to_batch(x, [2, 2], [[1, 0], [0, 0]])',
  ],
  [
    'batchToSpaceND',
    'cropped',
    [random(1, 4, 2, 3, 1)],
    (tf, x) =>
      tf.batchToSpaceND(
        x,
        [2, 2],
        [
          [1, 0],
          [0, 2],
        ],
      ),
    'tf.batch_to_space(x, [2, 2], [[1, 0], [0, 2]])',
  ],
  [
    'gather',
    'repeated rows',
    [random(1, 4, 3), int([1, 1, 3, 1])],
    (tf, x, y) => tf.gather(x, y as Tensor1D),
    'tf.gather(x, y)',
  ],
  [
    'gather',
    'a matrix of rows',
    [
      random(1, 4, 3),
      int([
        [1, 1],
        [3, 0],
      ]),
    ],
    (tf, x, y) => tf.gather(x, y as Tensor1D),
    'tf.gather(x, y)',
  ],
  [
    'gather',
    'columns from behind',
    [random(1, 4, 3), int([2, 2, 0])],
    (tf, x, y) => tf.gather(x, y as Tensor1D, -1),
    'tf.gather(x, y, axis=-1)',
  ],
  [
    'gather',
    'a middle axis',
    [random(1, 2, 3, 2), int([2, 2, 0, 1])],
    (tf, x, y) => tf.gather(x, y as Tensor1D, 1),
    'tf.gather(x, y, axis=1)',
  ],
  [
    'gather',
    'a middle axis from behind',
    [random(1, 2, 3, 2), int([2, 2])],
    (tf, x, y) => tf.gather(x, y as Tensor1D, -2),
    'tf.gather(x, y, axis=-2)',
  ],
  [
    'gather',
    'by batch',
    [
      random(1, 2, 3, 2),
      int([
        [2, 2],
        [0, 1],
      ]),
    ],
    (tf, x, y) => tf.gather(x, y as Tensor1D, 1, 1),
    'tf.gather(x, y, axis=1, batch_dims=1)',
  ],
  [
    'gather',
    'by batch, a later axis',
    [
      random(1, 2, 3, 4),
      int([
        [2, 2],
        [0, 1],
      ]),
    ],
    (tf, x, y) => tf.gather(x, y as Tensor1D, 2, 1),
    'tf.gather(x, y, axis=2, batch_dims=1)',
  ],
  [
    'gather',
    'by two batches',
    [
      random(1, 2, 2, 3),
      int([
        [
          [2, 2],
          [0, 1],
        ],
        [
          [1, 1],
          [0, 0],
        ],
      ]),
    ],
    (tf, x, y) => tf.gather(x, y as Tensor1D, 2, 2),
    'tf.gather(x, y, axis=2, batch_dims=2)',
  ],
  [
    'gather',
    'nothing',
    [random(1, 4, 3), { dtype: 'int32', shape: [0], values: [] }],
    (tf, x, y) => tf.gather(x, y as Tensor1D),
    'tf.gather(x, y)',
  ],
  [
    'gatherND',
    'values, repeated',
    [
      random(1, 3, 4),
      int([
        [1, 2],
        [1, 2],
        [0, 0],
      ]),
    ],
    (tf, x, y) => tf.gatherND(x, y),
    'tf.gather_nd(x, y)',
  ],
  [
    'gatherND',
    'rows',
    [random(1, 3, 4), int([[2], [0], [2]])],
    (tf, x, y) => tf.gatherND(x, y),
    'tf.gather_nd(x, y)',
  ],
  [
    'scatterND',
    'repeated indices',
    [int([[1], [1], [3]]), random(1, 3, 2)],
    (tf, x, y) => tf.scatterND(x, y, [5, 2]),
    'tf.scatter_nd(x, y, [5, 2])',
  ],
  [
    'tensorScatterUpdate',
    'rows',
    [int([[1], [3]]), random(1, 5, 2), random(2, 2, 2)],
    (tf, x, y, z) => tf.tensorScatterUpdate(y, x, z),
    'tf.tensor_scatter_nd_update(y, x, z)',
  ],
  [
    'unsortedSegmentSum',
    'repeated, one left out',
    [random(1, 5, 2), int([0, 2, 0, -1, 2])],
    (tf, x, y) => tf.unsortedSegmentSum(x, y as Tensor1D, 3),
    'tf.math.unsorted_segment_sum(x, y, 3)',
  ],
  [
    'sparseToDense',
    'values',
    [int([1, 3]), random(1, 2)],
    (tf, x, y) => tf.sparseToDense(x, y, [5], 0),
    'tf.scatter_nd(x[:, None], y, [5])',
  ],
  [
    'sparseToDense',
    'a value for the rest',
    [
      int([
        [0, 1],
        [2, 0],
      ]),
      random(1, 2),
      float(3),
    ],
    (tf, x, y, z) => tf.sparseToDense(x, y, [3, 2], z as Scalar),
    'tf.tensor_scatter_nd_update(tf.fill([3, 2], z), x, y)',
  ],
  [
    'oneHot',
    'beside the values',
    [random(1, 3, 4)],
    (tf, x) => tf.mul(tf.oneHot(tf.argMax(x, 1), 4), x),
    'tf.one_hot(tf.argmax(x, axis=1), 4) * x',
  ],
  ['diag', 'of a row', [random(1, 3)], (tf, x) => tf.diag(x), 'tf.linalg.diag(x)'],
  [
    'linalg.bandPart',
    'lower',
    [random(1, 4, 4)],
    (tf, x) => tf.linalg.bandPart(x, 1, 0),
    'tf.linalg.band_part(x, 1, 0)',
  ],
  ['meshgrid', 'two', [random(1, 3), random(2, 2)], (tf, x, y) => tf.meshgrid(x, y), 'tf.meshgrid(x, y)'],
  [
    'signal.frame',
    'overlapping',
    [random(1, 9)],
    (tf, x) => tf.signal.frame(x as Tensor1D, 4, 2),
    'tf.signal.frame(x, 4, 2)',
  ],
];

const matrices: readonly Row[] = [
  ...[false, true].flatMap((transposeA) =>
    [false, true].flatMap((transposeB): Row[] => {
      const python = `tf.matmul(x, y, transpose_a=${transposeA ? 'True' : 'False'}, transpose_b=${transposeB ? 'True' : 'False'})`;
      const ours = (tf: TfNamespace, x: Tensor, y: Tensor) => tf.matMul(x, y, transposeA, transposeB);
      const a = transposeA ? [3, 2] : [2, 3];
      const b = transposeB ? [4, 3] : [3, 4];
      const name = `${transposeA ? 'aᵀ' : 'a'}·${transposeB ? 'bᵀ' : 'b'}`;
      return [
        ['matMul', name, [random(1, ...a), random(2, ...b)], ours, python],
        ['matMul', `${name}, batches`, [random(1, 2, ...a), random(2, 2, ...b)], ours, python],
        ['matMul', `${name}, b repeated`, [random(1, 2, ...a), random(2, ...b)], ours, python],
        ['matMul', `${name}, batches repeated`, [random(1, 2, 1, ...a), random(2, 1, 3, ...b)], ours, python],
      ];
    }),
  ),
  ['matMul', 'nothing between', [empty(2, 0), empty(0, 3)], (tf, x, y) => tf.matMul(x, y), 'tf.matmul(x, y)'],
  ['dot', 'rows', [random(1, 3), random(2, 3)], (tf, x, y) => tf.dot(x, y), 'tf.tensordot(x, y, 1)'],
  [
    'outerProduct',
    'rows',
    [random(1, 3), random(2, 2)],
    (tf, x, y) => tf.outerProduct(x as Tensor1D, y as Tensor1D),
    "tf.einsum('i,j->ij', x, y)",
  ],
  [
    'einsum',
    'a product of matrices',
    [random(1, 2, 3), random(2, 3, 4)],
    (tf, x, y) => tf.einsum('ij,jk->ik', x, y),
    "tf.einsum('ij,jk->ik', x, y)",
  ],
  [
    'einsum',
    'attention',
    [random(1, 2, 3, 4), random(2, 2, 5, 4)],
    (tf, x, y) => tf.einsum('bij,bkj->bik', x, y),
    "tf.einsum('bij,bkj->bik', x, y)",
  ],
  [
    'einsum',
    'a sum over an axis',
    [random(1, 2, 3)],
    (tf, x) => tf.einsum('ij->i', x),
    "tf.einsum('ij->i', x)",
  ],
  [
    'einsum',
    'a transposition',
    [random(1, 2, 3)],
    (tf, x) => tf.einsum('ij->ji', x),
    "tf.einsum('ij->ji', x)",
  ],
  [
    'einsum',
    'a dot product',
    [random(1, 3), random(2, 3)],
    (tf, x, y) => tf.einsum('i,i->', x, y),
    "tf.einsum('i,i->', x, y)",
  ],
  [
    'fused.matMul',
    'bias and relu',
    [random(1, 2, 3), random(2, 3, 4), random(3, 4)],
    (tf, a, b, bias) => tf.fused.matMul({ a, b, bias, activation: 'relu' }),
    'tf.nn.relu(tf.matmul(x, y) + z)',
  ],
  [
    'fused.matMul',
    'bias',
    [random(1, 2, 3), random(2, 3, 4), random(3, 4)],
    (tf, a, b, bias) => tf.fused.matMul({ a, b, bias }),
    'tf.matmul(x, y) + z',
  ],
  [
    'linalg.gramSchmidt',
    'two rows',
    [
      float([
        [3, 1],
        [2, 2],
      ]),
    ],
    (tf, x) => tf.linalg.gramSchmidt(x as Tensor2D),
    'tf.stack([x[0] / tf.norm(x[0]), (lambda u: u / tf.norm(u))(x[1] - tf.tensordot(x[0] / tf.norm(x[0]), x[1], 1) * x[0] / tf.norm(x[0]))])',
  ],
];

export const arrangementCases: readonly GradientCase[] = [...rows, ...matrices].map(
  ([of, at, inputs, tf, python]) => ({ of, at, inputs, tf, python }),
);
