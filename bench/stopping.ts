import { setTimeout as wait } from 'node:timers/promises';
import { LabKernel } from './lab-kernel.js';
import type { Measure, Measurement } from './measurement.js';
import { median, spread } from './statistics.js';

/** Cells that never end by themselves, what an interrupt does to them, and how long that may take in milliseconds. */
const CELLS: readonly { name: string; how: string; atMost: number; code: string }[] = [
  {
    name: 'a promise that never settles',
    how: 'its await is left',
    atMost: 100,
    code: 'await new Promise(() => {});',
  },
  {
    name: 'a loop with an await',
    how: 'its await is left',
    atMost: 100,
    code: 'for (;;) await new Promise((resolve) => setTimeout(resolve, 1));',
  },
  {
    name: 'a fit',
    how: 'it gives back its history, and its picture is complete',
    atMost: 500,
    code: 'await stopped.fit(tf.ones([640, 13]), tf.ones([640, 1]), { epochs: 1e6, verbose: 0 });',
  },
  { name: 'a loop without a pause', how: 'broken off', atMost: 1000, code: 'for (;;) {}' },
];
const NET = `import * as tf from '@tensorflow/tfjs-node';
const stopped = tf.sequential({ layers: [tf.layers.dense({ units: 32, inputShape: [13], activation: 'relu' }), tf.layers.dense({ units: 1 })] });
stopped.compile({ loss: 'meanSquaredError', optimizer: 'adam' });`;

/** From the interrupt of a running cell to its end, by what the cell does. */
export const stopping: Measure = {
  name: 'stopping',
  async run({ product, quick }) {
    const kernel = await LabKernel.launch(product);
    try {
      await kernel.run(NET);
      const lines: Measurement[] = [];
      for (const { name, how, atMost, code } of CELLS) {
        const times: number[] = [];
        for (let n = 0; n < (quick ? 3 : 20); n++) times.push(await timeToStop(kernel, code));
        const detail = `${how}, ${spread(times)}`;
        lines.push({ name: `stop ${name}`, value: median(times), unit: 'ms', detail, target: { atMost } });
      }
      return lines;
    } finally {
      await kernel.end();
    }
  },
};

async function timeToStop(kernel: LabKernel, code: string): Promise<number> {
  const ended = kernel.run(code).then(
    () => 'ok',
    (error: Error) => error.message,
  );
  await wait(300);
  const from = performance.now();
  await kernel.client.interrupt();
  const how = await ended;
  if (!/interrupted/.test(how)) throw new Error(`The cell was to be interrupted, and ended so: ${how}`);
  return performance.now() - from;
}
