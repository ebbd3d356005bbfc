import { backend_util, type KernelConfig, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { floats, wasmKernel } from '../wasm-heap.js';

/** Results smaller than this are left to the backend's own kernel. */
const SMALL = 2048;

interface Axis {
  size: number;
  a: number;
  b: number;
}

/** Computes a row of a result: values `at` and after, from left values i, i+di, … and right values j, j+dj, … */
export type RowOperation = (
  to: Float32Array,
  at: number,
  size: number,
  left: Float32Array,
  i: number,
  di: number,
  right: Float32Array,
  j: number,
  dj: number,
) => void;

/**
 * a ∘ b where one is repeated along axes of the other. The backend is fast where that is one value or one last axis, and
 * else computes the place of each value anew; so axes are merged where they can be, and the rest goes row by row.
 */
export function broadcastBinary(other: KernelConfig, row: RowOperation): KernelConfig {
  return wasmKernel<{ a: TensorInfo; b: TensorInfo }, object>(other.kernelName, ({ inputs, backend }) => {
    const { a, b } = inputs;
    if (a.dtype !== 'float32' || b.dtype !== 'float32' || util.arraysEqual(a.shape, b.shape))
      return other.kernelFunc({ inputs: { a, b }, backend });
    const shape = backend_util.assertAndGetBroadcastShape(a.shape, b.shape);
    if (util.sizeFromShape(shape) < SMALL) return other.kernelFunc({ inputs: { a, b }, backend });
    const axes = mergedAxes(a.shape, b.shape, shape);
    const [outer, inner] = axes;
    if (axes.length === 1 || (axes.length === 2 && inner?.a && inner.b && outer)) {
      const merged = { a: { ...a, shape: shapeOf(axes, 'a') }, b: { ...b, shape: shapeOf(axes, 'b') } };
      return { ...(other.kernelFunc({ inputs: merged, backend }) as TensorInfo), shape };
    }
    const out = backend.makeOutput(shape, 'float32');
    const left = floats(backend, a);
    const right = floats(backend, b);
    const to = floats(backend, out);
    const last = axes[axes.length - 1] as Axis;
    let at = 0;
    const walk = (depth: number, i: number, j: number): void => {
      const axis = axes[depth] as Axis;
      if (axis === last) {
        row(to, at, axis.size, left, i, axis.a, right, j, axis.b);
        at += axis.size;
      } else for (let n = 0; n < axis.size; n++) walk(depth + 1, i + n * axis.a, j + n * axis.b);
    };
    walk(0, 0, 0);
    return out;
  });
}

/** What one side looks like along the merged axes: 1 where it is repeated, nothing where that comes first. */
function shapeOf(axes: Axis[], side: 'a' | 'b'): number[] {
  const shape = axes.map((axis) => (axis[side] === 0 ? 1 : axis.size));
  return shape[0] === 1 ? shape.slice(1) : shape;
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
