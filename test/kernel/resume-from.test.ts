import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { TestKernel } from './kernel.js';

const folder = mkdtempSync(join(tmpdir(), 'epochbook-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const NET = `import * as tf from '@tensorflow/tfjs-node';
import { ModelCheckpoint } from 'epochbook';
const x = tf.linspace(-1, 1, 16).reshape([16, 1]);
const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1], kernelInitializer: 'ones' })] });
model.compile({ loss: 'meanSquaredError', optimizer: tf.train.sgd(0.1) });`;
/** @param more a callback of the student's own, behind the checkpoint. */
const training = (file: string, more = '') => `const seen = [];
const history = await model.fit(x, x.mul(3), { epochs: 8, shuffle: false, verbose: 0, callbacks: [
  new ModelCheckpoint({ filepath: '${file}', saveWeightsOnly: ${file.includes('weights')} }),
  { onEpochBegin: (epoch) => { seen.push(epoch + 1); } },
  ${more}
] });
console.log(JSON.stringify([seen, history.history.loss.map((loss) => loss.toPrecision(5))]));`;
const DIES = "{ onEpochEnd: (epoch) => { if (epoch === 3) process.kill(process.pid, 'SIGKILL'); } }";

const told = (text: string): [number[], string[]] =>
  JSON.parse(text.split('\n').findLast((line) => line.startsWith('[[')) ?? '') as [number[], string[]];
const textOf = (kernel: TestKernel, order: number): string =>
  kernel
    .outputsOf(order)
    .map((output) => (output.output_type === 'stream' ? output.text.join('') : ''))
    .join('');

test.each([['cp.weights.h5'], ['cp.h5'], ['cp.keras'], ['cp']])(
  'a cell whose kernel was killed goes on from %s, as if it had never been broken off',
  async (file) => {
    const whole = await TestKernel.start({ folder });
    await whole.run(NET);
    const [, losses] = told((await whole.run(training(`other-${file}`))).text);
    await whole.client.shutdown();
    const dies = await TestKernel.start({ folder });
    await dies.run(NET);
    await dies.run(training(file, DIES)).catch(() => {});
    const next = await TestKernel.start({ folder });
    await next.run(NET);
    const resume = { path: file, epoch: 4 };
    const code = training(file);
    const cell = { cell: 'c2', order: 2, code, language: 'typescript', resume } as const;
    expect((await next.client.execute(cell)).status).toBe('ok');
    const outputs = JSON.stringify(next.outputsOf(2));
    expect(outputs).toContain(`Going on with epoch 5 from ${file}.`);
    expect(outputs).toContain('1 resumed');
    const [seen, rest] = told(textOf(next, 2));
    expect(seen).toEqual([5, 6, 7, 8]);
    expect(rest).toEqual(losses.slice(4));
    // The next cell begins anew.
    const again = await next.run(training(`again-${file}`));
    expect(told(again.text)[0]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    await next.client.shutdown();
  },
);
