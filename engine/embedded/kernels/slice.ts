import { type KernelConfig, slice_util, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { wasmKernel } from '../wasm-heap.js';

/**
 * Whole rows, as `predict` and `evaluate` take their batches, are copied from where they lie. The backend's own copies all of
 * x first, for each batch anew; it takes what does not lie in one piece.
 */
export const slice = (other: KernelConfig): KernelConfig =>
  wasmKernel<{ x: TensorInfo }, { begin: number | number[]; size: number | number[] }>(
    'Slice',
    ({ inputs: { x }, attrs, backend }) => {
      const [begin, size] = slice_util.parseSliceParams(x as never, attrs.begin, attrs.size) as [
        number[],
        number[],
      ];
      const isPlain = x.dtype === 'float32' || x.dtype === 'int32' || x.dtype === 'bool';
      if (!isPlain || !slice_util.isSliceContinous(x.shape, begin, size))
        return other.kernelFunc({ inputs: { x }, attrs: { ...attrs }, backend });
      const out = backend.makeOutput(size, x.dtype);
      const start = slice_util.computeFlatOffset(begin, util.computeStrides(x.shape));
      const values = backend.typedArrayFromHeap(x).subarray(start, start + util.sizeFromShape(size));
      backend.typedArrayFromHeap(out).set(values);
      return out;
    },
  );
