import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { backend_util, type KernelConfig, type TensorInfo } from '@tensorflow/tfjs-core';
import { axisArgument, axisArguments, simd } from '../simd/simd-module.js';
import { address, floats, wasmKernel } from '../wasm-heap.js';
import { type FilterWindow, imageWindow, volumeWindow } from './filter-window.js';

interface PoolAttrs<Sizes> {
  filterSize: number | Sizes;
  strides: number | Sizes;
  pad: 'valid' | 'same' | number;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

type ImageAttrs = PoolAttrs<[number, number]>;

/**
 * As TensorFlow has it, a NaN is passed over, and a window of nothing else gives the lowest float32. XNNPACK gives
 * -Infinity for some windows with a NaN, and for others a value that is not their largest.
 *
 * @param other computes other types, and names a window that does not fit.
 */
export const maxPool = (other: KernelConfig): KernelConfig =>
  wasmKernel<{ x: TensorInfo }, ImageAttrs>('MaxPool', ({ inputs: { x }, attrs, backend }) => {
    const info = poolInfo(x, attrs);
    const window = imageWindow(info);
    if (x.dtype !== 'float32' || window.rows.output < 1 || window.columns.output < 1)
      return other.kernelFunc({ inputs: { x }, attrs: { ...attrs }, backend });
    const out = backend.makeOutput(info.outShape, 'float32');
    const { batch, inChannels, rows, columns } = window;
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

// The gradient of max pooling goes to the place of each window's maximum, the first one of equals, and of a NaN if the window
// begins with it: as in TensorFlow. The backend's own loses it
// where the maximum is negative, so without a ReLU before the pooling.

export const maxPoolGrad = wasmKernel<{ dy: TensorInfo; input: TensorInfo }, ImageAttrs>(
  'MaxPoolGrad',
  ({ inputs: { dy, input }, attrs, backend }) =>
    gradient(backend, dy, input, imageWindow(poolInfo(input, attrs))),
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

function poolInfo(x: TensorInfo, { filterSize, strides, pad, dimRoundingMode }: ImageAttrs) {
  const shape = x.shape as [number, number, number, number];
  return backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
}

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
