import type { Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../../tf-namespace.js';
import { wrapMethod } from '../wrap-method.js';

type Inputs = Tensor | Tensor[];

interface UpSampling {
  size: [number, number];
  dataFormat: string;
  interpolation: string;
}

/**
 * `interpolation: 'bilinear'` of UpSampling2D samples between the corners of pixels in tfjs-layers, and between their
 * centres in Keras, as images are resized everywhere. With the patch it does the latter.
 */
export function patchBilinearUpSampling(tf: TfNamespace): void {
  /** Rows: the new pixels; columns: how much of each old one is in them. */
  const shares = (old: number, factor: number): Tensor => {
    const values = Array.from({ length: old * factor }, (_, i) => {
      const at = Math.min(Math.max((i + 0.5) / factor - 0.5, 0), old - 1);
      const [low, share] = [Math.floor(at), at % 1];
      const row = Array<number>(old).fill(0);
      row[low] = 1 - share;
      if (share > 0) row[low + 1] = share;
      return row;
    });
    return tf.tensor2d(values, [old * factor, old]);
  };
  /** Of `[batch, rows, rest]`. */
  const stretched = (x: Tensor, factor: number): Tensor => {
    const [batch, rows] = x.shape as [number, number];
    const all = tf.reshape(x, [batch, rows, -1]);
    const matrix = tf.tile(tf.expandDims(shares(rows, factor), 0), [batch, 1, 1]);
    return tf.reshape(tf.matMul(matrix, all), [batch, rows * factor, ...x.shape.slice(2)]);
  };
  wrapMethod<UpSampling, [inputs: Inputs, kwargs: object], Inputs>(
    Object.getPrototypeOf(tf.layers.upSampling2d({ name: 'prototype' })) as object,
    'call',
    'centres of pixels',
    (original) =>
      function (inputs, kwargs) {
        if (this.interpolation !== 'bilinear') return original.call(this, inputs, kwargs);
        return tf.tidy(() => {
          const input = Array.isArray(inputs) ? (inputs[0] as Tensor) : inputs;
          const isFirst = this.dataFormat === 'channelsFirst';
          const [height, width] = this.size;
          const x = isFirst ? tf.transpose(input, [0, 2, 3, 1]) : input;
          const high = stretched(x, height);
          const turned = tf.transpose(high, [0, 2, 1, 3]);
          const result = tf.transpose(stretched(turned, width), [0, 2, 1, 3]);
          return isFirst ? tf.transpose(result, [0, 3, 1, 2]) : result;
        });
      },
  );
}
