import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, type MockInstance, test, vi } from 'vitest';
import type { TfNamespace } from '../../../kernel/engine.js';
import { progressLine } from '../../../library/callbacks/progress-text.js';
import {
  BackupAndRestore,
  EarlyStopping,
  LearningRateScheduler,
  type Logs,
  ModelCheckpoint,
  type ModelCheckpointOptions,
  ReduceLROnPlateau,
  setLibraryContext,
  TerminateOnNaN,
} from '../../../library/index.js';
import { testEngine } from '../engine/engine.js';
import { drive } from './drive.js';

// Made by driving the classes of Keras 3.15 with these logs (ES8b, ES8c and the like also with tf-keras 2.21).

interface Vector {
  seq: (number | 'NaN' | null)[];
  kw: Record<string, number | boolean | string>;
  key?: string;
  epochs_run?: number;
  stopped_epoch?: number;
  stop?: boolean;
  best?: number | 'NaN';
  best_epoch?: number;
  wait?: number[];
  final_weights?: string;
  warn?: number | string[];
  lr_after?: number[];
  lr_logged?: number[];
  cooldown?: number[];
  saved?: string[];
}

const vectors = JSON.parse(readFileSync(join(import.meta.dirname, 'vectors.json'), 'utf8')) as Record<
  string,
  Vector
>;
const named = (prefix: string) => Object.entries(vectors).filter(([name]) => name.startsWith(prefix));

let tf: TfNamespace;
let warnings: MockInstance;

beforeAll(async () => {
  ({ tf } = await testEngine());
  setLibraryContext({ tf: tf as never });
});
beforeEach(() => {
  warnings = vi.spyOn(console, 'warn').mockImplementation(() => {});
});
afterEach(() => {
  warnings.mockRestore();
});

function model(learningRate = 1) {
  const made = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1], useBias: false })] });
  made.compile({ optimizer: tf.train.sgd(learningRate), loss: 'meanSquaredError' });
  return made;
}

const camel = (kw: Vector['kw']) =>
  Object.fromEntries(
    Object.entries(kw).map(([name, value]) => [name.replace(/_([a-z])/g, (_, c) => c.toUpperCase()), value]),
  );
const logsOf = ({ seq, key = 'val_loss' }: Vector, epoch: number): Logs => {
  const value = seq[epoch];
  return { loss: 0.1, ...(value !== null && value !== undefined && { [key]: Number(value) }) };
};

/** With NaN as the first value we follow Keras 2, whose vectors are in the reference text. */
const nanChoice: Record<string, Partial<Vector>> = {
  'ES8 patience0 epoch0 nan': { best: undefined as never, wait: [1, 2] },
  'MC7 nan first': { saved: ['ckpt-02-0.50.keras', 'ckpt-04-0.40.keras'] },
};

describe('EarlyStopping', () => {
  const es8c: Vector = {
    seq: ['NaN', 0.5, 'NaN', 0.6, 0.4],
    kw: { patience: 2, restore_best_weights: true },
    epochs_run: 4,
    stopped_epoch: 3,
    stop: true,
    best: 0.5,
    best_epoch: 1,
    wait: [1, 0, 1, 2],
    final_weights: 'w1',
    warn: 0,
  };
  test.each([...named('ES'), ['ES8c of Keras 2', es8c] as const])('%s', async (name, given) => {
    const vector = { ...given, ...nanChoice[name] };
    const trained = model();
    const callback = new EarlyStopping({ ...(vector.key && { monitor: vector.key }), ...camel(vector.kw) });
    const wait: number[] = [];
    const tensors = tf.memory().numTensors;
    const ran = await drive(callback, trained, {
      epochs: vector.seq.length,
      logs: (epoch) => logsOf(vector, epoch),
      before: (epoch) => tf.tidy(() => trained.setWeights([tf.tensor2d([[epoch]])])),
      after: () => wait.push(callback.wait),
    });
    expect(ran).toBe(vector.epochs_run);
    expect(callback.stoppedEpoch).toBe(vector.stopped_epoch);
    expect(trained.stopTraining).toBe(vector.stop);
    expect(callback.best).toBe(vector.best ?? null);
    expect(callback.bestEpoch).toBe(vector.best_epoch);
    expect(wait).toEqual(vector.wait);
    expect(`w${trained.getWeights()[0]?.dataSync()[0]}`).toBe(vector.final_weights);
    expect(tf.memory().numTensors).toBe(tensors);
    // Keras warns each time, we once per training.
    expect(warnings).toHaveBeenCalledTimes(Math.min(1, vector.warn as number));
  });

  test('the same instance starts anew in the next training', async () => {
    const callback = new EarlyStopping({ monitor: 'loss', patience: 1 });
    const trained = model();
    const losses = [1, 2, 3];
    for (let fit = 0; fit < 2; fit += 1) {
      expect(
        await drive(callback, trained, { epochs: 3, logs: (epoch) => ({ loss: losses[epoch] as number }) }),
      ).toBe(2);
    }
  });

  test('values are compared as float32', async () => {
    const improves = async (second: number) => {
      const callback = new EarlyStopping({ monitor: 'loss', patience: 5 });
      await drive(callback, model(), { epochs: 2, logs: (epoch) => ({ loss: epoch ? second : 1 }) });
      return callback.wait === 0;
    };
    expect([await improves(1 - 1e-9), await improves(1 - 1e-7), await improves(1 - 3e-8)]).toEqual([
      false,
      true,
      true,
    ]);
  });
});

describe('ReduceLROnPlateau', () => {
  test.each(named('RL'))('%s', async (_name, vector) => {
    const trained = model(1);
    const callback = new ReduceLROnPlateau({
      ...(vector.key && { monitor: vector.key }),
      ...camel(vector.kw),
    });
    const seen = {
      after: [] as number[],
      logged: [] as number[],
      wait: [] as number[],
      cooldown: [] as number[],
    };
    await drive(callback, trained, {
      epochs: vector.seq.length,
      logs: (epoch) => logsOf(vector, epoch),
      after: (_epoch, logs) => {
        seen.after.push((trained.optimizer as unknown as { learningRate: number }).learningRate);
        seen.logged.push(logs.learning_rate as number);
        seen.wait.push(callback.wait);
        seen.cooldown.push(callback.cooldownCounter);
      },
    });
    // Keras holds the rate as float32.
    const near = (values: number[]) => values.map((value) => expect.closeTo(value, 7));
    expect(seen.after).toEqual(near(vector.lr_after ?? []));
    expect(seen.logged).toEqual(near(vector.lr_logged ?? []));
    expect(seen.wait).toEqual(vector.wait);
    expect(seen.cooldown).toEqual(vector.cooldown);
  });
});

/** Decides like the real one and notes the names instead of writing the files, which other tests do. */
class NotingCheckpoint extends ModelCheckpoint {
  readonly saved: string[] = [];
  override onTrainBegin(): void {}
  protected override async save(_model: unknown, path: string): Promise<void> {
    this.saved.push(path);
  }
}

test('ProgbarLogger writes small numbers as Python does', () => {
  const line = progressLine(
    { done: 3, of: 5, seconds: 0.03, ended: true },
    { loss: 0.7512, mse: -0.00012345 },
  );
  expect(line).toBe('3/5 ━━━━━━━━━━━━──────── 0s 10ms/step - loss: 0.7512 - mse: -1.2345e-04');
});

describe('ModelCheckpoint', () => {
  const batchesOf: Record<string, number> = { 'MC3 freq3 spe4': 4, 'MC3b freq5 spe3': 3 };
  test.each(named('MC'))('%s', async (name, given) => {
    const vector = { ...given, ...nanChoice[name] };
    const filepath = String(vector.kw.filepath);
    const key = vector.kw.mode === 'max' ? 'val_accuracy' : 'val_loss';
    const callback = new NotingCheckpoint({
      monitor: key,
      ...camel(vector.kw),
    } as unknown as ModelCheckpointOptions);
    await drive(callback, model(), {
      epochs: vector.seq.length,
      logs: (epoch) => logsOf({ ...vector, key }, epoch),
      batches: () => Array.from({ length: batchesOf[name] ?? 0 }, () => ({ loss: 0.5 })),
    });
    expect(filepath).toContain('.keras');
    expect(callback.saved).toEqual(vector.saved);
    expect(warnings).toHaveBeenCalledTimes((vector.warn as string[]).length);
  });

  test('the best value outlives a fit', async () => {
    const callback = new NotingCheckpoint({
      filepath: 'b-{epoch}.keras',
      monitor: 'loss',
      saveBestOnly: true,
    });
    const script = (losses: number[]) => ({
      epochs: losses.length,
      logs: (epoch: number) => ({ loss: losses[epoch] ?? 0 }),
    });
    await drive(callback, model(), script([0.5, 0.4]));
    await drive(callback, model(), script([0.45, 0.3]));
    expect(callback.saved).toEqual(['b-1.keras', 'b-2.keras', 'b-2.keras']);
  });

  test('a model that could not be saved is not the one to beat', async () => {
    class Failing extends NotingCheckpoint {
      protected override async save(saved: unknown, path: string): Promise<void> {
        if (path === 'b-2.keras') throw new Error('the disk is full.');
        await super.save(saved, path);
      }
    }
    const callback = new Failing('b-{epoch}.keras', { monitor: 'loss', saveBestOnly: true });
    const losses = [0.5, 0.4, 0.45, 0.47];
    await drive(callback, model(), { epochs: 4, logs: (epoch) => ({ loss: losses[epoch] as number }) });
    expect(callback.saved).toEqual(['b-1.keras', 'b-3.keras']);
    expect(callback.best).toBe(0.45);
  });

  test('a missing value saves while no best one is known, and never overwrites a best one', async () => {
    const callback = new NotingCheckpoint('best.keras', { saveBestOnly: true });
    const values = [undefined, 0.4, undefined];
    await drive(callback, model(), {
      epochs: 3,
      logs: (epoch) => ({ loss: 1, ...(values[epoch] !== undefined && { val_loss: values[epoch] }) }),
    });
    expect(callback.saved).toEqual(['best.keras', 'best.keras']);
  });

  test('an accuracy is found under both names', async () => {
    const callback = new NotingCheckpoint('{val_loss:.1f}.keras', {
      saveFreq: 1,
      monitor: 'loss',
      saveBestOnly: true,
    });
    await drive(callback, model(), {
      epochs: 1,
      logs: () => ({ loss: 1 }),
      batches: () => [
        { loss: 1, val_loss: 2 },
        { loss: 0.5, val_loss: 3 },
      ],
    });
    expect(callback.saved).toEqual(['2.0.keras', '3.0.keras']);
  });
});

test('LearningRateScheduler: the schedule gets epochs from 0 and the rate so far; the logs get the new one', async () => {
  const calls: [number, number][] = [];
  const logged: (number | undefined)[] = [];
  const callback = new LearningRateScheduler((epoch, rate) => {
    calls.push([epoch, rate]);
    return rate * 0.5;
  });
  await drive(callback, model(0.01), {
    epochs: 3,
    logs: () => ({ loss: 1 }),
    after: (_, logs) => logged.push(logs.learning_rate),
  });
  expect(calls).toEqual([
    [0, 0.01],
    [1, 0.005],
    [2, 0.0025],
  ]);
  expect(logged).toEqual([0.005, 0.0025, 0.00125]);
});

describe('TerminateOnNaN', () => {
  test.each([
    [[0.5, Number.NaN, 0.4], 2],
    [[0.5, 0.4, Number.POSITIVE_INFINITY], 3],
    [[1e30, 5], 0],
  ])('losses %o: stops after batch %i (0: never)', async (losses, stoppedAfter) => {
    const printed = vi.spyOn(console, 'log').mockImplementation(() => {});
    const trained = model();
    let batches = 0;
    const callback = new TerminateOnNaN();
    const original = callback.onTrainBatchEnd.bind(callback);
    callback.onTrainBatchEnd = (batch, logs) => {
      batches += 1;
      return original(batch, logs);
    };
    const ran = await drive(callback, trained, {
      epochs: 1,
      logs: () => ({}),
      batches: () => losses.map((loss) => ({ loss })),
    });
    printed.mockRestore();
    expect(trained.stopTraining).toBe(stoppedAfter > 0);
    expect(batches).toBe(stoppedAfter || losses.length);
    expect(ran).toBe(1);
  });

  test('raiseError lets the training fail with the batch and the loss', () => {
    const callback = new TerminateOnNaN({ raiseError: true });
    callback.setModel(model());
    expect(() => callback.onBatchEnd(7, { loss: Number.NaN })).toThrow('Batch 7: the loss is NaN');
  });
});

describe('BackupAndRestore', () => {
  class NotingBackup extends BackupAndRestore {
    readonly points: unknown[] = [];
    protected override async write(_model: unknown, point: unknown): Promise<void> {
      this.points.push(point);
    }
  }
  test('every n batches: the count goes on over epochs, the point is the epoch at work', async () => {
    const callback = new NotingBackup({ backupDir: 'b', saveFreq: 4, deleteCheckpoint: false });
    await drive(callback, model(), { epochs: 3, logs: () => ({}), batches: () => [{}, {}, {}] });
    expect(callback.points).toEqual([
      { epoch: 1, batch: 0 },
      { epoch: 2, batch: 1 },
    ]);
  });
  test('each epoch: the point is the next epoch', async () => {
    const callback = new NotingBackup('b', { deleteCheckpoint: false });
    await drive(callback, model(), { epochs: 2, logs: () => ({}), batches: () => [{}, {}] });
    expect(callback.points).toEqual([
      { epoch: 1, batch: 0 },
      { epoch: 2, batch: 0 },
    ]);
  });
});
