import type { TensorInfo } from '@tensorflow/tfjs-core';
import { wasmKernel } from '../wasm-heap.js';

/**
 * Clips to an interval and keeps NaN. The backend's own turns NaN into the lower bound, so that a cross-entropy loss of
 * a net that has diverged would read 16.1 and not NaN.
 */
export const clipByValue = wasmKernel<{ x: TensorInfo }, { clipValueMin: number; clipValueMax: number }>(
  'ClipByValue',
  ({ inputs: { x }, attrs: { clipValueMin, clipValueMax }, backend }) => {
    const out = backend.makeOutput(x.shape, x.dtype);
    const from = backend.typedArrayFromHeap(x);
    const to = backend.typedArrayFromHeap(out);
    for (let i = 0; i < from.length; i++)
      to[i] = Math.min(Math.max(from[i] as number, clipValueMin), clipValueMax);
    return out;
  },
);
