import { backend_util, type KernelConfig, type TensorInfo } from '@tensorflow/tfjs-core';
import { cpuFallback } from '../cpu-fallback.js';
import { wasmKernel } from '../wasm-heap.js';
import { convolve, filterGradient, inputGradient } from './convolution.js';
import { isDilated, volumeWindow } from './filter-window.js';

type Shape5D = [number, number, number, number, number];

interface Conv3DAttrs {
  strides: number | [number, number, number];
  pad: 'valid' | 'same';
  dilations?: number | [number, number, number];
}

const windowOf = (x: number[], filter: number[], { strides, pad, dilations }: Conv3DAttrs) =>
  backend_util.computeConv3DInfo(x as Shape5D, filter as Shape5D, strides, dilations ?? 1, pad);

/** Convolution over volumes; filters with gaps run in plain JavaScript. */
export function conv3D(): KernelConfig {
  const fallback = cpuFallback('Conv3D');
  return wasmKernel<{ x: TensorInfo; filter: TensorInfo }, Conv3DAttrs>(
    'Conv3D',
    ({ inputs: { x, filter }, attrs, backend }) => {
      const info = windowOf(x.shape, filter.shape, attrs);
      const window = volumeWindow(info);
      if (isDilated(window) || x.dtype !== 'float32' || filter.dtype !== 'float32')
        return fallback.kernelFunc({ inputs: { x, filter }, attrs: { ...attrs }, backend });
      const out = backend.makeOutput(info.outShape, 'float32');
      convolve(backend, out, x, filter, window);
      return out;
    },
  );
}

/** The gradient of its filter. */
export const conv3DBackpropFilter = wasmKernel<
  { x: TensorInfo; dy: TensorInfo },
  Conv3DAttrs & { filterShape: Shape5D }
>('Conv3DBackpropFilterV2', ({ inputs: { x, dy }, attrs, backend }) => {
  const out = backend.makeOutput(attrs.filterShape, 'float32');
  filterGradient(backend, out, x, dy, volumeWindow(windowOf(x.shape, attrs.filterShape, attrs)));
  return out;
});

/** The gradient of its input, and the forward pass of a transposed convolution. */
export const conv3DBackpropInput = wasmKernel<
  { dy: TensorInfo; filter: TensorInfo },
  Conv3DAttrs & { inputShape: Shape5D }
>('Conv3DBackpropInputV2', ({ inputs: { dy, filter }, attrs, backend }) => {
  const out = backend.makeOutput(attrs.inputShape, 'float32');
  inputGradient(backend, out, dy, filter, volumeWindow(windowOf(attrs.inputShape, filter.shape, attrs)));
  return out;
});
