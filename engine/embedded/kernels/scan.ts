import { type KernelConfig, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { wasmKernel } from '../wasm-heap.js';

interface ScanAttrs {
  axis: number;
  exclusive: boolean;
  reverse: boolean;
}

/** Running sums along an axis. The backend's own reads outside its memory for a negative axis. */
export const cumsum = scan('Cumsum', 0, (a, b) => a + b);

/** Running products along an axis. */
export const cumprod = scan('Cumprod', 1, (a, b) => a * b);

function scan(kernelName: string, start: number, step: (a: number, b: number) => number): KernelConfig {
  return wasmKernel<{ x: TensorInfo }, ScanAttrs>(kernelName, ({ inputs: { x }, attrs, backend }) => {
    const dtype = x.dtype === 'bool' ? 'int32' : x.dtype;
    const out = backend.makeOutput(x.shape, dtype);
    const axis = x.shape.length === 0 ? 0 : (util.parseAxisParam(attrs.axis, x.shape)[0] ?? 0);
    const length = x.shape[axis] ?? 1;
    const stride = util.sizeFromShape(x.shape.slice(axis + 1));
    const from = backend.typedArrayFromHeap(x);
    const to = backend.typedArrayFromHeap(out);
    const direction = attrs.reverse ? -stride : stride;
    for (let block = 0; block < from.length; block += length * stride)
      for (let inner = 0; inner < stride; inner++) {
        let at = block + inner + (attrs.reverse ? (length - 1) * stride : 0);
        let total = start;
        for (let i = 0; i < length; i++, at += direction) {
          const next = step(total, from[at] as number);
          to[at] = attrs.exclusive ? total : next;
          total = next;
        }
      }
    return out;
  });
}
