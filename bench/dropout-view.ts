import { measureDropout } from '../test/renderers/dropout-speed.js';
import { startHarness } from '../test/renderers/harness.js';
import type { Measure } from './measurement.js';
import { rounded } from './statistics.js';

/** The live picture `dropout` in a real browser. */
export const dropoutView: Measure = {
  name: 'dropout-view',
  async run({ quick }) {
    const harness = await startHarness();
    try {
      const page = await harness.open({ width: 1000, height: 700 });
      const { deepMs, wideMs, longMs, rest, wide, long } = await measureDropout(page, quick ? 2 : 6);
      const where = 'headless Chromium, software drawing';
      return [
        {
          name: 'dropout, first drawing of 50 layers',
          value: deepMs,
          unit: 'ms',
          detail: where,
          target: { atMost: 300 },
        },
        { name: 'dropout, first drawing of 3 × 512 units', value: wideMs, unit: 'ms', detail: where },
        {
          name: 'dropout, scrubbing 3 × 512 units',
          value: wide.framesPerSecond,
          unit: 'fps',
          detail: `${where}; longest gap ${rounded(wide.worstMs)} ms`,
          target: { atLeast: 55 },
        },
        {
          name: 'dropout, frames of the same page at rest',
          value: rest.framesPerSecond,
          unit: 'fps',
          detail: `what browser and machine allow; longest gap ${rounded(rest.worstMs)} ms`,
        },
        { name: 'dropout, opening 10,000 recorded steps', value: longMs, unit: 'ms', detail: where },
        {
          name: 'dropout, scrubbing 10,000 recorded steps',
          value: long.framesPerSecond,
          unit: 'fps',
          detail: `${where}; longest gap ${rounded(long.worstMs)} ms`,
          target: { atLeast: 55 },
        },
      ];
    } finally {
      await harness.close();
    }
  },
};
