import type { Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../../tf-namespace.js';
import { wrapMethod } from '../wrap-method.js';

type Inputs = Tensor | Tensor[];

interface Convolution {
  padding: string;
  dataFormat: string;
  kernelSize: number[];
  dilationRate: number | number[];
}

const first = <T>(value: T | T[]): T => (Array.isArray(value) ? (value[0] as T) : value);

/**
 * `padding: 'causal'` of Conv1D is accepted by tfjs-layers, and every call fails. With the patch the steps before the
 * sequence are zeros, so that no output sees a later step (van den Oord et al. 2016).
 */
export function patchCausalConvolution(tf: TfNamespace): void {
  const layer = tf.layers.conv1d({ filters: 1, kernelSize: 1, name: 'prototype' });
  const prototype = Object.getPrototypeOf(layer) as object;
  wrapMethod<Convolution, [shape: unknown], unknown>(
    prototype,
    'computeOutputShape',
    'causal padding',
    (original) =>
      function (shape) {
        if (this.padding !== 'causal') return original.call(this, shape);
        this.padding = 'same';
        try {
          return original.call(this, shape);
        } finally {
          this.padding = 'causal';
        }
      },
  );
  wrapMethod<Convolution, [inputs: Inputs, kwargs: object], Inputs>(
    prototype,
    'call',
    'causal padding',
    (original) =>
      function (inputs, kwargs) {
        if (this.padding !== 'causal') return original.call(this, inputs, kwargs);
        const before = first(this.dilationRate) * ((this.kernelSize[0] as number) - 1);
        const none: [number, number] = [0, 0];
        const steps: [number, number] = [before, 0];
        return tf.tidy(() => {
          const padded = tf.pad(
            first(inputs),
            this.dataFormat === 'channelsFirst' ? [none, none, steps] : [none, steps, none],
          );
          this.padding = 'valid';
          try {
            return original.call(this, padded, kwargs);
          } finally {
            this.padding = 'causal';
          }
        });
      },
  );
}
