import type { Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../../../../kernel/engine.js';
import { randomValues } from '../../draw.js';
import type { Argument, TensorArgument } from '../signature.js';

/** The arguments of a call as an engine takes them. */
export const makeArguments = (tf: TfNamespace, all: readonly Argument[]): unknown[] =>
  all.map((argument, i) => make(tf, argument, i + 1));

function make(tf: TfNamespace, argument: Argument, seed: number): unknown {
  switch (argument.kind) {
    case 'tensor':
      return makeTensor(tf, argument, seed);
    case 'tensors':
      return argument.list.map((tensor, i) => makeTensor(tf, tensor, seed + i));
    case 'options':
      return Object.fromEntries(
        Object.entries(argument.fields).map(([name, field], i) => [name, make(tf, field, seed + i)]),
      );
    case 'axis':
    case 'sizes':
      return structuredClone(argument.value);
    default:
      return argument.value;
  }
}

function makeTensor(tf: TfNamespace, { shape, dtype, values }: TensorArgument, seed: number): Tensor {
  const size = shape.reduce((product, side) => product * side, 1);
  if (dtype === 'string')
    return tf.tensor(
      values ? [...values] : Array.from({ length: size }, (_, i) => `s${i}`),
      [...shape],
      dtype,
    );
  if (dtype === 'complex64') {
    const part = (part: number): Tensor => tf.tensor(randomValues(part, shape), [...shape]);
    return tf.complex(part(seed), part(seed + 50));
  }
  if (!values) return tf.tensor(randomValues(seed, shape, dtype), [...shape], dtype);
  const numbers = Array.from({ length: size }, (_, i) => Number(values[i] ?? 0));
  return tf.tensor(dtype === 'bool' ? numbers.map((value) => value !== 0) : numbers, [...shape], dtype);
}
