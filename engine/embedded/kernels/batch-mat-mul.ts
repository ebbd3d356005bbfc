import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { backend_util, type KernelConfig, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { cpuFallback } from '../cpu-fallback.js';
import { simd } from '../simd/simd-module.js';
import { address, free, wasmKernel } from '../wasm-heap.js';

interface MatMulAttrs {
  transposeA: boolean;
  transposeB: boolean;
}

/**
 * Products of matrices, which every dense layer and each of its gradients is made of. tfjs-backend-wasm prepares an operator
 * of XNNPACK anew for each, and takes a slow loop where a factor is transposed.
 */
export function batchMatMul(): KernelConfig {
  const fallback = cpuFallback('BatchMatMul');
  return wasmKernel<{ a: TensorInfo; b: TensorInfo }, MatMulAttrs>(
    'BatchMatMul',
    ({ inputs, attrs, backend }) => {
      const { a, b } = inputs;
      if (a.dtype !== 'float32' || b.dtype !== 'float32' || isEmpty(a) || isEmpty(b))
        return fallback.kernelFunc({ inputs: { a, b }, attrs: { ...attrs }, backend });
      const [aRows, aColumns] = a.shape.slice(-2) as [number, number];
      const [bRows, bColumns] = b.shape.slice(-2) as [number, number];
      const [m, k] = attrs.transposeA ? [aColumns, aRows] : [aRows, aColumns];
      const n = attrs.transposeB ? bRows : bColumns;
      const [rowStep, step] = attrs.transposeA ? [1, m] : [k, 1];
      const batchShape = backend_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
      const batch = util.sizeFromShape(batchShape);
      const out = backend.makeOutput([...batchShape, m, n], 'float32');
      const upright = attrs.transposeB ? transposedMatrices(backend, b) : b;
      const [to, left, right] = [address(backend, out), address(backend, a), address(backend, upright)];
      for (let i = 0; i < batch; i++)
        simd().multiply(
          to + 4 * i * m * n,
          left + 4 * batchIndex(a, batchShape, i) * m * k,
          right + 4 * batchIndex(b, batchShape, i) * k * n,
          m,
          k,
          n,
          rowStep,
          step,
        );
      if (upright !== b) free(backend, upright);
      return out;
    },
  );
}

/** Which matrix of a tensor takes part in product i, where the tensor is repeated to `batchShape`. */
function batchIndex(tensor: TensorInfo, batchShape: readonly number[], i: number): number {
  let index = 0;
  let step = 1;
  for (let axis = 1; axis <= batchShape.length; axis++) {
    const size = batchShape[batchShape.length - axis] as number;
    const own = tensor.shape[tensor.shape.length - 2 - axis] ?? 1;
    if (own !== 1) index += (i % size) * step;
    step *= own;
    i = Math.floor(i / size);
  }
  return index;
}

/** A copy in which each matrix is transposed. */
function transposedMatrices(backend: BackendWasm, x: TensorInfo): TensorInfo {
  const [rows, columns] = x.shape.slice(-2) as [number, number];
  const count = util.sizeFromShape(x.shape.slice(0, -2));
  const out = backend.makeOutput([...x.shape.slice(0, -2), columns, rows], 'float32');
  const [to, from] = [address(backend, out), address(backend, x)];
  const bytes = 4 * rows * columns;
  for (let i = 0; i < count; i++) simd().transpose(to + i * bytes, from + i * bytes, rows, columns);
  return out;
}

const isEmpty = (tensor: TensorInfo): boolean => util.sizeFromShape(tensor.shape) === 0;
