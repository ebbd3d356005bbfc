import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { free, wasmKernel } from '../wasm-heap.js';

type Triple = [number, number, number];

interface Conv3DAttrs {
  strides: number | Triple;
  pad: 'valid' | 'same';
  /** Of the gradient by the input. */
  inputShape?: number[];
  /** Of the gradient by the filter. */
  filterShape?: number[];
}

/**
 * tfjs-core takes a padding below zero where strides leave gaps between windows, and moves every window by it. Without the
 * values that no window covers, at the end of each axis, the padding is 0, as it is in TensorFlow.
 */
function coveredShape(shape: number[], filter: number[], { strides, pad }: Conv3DAttrs): number[] {
  const steps = typeof strides === 'number' ? [strides, strides, strides] : strides;
  return shape.map((size, i) => {
    if (pad !== 'same' || i === 0 || i === 4) return size;
    const [width, stride] = [filter[i - 1] as number, steps[i - 1] as number];
    return Math.min(size, (Math.ceil(size / stride) - 1) * stride + width);
  });
}

const same = (a: number[], b: number[]): boolean => a.every((size, i) => size === b[i]);

export const conv3D = (other: KernelConfig): KernelConfig =>
  wasmKernel<{ x: TensorInfo; filter: TensorInfo }, Conv3DAttrs>('Conv3D', ({ inputs, attrs, backend }) => {
    const { x, filter } = inputs;
    const shape = coveredShape(x.shape, filter.shape, attrs);
    return onPart(backend, x, shape, (part) => call(other, { x: part, filter }, attrs, backend));
  });

export const conv3DBackpropFilter = (other: KernelConfig): KernelConfig =>
  wasmKernel<{ x: TensorInfo; dy: TensorInfo }, Conv3DAttrs>(
    'Conv3DBackpropFilterV2',
    ({ inputs, attrs, backend }) => {
      const { x, dy } = inputs;
      const shape = coveredShape(x.shape, attrs.filterShape as number[], attrs);
      return onPart(backend, x, shape, (part) => call(other, { x: part, dy }, attrs, backend));
    },
  );

export const conv3DBackpropInput = (other: KernelConfig): KernelConfig =>
  wasmKernel<{ dy: TensorInfo; filter: TensorInfo }, Conv3DAttrs>(
    'Conv3DBackpropInputV2',
    ({ inputs, attrs, backend }) => {
      const whole = attrs.inputShape as number[];
      const shape = coveredShape(whole, inputs.filter.shape, attrs);
      const part = call(other, inputs, { ...attrs, inputShape: shape }, backend);
      if (same(shape, whole)) return part;
      const out = backend.makeOutput(whole, 'float32');
      backend.typedArrayFromHeap(out).fill(0);
      copyPart(backend, part, out, shape);
      free(backend, part);
      return out;
    },
  );

function call(
  { kernelFunc }: KernelConfig,
  inputs: Record<string, TensorInfo>,
  attrs: Conv3DAttrs,
  backend: BackendWasm,
): TensorInfo {
  return kernelFunc({ inputs, attrs: { ...attrs }, backend }) as TensorInfo;
}

function onPart(
  backend: BackendWasm,
  x: TensorInfo,
  shape: number[],
  compute: (part: TensorInfo) => TensorInfo,
): TensorInfo {
  if (same(shape, x.shape)) return compute(x);
  const part = backend.makeOutput(shape, 'float32');
  copyPart(backend, x, part, shape);
  const result = compute(part);
  free(backend, part);
  return result;
}

/** Copies what both tensors have: the first values along each axis. */
function copyPart(backend: BackendWasm, from: TensorInfo, to: TensorInfo, shape: number[]): void {
  const source = backend.typedArrayFromHeap(from);
  const target = backend.typedArrayFromHeap(to);
  const [batch = 0, depth = 0, rows = 0, columns = 0, channels = 0] = shape;
  const line = ([, d = 0, r = 0, c = 0]: number[], n: number, i: number, j: number): number =>
    ((n * d + i) * r + j) * c * channels;
  for (let n = 0; n < batch; n++)
    for (let i = 0; i < depth; i++)
      for (let j = 0; j < rows; j++) {
        const at = line(from.shape, n, i, j);
        target.set(source.subarray(at, at + columns * channels), line(to.shape, n, i, j));
      }
}
