import type { Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../../tf-namespace.js';
import { wrapMethod } from '../wrap-method.js';
import { maskOf } from './mask-of.js';

type Masks = (Tensor | null)[] | null | undefined;

/**
 * In tfjs-layers a layer that merges sequences leaves the last mask out and adds a dimension to it, and Concatenate fails
 * where one input has no mask. With the patch a step counts if it counts in one of the inputs; Add and its like stop the
 * masks where an input has none (Keras 3: `Merge.compute_mask`, `Concatenate.compute_mask`).
 */
export function patchMergedMasks(tf: TfNamespace): void {
  const concatenate = Object.getPrototypeOf(tf.layers.concatenate({ name: 'prototype' })) as object;
  const add = Object.getPrototypeOf(tf.layers.add({ name: 'prototype' } as never)) as object;

  wrapMethod<object, [inputs: Tensor[], masks: Masks], Tensor | null>(
    Object.getPrototypeOf(add) as object,
    'computeMask',
    'merged masks',
    () => (_inputs, masks) => {
      const all = (masks ?? []).filter((mask) => mask != null);
      if (all.length === 0 || all.length < (masks?.length ?? 0)) return null;
      return tf.tidy(() => all.reduce((a, b) => tf.logicalOr(a, b)));
    },
  );
  wrapMethod<{ axis: number }, [inputs: Tensor[], masks: Masks], Tensor | null>(
    concatenate,
    'computeMask',
    'merged masks',
    () =>
      function (inputs, masks) {
        if (!masks?.some((mask) => mask != null)) return null;
        return tf.tidy(() => {
          const whole = inputs.map((input, i) => {
            const mask = masks[i];
            const ones = tf.cast(tf.onesLike(input), 'bool');
            if (!mask) return ones;
            return mask.rank < input.rank ? tf.logicalAnd(tf.expandDims(mask, -1), ones) : mask;
          });
          return tf.any(tf.concat(whole, this.axis), -1);
        });
      },
  );

  const prototype = (layer: unknown): object => Object.getPrototypeOf(layer) as object;
  mergeFunction(tf, prototype(tf.layers.multiply({ name: 'prototype' } as never)), multiplied);
  mergeFunction(tf, prototype(tf.layers.maximum({ name: 'prototype' } as never)), extreme);
  mergeFunction(tf, prototype(tf.layers.minimum({ name: 'prototype' } as never)), extreme);
}

type Merge = (tf: TfNamespace, inputs: Tensor[], masks: (Tensor | null)[], plain: Plain) => Tensor;
type Plain = (inputs: Tensor[]) => Tensor;

/** Multiply, Maximum and Minimum leave out the steps that do not count, and Multiply gives 0 where none does. */
const mergeFunction = (tf: TfNamespace, prototype: object, merge: Merge): void =>
  wrapMethod<object, [inputs: Tensor[]], Tensor>(
    prototype,
    'mergeFunction',
    'merging of masked steps',
    (original) =>
      function (inputs) {
        const masks = inputs.map((input) => maskOf(input));
        if (masks.every((mask) => mask === null)) return original.call(this, inputs);
        return tf.tidy(() => {
          const whole = masks.map((mask, i) => {
            const input = inputs[i] as Tensor;
            return mask && tf.logicalAnd(tf.expandDims(mask, -1), tf.cast(tf.onesLike(input), 'bool'));
          });
          return merge(tf, inputs, whole, (values) => original.call(this, values));
        });
      },
  );

const multiplied: Merge = (tf, inputs, masks, plain) => {
  const result = plain(
    inputs.map((input, i) => {
      const mask = masks[i];
      return mask ? tf.where(mask, input, tf.onesLike(input)) : input;
    }),
  );
  const all = masks.filter((mask) => mask !== null);
  if (all.length < inputs.length) return result;
  const counts = all.reduce((a, b) => tf.logicalOr(a, b));
  return tf.where(counts, result, tf.zerosLike(result));
};

const extreme: Merge = (tf, inputs, masks, plain) => {
  let [result, counts] = [inputs[0] as Tensor, masks[0] ?? null];
  for (const [i, input] of [...inputs.entries()].slice(1)) {
    const mask = masks[i] ?? null;
    const other = mask ? tf.where(mask, input, result) : input;
    const before = counts ? tf.where(counts, result, other) : result;
    counts = mask && counts && tf.logicalOr(counts, mask);
    result = plain([before, other]);
  }
  return result;
};
