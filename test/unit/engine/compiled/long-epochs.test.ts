import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { setCompiling } from '../../../../engine/compiled/index.js';
import type { TfNamespace } from '../../../../kernel/engine.js';
import { testEngine } from '../engine.js';

let tf: TfNamespace;
beforeAll(async () => {
  tf = (await testEngine()).tf;
});
let model: LayersModel;
let data: [x: Tensor, y: Tensor];
beforeEach(() => {
  setCompiling(true);
  model = tf.sequential({
    layers: [
      tf.layers.dense({ units: 3, activation: 'tanh', inputShape: [4] }),
      tf.layers.dropout({ rate: 0.2 }),
      tf.layers.dense({ units: 1 }),
    ],
  });
  model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
  data = [tf.randomNormal([50_000, 4]), tf.randomNormal([50_000, 1])];
});
afterEach(() => {
  setCompiling(false);
  model.optimizer.dispose();
  model.dispose();
  tf.dispose(data);
});

/** Milliseconds in which this process was at work, with all its threads: others on the machine do not count. */
const worked = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const stepsDone = (): number => (model.optimizer as unknown as { iterations: number }).iterations;

/** The step is traced and compiled. */
async function warmUp(): Promise<void> {
  const [x, y] = data.map((tensor) => tf.slice(tensor, 0, 2000)) as [Tensor, Tensor];
  await model.fit(x, y, { batchSize: 1, epochs: 1, verbose: 0 });
  tf.dispose([x, y]);
}

test('the event loop has its turn at least each 50 ms of a long epoch', async () => {
  await warmUp();
  const gaps: number[] = [];
  const now = () => [worked(), performance.now()] as const;
  let last = now();
  const timer = setInterval(() => {
    const [work, time] = now();
    // Threads that work side by side make it more than the time, other programs make the time more than it.
    gaps.push(Math.min(work - last[0], time - last[1]));
    last = [work, time];
  }, 5);
  await model.fit(data[0], data[1], { batchSize: 1, epochs: 1, verbose: 0 });
  clearInterval(timer);
  expect(gaps.length).toBeGreaterThan(5);
  expect(Math.max(...gaps)).toBeLessThan(50);
});

test('a training that is asked to stop in the midst of an epoch stops at once', async () => {
  await warmUp();
  const before = stepsDone();
  let asked = { steps: 0, at: 0 };
  const timer = setInterval(() => {
    if (asked.steps > 0 || stepsDone() - before < 1000) return;
    asked = { steps: stepsDone() - before, at: worked() };
    model.stopTraining = true;
  }, 1);
  await model.fit(data[0], data[1], { batchSize: 1, epochs: 10, verbose: 0 });
  clearInterval(timer);
  expect(worked() - asked.at).toBeLessThan(100);
  expect(stepsDone() - before).toBe(asked.steps);
  expect(asked.steps).toBeLessThan(50_000);
});

test('nothing grows in 100,000 steps', async () => {
  await warmUp();
  const heap = (): number =>
    (tf.backend() as BackendWasm & { wasm: { HEAPU8: Uint8Array } }).wasm.HEAPU8.length;
  const [before, size] = [tf.memory(), heap()];
  await model.fit(data[0], data[1], { batchSize: 1, epochs: 2, verbose: 0 });
  const { numTensors, numBytes } = tf.memory();
  expect({ numTensors, numBytes, size: heap() }).toEqual({
    numTensors: before.numTensors,
    numBytes: before.numBytes,
    size,
  });
  expect(stepsDone()).toBeGreaterThan(100_000);
});
