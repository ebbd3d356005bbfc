import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { Case } from '../case.js';
import { drawn } from '../draw.js';
import { opCase, shown } from '../op-case.js';

const swapped = (shape: readonly number[]): number[] => [...shape.slice(0, -2), ...shape.slice(-2).reverse()];

const products = [
  ...drawn('matMul', 6, (draw, i) => {
    const [rows, inner, columns] = draw.shape(3, 1, i < 3 ? 7 : 70) as [number, number, number];
    return { a: [rows, inner], b: [inner, columns] };
  }),
  ...drawn('batched matMul', 4, (draw) => {
    const [batch, rows, inner, columns] = draw.shape(4, 2, 20) as [number, number, number, number];
    return draw.pick([
      { a: [batch, rows, inner], b: [batch, inner, columns] },
      { a: [batch, rows, inner], b: [1, inner, columns] },
      { a: [1, rows, inner], b: [batch, inner, columns] },
      { a: [2, batch, rows, inner], b: [2, batch, inner, columns] },
    ]);
  }),
  { a: [1, 9], b: [9, 1] },
  { a: [5, 1], b: [1, 4] },
  { a: [2, 3, 4], b: [4, 5] },
];

const turns = [false, true].flatMap((a) => [false, true].map((b) => ({ a, b })));

export const matrixCases: Case[] = [
  ...products.flatMap(({ a, b }) =>
    turns.map((turned) =>
      opCase({
        of: 'matMul',
        name: `${shown(a, b)}${turned.a ? ', a transposed' : ''}${turned.b ? ', b transposed' : ''}`,
        inputs: [{ shape: turned.a ? swapped(a) : a }, { shape: turned.b ? swapped(b) : b }],
        compute: (tf, a, b) => tf.matMul(a, b, turned.a, turned.b),
        kind: 'contraction',
      }),
    ),
  ),
  opCase({
    of: 'matMul',
    name: 'of NaN',
    inputs: [{ shape: [2, 2], values: [Number.NaN, 1, 0, 2] }, { shape: [2, 3] }],
    compute: (tf, a, b) => tf.matMul(a, b),
    kind: 'contraction',
  }),
  ...(['linear', 'relu', 'elu', 'relu6', 'sigmoid', 'leakyrelu'] as const).flatMap((activation) =>
    turns.map((turned) =>
      opCase({
        of: 'fused.matMul',
        name: `${activation}${turned.a ? ', a transposed' : ''}${turned.b ? ', b transposed' : ''}`,
        inputs: [
          { shape: turned.a ? [50, 7] : [7, 50] },
          { shape: turned.b ? [9, 50] : [50, 9] },
          { shape: [9] },
        ],
        compute: (tf, a, b, bias) =>
          tf.fused.matMul({
            a: a as Tensor2D,
            b: b as Tensor2D,
            bias,
            activation,
            transposeA: turned.a,
            transposeB: turned.b,
            ...(activation === 'leakyrelu' && { leakyreluAlpha: 0.1 }),
          }),
        kind: 'contraction',
        // tfjs-core has gradients of these activations alone.
        gradient: ['linear', 'relu', 'relu6'].includes(activation) ? undefined : false,
      }),
    ),
  ),
  opCase({
    of: 'dot',
    name: shown([4, 5], [5, 3]),
    inputs: [{ shape: [4, 5] }, { shape: [5, 3] }],
    compute: (tf, a, b) => tf.dot(a, b),
    kind: 'contraction',
  }),
  opCase({
    of: 'outerProduct',
    name: shown([4], [5]),
    inputs: [{ shape: [4] }, { shape: [5] }],
    compute: (tf, a, b) => tf.outerProduct(a as Tensor1D, b as Tensor1D),
    kind: 'contraction',
  }),
  ...(['ij,jk->ik', 'bij,bjk->bik', 'ij->ji', 'ij,ij->'] as const).map((equation) => {
    const sizes: Record<string, number> = { b: 2, i: 3, j: 4, k: 5 };
    const shapes = equation.split('->')[0]?.split(',') as string[];
    return opCase({
      of: 'einsum',
      name: equation,
      inputs: shapes.map((letters) => ({ shape: [...letters].map((letter) => sizes[letter] as number) })),
      compute: (tf, ...x) => tf.einsum(equation, ...x),
      kind: 'contraction',
      gradient: false,
    });
  }),
  // Orthogonal initial weights come from it.
  ...[
    [4, 4],
    [6, 3],
    [3, 6],
  ].map((shape) =>
    opCase({
      of: 'linalg.qr',
      name: shown(shape),
      inputs: [{ shape }],
      compute: (tf, x) => tf.linalg.qr(x),
      kind: 'contraction',
      gradient: false,
    }),
  ),
];
