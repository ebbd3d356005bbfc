import type { DataType } from '@tensorflow/tfjs-core';
import { say } from '../../../words/index.js';
import type { Check } from './check.js';

/** Inputs of a kernel that must be of one of these types, as in TensorFlow. Without names: all of them. */
export const types =
  (allowed: readonly DataType[], ...names: string[]): Check =>
  (inputs) => {
    if (names.length === 0) {
      for (const name in inputs) {
        const input = inputs[name];
        if (input != null && !allowed.includes(input.dtype)) return wrongType(input.dtype, allowed);
      }
    }
    for (const name of names) {
      const input = inputs[name];
      if (input != null && !allowed.includes(input.dtype)) return wrongType(input.dtype, allowed);
    }
    return undefined;
  };

function wrongType(dtype: DataType, allowed: readonly DataType[]): string {
  const wanted = allowed.filter((type) => type !== 'complex64').join(', ');
  const cast = allowed.includes('float32') ? "cast(x, 'float32')" : `cast(x, '${allowed[0]}')`;
  return say(
    `it takes ${wanted}, and was given ${dtype}. Convert it with tf.${cast}.`,
    `${wanted}만 받는데 ${dtype}을(를) 받았습니다. tf.${cast}으로 바꾸세요.`,
  );
}

/** All inputs must be of one type, where TensorFlow converts none. */
export const sameTypes: Check = (inputs) => {
  const given = Object.values(inputs).filter((input) => input !== undefined);
  const other = given.find(({ dtype }) => dtype !== given[0]?.dtype);
  if (!other) return undefined;
  return say(
    `its tensors must be of one type, and are ${given[0]?.dtype} and ${other.dtype}. Convert one of them with tf.cast.`,
    `텐서의 자료형이 같아야 하는데 ${given[0]?.dtype}과(와) ${other.dtype}입니다. tf.cast로 하나를 바꾸세요.`,
  );
};

const FLOAT: readonly DataType[] = ['float32', 'complex64'];
const NUMBER: readonly DataType[] = ['float32', 'int32', 'complex64'];

export const floats = types(FLOAT);
export const numbers = types(NUMBER);
/** Kernels that TensorFlow has for float32 alone (and complex numbers, in part). */
export const floatsIn = (...names: string[]): Check => types(FLOAT, ...names);
export const numbersIn = (...names: string[]): Check => types(NUMBER, ...names);
