import { backend_util, type KernelConfig, type TensorInfo } from '@tensorflow/tfjs-core';
import { cpuFallback } from '../cpu-fallback.js';
import { wasmKernel } from '../wasm-heap.js';
import { convolve, filterGradient, inputGradient } from './convolution.js';
import { imageWindow, isDilated } from './filter-window.js';

type Shape4D = [number, number, number, number];

interface Conv2DAttrs {
  strides: number | [number, number];
  pad: 'valid' | 'same' | number;
  dataFormat: 'NHWC' | 'NCHW';
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
  dilations?: number | [number, number];
}

const isPlain = ({ dataFormat }: Conv2DAttrs, ...tensors: TensorInfo[]): boolean =>
  dataFormat === 'NHWC' && tensors.every(({ dtype }) => dtype === 'float32');

const windowOf = (x: number[], filter: number[], { strides, pad, dimRoundingMode, dilations }: Conv2DAttrs) =>
  backend_util.computeConv2DInfo(
    x as Shape4D,
    filter as Shape4D,
    strides,
    dilations ?? 1,
    pad,
    dimRoundingMode,
  );

/** @param other computes filters with gaps and other layouts. */
export const conv2D = (other: KernelConfig): KernelConfig =>
  wasmKernel<{ x: TensorInfo; filter: TensorInfo }, Conv2DAttrs>('Conv2D', ({ inputs, attrs, backend }) => {
    const { x, filter } = inputs;
    const info = isPlain(attrs, x, filter) ? windowOf(x.shape, filter.shape, attrs) : undefined;
    const window = info && imageWindow(info);
    if (!window || isDilated(window) || window.rows.output < 1 || window.columns.output < 1)
      return other.kernelFunc({ inputs: { x, filter }, attrs: { ...attrs }, backend });
    const out = backend.makeOutput(info.outShape, 'float32');
    convolve(backend, out, x, filter, window);
    return out;
  });

/** The gradient of a convolution's filter. */
export function conv2DBackpropFilter(): KernelConfig {
  const fallback = cpuFallback('Conv2DBackpropFilter');
  return wasmKernel<{ x: TensorInfo; dy: TensorInfo }, Conv2DAttrs & { filterShape: Shape4D }>(
    'Conv2DBackpropFilter',
    ({ inputs: { x, dy }, attrs, backend }) => {
      if (!isPlain(attrs, x, dy))
        return fallback.kernelFunc({ inputs: { x, dy }, attrs: { ...attrs }, backend });
      const out = backend.makeOutput(attrs.filterShape, 'float32');
      filterGradient(backend, out, x, dy, imageWindow(windowOf(x.shape, attrs.filterShape, attrs)));
      return out;
    },
  );
}

/** The gradient of a convolution's input, and the forward pass of a transposed convolution. */
export function conv2DBackpropInput(): KernelConfig {
  const fallback = cpuFallback('Conv2DBackpropInput');
  return wasmKernel<{ dy: TensorInfo; filter: TensorInfo }, Conv2DAttrs & { inputShape: Shape4D }>(
    'Conv2DBackpropInput',
    ({ inputs: { dy, filter }, attrs, backend }) => {
      if (!isPlain(attrs, dy, filter))
        return fallback.kernelFunc({ inputs: { dy, filter }, attrs: { ...attrs }, backend });
      const out = backend.makeOutput(attrs.inputShape, 'float32');
      inputGradient(backend, out, dy, filter, imageWindow(windowOf(attrs.inputShape, filter.shape, attrs)));
      return out;
    },
  );
}
