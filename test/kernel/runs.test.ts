import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NotebookOutput } from '../../kernel/notebook/notebook.js';
import { MAX_JSON_BYTES, MAX_SVG_BYTES, runPayloadSchema } from '../../protocol/index.js';
import { unpackRun } from '../../renderers/training/packed-run.js';
import { wholeTrainingSchema } from '../../renderers/training/schema.js';
import { until } from '../e2e/until.js';
import { TestKernel } from './kernel.js';

const MIME = 'application/vnd.epochbook.training.v1+json';
const net = `import * as tf from '@tensorflow/tfjs-node';
function net() {
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 4, inputShape: [3], activation: 'relu' }), tf.layers.dense({ units: 1 })] });
  model.compile({ loss: 'meanSquaredError', optimizer: 'sgd', metrics: ['mae'] });
  return model;
}
const x = tf.ones([64, 3]), y = tf.ones([64, 1]);`;

let kernel: TestKernel;
beforeAll(async () => {
  kernel = await TestKernel.start();
  await kernel.run(net);
});
afterAll(() => kernel.end());

const trainings = (outputs: NotebookOutput[]) =>
  outputs.flatMap((output) => ('data' in output && output.data[MIME] ? [output.data] : []));
const logLines = (folder: string, id: string): Record<string, unknown>[] =>
  readFileSync(join(folder, '.epochbook', 'runs', id, 'run.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('the output of a fit', () => {
  test('has three forms, valid and within their limits', async () => {
    const { outputs } = await kernel.run(
      'await net().fit(x, y, { epochs: 5, validationSplit: 0.25 }); undefined',
    );
    const [data] = trainings(outputs);
    const payload = parse(wholeTrainingSchema, data?.[MIME]);
    expect(payload).toMatchObject({ kind: 'run', status: 'completed', view: 'full' });
    if (payload.kind === 'run') {
      expect(payload.epochs.epoch).toEqual([1, 2, 3, 4, 5]);
      expect(Object.keys(payload.epochs.logs).sort()).toEqual(['loss', 'mae', 'val_loss', 'val_mae']);
      expect(payload.best?.metric).toBe('val_loss');
    }
    expect(String((data?.['image/svg+xml'] as string[] | undefined)?.join(''))).toMatch(
      /^<svg[\s\S]*<\/svg>\s*$/,
    );
    expect(String((data?.['text/plain'] as string[] | undefined)?.join(''))).toContain('Run');
  });

  test('10,000 epochs are thinned to the limits, and the run log has them all', async () => {
    const { outputs } = await kernel.run(
      'await net().fit(x, y, { epochs: 10000, batchSize: 64, validationSplit: 0.25 }); undefined',
    );
    const [data] = trainings(outputs);
    expect(Buffer.byteLength(JSON.stringify(data?.[MIME]))).toBeLessThanOrEqual(MAX_JSON_BYTES);
    expect(Buffer.byteLength(String(data?.['image/svg+xml']))).toBeLessThanOrEqual(MAX_SVG_BYTES);
    const payload = parse(runPayloadSchema, unpackRun(data?.[MIME]));
    expect(payload.thinned?.epochs.of).toBe(10_000);
    expect(payload.epochs.epoch.at(-1)).toBe(10_000);
    const rows = logLines(kernel.folder, payload.id).filter(({ type }) => type === 'rows');
    expect(rows.flatMap(({ epochs }) => (epochs as { epoch: number[] }).epoch).length).toBe(10_000);
  }, 180_000);

  test('is compact when a cell makes several, and one group above eight', async () => {
    const three = await kernel.run('for (let i = 0; i < 3; i++) await net().fit(x, y, { epochs: 2 });');
    expect(
      trainings(three.outputs).map((data) => parse(runPayloadSchema, unpackRun(data[MIME])).view),
    ).toEqual(['compact', 'compact', 'compact']);
    const ten = await kernel.run('for (let i = 0; i < 10; i++) await net().fit(x, y, { epochs: 2 });');
    const [group, ...rest] = trainings(ten.outputs);
    expect(rest).toEqual([]);
    const payload = parse(wholeTrainingSchema, group?.[MIME]);
    expect(payload).toMatchObject({ kind: 'group' });
    if (payload.kind === 'group')
      expect(payload.runs.map(({ status }) => status)).toEqual(new Array(10).fill('completed'));
  });

  test('goes live: deltas are numbered, at most 20 a second, and the whole state is there for a late view', async () => {
    const from = kernel.events.length;
    const started = Date.now();
    const running = kernel.run(
      'const long = net(); setTimeout(() => { long.stopTraining = true; }, 3000);' +
        'await long.fit(x, y, { epochs: 1e6, batchSize: 8 }); undefined',
    );
    await new Promise((resolve) => setTimeout(resolve, 500));
    const live = kernel.events.slice(from).flatMap((event) => (event.type === 'delta' ? [event.delta] : []));
    expect(live.length).toBeGreaterThan(0);
    const state = await kernel.client.runState(live[0]?.run ?? '');
    expect(parse(runPayloadSchema, state?.payload).status).toBe('running');
    await running;
    const passed = (Date.now() - started) / 1000;
    const all = kernel.events.slice(from).flatMap((event) => (event.type === 'delta' ? [event.delta] : []));
    expect(all.map(({ seq }) => seq)).toEqual(all.map((_, i) => i + 1));
    expect(all.length).toBeLessThanOrEqual(20 * passed + 3);
    expect(all.at(-1)?.status).toBe('stopped');
    expect(await kernel.client.runState('no-such-run')).toBeNull();
  });
});

describe('the run log', () => {
  test('of a killed kernel holds all but the last second', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'epochbook-test-'));
    const doomed = await TestKernel.start({ folder });
    await doomed.run(net);
    const running = doomed.run('await net().fit(x, y, { epochs: 1e6 });').catch((error: Error) => error);
    const runs = join(folder, '.epochbook', 'runs');
    const rowsOf = (id = '') => logLines(folder, id).filter(({ type }) => type === 'rows');
    // On a busy machine the training itself begins seconds later.
    await until('the first rows', () => rowsOf(readdirSync(runs)[0]).length > 0);
    await new Promise((resolve) => setTimeout(resolve, 3000));
    process.kill(doomed.client.info.pid, 'SIGKILL');
    const error = await running;
    expect(String(error)).toContain('signal SIGKILL');
    const [id = ''] = readdirSync(runs);
    expect(logLines(folder, id)[0]).toMatchObject({ type: 'start', version: 1, id });
    const rows = rowsOf(id);
    const last = rows.at(-1) as { time: number };
    expect(last.time).toBeGreaterThan(1000);
  });

  test('an unwritable folder is told once and training goes on', async () => {
    // A file in the place of the folder: even root cannot write there.
    const folder = mkdtempSync(join(tmpdir(), 'epochbook-test-'));
    const stuck = await TestKernel.start({ folder });
    await stuck.run(`import { writeFileSync } from 'node:fs'; writeFileSync('.epochbook', 'in the way');`);
    await stuck.run(net);
    const { text, result } = await stuck.run(
      'await net().fit(x, y, { epochs: 1 }); await net().fit(x, y, { epochs: 1 }); undefined',
    );
    expect(result.status).toBe('ok');
    expect(text.match(/Runs are not stored/g)?.length).toBe(1);
    await stuck.end();
  });
});

describe('the end of a kernel', () => {
  test.each([
    ['process.exit(3)', /exit code 3/],
    [`process.kill(process.pid, 'SIGKILL')`, /signal SIGKILL/],
    ['process.exit()', /A cell may have called process\.exit/],
  ])('%s is named', async (code, expected) => {
    const mortal = await TestKernel.start();
    const exit = new Promise<string>((resolve) => void mortal.client.onExit(({ reason }) => resolve(reason)));
    await expect(mortal.run(code)).rejects.toThrow(expected);
    expect(await exit).toMatch(expected);
  });

  test('running out of memory is named, with the last reading', async () => {
    const mortal = await TestKernel.start({ env: { NODE_OPTIONS: '--max-old-space-size=120' } });
    const eat =
      'const all = []; for (;;) { all.push(new Array(1e5).fill(0).map((_, i) => ({ i }))); await new Promise((r) => setImmediate(r)); }';
    await expect(mortal.run(eat)).rejects.toThrow(/ran out of memory/);
  });

  test('a start that fails says why', async () => {
    await expect(TestKernel.start({ node: '/nowhere/node' })).rejects.toThrow(/cannot be started/);
    await expect(TestKernel.start({ env: { NODE_OPTIONS: '--no-such-flag' } })).rejects.toThrow(
      /ended while starting \(exit code 9\)[\s\S]*no-such-flag/,
    );
  });
});
