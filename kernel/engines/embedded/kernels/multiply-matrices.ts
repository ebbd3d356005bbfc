import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import { nativeKernel } from '../native-kernels.js';
import { free } from '../wasm-heap.js';

/**
 * a · b for matrices. This, and only this, is what tfjs-backend-wasm hands to XNNPACK (SIMD); products with a
 * transposed factor or a batch dimension run in a slow loop there.
 *
 * @param a float32 [m, k]
 * @param b float32 [k, n]
 * @returns float32 [m, n]
 */
export function multiply(backend: BackendWasm, a: TensorInfo, b: TensorInfo): TensorInfo {
  const matMul: KernelFunc = nativeKernel('BatchMatMul');
  return matMul({ inputs: { a, b }, attrs: { transposeA: false, transposeB: false }, backend }) as TensorInfo;
}

/** Computes with a transposed copy of a matrix, and frees it. */
export function withTransposed<T>(backend: BackendWasm, x: TensorInfo, compute: (copy: TensorInfo) => T): T {
  const copy = nativeKernel('Transpose')({ inputs: { x }, attrs: { perm: [1, 0] }, backend }) as TensorInfo;
  try {
    return compute(copy);
  } finally {
    free(backend, copy);
  }
}
