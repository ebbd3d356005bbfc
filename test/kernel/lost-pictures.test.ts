import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type KernelExit, LONELY_MS } from '../../kernel/client/index.js';
import type { Json, MimeBundle } from '../../protocol/index.js';
import { unpackPayload } from '../../renderers/drawing/packing/unpack.js';
import { executeNotebook, removeExecuted } from './executed-notebook.js';
import { TestKernel } from './kernel.js';

const NET = `import * as tf from '@tensorflow/tfjs-node';
import { readdirSync, writeFileSync } from 'node:fs';
import { compare, show } from 'epochbook';
const make = () => {
  const net = tf.sequential({ layers: [
    tf.layers.dense({ units: 4, inputShape: [2] }), tf.layers.batchNormalization(),
    tf.layers.dropout({ rate: 0.5 }), tf.layers.dense({ units: 1 }),
  ] });
  net.compile({ loss: 'meanSquaredError', optimizer: 'sgd' });
  return net;
};
const fit = (epochs, onEpochEnd) =>
  make().fit(tf.ones([8, 2]), tf.ones([8, 1]), { epochs, callbacks: { onEpochEnd } });`;
/** A run that ends well, of which a picture was made before. */
const ENDS = `let first = '';
await fit(4, async (epoch) => {
  if (epoch === 1) { [first] = readdirSync('.epochbook/runs'); await show.timeline(); }
});`;
const DIES = `await fit(1000000, async (epoch) => {
  if (epoch < 5) return;
  await show.timeline();
  await show.dropout();
  await show.batchNorm();
  await show.distributions();
  await compare([first, readdirSync('.epochbook/runs').find((id) => id !== first)]);
  process.exit(3);
});`;

let kernel: TestKernel;
let exit: KernelExit;
beforeAll(async () => {
  kernel = await TestKernel.start();
  const ended = new Promise<KernelExit>((resolve) => kernel.client.onExit(resolve));
  await kernel.run(NET);
  await kernel.run(ENDS);
  await kernel.run(DIES).catch(() => undefined);
  exit = await ended;
});
afterAll(() => kernel.end());

/** The picture of this name under a cell, and its payload. */
function pictureOf(order: number, name: string): { data: MimeBundle; payload: Record<string, Json> } {
  const mime = `application/vnd.epochbook.${name}.v1+json`;
  for (const output of kernel.outputsOf(order)) {
    if (!('data' in output) || !(mime in output.data)) continue;
    const unpacked = unpackPayload(output.data[mime]);
    if (unpacked.ok) return { data: output.data, payload: unpacked.value as Record<string, Json> };
  }
  throw new Error(`Cell ${order} has no picture ${name}.`);
}
const textOf = (data: MimeBundle, mime: string): string => (data[mime] as string[]).join('');

describe('pictures made in the middle of a run whose kernel dies', () => {
  test.each(['training', 'timeline', 'dropout', 'batch-norm', 'distributions'])('%s', (name) => {
    const { data, payload } = pictureOf(3, name);
    expect(payload.status).toBe('lost');
    expect(textOf(data, 'text/plain')).toMatch(/lost/i);
    expect(textOf(data, 'image/svg+xml')).toMatch(/lost/i);
  });

  test('compare: the other run ended well', () => {
    const { data, payload } = pictureOf(3, 'compare');
    expect(payload.runs).toMatchObject([{ status: 'completed' }, { status: 'lost' }]);
    expect(textOf(data, 'text/plain')).toMatch(/lost/i);
    expect(textOf(data, 'image/svg+xml')).toMatch(/lost/i);
  });

  test('the run itself says why, when, and what to do', () => {
    const { data, payload } = pictureOf(3, 'training');
    const { endedAt } = payload as { endedAt: string };
    expect(Date.now() - Date.parse(endedAt)).toBeLessThan(60_000);
    const layers = payload.layers as Record<string, Json>;
    for (const layer of Object.values(layers))
      expect(unpackPayload(layer)).toMatchObject({ value: { status: 'lost' } });
    for (const mime of ['text/plain', 'image/svg+xml']) {
      const text = textOf(data, mime);
      expect(text).toContain('The kernel has ended (exit code 3)');
      expect(text).toMatch(/Lost at \d{4}-\d\d-\d\d \d\d:\d\d:\d\d/);
      expect(text).toContain('weights are gone');
    }
    expect(textOf(data, 'text/plain')).toContain('Run the cells again from the top.');
  });

  test('a run that had ended is not lost', () => {
    expect(pictureOf(2, 'training').payload.status).toBe('completed');
    expect(pictureOf(2, 'timeline').payload.status).toBe('completed');
    expect(exit.lost).toMatchObject([{ cell: 'c3', name: 'Run 2' }]);
  });
});

test('a kernel whose client was killed ends by itself, and says so in the logs of its runs', async () => {
  const executed = await executeNotebook({
    cells: [
      NET,
      `await fit(1000000, async (epoch) => { if (epoch === 5) writeFileSync('pid', process.pid + '\\n'); });`,
    ],
    meddle: async (command, kernel) => {
      await kernel();
      process.kill(command, 'SIGKILL');
    },
  });
  const runs = join(executed.folder, '.epochbook', 'runs');
  const [run = ''] = readdirSync(runs);
  await expect
    .poll(
      () =>
        readFileSync(join(runs, run, 'run.jsonl'), 'utf8')
          .trimEnd()
          .split('\n')
          .at(-1),
      {
        timeout: 2 * LONELY_MS,
        interval: 500,
      },
    )
    .toMatch(/"type":"end".*"status":"lost".*watched from is gone.*"endedAt"/);
  removeExecuted(executed);
});
