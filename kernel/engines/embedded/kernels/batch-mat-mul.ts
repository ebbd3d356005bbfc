import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { backend_util, type KernelConfig, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { cpuFallback } from '../cpu-fallback.js';
import { nativeKernel } from '../native-kernels.js';
import { endView, viewOf } from '../tensor-view.js';
import { floats, free, wasmKernel } from '../wasm-heap.js';
import { multiply, withTransposed } from './multiply-matrices.js';

interface MatMulAttrs {
  transposeA: boolean;
  transposeB: boolean;
}

/** Below this many multiplications, transposing costs more than the slow loop. */
const SMALL = 8192;

/** Products with transposed factors, which every gradient of a dense layer is made of, through SIMD. */
export function batchMatMul(): KernelConfig {
  const fallback = cpuFallback('BatchMatMul');
  return wasmKernel<{ a: TensorInfo; b: TensorInfo }, MatMulAttrs>(
    'BatchMatMul',
    ({ inputs, attrs, backend }) => {
      const { a, b } = inputs;
      const plain = { inputs: { a, b }, attrs: { ...attrs }, backend };
      if (a.dtype !== 'float32' || b.dtype !== 'float32' || isEmpty(a) || isEmpty(b))
        return fallback.kernelFunc(plain);
      const [aRows, aColumns] = a.shape.slice(-2) as [number, number];
      const [bRows, bColumns] = b.shape.slice(-2) as [number, number];
      const [m, k] = attrs.transposeA ? [aColumns, aRows] : [aRows, aColumns];
      const n = attrs.transposeB ? bRows : bColumns;
      const batchShape = backend_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
      const batch = util.sizeFromShape(batchShape);
      const aBatch = util.sizeFromShape(a.shape.slice(0, -2));
      const bBatch = util.sizeFromShape(b.shape.slice(0, -2));
      const simple = batch === 1 && !attrs.transposeA && !attrs.transposeB;
      // Where both are repeated, the backend's own gives a result that is too small.
      const repeatsOne = aBatch === batch || bBatch === batch;
      if (simple || (m * k * n < SMALL && repeatsOne)) return nativeKernel('BatchMatMul')(plain);

      const out = backend.makeOutput([...batchShape, m, n], 'float32');
      for (let i = 0; i < batch; i++) {
        const aView = viewOf(backend, a, batchIndex(a, batchShape, i) * aRows * aColumns, [aRows, aColumns]);
        const bView = viewOf(backend, b, batchIndex(b, batchShape, i) * bRows * bColumns, [bRows, bColumns]);
        const product = multiplyTransposed(backend, aView, bView, attrs);
        floats(backend, out).set(floats(backend, product), i * m * n);
        free(backend, product);
        endView(backend, aView);
        endView(backend, bView);
      }
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

function multiplyTransposed(
  backend: BackendWasm,
  a: TensorInfo,
  b: TensorInfo,
  { transposeA, transposeB }: MatMulAttrs,
): TensorInfo {
  if (transposeA)
    return withTransposed(backend, a, (copy) =>
      multiplyTransposed(backend, copy, b, { transposeA: false, transposeB }),
    );
  if (transposeB) return withTransposed(backend, b, (copy) => multiply(backend, a, copy));
  return multiply(backend, a, b);
}

const isEmpty = (tensor: TensorInfo): boolean => util.sizeFromShape(tensor.shape) === 0;
