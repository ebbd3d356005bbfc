import type { Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../../../kernel/engine.js';
import type { Case } from '../case.js';
import { opCase, shown } from '../op-case.js';

type Range = readonly [number, number];
type Binary = keyof TfNamespace;

const compute = (of: Binary) => (tf: TfNamespace, a: Tensor, b: Tensor) =>
  (tf[of] as (a: Tensor, b: Tensor) => Tensor)(a, b);

/** Every way in which shapes are broadcast: equal, a row, a column, one number, both, a dimension more. */
const pairs: readonly (readonly [a: number[], b: number[]])[] = [
  [
    [5, 7],
    [5, 7],
  ],
  [[5, 7], [7]],
  [
    [5, 1],
    [5, 7],
  ],
  [[], [3, 4]],
  [[3, 4], []],
  [
    [6, 1],
    [1, 5],
  ],
  [
    [2, 3, 4, 5],
    [1, 1, 1, 5],
  ],
  [
    [2, 1, 4, 1],
    [3, 1, 5],
  ],
  [[1], [33]],
];

const differentiable: readonly (readonly [of: Binary, a: Range, b: Range])[] = [
  ['add', [-2, 2], [-2, 2]],
  ['sub', [-2, 2], [-2, 2]],
  ['mul', [-2, 2], [-2, 2]],
  ['div', [-2, 2], [0.5, 2]],
  ['divNoNan', [-2, 2], [0.5, 2]],
  ['maximum', [-2, 2], [-2, 2]],
  ['minimum', [-2, 2], [-2, 2]],
  ['pow', [0.3, 2], [-2, 2]],
  ['squaredDifference', [-2, 2], [-2, 2]],
  ['atan2', [0.2, 2], [0.2, 2]],
];

const notDifferentiable: readonly (readonly [of: Binary, dtype: 'float32' | 'int32' | 'bool'])[] = [
  ...(['equal', 'notEqual', 'greater', 'greaterEqual', 'less', 'lessEqual'] as const).flatMap((of) =>
    (['float32', 'int32'] as const).map((dtype) => [of, dtype] as const),
  ),
  ...(['logicalAnd', 'logicalOr', 'logicalXor'] as const).map((of) => [of, 'bool'] as const),
  ...(['add', 'sub', 'mul', 'maximum', 'minimum'] as const).map((of) => [of, 'int32'] as const),
];

const NAN = [Number.NaN, 1, Number.NaN, 2, -1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
const OTHER = [1, Number.NaN, Number.NaN, 2, 3, Number.NaN, 1, -0];

export const binaryCases: Case[] = [
  ...differentiable.flatMap(([of, a, b]) =>
    pairs.map(([left, right]) =>
      opCase({
        of,
        name: shown(left, right),
        inputs: [
          { shape: left, range: a },
          { shape: right, range: b },
        ],
        compute: compute(of),
      }),
    ),
  ),
  ...notDifferentiable.flatMap(([of, dtype]) =>
    pairs.slice(0, 6).map(([left, right]) =>
      opCase({
        of,
        name: `${dtype} ${shown(left, right)}`,
        inputs: [left, right].map((shape) => ({ shape, dtype, range: [-3, 3] as const })),
        compute: compute(of),
        gradient: false,
      }),
    ),
  ),
  ...(['add', 'mul', 'div', 'maximum', 'minimum', 'squaredDifference'] as const).map((of) =>
    opCase({
      of,
      name: 'of NaN and infinities',
      inputs: [
        { shape: [NAN.length], values: NAN },
        { shape: [NAN.length], values: OTHER },
      ],
      compute: compute(of),
    }),
  ),
  ...(['maximum', 'minimum'] as const).map((of) =>
    opCase({
      of,
      name: 'of NaN and a scalar',
      inputs: [
        { shape: [NAN.length], values: NAN },
        { shape: [], values: [0] },
      ],
      compute: compute(of),
    }),
  ),
  // The gradient of mod is at jumps elsewhere; floorDiv has none that a net would use.
  ...(['mod', 'floorDiv'] as const).map((of) =>
    opCase({
      of,
      name: 'int32',
      inputs: [
        { shape: [4, 5], dtype: 'int32', range: [0, 20] },
        { shape: [5], dtype: 'int32', range: [1, 7] },
      ],
      compute: compute(of),
    }),
  ),
  opCase({
    of: 'mod',
    name: 'float32',
    inputs: [
      { shape: [4, 5], range: [0.1, 5] },
      { shape: [5], range: [1, 3] },
    ],
    compute: compute('mod'),
  }),
  opCase({
    of: 'prelu',
    name: 'one alpha for each channel',
    inputs: [{ shape: [3, 4, 5] }, { shape: [5], range: [0.1, 0.5] }],
    compute: (tf, x, alpha) => tf.prelu(x, alpha),
  }),
  opCase({
    of: 'prelu',
    name: 'alphas of a shape in the middle',
    inputs: [{ shape: [3, 4, 5] }, { shape: [4, 1], range: [0.1, 0.5] }],
    compute: (tf, x, alpha) => tf.prelu(x, alpha),
  }),
  ...[[4, 5], [5], []].map((shape) =>
    opCase({
      of: 'where',
      name: shown([4, 5], shape),
      inputs: [{ shape: [4, 5], dtype: 'bool' }, { shape: [4, 5] }, { shape }],
      compute: (tf, condition, a, b) => tf.where(condition, a, b),
    }),
  ),
  opCase({
    of: 'addN',
    name: 'three',
    inputs: [{ shape: [4, 5] }, { shape: [4, 5] }, { shape: [4, 5] }],
    compute: (tf, ...x) => tf.addN(x),
  }),
];
