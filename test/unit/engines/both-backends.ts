import type { Tensor, TensorContainer } from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import type { TfNamespace } from '../../../kernel/engines/index.js';

export interface Values {
  dtype: string;
  shape: number[];
  values: number[];
}

/** A sequence of numbers in [0, 1) that is the same in every run (a linear congruence). */
export function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Values in [-2, 2), or whole numbers in [low, high), or 0 and 1. */
export function randomValues(
  seed: number,
  shape: number[],
  dtype: 'float32' | 'int32' | 'bool' = 'float32',
  [low, high] = [-2, 2],
): Float32Array | Int32Array | Uint8Array {
  const next = numbers(seed);
  const size = shape.reduce((product, dimension) => product * dimension, 1);
  if (dtype === 'bool') return Uint8Array.from({ length: size }, () => (next() < 0.5 ? 0 : 1));
  const between = () => (low as number) + next() * ((high as number) - (low as number));
  return dtype === 'int32'
    ? Int32Array.from({ length: size }, () => Math.floor(between()))
    : Float32Array.from({ length: size }, between);
}

export function random(tf: TfNamespace, seed: number, shape: number[]): Tensor {
  return tf.tensor(randomValues(seed, shape), shape);
}

export function randomInts(tf: TfNamespace, seed: number, shape: number[], range: [number, number]): Tensor {
  return tf.tensor(randomValues(seed, shape, 'int32', range), shape, 'int32');
}

/** Runs the same on the plain JavaScript backend and on the embedded engine, and leaves the latter current. */
export async function onBoth<T>(tf: TfNamespace, run: () => T | Promise<T>): Promise<{ cpu: T; wasm: T }> {
  await tf.setBackend('cpu');
  try {
    const cpu = await run();
    await tf.setBackend('wasm');
    return { cpu, wasm: await run() };
  } finally {
    await tf.setBackend('wasm');
  }
}

/** Expects the same types, shapes and values (relative to the largest) from both backends, and no tensor left over. */
export async function expectSame(
  tf: TfNamespace,
  compute: () => TensorContainer,
  tolerance = 1e-5,
): Promise<void> {
  const { cpu, wasm } = await onBoth(tf, () => {
    const before = tf.memory().numTensors;
    let result: Values[] = [];
    tf.tidy(() => {
      result = valuesOf(tf, compute());
    });
    expect(tf.memory().numTensors).toBe(before);
    return result;
  });
  expectClose(wasm, cpu, tolerance);
}

export function expectClose(actual: Values[], expected: Values[], tolerance: number): void {
  expect(actual.map(({ dtype, shape }) => ({ dtype, shape }))).toEqual(
    expected.map(({ dtype, shape }) => ({ dtype, shape })),
  );
  expected.forEach(({ values }, i) => {
    const size = values.map(Math.abs).filter(Number.isFinite).reduce(larger, 1);
    const worst = values
      .map((value, j) => difference(value, actual[i]?.values[j] as number))
      .reduce(larger, 0);
    expect(worst / size, `result ${i}`).toBeLessThanOrEqual(tolerance);
  });
}

const larger = (a: number, b: number): number => (b > a || Number.isNaN(b) ? b : a);

const difference = (a: number, b: number): number =>
  Object.is(a, b) || a === b || (Number.isNaN(a) && Number.isNaN(b)) ? 0 : Math.abs(a - b);

export function valuesOf(tf: TfNamespace, result: TensorContainer): Values[] {
  if (result instanceof tf.Tensor)
    return [{ dtype: result.dtype, shape: result.shape, values: Array.from(result.dataSync()) }];
  if (typeof result === 'object' && result !== null)
    return Object.values(result).flatMap((item) => valuesOf(tf, item as TensorContainer));
  throw new Error(`A test computed ${String(result)} and no tensor.`);
}
