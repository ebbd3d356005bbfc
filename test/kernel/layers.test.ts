import { appendFileSync, mkdtempSync, readFileSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  MAX_JSON_BYTES,
  type RunLayersPayload,
  type RunPayload,
  runLayersSchema,
  runPayloadSchema,
  type SavedLayers,
  unpackBits,
} from '../../protocol/index.js';
import { unpackPayload } from '../../renderers/drawing/packing/unpack.js';
import { savedBytes } from '../../renderers/drawing/saved-bytes.js';
import { unpackRun } from '../../renderers/training/packed-run.js';
import { roundedLayers } from '../../renderers/training/rounded-layers.js';
import { wholeTrainingSchema } from '../../renderers/training/schema.js';
import { TestKernel } from './kernel.js';

let kernel: TestKernel;
beforeAll(async () => {
  kernel = await TestKernel.start();
});
afterAll(() => kernel.end());

const NET = `import * as tf from '@tensorflow/tfjs-node';
import { record, show } from 'epochbook';
const make = (dropout: boolean) => {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 24, inputShape: [6], activation: 'relu' }));
  model.add(tf.layers.batchNormalization());
  if (dropout) model.add(tf.layers.dropout({ rate: 0.5 }));
  model.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
  model.compile({ optimizer: 'adam', loss: 'binaryCrossentropy' });
  return model;
};
const x = tf.randomNormal([64, 6]);
const y = tf.ones([64, 1]);`;

/** What was saved of a run's layers, unpacked and checked. */
function opened(saved: SavedLayers | undefined): RunLayersPayload {
  const plain = Object.entries(saved ?? {}).map(([name, packed]) => {
    const unpacked = unpackPayload(packed);
    if (!unpacked.ok) throw new Error(`${name}: ${unpacked.where}`);
    return [name, unpacked.value];
  });
  return v.parse(runLayersSchema, Object.fromEntries(plain));
}

const TRAINING = 'application/vnd.epochbook.training.v1+json';
const runOf = (cell: { outputs: Awaited<ReturnType<TestKernel['run']>>['outputs'] }): RunPayload =>
  cell.outputs
    .flatMap((output) =>
      'data' in output && TRAINING in output.data ? [unpackRun(output.data[TRAINING])] : [],
    )
    .at(-1) as never;

test('the saved output of a run holds what its layers did, and a view can ask for more of it', async () => {
  await kernel.run(NET);
  const cell = await kernel.run(
    'const history = await make(true).fit(x, y, { epochs: 24, batchSize: 8, verbose: 0 });',
  );
  expect(cell.error).toBeUndefined();
  expect(cell.text).toBe('');
  const run = v.parse(runPayloadSchema, runOf(cell));
  expect(savedBytes(run)).toBeLessThanOrEqual(MAX_JSON_BYTES);
  expect(run.progress.steps).toBe(192);
  expect(run.epochs.epoch).toHaveLength(24);
  const saved = opened(run.layers);
  // Nothing is left out: every step's masks and statistics, the histograms of every epoch and of the start.
  expect(saved.dropout?.layers[0]?.steps).toHaveLength(192);
  expect(saved.dropout?.thinned).toBeUndefined();
  expect(saved.batchNorm?.layers[0]?.steps.at(-1)).toBe(192);
  expect(saved.distributions?.epochs).toHaveLength(25);
  const told = v.parse(runLayersSchema, await kernel.client.layers(run.id));
  expect(told.dropout?.layers[0]).toMatchObject({ units: 24, rate: 0.5, seeded: false });
  expect(told.dropout?.status).toBe('completed');
  expect(told.dropout?.layers[0]?.counts.draws.at(-1)).toBe(64 * 24);
  expect(await kernel.client.layers('no-such-run')).toBeNull();
  // The very masks and histograms, not like ones; means and norms with one digit more than is written.
  expect(saved.distributions).toEqual(roundedLayers(told).distributions);
  const [savedLayer, toldLayer] = [saved.dropout?.layers[0], told.dropout?.layers[0]];
  if (!savedLayer || !toldLayer) throw new Error('There is no dropout layer.');
  expect(unpackBits(savedLayer.masks)).toEqual(unpackBits(toldLayer.masks));
  expect(savedLayer).toEqual(toldLayer);
});

test('several runs of a cell save what their layers did too, in a quarter of an output each', async () => {
  const cell = await kernel.run(
    'for (let i = 0; i < 3; i++) await make(true).fit(x, y, { epochs: 20, batchSize: 8, verbose: 0 });',
  );
  expect(cell.error).toBeUndefined();
  const runs = cell.outputs.flatMap((output) =>
    'data' in output && TRAINING in output.data
      ? [v.parse(runPayloadSchema, unpackRun(output.data[TRAINING]))]
      : [],
  );
  expect(runs.map(({ view }) => view)).toEqual(['compact', 'compact', 'compact']);
  for (const run of runs) {
    expect(savedBytes({ layers: run.layers })).toBeLessThanOrEqual(MAX_JSON_BYTES / 4);
    const { dropout, batchNorm, distributions } = opened(run.layers);
    expect(dropout).toMatchObject({ run: run.id, status: 'completed' });
    expect(dropout?.layers[0]?.steps.at(-1)).toBe(160);
    expect(batchNorm?.layers[0]?.steps.at(-1)).toBe(160);
    expect(distributions?.epochs.at(-1)).toBe(20);
  }
});

test('the runs of a group share the room of its output', async () => {
  const cell = await kernel.run(
    'for (let i = 0; i < 10; i++) await make(i !== 3).fit(x, y, { epochs: 4, batchSize: 8, verbose: 0 });',
  );
  expect(cell.error).toBeUndefined();
  const group = v.parse(wholeTrainingSchema, runOf(cell));
  if (group.kind !== 'group') throw new Error('It is no group.');
  expect(savedBytes(group)).toBeLessThanOrEqual(MAX_JSON_BYTES);
  expect(group.runs).toHaveLength(10);
  for (const [index, run] of group.runs.entries()) {
    const { dropout, batchNorm, distributions } = opened(run.layers);
    expect(savedBytes({ layers: run.layers })).toBeLessThanOrEqual(MAX_JSON_BYTES / 10);
    expect(dropout === undefined, run.name).toBe(index === 3);
    if (dropout) expect(dropout).toMatchObject({ run: run.id, status: 'completed' });
    expect(batchNorm?.layers[0]?.steps.at(-1)).toBe(32);
    expect(distributions?.epochs.at(-1)).toBe(4);
  }
  // Sixty find no place: the newest have theirs, and the others say that they have none.
  const many = await kernel.run(
    'for (let i = 0; i < 60; i++) await make(true).fit(x, y, { epochs: 1, batchSize: 32, verbose: 0 });',
  );
  expect(many.error).toBeUndefined();
  const crowd = v.parse(wholeTrainingSchema, runOf(many));
  if (crowd.kind !== 'group') throw new Error('It is no group.');
  expect(savedBytes(crowd)).toBeLessThanOrEqual(MAX_JSON_BYTES);
  const kept = crowd.runs.map(({ layers }) => Object.keys(layers ?? { none: 1 }).length);
  expect(kept.slice(-10)).toEqual(new Array(10).fill(3));
  const best = crowd.runs.map((run) => Number(run.best?.value));
  expect(kept[best.indexOf(Math.min(...best))]).toBe(3);
  expect(kept.filter((count) => count === 0).length).toBeGreaterThan(10);
  expect(crowd.runs.every(({ layers }) => layers !== undefined)).toBe(true);
});

test('a view may ask while the run goes on', async () => {
  const begun = kernel.events.length;
  const running = kernel.run('await make(true).fit(x, y, { epochs: 1e6, batchSize: 8, verbose: 0 });');
  let run = '';
  await expect
    .poll(
      async () => {
        const delta = kernel.events.slice(begun).find((event) => event.type === 'delta');
        if (delta?.type !== 'delta') return 0;
        run = delta.delta.run;
        const told = await kernel.client.layers(run);
        expect(told?.dropout?.status).toBe('running');
        return told?.dropout?.layers[0]?.steps.at(-1) ?? 0;
      },
      { timeout: 60_000 },
    )
    .toBeGreaterThan(0);
  await kernel.client.stopRun(run);
  await running;
});

test('show says clearly where there is nothing to show, and record switches the recording off and on', async () => {
  const without = await kernel.run(
    'const plain = await make(false).fit(x, y, { epochs: 1, verbose: 0 }); await show.dropout();',
  );
  expect(without.error).toBeUndefined();
  expect(without.value).toBe('This model has no Dropout layer; add tf.layers.dropout({ rate: 0.3 }).');
  const off = await kernel.run(
    'record({ layers: { dropout: false } }); await make(true).fit(x, y, { epochs: 1, verbose: 0 }); await show.dropout();',
  );
  expect(off.value).toContain('switched off');
  expect(runOf(off).layers?.dropout).toBeUndefined();
  expect(opened(runOf(off).layers).batchNorm?.layers).toHaveLength(1);
  const none = await kernel.run(
    'record({ layers: false }); await make(true).fit(x, y, { epochs: 1, verbose: 0 }); record({ layers: true });',
  );
  expect(runOf(none).layers).toBeUndefined();
  const wrong = await kernel.run('await show.batchNorm({});');
  expect(wrong.error).toContain('not the history of a training');
  expect((await kernel.run('record({ layers: { droput: true } as never })')).error).toContain('droput: true');
  expect((await kernel.run(`await show.distributions('nothing')`)).error).toContain("no run 'nothing'");
});

test('an earlier kernel has stored the run; a half-written last line is dropped', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'epochbook-stored-'));
  const first = await TestKernel.start({ folder });
  await first.run(NET);
  const run = runOf(await first.run('await make(true).fit(x, y, { epochs: 20, batchSize: 8, verbose: 0 });'));
  const whole = await first.client.layers(run.id);
  await first.client.shutdown();
  const second = await TestKernel.start({ folder });
  try {
    expect(await second.client.layers(run.id)).toEqual(whole);
    const file = join(folder, '.epochbook', 'runs', run.id, 'layers.jsonl');
    const text = readFileSync(file, 'utf8');
    appendFileSync(file, text.split('\n').at(-2)?.slice(0, 50) ?? '');
    expect(await second.client.layers(run.id)).toEqual(whole);
    truncateSync(file, text.length - 40);
    const cut = await second.client.layers(run.id);
    expect(cut?.dropout?.layers.length ?? 0).toBeLessThanOrEqual(1);
    expect(JSON.stringify(cut).length).toBeLessThan(JSON.stringify(whole).length);
  } finally {
    await second.end();
  }
});
