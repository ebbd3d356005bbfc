import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type ComparePayload, comparePayloadSchema, type Json, pictureMime } from '../../protocol/index.js';
import { curve, eventFileBytes, writeEvents } from '../unit/log-import/write-events.js';
import { TestKernel } from './kernel.js';

const folder = mkdtempSync(join(tmpdir(), 'epochbook-import-'));
let kernel: TestKernel;
beforeAll(async () => {
  kernel = await TestKernel.start({ folder });
  await kernel.run("import { runs, show } from 'epochbook';");
});
afterAll(async () => {
  await kernel.client.shutdown();
  rmSync(folder, { recursive: true, force: true });
});

interface Output {
  data?: Record<string, Json>;
}

const comparisonIn = (outputs: readonly unknown[]): ComparePayload => {
  const found = (outputs as Output[]).findLast(({ data }) => data?.[pictureMime('compare')]);
  return v.parse(comparePayloadSchema, found?.data?.[pictureMime('compare')]);
};
const textsIn = (outputs: readonly unknown[]): string[] =>
  (outputs as Output[]).flatMap(({ data }) => {
    const text = data?.['text/plain'];
    return text === undefined ? [] : [[text].flat().join('')];
  });

test('logs of another program become stored runs: shown, listed, compared', async () => {
  const logs = join(folder, 'logs');
  for (const [run, factor] of [
    ['slow', 1],
    ['fast', 2],
  ] as const)
    writeEvents(
      logs,
      run,
      '1',
      Array.from({ length: 500 }, (_, step) => ({
        step,
        at: 1_700_000_000 + step,
        scalars: { 'Loss/train': 1 / (1 + factor * step), 'Loss/val': 1.1 / (1 + factor * step), lr: 0.1 },
      })),
    );
  const ran = await kernel.run("const got = await runs.import('logs');\ngot");
  expect(ran.error).toBeUndefined();
  expect(ran.value).toContain('2 .runs');
  expect(textsIn(ran.outputs)[0]).toBe(`2 runs of ${logs} are stored: 3,000 values out of 2 event files.`);
  const shown = comparisonIn(ran.outputs);
  expect(shown.by).toBe('step');
  expect(shown.runs.map(({ name, status }) => `${name} ${status}`)).toEqual([
    'fast completed',
    'slow completed',
  ]);
  expect(Object.keys(shown.runs[0]?.logs ?? {})).toEqual(['loss', 'val_loss', 'lr']);
  const listed = await kernel.run(
    'const rows = await runs.list();\nconsole.log(rows.map(({ name, status, epochs, best, bestEpoch }) => [name, status, epochs, best, bestEpoch].join(" ")).sort().join("\\n"));',
  );
  expect(listed.text.trim().split('\n')).toEqual([
    expect.stringMatching(/^fast completed 499 0\.001101\d* 499$/),
    expect.stringMatching(/^slow completed 499 0\.0022 499$/),
  ]);
  const compared = await kernel.run('await runs.compare(got.runs);');
  const { runs } = comparisonIn(compared.outputs);
  expect(runs.map(({ epoch }) => epoch.length)).toEqual([500, 500]);
  expect(runs[1]?.logs.loss?.[499]).toBe(0.002);
  // Another import of the same folder takes its place.
  await kernel.run("await runs.import('logs');");
  expect((await kernel.run('(await runs.list()).length')).value).toBe('2');
});

test('what is damaged is told by file and byte, and the rest is shown', async () => {
  const path = writeEvents(join(folder, 'damaged'), 'run', '1', curve('loss', [3, 2, Number.NaN, 1]));
  const bytes = readFileSync(path);
  const second = 16 + Number(bytes.readBigUInt64LE(0));
  bytes[second + 20] = (bytes[second + 20] as number) ^ 4;
  writeFileSync(path, bytes.subarray(0, bytes.length - 3));
  const ran = await kernel.run("const { problems } = await runs.import('damaged');\nproblems.length");
  expect(ran.error).toBeUndefined();
  const [said] = textsIn(ran.outputs);
  expect(said).toContain(`tfevents.1: the record at byte ${second} has a wrong checksum.`);
  expect(said).toMatch(/the \d+ bytes from byte \d+ on are no whole record/);
  expect(said).toContain('1 values are NaN or infinite, the first of "loss" at step 2');
  expect(comparisonIn(ran.outputs).runs[0]?.logs).toEqual({ loss: [2, 'NaN'] });
});

test('a folder without logs, and what is no folder, is refused', async () => {
  expect((await kernel.run("await runs.import('nowhere');")).error).toContain('there are no event files in');
  expect((await kernel.run('await runs.import(3 as never);')).error).toContain("await runs.import('logs')");
  expect((await kernel.run("await runs.import('logs', { folow: true } as never);")).error).toContain(
    'follow',
  );
});

test('a folder is followed while it is written into, until the cell is stopped', async () => {
  const path = writeEvents(join(folder, 'growing'), 'run', '1', curve('loss', [4, 3]));
  const running = kernel.run("await runs.import('growing', { follow: true });");
  const order = kernel.cells;
  const last = (): unknown => comparisonIn(kernel.outputsOf(order)).runs[0]?.logs.loss;
  await vi.waitFor(() => expect(last()).toEqual([4, 3]), 20_000);
  appendFileSync(path, eventFileBytes(curve('loss', [2], { from: 2, at: 1_700_000_002 })));
  writeEvents(join(folder, 'growing'), 'other', '2', curve('loss', [9]));
  await vi.waitFor(() => {
    const { runs } = comparisonIn(kernel.outputsOf(order));
    expect(runs.map(({ name, logs }) => [name, logs.loss])).toEqual([
      ['other', [9]],
      ['run', [4, 3, 2]],
    ]);
  }, 20_000);
  await kernel.client.interrupt();
  const { result } = await running;
  expect(result.status).toBe('interrupted');
  await vi.waitFor(() => expect(textsIn(kernel.outputsOf(order))[0]).toContain('2 runs of'), 20_000);
});

test('cells go on while logs are read', async () => {
  const events = Array.from({ length: 60_000 }, (_, step) => ({
    step,
    at: 1.7e9 + step,
    scalars: { loss: step },
  }));
  writeEvents(join(folder, 'large'), 'run', '1', events);
  const ran = await kernel.run(`const reading = runs.import('large');
let ended = false;
void reading.then(() => { ended = true; });
let [longest, before, turns] = [0, performance.now(), 0];
while (!ended) {
  await new Promise((resolve) => setTimeout(resolve, 5));
  const now = performance.now();
  longest = Math.max(longest, now - before);
  before = now;
  turns += 1;
}
console.log(\`\${longest < 400} \${turns > 3} \${(await reading).runs.length}\`);`);
  expect(ran.error).toBeUndefined();
  expect(ran.text.trim()).toBe('true true 1');
  const { runs, thinned } = comparisonIn(ran.outputs);
  expect(thinned?.epochs.of).toBeGreaterThan(1000);
  expect([runs[0]?.logs.loss?.[0], runs[0]?.logs.loss?.at(-1)]).toEqual([0, 59_999]);
});
