import type { Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../../../kernel/engine.js';
import { randomValues } from '../../conformance/draw.js';

/** An input: its values, in rows. Those of int32 get no gradient. */
export interface Given {
  dtype: 'float32' | 'int32' | 'bool';
  shape: readonly number[];
  values: readonly number[];
}

/** An operation at a point, in TensorFlow.js and in TensorFlow. */
export interface GradientCase {
  /** The operation as it is called on `tf`. */
  of: string;
  /** The point, or the settings. */
  at: string;
  inputs: readonly Given[];
  tf: (tf: TfNamespace, ...inputs: Tensor[]) => Tensor | Tensor[];
  /** The same as a Python expression over `tf`, `np` and the inputs x, y, z. */
  python: string;
  /** Share of the largest value that gradients may differ by. Default 2e-5. */
  tolerance?: number;
}

type Nested = number | readonly Nested[];

const shapeOf = (nested: Nested): number[] =>
  typeof nested === 'number'
    ? []
    : [nested.length, ...(nested.length > 0 ? shapeOf(nested[0] as Nested) : [])];
const valuesOf = (nested: Nested): number[] =>
  typeof nested === 'number' ? [nested] : nested.flatMap(valuesOf);

export const float = (nested: Nested): Given => ({
  dtype: 'float32',
  shape: shapeOf(nested),
  values: valuesOf(nested).map(Math.fround),
});

export const int = (nested: Nested): Given => ({
  dtype: 'int32',
  shape: shapeOf(nested),
  values: valuesOf(nested),
});

export const bool = (nested: Nested): Given => ({
  dtype: 'bool',
  shape: shapeOf(nested),
  values: valuesOf(nested),
});

export const random = (seed: number, ...shape: number[]): Given => ({
  dtype: 'float32',
  shape,
  values: Array.from(randomValues(seed, shape)),
});

/** Whole numbers from −2 to 2, so that many are equal and some are 0. */
export const ties = (seed: number, ...shape: number[]): Given => ({
  dtype: 'float32',
  shape,
  values: Array.from(randomValues(seed, shape, 'int32', [-2, 3])),
});

export const empty = (...shape: number[]): Given => ({ dtype: 'float32', shape, values: [] });

export const nameOf = ({ of, at }: GradientCase): string => `${of}: ${at}`;

/** What is sent back into the outputs, one after the other: no two alike, none 0. `differentiate.py` has the same. */
export const sentBack = (size: number): Float32Array =>
  Float32Array.from({ length: size }, (_, i) => (((i * 7 + 3) % 11) - 5.5) / 4);
