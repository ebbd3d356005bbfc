import type { DataType, KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { cpuFallback } from '../cpu-fallback.js';
import { wasmKernel } from '../wasm-heap.js';

/** As tfjs-backend-wasm's, but 0.5, -1 and 256 are true, and complex numbers can be cast. */
export function cast(): KernelConfig {
  const fallback = cpuFallback('Cast');
  return wasmKernel<{ x: TensorInfo }, { dtype: DataType }>('Cast', (args) => {
    const { inputs, attrs, backend } = args;
    const { x } = inputs;
    if ([x.dtype, attrs.dtype].some((dtype) => dtype === 'complex64' || dtype === 'string'))
      return fallback.kernelFunc({ inputs: { x }, attrs: { dtype: attrs.dtype }, backend });
    if (x.dtype === attrs.dtype) {
      backend.incRef(x.dataId);
      return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
    }
    const out = backend.makeOutput(x.shape, attrs.dtype);
    const from = backend.typedArrayFromHeap(x);
    const to = backend.typedArrayFromHeap(out);
    if (attrs.dtype === 'bool') for (let i = 0; i < from.length; i++) to[i] = from[i] === 0 ? 0 : 1;
    else to.set(from);
    return out;
  });
}
