import type { Tensor } from '@tensorflow/tfjs-core';
import type { Shape } from '@tensorflow/tfjs-layers';
import type { TfNamespace } from '../../tf-namespace.js';
import { wrapMethod } from '../wrap-method.js';

interface Reshape {
  targetShape: (number | null)[];
  fixUnknownDimension(input: Shape, target: Shape): Shape;
}

/**
 * In tfjs-layers a Concatenate takes every negative axis for the last, and a Reshape does not know its open dimension
 * before the number of rows is known. With the patch they do as in Keras.
 */
export function patchShapes(tf: TfNamespace): void {
  const prototype = (layer: unknown): object => Object.getPrototypeOf(layer) as object;
  wrapMethod<{ axis: number }, [inputs: Tensor[]], Tensor>(
    prototype(tf.layers.concatenate({ name: 'prototype' })),
    'mergeFunction',
    'negative axis',
    (original) =>
      function (inputs) {
        const given = this.axis;
        if (given >= -1) return original.call(this, inputs);
        this.axis = given + (inputs[0] as Tensor).rank;
        try {
          return original.call(this, inputs);
        } finally {
          this.axis = given;
        }
      },
  );
  wrapMethod<Reshape, [shape: Shape], Shape>(
    prototype(tf.layers.reshape({ targetShape: [1], name: 'prototype' })),
    'computeOutputShape',
    'open dimension',
    (original) =>
      function (shape) {
        const [rows = null, ...sizes] = shape;
        if (rows !== null || sizes.some((size) => size === null || size < 0))
          return original.call(this, shape);
        return [rows, ...this.fixUnknownDimension(sizes, this.targetShape)];
      },
  );
}
