import type { TfNamespace } from '../tf-namespace.js';
import { wrapMethod } from './wrap-method.js';

type Shape = (number | null)[];

/**
 * CenterCrop and Resizing write the size of their output into the shape of their input, so that the model refuses the
 * data it is made for. With the patch they work out a shape of their own.
 */
export function patchCropShapes(tf: TfNamespace): void {
  const size = { height: 1, width: 1, name: 'prototype' };
  for (const layer of [tf.layers.centerCrop(size), tf.layers.resizing(size)])
    wrapMethod<object, [shape: Shape | Shape[]], Shape>(
      Object.getPrototypeOf(layer),
      'computeOutputShape',
      'crop shapes',
      (original) =>
        function (shape) {
          return original.call(this, structuredClone(shape));
        },
    );
}
