import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, type TestContext, test } from 'vitest';
import {
  pictureMime,
  type RunPayload,
  runDeltaSchema,
  runPayloadSchema,
  timelinePayloadSchema,
} from '../../protocol/index.js';
import { unpackRun } from '../../renderers/training/packed-run.js';
import { nativeStorage, noNative } from '../native-engine.js';
import { TestKernel } from './kernel.js';

const root = join(import.meta.dirname, '../..');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'epochbook-callbacks-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const PREPARE = `
import * as tf from '@tensorflow/tfjs-node';
import { BackupAndRestore, Callback, CSVLogger, EarlyStopping, LambdaCallback, LearningRateScheduler, type Logs, ModelCheckpoint, ReduceLROnPlateau, report, seed, show, StoppingCriteria, TerminateOnNaN } from 'epochbook';
const x = tf.randomNormal([64, 4], 0, 1, 'float32', 7);
const y = x.sum(1).greater(0).cast('float32').reshape([64, 1]);
function net() {
  seed(3);
  const model = tf.sequential({ layers: [
    tf.layers.dense({ units: 8, activation: 'relu', inputShape: [4] }),
    tf.layers.dense({ units: 1, activation: 'sigmoid' }),
  ] });
  model.compile({ optimizer: tf.train.adam(0.01), loss: 'binaryCrossentropy', metrics: ['accuracy'] });
  return model;
}`;

const EVERYTHING = `
class Mine extends Callback {
  override onEpochEnd(epoch: number, logs?: Logs) { this.report('seen', 'epoch ' + epoch, logs?.accuracy); }
}
const history = await net().fit(x, y, { epochs: 6, batchSize: 16, validationSplit: 0.25, callbacks: [
  new EarlyStopping({ monitor: 'val_accuracy', patience: 50, restoreBestWeights: true }),
  { onEpochEnd: async (epoch) => { await tf.nextFrame(); report('plain', 'epoch ' + epoch); } },
  new ModelCheckpoint('best/{epoch:02d}-{val_loss:.2f}.keras', { saveBestOnly: true }),
  new ReduceLROnPlateau({ patience: 1, minDelta: 10, factor: 0.5 }),
  new LearningRateScheduler((epoch, rate) => rate),
  new CSVLogger('log.csv'),
  new TerminateOnNaN(),
  new LambdaCallback({ onTrainEnd: (logs) => report('end', String(typeof logs.loss)) }),
  new BackupAndRestore('backup'),
  new StoppingCriteria({ gradient: 1e-9, epochs: 50 }),
  tf.callbacks.earlyStopping({ monitor: 'val_loss', patience: 50 }),
  new Mine(),
] });
console.log(\`\${tf.getBackend()} \${history.epoch.length}\`);`;

const payloadOf = (outputs: Awaited<ReturnType<TestKernel['run']>>['outputs'], picture: string): unknown =>
  outputs
    .map((output) => ('data' in output ? unpackRun(output.data[pictureMime(picture)]) : undefined))
    .find((data) => data !== undefined);

/** The engines to test with; native is skipped, by name, where none is installed. */
const engines = ['embedded', 'native'] as const;

async function start(
  context: TestContext,
  engine: (typeof engines)[number],
): Promise<TestKernel | undefined> {
  if (engine === 'embedded') return TestKernel.start({ folder, engine });
  if (noNative) {
    context.skip(noNative);
    return undefined;
  }
  return TestKernel.start({ folder, engine, env: { EPOCHBOOK_STORAGE: nativeStorage } });
}

describe.each(engines)('on the %s engine', (engine) => {
  test('every callback in one fit: recorded, live, stored, and as a timeline', async (context) => {
    const kernel = await start(context, engine);
    if (!kernel) return;
    try {
      expect((await kernel.run(PREPARE)).error).toBeUndefined();
      const { text, error, outputs } = await kernel.run(EVERYTHING);
      expect(error).toBeUndefined();
      expect(text.trim()).toBe(`${engine === 'native' ? 'tensorflow' : 'wasm'} 6`);
      const payload = v.parse(runPayloadSchema, payloadOf(outputs, 'training')) as RunPayload;
      const { lanes = [], events = [] } = payload.callbacks ?? {};
      const kinds = (name: string) =>
        events.filter(({ lane }) => lanes[lane]?.name === name).map(({ kind }) => kind);
      expect(kinds('BackupAndRestore')).toEqual(Array(6).fill('saved'));
      expect(kinds('callback 2')).toEqual(Array(6).fill('noted'));
      expect(kinds('Mine')).toEqual(Array(6).fill('noted'));
      expect(kinds('LambdaCallback')).toEqual(['noted']);
      expect(kinds('EarlyStopping').at(-1)).toBe('restored');
      expect(kinds('ReduceLROnPlateau')).toEqual([
        'improved',
        ...Array(5).fill(['waited', 'reduced']).flat(),
      ]);
      expect(kinds('StoppingCriteria')).toHaveLength(12);
      expect(kinds('ModelCheckpoint')).toContain('saved');
      expect(payload.epochs.logs).not.toHaveProperty('learning_rate');
      expect(payload.epochs.learningRate[5]).toBeCloseTo(0.01 / 16, 8);

      const deltas = kernel.events.flatMap((event) =>
        event.type === 'delta' ? [v.parse(runDeltaSchema, event.delta)] : [],
      );
      expect(deltas.flatMap((delta) => delta.events ?? [])).toEqual(events);
      expect(deltas.flatMap((delta) => delta.lanes?.added ?? []).map(({ name }) => name)).toContain(
        'callback 2',
      );

      const [id = ''] = readdirSync(join(folder, '.epochbook/runs'));
      const lines = readFileSync(join(folder, '.epochbook/runs', id, 'run.jsonl'), 'utf8')
        .trim()
        .split('\n');
      const stored = lines.map((line) => JSON.parse(line));
      expect(stored[0].lanes.map(({ name }: { name: string }) => name)).toContain('EarlyStopping');
      expect(stored.flatMap(({ events: some }) => some ?? [])).toHaveLength(events.length);
      for (const saved of readdirSync(join(folder, 'best'))) expect(saved).toMatch(/^0\d-0\.\d\d\.keras$/);

      const timeline = await kernel.run('await show.timeline();');
      expect(timeline.error).toBeUndefined();
      const shown = v.parse(timelinePayloadSchema, payloadOf(timeline.outputs, 'timeline'));
      expect(Object.keys(shown.monitored)).toEqual(['val_accuracy', 'val_loss']);
      expect(shown.callbacks.events).toEqual(events);
      expect(timeline.value).toContain('EarlyStopping');
    } finally {
      await kernel.end();
    }
  });

  test('a kernel that is killed: the next one goes on where the backup stands', async (context) => {
    const kernel = await start(context, engine);
    if (!kernel) return;
    const training = (epochs: number, more = '') => `
const history = await net().fit(x, y, { epochs: ${epochs}, batchSize: 16, callbacks: [new BackupAndRestore('backup')${more}] });
console.log('epochs', history.epoch.join(' '));`;
    expect((await kernel.run(PREPARE)).error).toBeUndefined();
    const { pid } = kernel.client.info;
    const metadata = join(folder, 'backup/training_metadata.json');
    const dying = kernel.run(training(100_000)).catch(() => undefined);
    const begun = Date.now();
    while (!(existsSync(metadata) && JSON.parse(readFileSync(metadata, 'utf8')).epoch >= 5)) {
      if (Date.now() - begun > 40_000) throw new Error('No backup was made.');
      await wait(20);
    }
    process.kill(pid, 'SIGKILL');
    await dying;
    const next = await start(context, engine);
    if (!next) return;
    try {
      expect((await next.run(PREPARE)).error).toBeUndefined();
      const { epoch } = JSON.parse(readFileSync(metadata, 'utf8'));
      expect(epoch).toBeGreaterThanOrEqual(5);
      const { text, error } = await next.run(training(epoch + 3));
      expect(error).toBeUndefined();
      const from = Number(/epochs (\d+)/.exec(text)?.[1]);
      // A kill between the two renames leaves a pair that is taken over first.
      expect([epoch, epoch + 1]).toContain(from);
      expect(text).toContain(`going on with epoch ${from + 1}`);
      expect(existsSync(join(folder, 'backup'))).toBe(false);
    } finally {
      await next.end();
    }
  });
});

test('show.timeline before any training says so', async () => {
  const kernel = await TestKernel.start({ folder });
  try {
    const { error } = await kernel.run("import { show } from 'epochbook';\nawait show.timeline();");
    expect(error).toContain('no training has been recorded yet');
  } finally {
    await kernel.end();
  }
});

test('ten thousand epochs: the payload stays within its limit and keeps what matters', async () => {
  const kernel = await TestKernel.start({ folder });
  try {
    expect((await kernel.run(PREPARE)).error).toBeUndefined();
    const { outputs, error } = await kernel.run(`
const small = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [4] })] });
small.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
await small.fit(x, y, { epochs: 10000, batchSize: 64, callbacks: [
  new EarlyStopping({ monitor: 'loss', patience: 20000, restoreBestWeights: true }),
  new ReduceLROnPlateau({ monitor: 'loss', patience: 100, factor: 0.99 }),
  new StoppingCriteria({ epochs: 20000 }),
] });`);
    expect(error).toBeUndefined();
    const payload = v.parse(runPayloadSchema, payloadOf(outputs, 'training')) as RunPayload;
    expect(JSON.stringify(payload).length).toBeLessThan(256 * 1024);
    const { lanes = [], events = [] } = payload.callbacks ?? {};
    expect(payload.thinned?.events?.of).toBeGreaterThan(25_000);
    expect(payload.thinned?.events?.kept).toBe(events.length);
    expect(events.length).toBeGreaterThan(100);
    expect(events.at(-1)?.kind).toBe('restored');
    expect(events.filter(({ kind }) => kind === 'reduced').length).toBeGreaterThan(10);
    expect(lanes.map(({ name }) => name)).toEqual(['EarlyStopping', 'ReduceLROnPlateau', 'StoppingCriteria']);
  } finally {
    await kernel.end();
  }
}, 120_000);

test('a plain Node program: callbacks alone, given to the tfjs it has loaded', () => {
  // tfjs-node itself is not installed here; the layers package is the same code.
  const program = `
import * as core from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-layers';
import { EarlyStopping, CSVLogger, LearningRateScheduler, History } from '${join(root, 'dist/epochbook.mjs')}';
const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
const stopping = new EarlyStopping({ monitor: 'loss', mode: 'max', patience: 1, restoreBestWeights: true });
const rates = new History();
const history = await model.fit(core.ones([8, 1]), core.ones([8, 1]), { epochs: 9, callbacks: [stopping, new CSVLogger('log.csv'), new LearningRateScheduler((e, r) => r / 2), rates, { onEpochEnd: async () => console.log('plain') }] });
console.log(history.epoch.length, stopping.stoppedEpoch, rates.history.learning_rate.join(' '));`;
  const file = join(root, 'test/kernel', `plain-${process.pid}.mjs`);
  writeFileSync(file, program);
  const { stdout, stderr } = spawnSync(process.execPath, [file], { cwd: folder, encoding: 'utf8' });
  rmSync(file);
  expect(stderr.split('\n').filter((line) => /error/i.test(line))).toEqual([]);
  expect(stdout).toContain('plain\nplain\n2 1 0.005 0.0025');
  expect(readFileSync(join(folder, 'log.csv'), 'utf8').split('\r\n')).toHaveLength(4);
});
