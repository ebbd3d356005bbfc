import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../tf-namespace.js';
import { wrapMethod } from './wrap-method.js';

interface Conv2D {
  strides: [number, number];
  padding: 'same' | 'valid';
  dataFormat: 'channelsFirst' | 'channelsLast';
  dilationRate: number | number[];
  kernel: { read(): Tensor };
  bias: { read(): Tensor } | null;
  activation: { apply(x: Tensor): Tensor } | null;
}

/**
 * A dilated Conv2D of tfjs-layers 4.22 uses an operation that adds the bias too and cannot be trained. With the patch it
 * convolves and adds one after the other.
 */
export function patchDilatedConvolutionLayer(tf: TfNamespace): void {
  const prototype = Object.getPrototypeOf(tf.layers.conv2d({ filters: 1, kernelSize: 1 }));
  wrapMethod<Conv2D, [inputs: Tensor | Tensor[], kwargs: object], Tensor>(
    prototype,
    'call',
    'dilation',
    (original) =>
      function (inputs, kwargs) {
        const [rows = 1, columns = rows] = [this.dilationRate].flat();
        if (rows === 1 && columns === 1) return original.call(this, inputs, kwargs);
        return tf.tidy(() => {
          const input = [inputs].flat()[0] as Tensor4D;
          const channelsFirst = this.dataFormat === 'channelsFirst';
          const x = channelsFirst ? tf.transpose(input, [0, 2, 3, 1]) : input;
          const kernel = this.kernel.read() as Tensor4D;
          let y: Tensor = tf.conv2d(x, kernel, this.strides, this.padding, 'NHWC', [rows, columns]);
          if (this.bias) y = tf.add(y, this.bias.read());
          if (channelsFirst) y = tf.transpose(y, [0, 3, 1, 2]);
          return this.activation ? this.activation.apply(y) : y;
        });
      },
  );
}
