import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { axisArgument, axisArguments, simd } from '../simd/simd-module.js';
import { address, floats, wasmKernel } from '../wasm-heap.js';
import { type ImagePool, imagePoolWindow } from './pool-window.js';

/**
 * As TensorFlow has it, a NaN is passed over, and a window of nothing else gives the lowest float32. XNNPACK gives
 * -Infinity for some windows with a NaN, and for others a value that is not their largest.
 *
 * @param other computes other types, and names a window that does not fit.
 */
export const maxPool = (other: KernelConfig): KernelConfig =>
  wasmKernel<{ x: TensorInfo }, ImagePool>('MaxPool', ({ inputs: { x }, attrs, backend }) => {
    const { batch, inChannels, rows, columns } = imagePoolWindow(x, attrs);
    if (x.dtype !== 'float32' || rows.output < 1 || columns.output < 1)
      return other.kernelFunc({ inputs: { x }, attrs: { ...attrs }, backend });
    const out = backend.makeOutput([batch, rows.output, columns.output, inChannels], 'float32');
    simd().maxPool(
      address(backend, out),
      address(backend, x),
      batch,
      inChannels,
      ...axisArgument(rows),
      ...axisArgument(columns),
    );
    return out;
  });

/**
 * The gradient of max pooling goes to the place of each window's maximum, the first one of equals, and of a NaN if the
 * window begins with it: as in TensorFlow. The backend's own loses it where the maximum is negative, so without a ReLU before
 * the pooling.
 */
export const maxPoolGrad = wasmKernel<{ dy: TensorInfo; input: TensorInfo }, ImagePool>(
  'MaxPoolGrad',
  ({ inputs: { dy, input }, attrs, backend }) => {
    const window = imagePoolWindow(input, attrs);
    const out = backend.makeOutput(input.shape, 'float32');
    floats(backend, out).fill(0);
    simd().maxPoolGrad(
      address(backend, out),
      address(backend, input),
      address(backend, dy),
      window.batch,
      window.inChannels,
      ...axisArguments(window),
    );
    return out;
  },
);
