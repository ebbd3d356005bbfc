import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import { simd } from '../simd/simd-module.js';
import { address, floats, ints, wasmKernel } from '../wasm-heap.js';

/**
 * The gradient of an embedding: each row of x is added to the row of the result that its segment id names. One pass;
 * the plain JavaScript kernel makes a mask of the size of x for each segment. Ids outside 0 … numSegments-1 are left out.
 */
export const unsortedSegmentSum = wasmKernel<
  { x: TensorInfo; segmentIds: TensorInfo },
  { numSegments: number }
>('UnsortedSegmentSum', ({ inputs: { x, segmentIds }, attrs: { numSegments }, backend }) => {
  const rowShape = x.shape.slice(segmentIds.shape.length);
  const row = util.sizeFromShape(rowShape);
  const out = backend.makeOutput([numSegments, ...rowShape], x.dtype === 'bool' ? 'int32' : x.dtype);
  if (x.dtype === 'float32') {
    floats(backend, out).fill(0);
    const [to, from, numbers] = [out, x, segmentIds].map((tensor) => address(backend, tensor));
    const count = util.sizeFromShape(segmentIds.shape);
    simd().scatterAddRows(to as number, from as number, numbers as number, count, row, numSegments, 1);
    return out;
  }
  const ids = ints(backend, segmentIds);
  const from = floats(backend, x);
  const to = floats(backend, out);
  to.fill(0);
  for (let i = 0, at = 0; i < ids.length; i++) {
    const id = ids[i] as number;
    if (id < 0 || id >= numSegments) {
      at += row;
      continue;
    }
    for (let j = id * row, end = j + row; j < end; j++, at++)
      to[j] = (to[j] as number) + (from[at] as number);
  }
  return out;
});
