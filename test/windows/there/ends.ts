import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { KernelExit } from '../../../kernel/client/index.js';
import { TestKernel } from '../../kernel/kernel.js';
import { documents } from './student.js';

const FIT = `import * as tf from '@tensorflow/tfjs-node';
const net = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
net.compile({ loss: 'meanSquaredError', optimizer: 'sgd' });
await net.fit(tf.ones([8, 2]), tf.ones([8, 1]), { epochs: 100000, batchSize: 1 });`;

const outside =
  /^The kernel was ended from outside \(exit code 1\), by the Task Manager or another program\./;

test.each([
  ['from outside', 'await new Promise(() => {});', true, outside],
  ['from outside, in a busy loop', 'for (;;);', true, outside],
  ['from outside, in fit', FIT, true, outside],
  ['process.exit(1)', 'process.exit(1);', false, /\(exit code 1\)\. A cell may have called process\.exit/],
  ['process.exit(3)', 'process.exit(3);', false, /\(exit code 3\)\. A cell may have called process\.exit/],
  ['abort', 'process.abort();', false, /\(exit code (134|0xC0000409), abort\)/],
])('%s', async (name, code, isKilled, sentence) => {
  const kernel = await TestKernel.start({ folder: documents });
  const ended = new Promise<KernelExit>((resolve) => kernel.client.onExit(resolve));
  const ran = kernel.run(code).catch(() => undefined);
  if (isKilled) {
    const begun = Date.now();
    const isUnderWay = (): boolean =>
      kernel.events.some(({ type }) => type === (code === FIT ? 'delta' : 'begin'));
    while (!isUnderWay() && Date.now() - begun < 40_000) await wait(20);
    process.kill(kernel.client.info.pid, 'SIGKILL');
  }
  const { reason, lost } = await ended;
  await ran;
  expect(reason).toMatch(sentence);
  expect(lost).toHaveLength(name.endsWith('fit') ? 1 : 0);
  for (const { id } of lost) {
    const log = join(documents, '.epochbook', 'runs', id, 'run.jsonl');
    expect(readFileSync(log, 'utf8').trim().split('\n').at(-1)).toContain('"lost"');
    expect(JSON.stringify(kernel.outputsOf(1))).toMatch(/Lost/);
  }
  expect(readdirSync(documents).filter((file) => file.endsWith('.tmp'))).toEqual([]);
});
