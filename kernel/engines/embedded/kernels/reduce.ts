import { backend_util, type KernelConfig, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { nativeKernel } from '../native-kernels.js';
import { floats, wasmKernel } from '../wasm-heap.js';

interface ReduceAttrs {
  axis: number | number[];
  keepDims: boolean;
}

/** Sums over axes that do not stand last, without the transposed copy that tfjs-backend-wasm makes first. */
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
    // Along the last axis the backend's own is as good.
    if (inner === 1) return nativeKernel(name)({ inputs: { x }, attrs: { ...attrs }, backend });
    const [shape] = backend_util.computeOutAndReduceShapes(x.shape, axes);
    const out = backend.makeOutput(
      attrs.keepDims ? backend_util.expandShapeToKeepDim(shape, axes) : shape,
      'float32',
    );
    const from = floats(backend, x);
    const to = floats(backend, out);
    const totals = new Float64Array(inner);
    const factor = scale(count);
    let at = 0;
    for (let block = 0; block < outer; block++) {
      totals.fill(0);
      for (let i = 0; i < count; i++)
        for (let j = 0; j < inner; j++, at++) totals[j] = (totals[j] as number) + (from[at] as number);
      for (let j = 0; j < inner; j++) to[block * inner + j] = (totals[j] as number) * factor;
    }
    return out;
  });
}
