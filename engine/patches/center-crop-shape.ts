import type { TfNamespace } from '../tf-namespace.js';
import { wrapMethod } from './wrap-method.js';

type Shape = (number | null)[];

/**
 * CenterCrop writes the size of its output into the shape of its input, so that the model refuses the data it is made for.
 * With the patch it works out a shape of its own.
 */
export function patchCenterCropShape(tf: TfNamespace): void {
  wrapMethod<object, [shape: Shape | Shape[]], Shape>(
    Object.getPrototypeOf(tf.layers.centerCrop({ height: 1, width: 1, name: 'prototype' })),
    'computeOutputShape',
    'center crop shape',
    (original) =>
      function (shape) {
        return original.call(this, structuredClone(shape));
      },
  );
}
