import { LabKernel } from './lab-kernel.js';
import type { Measure, MeasureOptions } from './measurement.js';
import { median, spread } from './statistics.js';

const ENGINE = "import * as tf from '@tensorflow/tfjs-node';\ntf.add(1, 2).dataSync()[0]";

/** From the start of the process to the first result, once for plain code and once for the engine. */
export const kernelStart: Measure = {
  name: 'kernel-start',
  async run({ product, quick }: MeasureOptions) {
    const plain: number[] = [];
    const engine: number[] = [];
    // The first one reads the files from disk for all that follow.
    await startAndRun(product, '1 + 1', '2');
    for (let n = 0; n < (quick ? 3 : 10); n++) {
      plain.push(await startAndRun(product, '1 + 1', '2'));
      engine.push(await startAndRun(product, ENGINE, '3'));
    }
    return [
      {
        name: 'kernel start to first result (1 + 1)',
        value: median(plain) / 1000,
        unit: 's',
        detail: spread(plain.map((ms) => ms / 1000)),
        target: { atMost: 1 },
      },
      {
        name: 'kernel start to first tensor (import tf, tf.add)',
        value: median(engine) / 1000,
        unit: 's',
        detail: spread(engine.map((ms) => ms / 1000)),
      },
    ];
  },
};

async function startAndRun(
  product: MeasureOptions['product'],
  code: string,
  expected: string,
): Promise<number> {
  const started = performance.now();
  const kernel = await LabKernel.launch(product);
  try {
    const result = await kernel.run(code);
    const passed = performance.now() - started;
    if (result !== expected) throw new Error(`The first cell gave "${result}" and not "${expected}".`);
    return passed;
  } finally {
    await kernel.end();
  }
}
