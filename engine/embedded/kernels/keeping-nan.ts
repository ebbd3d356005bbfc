import { backend_util, type KernelConfig, type TensorInfo } from '@tensorflow/tfjs-core';
import { wasmKernel } from '../wasm-heap.js';
import { repeatedPlaces } from './repeated-places.js';

/** One value from one, for float32 and int32. */
const unary = (kernelName: string, compute: (x: number) => number): KernelConfig =>
  wasmKernel<{ x: TensorInfo }, object>(kernelName, ({ inputs: { x }, backend }) => {
    const out = backend.makeOutput(x.shape, x.dtype);
    const [from, to] = [backend.typedArrayFromHeap(x), backend.typedArrayFromHeap(out)];
    for (let i = 0; i < from.length; i++) to[i] = compute(from[i] as number);
    return out;
  });

/** The backend's own gives 0 for NaN, so that a net that has diverged would look well. */
export const relu6 = unary('Relu6', (x) => Math.min(Math.max(x, 0), 6));

/** As `relu6`. */
export const sign = unary('Sign', Math.sign);

/** Of a NaN the incoming gradient, as TensorFlow has it. */
export const eluGrad = wasmKernel<{ dy: TensorInfo; y: TensorInfo }, object>(
  'EluGrad',
  ({ inputs: { dy, y }, backend }) => {
    const out = backend.makeOutput(y.shape, 'float32');
    const [gradients, values] = [backend.typedArrayFromHeap(dy), backend.typedArrayFromHeap(y)];
    const to = backend.typedArrayFromHeap(out);
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as number;
      to[i] = value < 0 ? (gradients[i] as number) * (value + 1) : (gradients[i] as number);
    }
    return out;
  },
);

/** The backend's own loses a NaN of the first operand. */
export const maximum = (other: KernelConfig): KernelConfig => extreme(other, Math.max);
export const minimum = (other: KernelConfig): KernelConfig => extreme(other, Math.min);

function extreme(other: KernelConfig, compute: (a: number, b: number) => number): KernelConfig {
  return wasmKernel<{ a: TensorInfo; b: TensorInfo }, object>(other.kernelName, (args) => {
    const { inputs, backend } = args;
    const { a, b } = inputs;
    if (a.dtype !== 'float32' || b.dtype !== 'float32')
      return other.kernelFunc({ inputs: { a, b }, backend });
    const shape = backend_util.assertAndGetBroadcastShape(a.shape, b.shape);
    const out = backend.makeOutput(shape, 'float32');
    const [left, right] = [backend.typedArrayFromHeap(a), backend.typedArrayFromHeap(b)];
    const to = backend.typedArrayFromHeap(out);
    const [i, j] = [repeatedPlaces(a.shape, shape), repeatedPlaces(b.shape, shape)];
    for (let at = 0; at < to.length; at++) to[at] = compute(left[i(at)] as number, right[j(at)] as number);
    return out;
  });
}
