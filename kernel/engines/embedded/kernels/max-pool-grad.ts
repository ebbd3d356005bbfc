import { backend_util, type TensorInfo } from '@tensorflow/tfjs-core';
import { axisArguments, simd } from '../simd/simd-module.js';
import { address, floats, wasmKernel } from '../wasm-heap.js';
import { windowAxes } from './filter-window.js';

interface PoolAttrs {
  filterSize: number | [number, number];
  strides: number | [number, number];
  pad: 'valid' | 'same' | number;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/**
 * The gradient of max pooling goes to the place of each window's maximum, the first one of equals. The backend's own
 * loses it where the maximum is negative, so without a ReLU before the pooling.
 */
export const maxPoolGrad = wasmKernel<{ dy: TensorInfo; input: TensorInfo }, PoolAttrs>(
  'MaxPoolGrad',
  ({ inputs: { dy, input }, attrs: { filterSize, strides, pad, dimRoundingMode }, backend }) => {
    const shape = input.shape as [number, number, number, number];
    const info = backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
    const { rows, columns } = windowAxes(info);
    const out = backend.makeOutput(input.shape, 'float32');
    floats(backend, out).fill(0);
    simd().maxPoolGrad(
      address(backend, out),
      address(backend, input),
      address(backend, dy),
      info.batchSize,
      info.inChannels,
      ...axisArguments(rows, columns),
    );
    return out;
  },
);
