import type { TfNamespace } from '../tf-namespace.js';
import { wrapMethod } from './wrap-method.js';

/**
 * A separable convolution forgets its `depthMultiplier` when it is saved, so that a model with one other than 1 cannot be
 * loaded. With the patch its configuration has it.
 */
export function patchSeparableConvolutionConfig(tf: TfNamespace): void {
  const layer = tf.layers.separableConv2d({ filters: 1, kernelSize: 1, name: 'prototype' });
  wrapMethod<{ depthMultiplier?: number }, [], Record<string, unknown>>(
    Object.getPrototypeOf(Object.getPrototypeOf(layer)),
    'getConfig',
    'separable convolution config',
    (original) =>
      function () {
        return { ...original.call(this), depthMultiplier: this.depthMultiplier ?? 1 };
      },
  );
}
