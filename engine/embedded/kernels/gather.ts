import { backend_util, type KernelConfig, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { cpuFallback } from '../cpu-fallback.js';
import { simd } from '../simd/simd-module.js';
import { address, ints, wasmKernel } from '../wasm-heap.js';

/**
 * Rows by number: an embedding's forward pass, and the batches that `fit` takes. The backend's own computes the place of
 * each value anew, and reads outside its memory when there are batch dimensions.
 */
export function gather(): KernelConfig {
  const fallback = cpuFallback('GatherV2');
  return wasmKernel<{ x: TensorInfo; indices: TensorInfo }, { axis: number; batchDims: number }>(
    'GatherV2',
    ({ inputs: { x, indices }, attrs, backend }) => {
      if (x.dtype === 'string' || x.dtype === 'complex64')
        return fallback.kernelFunc({ inputs: { x, indices }, attrs: { ...attrs }, backend });
      const axis = util.parseAxisParam(attrs.axis, x.shape)[0] ?? 0;
      const shape = backend_util.segment_util.collectGatherOpShapeInfo(
        x as never,
        indices as never,
        axis,
        attrs.batchDims,
      );
      const { batchSize, outerSize, dimSize, sliceSize, outputShape } = shape;
      const rows = ints(backend, indices);
      for (const number of rows)
        if (number < 0 || number >= dimSize || !Number.isInteger(number))
          throw new Error(`GatherV2: the index value ${number} is not in [0, ${dimSize - 1}]`);
      const out = backend.makeOutput(outputShape, x.dtype);
      if (x.dtype !== 'bool') {
        const perBatch = util.sizeFromShape(indices.shape) / Math.max(1, batchSize);
        let to = address(backend, out);
        for (let batch = 0; batch < batchSize; batch++)
          for (let outer = 0; outer < outerSize; outer++, to += 4 * perBatch * sliceSize) {
            const from = address(backend, x) + 4 * (batch * outerSize + outer) * dimSize * sliceSize;
            simd().gatherRows(
              to,
              from,
              address(backend, indices) + 4 * batch * perBatch,
              perBatch,
              sliceSize,
            );
          }
        return out;
      }
      const numbers = ints(backend, indices);
      const from = backend.typedArrayFromHeap(x);
      const to = backend.typedArrayFromHeap(out);
      const perBatch = numbers.length / Math.max(1, batchSize);
      let at = 0;
      for (let batch = 0; batch < batchSize; batch++)
        for (let outer = 0; outer < outerSize; outer++) {
          const base = (batch * outerSize + outer) * dimSize * sliceSize;
          for (let i = 0; i < perBatch; i++, at += sliceSize) {
            const start = base + (numbers[batch * perBatch + i] as number) * sliceSize;
            if (sliceSize > 64) to.set(from.subarray(start, start + sliceSize), at);
            else for (let j = 0; j < sliceSize; j++) to[at + j] = from[start + j] as number;
          }
        }
      return out;
    },
  );
}
