import { LabKernel } from './lab-kernel.js';
import type { Measure } from './measurement.js';
import { quantile } from './statistics.js';

const WARM_UP = 30;

/** A cell's way from the client to the kernel and its result's way back. */
export const kernelRoundTrip: Measure = {
  name: 'kernel-round-trip',
  async run({ product, quick }) {
    const count = quick ? 50 : 200;
    const times: number[] = [];
    const kernel = await LabKernel.launch(product);
    try {
      // With the engine loaded, as in a lesson.
      await kernel.run("import * as tf from '@tensorflow/tfjs-node';");
      for (let n = 0; n < WARM_UP + count; n++) {
        const started = performance.now();
        const value = await kernel.run('1');
        if (n >= WARM_UP) times.push(performance.now() - started);
        if (value !== '1') throw new Error(`The cell "1" gave "${value}".`);
      }
    } finally {
      await kernel.end();
    }
    return [
      {
        name: 'cell round trip, p50',
        value: quantile(times, 0.5),
        unit: 'ms',
        detail: `of ${count} executions of "1"`,
        target: { atMost: 10 },
      },
      { name: 'cell round trip, p95', value: quantile(times, 0.95), unit: 'ms', detail: 'of the same' },
    ];
  },
};
