import { afterAll, beforeAll, expect, test } from 'vitest';
import { pictureMime } from '../../protocol/index.js';
import { TestKernel } from './kernel.js';

let kernel: TestKernel;
beforeAll(async () => {
  kernel = await TestKernel.start();
  await kernel.run(PRELUDE);
});
afterAll(() => kernel.end());

const PRELUDE = `import * as tf from '@tensorflow/tfjs-node';
import { EarlyStopping } from 'epochbook';
const x = tf.randomNormal([32, 2], 0, 1, 'float32', 1);
const y = x.sum(1, true);
const build = (name) => {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 2, inputShape: [2] }));
  model.add(tf.layers.batchNormalization());
  model.add(tf.layers.dense({ units: 1 }));
  model.compile({ optimizer: tf.train.sgd(0.01), loss: 'meanSquaredError' });
  return model;
};
const fit = (model, options = {}) => model.fit(x, y, { epochs: 3, verbose: 0, ...options });`;

/** What is done in a cell, and what its last training says of the epochs before it. */
const rows: [what: string, code: string, continues: number | undefined][] = [
  ['a first fit', 'await fit(build())', undefined],
  ['a second fit', 'const m = build(); await fit(m); await fit(m)', 3],
  ['a third fit', 'const m = build(); await fit(m); await fit(m, { epochs: 2 }); await fit(m)', 5],
  [
    'with initialEpoch, as in Keras',
    'const m = build(); await fit(m); await fit(m, { initialEpoch: 3, epochs: 6 })',
    3,
  ],
  [
    'after fitDataset',
    'const m = build(); await m.fitDataset(tf.data.zip({ xs: tf.data.array([[1, 2]]), ys: tf.data.array([[3]]) }).batch(1), { epochs: 2, verbose: 0 }); await fit(m)',
    2,
  ],
  [
    'compiled again',
    "const m = build(); await fit(m); m.compile({ optimizer: 'adam', loss: 'meanSquaredError' }); await fit(m)",
    3,
  ],
  [
    'after a prediction and an evaluation',
    'const m = build(); await fit(m); m.predict(x).dispose(); m.evaluate(x, y); await fit(m)',
    3,
  ],
  [
    'stopped early, the best weights restored',
    "const m = build(); await fit(m, { epochs: 9, callbacks: new EarlyStopping({ monitor: 'loss', mode: 'max', patience: 2, restoreBestWeights: true }) }); await fit(m)",
    3,
  ],
  ['another model of the same layers', 'await fit(build()); await fit(build())', undefined],
  [
    'weights set anew',
    'const m = build(); const first = m.getWeights().map((w) => w.clone()); await fit(m); m.setWeights(first); await fit(m)',
    undefined,
  ],
  [
    'a failed fit',
    "const m = build(); await fit(m, { callbacks: { onEpochEnd: (epoch) => { if (epoch === 1) throw new Error('no'); } } }).catch(() => 0); await fit(m)",
    1,
  ],
];

test.each(rows)('%s', async (_, code, continues) => {
  const { result, outputs, error } = await kernel.run(`{ ${code}; }`);
  expect(error).toBeUndefined();
  expect(result.status).toBe('ok');
  const last = outputs.filter((output) => 'data' in output && output.data[pictureMime('training')]).at(-1);
  const data = (last as { data: Record<string, unknown> }).data;
  expect(data[pictureMime('training')]).toMatchObject({ plan: { epochs: expect.any(Number) } });
  const { plan } = data[pictureMime('training')] as { plan: { trainedBefore?: number } };
  expect(plan.trainedBefore).toBe(continues);
  const text = [data['text/plain']].flat().join('');
  if (continues === undefined) expect(text).not.toMatch(/continues/);
  else expect(text).toContain(`continues, epoch ${continues + 1} on`);
});
