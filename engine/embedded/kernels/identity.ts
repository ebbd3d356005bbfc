import type { TensorInfo } from '@tensorflow/tfjs-core';
import { wasmKernel } from '../wasm-heap.js';

/** A second reference to the same memory, where tfjs-backend-wasm copies: training clones each saved tensor. */
export const identity = wasmKernel<{ x: TensorInfo }, object>('Identity', ({ inputs: { x }, backend }) => {
  backend.incRef(x.dataId);
  return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
});
