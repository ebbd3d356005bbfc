import { backend_util, type KernelConfig, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { simd } from '../simd/simd-module.js';
import { address, wasmKernel } from '../wasm-heap.js';

/** Results smaller than this are left to the backend's own kernel. */
const SMALL = 2048;

interface Axis {
  size: number;
  a: number;
  b: number;
}

/** Which loop of the SIMD module computes it. */
export type RowOperation = 'addRows' | 'subtractRows' | 'multiplyRows' | 'divideRows';

/**
 * a ∘ b where one is repeated along axes of the other. The backend computes the place of each value anew; here axes are
 * merged where they can be, and the last two go to one SIMD loop.
 */
export function broadcastBinary(other: KernelConfig, row: RowOperation): KernelConfig {
  return wasmKernel<{ a: TensorInfo; b: TensorInfo }, object>(other.kernelName, ({ inputs, backend }) => {
    const { a, b } = inputs;
    if (a.dtype !== 'float32' || b.dtype !== 'float32' || util.arraysEqual(a.shape, b.shape))
      return other.kernelFunc({ inputs: { a, b }, backend });
    const shape = backend_util.assertAndGetBroadcastShape(a.shape, b.shape);
    if (util.sizeFromShape(shape) < SMALL) return other.kernelFunc({ inputs: { a, b }, backend });
    const axes = mergedAxes(a.shape, b.shape, shape);
    const out = backend.makeOutput(shape, 'float32');
    const compute = simd()[row];
    const [left, right, to] = [address(backend, a), address(backend, b), address(backend, out)];
    const last = axes[axes.length - 1] as Axis;
    const before = axes[axes.length - 2] ?? { size: 1, a: 0, b: 0 };
    let at = to;
    const walk = (depth: number, i: number, j: number): void => {
      const axis = axes[depth];
      if (axis === undefined || axis === last || axis === before) {
        compute(at, before.size, last.size, left + 4 * i, before.a, last.a, right + 4 * j, before.b, last.b);
        at += 4 * before.size * last.size;
      } else for (let n = 0; n < axis.size; n++) walk(depth + 1, i + n * axis.a, j + n * axis.b);
    };
    walk(0, 0, 0);
    return out;
  });
}

/** The axes of the result with the steps that a and b take along them; neighbours that behave alike become one. */
function mergedAxes(aShape: number[], bShape: number[], shape: number[]): Axis[] {
  const axes: Axis[] = [];
  let aStep = 1;
  let bStep = 1;
  for (let i = 1; i <= shape.length; i++) {
    const size = shape[shape.length - i] as number;
    const aSize = aShape[aShape.length - i] ?? 1;
    const bSize = bShape[bShape.length - i] ?? 1;
    if (size === 1) continue;
    const axis = { size, a: aSize === 1 ? 0 : aStep, b: bSize === 1 ? 0 : bStep };
    aStep *= aSize;
    bStep *= bSize;
    const inside = axes[0];
    if (inside && (axis.a === 0) === (inside.a === 0) && (axis.b === 0) === (inside.b === 0))
      inside.size *= size;
    else axes.unshift(axis);
  }
  return axes.length > 0 ? axes : [{ size: 1, a: 1, b: 1 }];
}
