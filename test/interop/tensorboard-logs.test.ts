import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LoggedValue, readEvents } from '../../library/index.js';
import { sessionEnd, sessionStart } from '../../library/tensorboard/hparams.js';
import { RunWriter } from '../../library/tensorboard/run-writer.js';
import {
  histogramSummary,
  imageSummary,
  scalarSummary,
  textSummary,
} from '../../library/tensorboard/summaries.js';
import { hasExtra } from '../../scripts/provide-python.mjs';
import { TestKernel } from '../kernel/kernel.js';
import { noPython, runPython } from './python/run-python.js';

type Told = [step: number, wallTime: number, value: unknown];
type Runs = Record<string, Record<string, { plugin: string; values: Told[] }>>;

const why = noPython || (hasExtra('tensorboardX') ? '' : 'no tensorboardX');
const folder = mkdtempSync(join(tmpdir(), 'epochbook-logs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const number = (value: number): number | string => (Number.isFinite(value) ? value : String(value));

/** A value in the form in which read_values.py prints it. */
function readingOf({ plugin, value, histogram, text, images, hparams }: LoggedValue): unknown {
  if (value !== undefined) return number(value);
  if (histogram) return histogram.map(({ left, right, count }) => [left, right, count].map(number));
  if (images)
    return [images.width, images.height, ...images.files.map((file) => Buffer.from(file).toString('base64'))];
  return plugin === 'text' ? (text ?? '') : plugin === 'hparams' ? (hparams ?? {}) : null;
}

async function ours(logs: string): Promise<Runs> {
  const runs: Runs = {};
  for (const value of await readEvents(logs)) {
    runs[value.run] ??= {};
    const tags = runs[value.run] as Runs[string];
    tags[value.tag] ??= { plugin: value.plugin, values: [] };
    const isTrial = value.plugin === 'hparams';
    tags[value.tag]?.values.push([isTrial ? 0 : value.step, isTrial ? 0 : value.wallTime, readingOf(value)]);
  }
  return runs;
}

const theirs = async (logs: string): Promise<Runs> =>
  JSON.parse(await runPython('tensorboard/read_values.py', logs)) as Runs;

const count = (runs: Runs): number =>
  Object.values(runs).reduce(
    (sum, tags) => sum + Object.values(tags).reduce((all, { values }) => all + values.length, 0),
    0,
  );

function writeOurs(logs: string): void {
  const writer = new RunWriter(join(logs, 'ours'));
  writer.write(0, [sessionStart({ lr: 0.5, name: '가', on: true }, 'group', 1)]);
  [1, Number.NaN, Number.POSITIVE_INFINITY, -0, 1e-42, 3e38].forEach((value, step) => {
    writer.write(step, [scalarSummary('loss', value)]);
  });
  writer.write(2 ** 45, [
    histogramSummary('weights', [1, 2, 3, Number.NaN]),
    histogramSummary('nothing', []),
    textSummary('note', '**가**'),
    imageSummary('image', 2, 1, [Uint8Array.of(1, 2, 3), Uint8Array.of(4)]),
  ]);
  writer.write(0, [sessionEnd('success', 2)]);
  writer.close();
}

describe.skipIf(why)(`every value of event files is the one that TensorBoard reads ${why}`, () => {
  const logs = join(folder, 'others');

  beforeAll(async () => {
    await Promise.all([
      runPython('tensorboard/write_logs.py', logs),
      runPython('tensorboard/keras_training.py', join(logs, 'keras')),
    ]);
    writeOurs(logs);
  }, 240_000);

  test('tensorboardX (as PyTorch), TensorFlow 1 and 2, Keras, and ours', async () => {
    const [mine, real] = await Promise.all([ours(logs), theirs(logs)]);
    expect(Object.keys(real).sort()).toEqual(Object.keys(mine).sort());
    expect(count(real)).toBeGreaterThan(200);
    for (const [run, tags] of Object.entries(real)) {
      expect(Object.keys(mine[run] ?? {}).sort(), run).toEqual(Object.keys(tags).sort());
      for (const [tag, told] of Object.entries(tags)) expect(mine[run]?.[tag], `${run} ${tag}`).toEqual(told);
    }
    const plugins = new Set(
      Object.values(real).flatMap((tags) => Object.values(tags).map(({ plugin }) => plugin)),
    );
    expect([...plugins].sort()).toEqual(
      expect.arrayContaining(['hparams', 'histograms', 'images', 'scalars', 'text']),
    );
  });

  test('logs that were imported and exported again, and a training here, are read by TensorBoard', async () => {
    const kernel = await TestKernel.start({ folder });
    try {
      const ran = await kernel.run(`import * as tf from '@tensorflow/tfjs-node';
import { runs } from 'epochbook';
const imported = await runs.import('others');
for (const run of imported.runs) await runs.export(run, 'exported');
const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2], name: 'only' })] });
model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
const history = await model.fit(tf.ones([8, 2]), tf.ones([8, 1]), { epochs: 3, batchSize: 4, validationSplit: 0.5 });
const to = await runs.export(history, 'exported');
await runs.export(history, 'exported');
console.log(JSON.stringify({ to, history: history.history, problems: imported.problems }));`);
      expect(ran.error).toBeUndefined();
      const told = JSON.parse(ran.text.slice(ran.text.indexOf('{'))) as {
        to: string;
        history: { loss: number[]; val_loss: number[] };
      };
      const [before, after] = await Promise.all([ours(logs), theirs(join(folder, 'exported'))]);
      const run = told.to.slice(join(folder, 'exported').length + 1);
      const values = (tags: Runs[string] | undefined, tag: string) =>
        tags?.[tag]?.values.map(([step, , value]) => [step, value]);
      const rounded = (column: number[]) => column.map((value, epoch) => [epoch, expect.closeTo(value, 5)]);
      expect(values(after[`${run}/train`], 'epoch_loss')).toEqual(rounded(told.history.loss));
      expect(values(after[`${run}/validation`], 'epoch_loss')).toEqual(rounded(told.history.val_loss));
      expect(Object.keys(after[`${run}/train`] ?? {})).toContain('only/kernel/histogram');
      expect(after[run]?.['_hparams_/session_start_info']?.values[0]?.[2]).toMatchObject({
        batch_size: 4,
        epochs: 3,
      });
      // One file a folder: the second export took the place of the first.
      expect(readdirSync(join(told.to, 'train'))).toHaveLength(1);
      for (const [name, tag] of [
        ['tf1', 'loss'],
        ['tf2', 'loss'],
        ['keras/functional/train', 'epoch_loss'],
        ['keras/functional/validation', 'epoch_accuracy'],
      ] as const) {
        const round = values(before[name], tag)?.map(([step, value]) => [
          step,
          typeof value === 'number' ? expect.closeTo(value, value > 1e30 ? -32 : 6) : value,
        ]);
        expect(values(after[name], tag), name).toEqual(round);
      }
    } finally {
      await kernel.client.shutdown();
    }
  });
});
