import { startHarness } from '../test/renderers/harness.js';
import { measureProjectorFrames } from '../test/renderers/projector-frames.js';
import type { Measure } from './measurement.js';

/** What a frame of 50,000 turning points takes, on a WebGL that is drawn in software. */
export const projectorView: Measure = {
  name: 'projector-view',
  async run({ quick }) {
    const harness = await startHarness({ webgl: true });
    try {
      const page = await harness.open({ width: 900, height: 700 });
      const { points, framesPerSecond, scriptMs } = await measureProjectorFrames(
        page,
        5000,
        quick ? 20 : 120,
      );
      return [
        {
          name: `projector, scripts of a frame of ${points} points`,
          value: scriptMs,
          unit: 'ms',
          detail: `${framesPerSecond.toFixed(0)} frames a second, drawn in software`,
          target: { atMost: 4 },
        },
      ];
    } finally {
      await harness.close();
    }
  },
};
