import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { wasmKernel } from '../wasm-heap.js';

/** Repeats a tensor along its axes, in whole blocks. Batch normalization's gradient tiles its channels over the batch. */
export const tile = (other: KernelConfig): KernelConfig =>
  wasmKernel<{ x: TensorInfo }, { reps: number[] }>('Tile', ({ inputs: { x }, attrs: { reps }, backend }) => {
    if (x.dtype === 'string' || x.dtype === 'complex64')
      return other.kernelFunc({ inputs: { x }, attrs: { reps }, backend });
    const shape = x.shape.map((size, i) => size * (reps[i] ?? 1));
    const out = backend.makeOutput(shape, x.dtype);
    const from = backend.typedArrayFromHeap(x);
    const to = backend.typedArrayFromHeap(out);
    if (to.length === 0) return out;
    let read = 0;
    /** Writes the block of one position in the axes before `axis`, and gives its size. */
    const write = (axis: number, at: number): number => {
      if (axis === x.shape.length) {
        to[at] = from[read++] as number;
        return 1;
      }
      const size = x.shape[axis] as number;
      let length = 0;
      if (axis === x.shape.length - 1) {
        for (let i = 0; i < size; i++) to[at + i] = from[read++] as number;
        length = size;
      } else for (let i = 0; i < size; i++) length += write(axis + 1, at + length);
      const total = length * (reps[axis] ?? 1);
      for (let done = length; done < total; ) {
        const more = Math.min(done, total - done);
        to.copyWithin(at + done, at, at + more);
        done += more;
      }
      return total;
    };
    write(0, 0);
    return out;
  });
