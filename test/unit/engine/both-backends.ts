import type { Tensor, TensorContainer } from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import type { TfNamespace } from '../../../kernel/engine.js';
import { randomValues } from '../../conformance/draw.js';

interface Values {
  dtype: string;
  shape: number[];
  values: number[];
}

export { randomValues };

export function random(tf: TfNamespace, seed: number, shape: number[]): Tensor {
  return tf.tensor(randomValues(seed, shape), shape);
}

export function randomInts(tf: TfNamespace, seed: number, shape: number[], range: [number, number]): Tensor {
  return tf.tensor(randomValues(seed, shape, 'int32', range), shape, 'int32');
}

/** Runs the same on the plain JavaScript backend and on the embedded engine, and leaves the latter current. */
async function onBoth<T>(tf: TfNamespace, run: () => T | Promise<T>): Promise<{ cpu: T; wasm: T }> {
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

function expectClose(actual: Values[], expected: Values[], tolerance: number): void {
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

function valuesOf(tf: TfNamespace, result: TensorContainer): Values[] {
  if (result instanceof tf.Tensor)
    return [{ dtype: result.dtype, shape: result.shape, values: Array.from(result.dataSync()) }];
  if (typeof result === 'object' && result !== null)
    return Object.values(result).flatMap((item) => valuesOf(tf, item as TensorContainer));
  throw new Error(`A test computed ${String(result)} and no tensor.`);
}
