import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Editor } from '../test/e2e/editor.js';
import { writeNotebook } from '../test/e2e/notebook-file.js';
import { TrainingView } from '../test/e2e/training-view.js';
import { endWatch, gaps, mostInASecond, perSecond, startWatch, type Watched } from './frame-watch.js';
import type { Measure } from './measurement.js';
import { quantile, rounded } from './statistics.js';

const DATA = `import * as tf from '@tensorflow/tfjs-node';
const x = tf.randomNormal([640, 13], 0, 1, 'float32', 1);
const y = x.sum(1, true).greater(0).cast('float32');
const model = tf.sequential();
model.add(tf.layers.dense({ units: 32, activation: 'relu', inputShape: [13] }));
model.add(tf.layers.dense({ units: 16, activation: 'relu' }));
model.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
model.compile({ optimizer: tf.train.adam(0.001), loss: 'binaryCrossentropy', metrics: ['accuracy'] });`;
const FIT = 'await model.fit(x, y, { epochs: 100_000, batchSize: 32, validationSplit: 0.1 });';

/** The picture in a real notebook while the kernel trains as fast as it can. */
export const liveView: Measure = {
  name: 'live-view',
  async run({ product, quick }) {
    const seconds = quick ? 4 : 12;
    const editor = await Editor.start({ extension: { vsix: product.vsix } });
    let training: Watched;
    let resting: Watched;
    try {
      const window = await editor.openWindow();
      const path = join(editor.folder, 'long.ipynb');
      writeNotebook(path, [DATA, FIT]);
      await window.openWorkbook(path);
      await window.startAll();
      const view = await TrainingView.appear(window);
      await window.reveal(path, 1);
      await view.seenGrowing();
      training = await watched(view, seconds);
      await view.stop();
      await window.cellEnded(path, 1);
      await wait(3000);
      // The same frame with nothing to draw: what this machine and browser can do at all.
      resting = await watched(view, Math.min(5, seconds));
    } finally {
      await editor.stop();
    }
    const { frames, deltas, states } = training;
    if (frames.length < 2 || deltas.length < 2)
      throw new Error(
        `Only ${frames.length} frames and ${deltas.length} messages were seen in ${seconds} s.`,
      );
    const most = mostInASecond(deltas);
    return [
      {
        name: 'live view, messages while training',
        value: perSecond(deltas),
        unit: '/s',
        detail: `${seconds} s in code-server; at most ${most} within any second; ${states.length} whole states`,
        target: { atMost: 20 },
      },
      {
        name: 'live view, frames while training',
        value: perSecond(frames),
        unit: 'fps',
        detail: `headless Chromium, software drawing; longest 5 % of gaps over ${rounded(quantile(gaps(frames), 0.95))} ms`,
        target: { atLeast: 50 },
      },
      {
        name: 'live view, frames in the same window at rest',
        value: perSecond(resting.frames),
        unit: 'fps',
        detail: 'what browser and machine allow',
      },
    ];
  },
};

async function watched(view: TrainingView, seconds: number): Promise<Watched> {
  await view.root.evaluate(startWatch);
  await wait(1000 * seconds);
  return view.root.evaluate(endWatch);
}
