import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Json, MimeBundle } from '../../protocol/index.js';
import { unpackPayload } from '../../renderers/drawing/packing/unpack.js';
import { TestKernel } from './kernel.js';

const NET = `import * as tf from '@tensorflow/tfjs-node';
import { readdirSync } from 'node:fs';
import { compare, show } from 'epochbook';
const fit = async (epochs, onEpochEnd) => {
  const net = tf.sequential({ layers: [
    tf.layers.dense({ units: 4, inputShape: [2] }), tf.layers.batchNormalization(),
    tf.layers.dropout({ rate: 0.5 }), tf.layers.dense({ units: 1 }),
  ] });
  net.compile({ loss: 'meanSquaredError', optimizer: 'sgd' });
  await net.fit(tf.ones([8, 2]), tf.ones([8, 1]), { epochs, callbacks: { onEpochEnd } });
};
await fit(2);
const pictures = async () => {
  await show.timeline();
  await show.dropout();
  await show.batchNorm();
  await show.distributions();
  await compare(readdirSync('.epochbook/runs'));
};`;

/** How the run ends of which pictures were made in its second epoch. */
const ends: [how: string, cell: string, status: string, words: RegExp][] = [
  [
    'to its end',
    'await fit(3, async (epoch) => { if (epoch === 1) await pictures(); });',
    'completed',
    /completed/i,
  ],
  [
    'by an error',
    'await fit(9, async (epoch) => { if (epoch === 1) await pictures(); if (epoch === 2) throw new Error("no"); });',
    'failed',
    /failed/i,
  ],
];

let kernel: TestKernel;
beforeAll(async () => {
  kernel = await TestKernel.start();
  await kernel.run(NET);
  for (const [, cell] of ends) await kernel.run(cell);
  await kernel.run(
    'let drawn; await fit(2, async (epoch) => { if (epoch === 1) drawn = pictures(); }); await drawn;',
  );
});
afterAll(() => kernel.end());

function statusOf(order: number, name: string): { data: MimeBundle; payload: Record<string, Json> } {
  const mime = `application/vnd.epochbook.${name}.v1+json`;
  for (const output of kernel.outputsOf(order)) {
    if (!('data' in output) || !(mime in output.data)) continue;
    const unpacked = unpackPayload(output.data[mime]);
    if (unpacked.ok) return { data: output.data, payload: unpacked.value as Record<string, Json> };
  }
  throw new Error(`Cell ${order} has no picture ${name}.`);
}

const names = ['timeline', 'dropout', 'batch-norm', 'distributions', 'compare'];

describe.each(ends.map((end, index) => [...end, index + 2] as const))(
  'a picture made in the midst of a run that goes %s says so when the cell is done',
  (_, __, status, words, order) => {
    test.each(names)('%s', (name) => {
      const { data, payload } = statusOf(order, name);
      const runs = (payload.runs ?? [payload]) as { status: string }[];
      // A comparison has the runs in the order of a folder, which knows no more than their second.
      const all = runs.map((run) => run.status);
      expect(all).toContain(status);
      expect(all).not.toContain('running');
      for (const mime of ['text/plain', 'image/svg+xml'])
        if (['timeline', 'compare'].includes(name)) expect((data[mime] as string[]).join('')).toMatch(words);
    });
  },
);

test('pictures that nobody waits for, drawn when the run has ended', () => {
  for (const name of names) {
    const { payload } = statusOf(ends.length + 2, name);
    const runs = (payload.runs ?? [payload]) as { status: string }[];
    expect(runs.map((run) => run.status)).not.toContain('running');
  }
});
