import { backend_util, type KernelConfig, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { simd } from '../simd/simd-module.js';
import { address, wasmKernel } from '../wasm-heap.js';

interface ReduceAttrs {
  axis: number | number[];
  keepDims: boolean;
}

/**
 * Sums over neighbouring axes, with totals in float64; tfjs-backend-wasm adds up in float32, after a transposed copy where
 * the axes do not stand last.
 */
export const sum = (other: KernelConfig): KernelConfig => reduce('Sum', other, () => 1);

/** Means, likewise. */
export const mean = (other: KernelConfig): KernelConfig => reduce('Mean', other, (count) => 1 / count);

function reduce(name: 'Sum' | 'Mean', other: KernelConfig, scale: (count: number) => number): KernelConfig {
  return wasmKernel<{ x: TensorInfo }, ReduceAttrs>(name, (args) => {
    const { inputs, attrs, backend } = args;
    const { x } = inputs;
    const axes = util.parseAxisParam(attrs.axis, x.shape);
    const first = Math.min(...axes);
    const after = Math.max(...axes) + 1;
    const inner = util.sizeFromShape(x.shape.slice(after));
    const count = util.sizeFromShape(x.shape.slice(first, after));
    const outer = util.sizeFromShape(x.shape.slice(0, first));
    if (
      x.dtype !== 'float32' ||
      axes.length === 0 ||
      axes.length !== after - first ||
      inner * count * outer === 0
    )
      return other.kernelFunc({ inputs: { x }, attrs: { ...attrs }, backend });
    const [shape] = backend_util.computeOutAndReduceShapes(x.shape, axes);
    const out = backend.makeOutput(
      attrs.keepDims ? backend_util.expandShapeToKeepDim(shape, axes) : shape,
      'float32',
    );
    const [to, from] = [address(backend, out), address(backend, x)];
    if (inner === 1) simd().sumLast(to, from, outer, count, scale(count));
    else simd().sumMiddle(to, from, outer, count, inner, scale(count));
    return out;
  });
}
