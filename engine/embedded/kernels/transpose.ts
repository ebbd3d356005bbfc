import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { simd } from '../simd/simd-module.js';
import { address, wasmKernel } from '../wasm-heap.js';

/** Transposes matrices by SIMD, in tiles; the backend's own, which knows any order of axes, takes what is no matrix. */
export const transpose = (other: KernelConfig): KernelConfig =>
  wasmKernel<{ x: TensorInfo }, { perm: number[] }>(
    'Transpose',
    ({ inputs: { x }, attrs: { perm }, backend }) =>
      x.shape.length === 2 && perm[0] === 1 && (x.dtype === 'float32' || x.dtype === 'int32')
        ? transposed(backend, x)
        : other.kernelFunc({ inputs: { x }, attrs: { perm }, backend }),
  );

/** A transposed copy of a matrix of 4-byte values. */
export function transposed(backend: BackendWasm, x: TensorInfo): TensorInfo {
  const [rows, columns] = x.shape as [number, number];
  const out = backend.makeOutput([columns, rows], x.dtype);
  simd().transpose(address(backend, out), address(backend, x), rows, columns);
  return out;
}
