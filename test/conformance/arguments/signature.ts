import type { DataType } from '@tensorflow/tfjs-core';

/** One argument of a call that is right, and what kind it is of: that says in which ways it can be made wrong. */
export type Argument =
  | TensorArgument
  | { kind: 'tensors'; list: readonly TensorArgument[] }
  /** One axis or several, of a tensor of `rank`. */
  | { kind: 'axis'; value: number | readonly number[] | undefined; rank: number }
  /** Sizes, strides, counts, lists of them. */
  | { kind: 'sizes'; value: number | readonly Sizes[] }
  /** One of a few words. */
  | { kind: 'word'; value: string }
  /** An option that takes any value of its type. */
  | { kind: 'plain'; value: unknown }
  | { kind: 'options'; fields: Readonly<Record<string, Argument>> };

type Sizes = number | readonly number[];

export interface TensorArgument {
  kind: 'tensor';
  shape: readonly number[];
  dtype: DataType;
  values?: readonly (number | string)[];
  /** Its values are places below this. */
  below?: number;
}

/** An operation with the arguments of some calls that are right. */
export interface Row {
  /** As it is reached from `tf`: `image.cropAndResize`, `Tensor.as2D`. */
  path: string;
  calls: readonly (readonly Argument[])[];
  /** Its values are random, or depend on the time: only types and shapes are compared. */
  random?: boolean;
}

export const row = (path: string, ...calls: readonly (readonly Argument[])[]): Row => ({ path, calls });
export const rows = (paths: string, ...calls: readonly (readonly Argument[])[]): Row[] =>
  paths
    .trim()
    .split(/\s+/)
    .map((path) => row(path, ...calls));

export const x = (...shape: number[]): TensorArgument => ({ kind: 'tensor', shape, dtype: 'float32' });
export const int = (shape: number[], values?: number[]): TensorArgument => ({
  kind: 'tensor',
  shape,
  dtype: 'int32',
  values,
});
export const float = (shape: number[], values: number[]): TensorArgument => ({ ...x(...shape), values });
export const bool = (...shape: number[]): TensorArgument => ({ kind: 'tensor', shape, dtype: 'bool' });
export const complex = (...shape: number[]): TensorArgument => ({
  kind: 'tensor',
  shape,
  dtype: 'complex64',
});
export const text = (shape: number[], values?: string[]): TensorArgument => ({
  kind: 'tensor',
  shape,
  dtype: 'string',
  values,
});
/** Places below a bound. */
export const places = (shape: number[], values: number[], below: number): TensorArgument => ({
  ...int(shape, values),
  below,
});
export const list = (...all: TensorArgument[]): Argument => ({ kind: 'tensors', list: all });
export const axis = (value: number | number[] | undefined, rank: number): Argument => ({
  kind: 'axis',
  value,
  rank,
});
export const sizes = (value: number | readonly Sizes[]): Argument => ({ kind: 'sizes', value });
export const word = (value: string): Argument => ({ kind: 'word', value });
export const plain = (value: unknown): Argument => ({ kind: 'plain', value });
export const options = (fields: Record<string, Argument>): Argument => ({ kind: 'options', fields });
