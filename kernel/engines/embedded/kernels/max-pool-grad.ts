import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { backend_util, type TensorInfo } from '@tensorflow/tfjs-core';
import { axisArguments, simd } from '../simd/simd-module.js';
import { address, floats, wasmKernel } from '../wasm-heap.js';
import { type FilterWindow, imageWindow, volumeWindow } from './filter-window.js';

interface PoolAttrs<Sizes> {
  filterSize: number | Sizes;
  strides: number | Sizes;
  pad: 'valid' | 'same' | number;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

// The gradient of max pooling goes to the place of each window's maximum, the first one of equals. The backend's own loses it
// where the maximum is negative, so without a ReLU before the pooling.

export const maxPoolGrad = wasmKernel<{ dy: TensorInfo; input: TensorInfo }, PoolAttrs<[number, number]>>(
  'MaxPoolGrad',
  ({ inputs: { dy, input }, attrs: { filterSize, strides, pad, dimRoundingMode }, backend }) => {
    const shape = input.shape as [number, number, number, number];
    const info = backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
    return gradient(backend, dy, input, imageWindow(info));
  },
);

export const maxPool3DGrad = wasmKernel<
  { dy: TensorInfo; input: TensorInfo },
  PoolAttrs<[number, number, number]>
>(
  'MaxPool3DGrad',
  ({ inputs: { dy, input }, attrs: { filterSize, strides, pad, dimRoundingMode }, backend }) => {
    const shape = input.shape as [number, number, number, number, number];
    const info = backend_util.computePool3DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
    return gradient(backend, dy, input, volumeWindow(info));
  },
);

function gradient(backend: BackendWasm, dy: TensorInfo, input: TensorInfo, window: FilterWindow): TensorInfo {
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
}
