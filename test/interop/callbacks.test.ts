import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, type TestContext, test, vi } from 'vitest';
import type { TfNamespace } from '../../kernel/engine.js';
import { pythonFormat } from '../../library/callbacks/python-format.js';
import { pythonRepr } from '../../library/callbacks/python-number.js';
import {
  BackupAndRestore,
  CSVLogger,
  EarlyStopping,
  LearningRateScheduler,
  type Logs,
  ModelCheckpoint,
  ReduceLROnPlateau,
  setLibraryContext,
  TerminateOnNaN,
} from '../../library/index.js';
import { drive, type Script } from '../unit/callbacks/drive.js';
import { testEngine } from '../unit/engine/engine.js';
import * as scripts from './callback-scripts.js';
import { noPython, runPython } from './python/run-python.js';

// Every stateful callback against the real class of Keras 3, with the same random scripts. What differs on purpose is kept
// out of the scripts: docs/callbacks.md has the list.

const COUNT = 1000;
const many = <T>(make: () => T): T[] => Array.from({ length: COUNT }, make);

const jobs = {
  EarlyStopping: many(scripts.earlyStopping),
  ModelCheckpoint: many(scripts.modelCheckpoint),
  ReduceLROnPlateau: many(scripts.reduceLROnPlateau),
  LearningRateScheduler: many(scripts.learningRateScheduler),
  CSVLogger: many(scripts.csvLogger),
  TerminateOnNaN: many(scripts.terminateOnNaN),
  BackupAndRestore: many(scripts.backupAndRestore),
  format: Array.from({ length: 20 * COUNT }, scripts.format),
  repr: Array.from({ length: 5 * COUNT }, scripts.representation),
};
type Kind = keyof typeof jobs;

let tf: TfNamespace;
let folder: string;
let results: Record<Kind, Record<string, unknown>[]>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'epochbook-callbacks-'));
  ({ tf } = await testEngine());
  setLibraryContext({ tf: tf as never });
  if (noPython) return;
  const input = join(folder, 'jobs.json');
  const output = join(folder, 'results.json');
  writeFileSync(input, JSON.stringify(jobs));
  await runPython('callbacks.py', input, output);
  const answer = JSON.parse(readFileSync(output, 'utf8'));
  expect(answer.keras).toMatch(/^3\./);
  ({ results } = answer);
}, 180_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs ours on each script; names the first that differs, with both answers. */
async function compare<K extends Kind>(
  context: TestContext,
  kind: K,
  ours: (job: (typeof jobs)[K][number]) => unknown,
): Promise<void> {
  if (noPython) return context.skip(noPython);
  const silent = [vi.spyOn(console, 'warn'), vi.spyOn(console, 'log')];
  for (const spy of silent) spy.mockImplementation(() => {});
  try {
    for (const [i, job] of jobs[kind].entries()) {
      const answer = await ours(job as (typeof jobs)[K][number]);
      expect(answer, `${kind} ${i}: ${JSON.stringify(job)}`).toEqual(rounded(results[kind][i]));
    }
  } finally {
    for (const spy of silent) spy.mockRestore();
  }
}

/** Rates are float32 in Keras and doubles here. */
function rounded(result: unknown): unknown {
  if (typeof result !== 'object' || result === null) return result;
  const near = (values: unknown) =>
    (values as number[]).map((value) =>
      value === 0 ? 0 : expect.closeTo(value, 5 - Math.floor(Math.log10(value))),
    );
  const { after, logged, ...others } = result as Record<string, unknown>;
  return {
    ...others,
    ...(after !== undefined && { after: near(after) }),
    ...(logged !== undefined && { logged: near(logged) }),
  };
}

const told = (value: number | null) =>
  value === null || Number.isFinite(value) ? value : (String(value) as scripts.JsonNumber);
const logsOf = (logs: scripts.JsonLogs | undefined): Logs =>
  Object.fromEntries(Object.entries(logs ?? {}).map(([name, value]) => [name, Number(value)]));
const scriptOf = ({ epochs, logs, batches }: scripts.JsonScript, more: Partial<Script> = {}): Script => ({
  epochs,
  logs: (epoch) => logsOf(logs[epoch]),
  ...(batches && { batches: (epoch) => (batches[epoch] ?? []).map(logsOf) }),
  ...more,
});
const camel = (kw: object) =>
  Object.fromEntries(
    Object.entries(kw).map(([name, value]) => [name.replace(/_([a-z])/g, (_, c) => c.toUpperCase()), value]),
  );

function model(rate = 1) {
  const made = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1], useBias: false })] });
  made.compile({ optimizer: tf.train.sgd(rate), loss: 'meanSquaredError' });
  return made;
}
const rateOf = (made: ReturnType<typeof model>) =>
  (made.optimizer as unknown as { learningRate: number }).learningRate;

class NotingCheckpoint extends ModelCheckpoint {
  readonly saved: string[] = [];
  override onTrainBegin(): void {}
  protected override async save(_model: unknown, path: string): Promise<void> {
    this.saved.push(path);
  }
}

describe(`${COUNT} random scripts each, Keras 3 and ours`, () => {
  test('EarlyStopping', async (context) => {
    const trained = model();
    await compare(context, 'EarlyStopping', async (job) => {
      const callback = new EarlyStopping(camel(job.kw));
      const wait: number[] = [];
      const before = (epoch: number) => tf.tidy(() => trained.setWeights([tf.tensor2d([[epoch]])]));
      const ran = await drive(
        callback,
        trained,
        scriptOf(job, { before, after: () => wait.push(callback.wait) }),
      );
      const { stoppedEpoch, best, bestEpoch } = callback;
      const weights = trained.getWeights()[0]?.dataSync()[0];
      return { ran, stoppedEpoch, best: told(best), bestEpoch, wait, weights };
    });
  });

  test('ModelCheckpoint', async (context) => {
    const trained = model();
    await compare(context, 'ModelCheckpoint', async (job) => {
      const callback = new NotingCheckpoint(camel(job.kw) as never);
      for (let fit = 0; fit < job.fits; fit += 1) await drive(callback, trained, scriptOf(job));
      return { saved: callback.saved, best: told(callback.best) };
    });
  });

  test('ReduceLROnPlateau', async (context) => {
    await compare(context, 'ReduceLROnPlateau', async (job) => {
      const trained = model(job.rate);
      const callback = new ReduceLROnPlateau(camel(job.kw));
      const seen = {
        after: [] as number[],
        logged: [] as number[],
        wait: [] as number[],
        cooldown: [] as number[],
      };
      const after = (_: number, logs: Logs) => {
        seen.after.push(rateOf(trained));
        seen.logged.push(logs.learning_rate as number);
        seen.wait.push(callback.wait);
        seen.cooldown.push(callback.cooldownCounter);
      };
      await drive(callback, trained, scriptOf(job, { after }));
      trained.dispose();
      return { ...seen, best: told(callback.best) };
    });
  });

  test('LearningRateScheduler', async (context) => {
    await compare(context, 'LearningRateScheduler', async (job) => {
      const trained = model(job.rate);
      const [kind, factor] = job.schedule;
      const logged: number[] = [];
      const callback = new LearningRateScheduler((epoch, rate) => {
        if (kind === 'times') return rate * factor;
        if (kind === 'power') return job.rate * factor ** epoch;
        return epoch < 3 ? rate : rate * Math.exp(-factor);
      });
      await drive(
        callback,
        trained,
        scriptOf(job, { after: (_, logs) => logged.push(logs.learning_rate as number) }),
      );
      trained.dispose();
      return { logged };
    });
  });

  test('CSVLogger, byte for byte', async (context) => {
    const trained = model();
    const filename = join(folder, 'log.csv');
    await compare(context, 'CSVLogger', async ({ separator, fits }) => {
      rmSync(filename, { force: true });
      for (const { append, ...fit } of fits)
        await drive(new CSVLogger({ filename, separator, append }), trained, scriptOf(fit));
      return { text: readFileSync(filename, 'utf8') };
    });
  });

  test('TerminateOnNaN', async (context) => {
    const trained = model();
    await compare(context, 'TerminateOnNaN', async (job) => {
      const callback = new TerminateOnNaN();
      let batches = 0;
      const original = callback.onTrainBatchEnd.bind(callback);
      callback.onTrainBatchEnd = (batch, logs) => {
        batches += 1;
        return original(batch, logs);
      };
      const ran = await drive(callback, trained, scriptOf(job));
      return { batches, ran, stopped: trained.stopTraining };
    });
  });

  test('BackupAndRestore: when it saves, and where it goes on', async (context) => {
    const trained = model();
    await compare(context, 'BackupAndRestore', async (job) => {
      let stored: { epoch: number; batch: number } | undefined;
      class Noting extends BackupAndRestore {
        readonly points: unknown[] = [];
        protected override async write(
          _model: unknown,
          point: { epoch: number; batch: number },
        ): Promise<void> {
          this.points.push(point);
          stored = point;
        }
      }
      const run = async (from: number, broken?: [number, number]) => {
        const callback = new Noting({ backupDir: join(folder, 'none'), saveFreq: job.saveFreq });
        let batches = 0;
        const original = callback.onTrainBatchBegin.bind(callback);
        callback.onTrainBatchBegin = (batch, logs) => {
          const place = broken && broken[0] * (job.batches[0]?.length ?? 0) + broken[1];
          if (batches++ === place) throw new Error('broken off');
          return original(batch, logs);
        };
        const ran = await drive(callback, trained, scriptOf(job, { initialEpoch: from })).catch(() => null);
        return { points: callback.points, ran, from };
      };
      const first = await run(0, job.broken);
      const second = await run(stored?.epoch ?? 0);
      return { first, second: epochsKnown(second), left: false };
    });
  });

  test('formats of file names', async (context) => {
    await compare(context, 'format', ({ spec, ...value }) => {
      const given = 'whole' in value ? value : { float: Number(value.float) };
      try {
        return {
          text: pythonFormat(
            `{x${spec}}`,
            () => given,
            (reason) => new RangeError(reason),
          ),
        };
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
        return { error: true };
      }
    });
  });

  test('repr of numbers', async (context) => {
    await compare(context, 'repr', ({ float }) => ({ text: pythonRepr(Number(float)) }));
  });
});

/** In a resumed training Keras stores epoch 0 until the first epoch has ended. */
function epochsKnown(run: { points: unknown[]; ran: number | null; from: number }) {
  const points = (run.points as { epoch: number; batch: number }[]).map((point) => ({
    ...point,
    epoch: point.epoch === run.from ? expect.anything() : point.epoch,
  }));
  return { ...run, points };
}
