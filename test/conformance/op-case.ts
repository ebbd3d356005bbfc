import type { Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../../kernel/engine.js';
import type { Case, Kind, Named } from './case.js';
import { type NumericType, randomValues, seedOf } from './draw.js';

/** A random input of an operation, or one of given values. */
export interface Input {
  shape: readonly number[];
  dtype?: NumericType;
  range?: readonly [number, number];
  values?: readonly number[];
}

interface OpCase {
  of: string;
  name: string;
  inputs: readonly Input[];
  compute: (tf: TfNamespace, ...inputs: Tensor[]) => Tensor | Tensor[];
  kind?: Kind;
  /** Whether it has a gradient. Default: where its inputs are float32. */
  gradient?: boolean;
  refuses?: Case['refuses'];
}

export function makeInput(tf: TfNamespace, input: Input, seed: number): Tensor {
  const { shape, dtype = 'float32', range, values } = input;
  return tf.tensor(values ? [...values] : randomValues(seed, shape, dtype, range), [...shape], dtype);
}

/**
 * An operation: its results, and the gradients of their sum, weighted with random numbers so that nothing cancels out,
 * by each float input.
 */
export function opCase({ of, name, inputs, compute, kind = 'elementwise', gradient, refuses }: OpCase): Case {
  const seed = seedOf(`${of} ${name}`);
  const make = (tf: TfNamespace) => inputs.map((input, i) => makeInput(tf, input, seed + i));
  const isFloat = ({ dtype = 'float32' }: Input): boolean => dtype === 'float32';
  const differentiable = gradient ?? inputs.some(isFloat);
  return {
    of,
    name,
    kind,
    refuses,
    run: {
      forward: (tf) => results(compute(tf, ...make(tf))),
      ...(differentiable && {
        backward: (tf) => {
          const all = make(tf);
          const floats = inputs.flatMap((input, i) => (isFloat(input) ? [i] : []));
          const sum = (...variables: Tensor[]): Tensor => {
            const replaced = [...all];
            floats.forEach((at, i) => {
              replaced[at] = variables[i] as Tensor;
            });
            return weightedSum(tf, compute(tf, ...replaced), seed);
          };
          return tf
            .grads(sum)(floats.map((i) => all[i] as Tensor))
            .map((tensor, i): Named => [`gradient by input ${floats[i]}`, tensor]);
        },
      }),
    },
  };
}

const results = (result: Tensor | Tensor[]): Named[] =>
  [result].flat().map((tensor, i): Named => [`result ${i}`, tensor]);

/** Σ wᵢ·xᵢ with random weights. */
export function weightedSum(tf: TfNamespace, result: Tensor | Tensor[], seed: number): Tensor {
  const sums = [result]
    .flat()
    .map((x, i) => tf.sum(tf.mul(x, tf.tensor(randomValues(seed + 100 + i, x.shape), x.shape))));
  return tf.addN(sums);
}

/** A shape as it reads in a name. */
export const shown = (...shapes: (readonly number[])[]): string =>
  shapes.map((shape) => `[${shape.join(' ')}]`).join(' ');
