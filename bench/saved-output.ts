import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { joined, readNotebook, writeNotebook } from '../test/e2e/notebook-file.js';
import { runNotebook } from './command-line.js';
import type { Measure } from './measurement.js';

const EPOCHS = 10_000;
const TRAINING = 'application/vnd.epochbook.training.v1+json';

/** Every column that a run can have: two losses, two metrics, a penalty. */
const CELL = `import * as tf from '@tensorflow/tfjs-node';
const x = tf.randomNormal([8, 2], 0, 1, 'float32', 1);
const y = x.sum(1, true).greater(0).cast('float32');
const model = tf.sequential();
model.add(tf.layers.dense({
  units: 1, activation: 'sigmoid', inputShape: [2], kernelRegularizer: tf.regularizers.l2({ l2: 0.001 }),
}));
model.compile({ optimizer: tf.train.sgd(0.01), loss: 'binaryCrossentropy', metrics: ['accuracy'] });
await model.fit(x, y, { epochs: ${EPOCHS}, batchSize: 4, validationSplit: 0.5 });`;

/** What a notebook file keeps of a very long run. */
export const savedOutput: Measure = {
  name: 'saved-output',
  async run({ product }) {
    const folder = mkdtempSync(join(tmpdir(), 'epochbook-bench-'));
    try {
      const [notebook, out] = [join(folder, 'long.ipynb'), join(folder, 'long.executed.ipynb')];
      writeNotebook(notebook, [CELL]);
      const seconds = await runNotebook(product, notebook, out);
      const outputs = readNotebook(out).cells[0]?.outputs ?? [];
      const data = outputs.find((output) => output.data?.[TRAINING])?.data;
      if (!data) throw new Error(`The executed notebook has no output of the type ${TRAINING}.`);
      const payload = data[TRAINING] as { progress: { epoch: number }; epochs: { epoch: number[] } };
      if (payload.progress.epoch !== EPOCHS)
        throw new Error(`The saved run is at epoch ${payload.progress.epoch} and not at ${EPOCHS}.`);
      const svg = joined(data['image/svg+xml'] as string | string[] | undefined);
      if (!svg.includes('</svg>')) throw new Error('The saved run has no still picture.');
      const kept = payload.epochs.epoch.length.toLocaleString('en-US');
      const run = `${EPOCHS.toLocaleString('en-US')} epochs, ran in ${seconds.toFixed(0)} s`;
      return [
        {
          name: 'saved output of a long run, JSON',
          value: Buffer.byteLength(JSON.stringify(payload)) / 1024,
          unit: 'KiB',
          detail: `${run}; ${kept} rows of epochs kept`,
          target: { atMost: 256 },
        },
        {
          name: 'saved output of a long run, SVG',
          value: Buffer.byteLength(svg) / 1024,
          unit: 'KiB',
          detail: 'of the same',
          target: { atMost: 128 },
        },
      ];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
