import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import type { Shape } from '@tensorflow/tfjs-layers';
import type { TfNamespace } from '../tf-namespace.js';
import { wrapMethod } from './wrap-method.js';

interface DepthwiseConv2D {
  kernelSize: number[];
  strides: [number, number];
  padding: 'same' | 'valid';
  dataFormat: 'channelsFirst' | 'channelsLast';
  dilationRate: number | number[];
  depthwiseKernel: { read(): Tensor };
  useBias: boolean;
  bias?: { read(): Tensor };
  activation: { apply(x: Tensor): Tensor } | null;
}

const rates = ({ dilationRate }: DepthwiseConv2D): [number, number] => {
  const [rows = 1, columns = rows] = [dilationRate].flat();
  return [rows, columns];
};

const isDilated = (layer: DepthwiseConv2D): boolean => rates(layer).some((rate) => rate > 1);

/**
 * DepthwiseConv2D of tfjs-layers 4.22 takes a `dilationRate` and computes without it. With the patch it computes with it, as
 * Keras does.
 */
export function patchDilatedDepthwiseConvolution(tf: TfNamespace): void {
  const prototype = Object.getPrototypeOf(tf.layers.depthwiseConv2d({ kernelSize: 1 }));
  wrapMethod<DepthwiseConv2D, [inputs: Tensor | Tensor[], kwargs: object], Tensor>(
    prototype,
    'call',
    'dilation',
    (original) =>
      function (inputs, kwargs) {
        if (!isDilated(this)) return original.call(this, inputs, kwargs);
        return tf.tidy(() => {
          const input = (Array.isArray(inputs) ? inputs[0] : inputs) as Tensor4D;
          const channelsFirst = this.dataFormat === 'channelsFirst';
          const x = channelsFirst ? tf.transpose(input, [0, 2, 3, 1]) : input;
          const kernel = this.depthwiseKernel.read() as Tensor4D;
          let y: Tensor = tf.depthwiseConv2d(x, kernel, this.strides, this.padding, 'NHWC', rates(this));
          if (this.bias) y = tf.add(y, this.bias.read());
          if (channelsFirst) y = tf.transpose(y, [0, 3, 1, 2]);
          return this.activation ? this.activation.apply(y) : y;
        });
      },
  );
  wrapMethod<DepthwiseConv2D, [inputShape: Shape], Shape>(
    prototype,
    'computeOutputShape',
    'output of dilation',
    (original) =>
      function (inputShape) {
        const given = this.kernelSize;
        const rate = rates(this);
        this.kernelSize = given.map((size, i) => (size - 1) * (rate[i] ?? 1) + 1);
        try {
          return original.call(this, inputShape);
        } finally {
          this.kernelSize = given;
        }
      },
  );
}
