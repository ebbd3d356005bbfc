import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BackupAndRestore, Callback, LambdaCallback, ReduceLROnPlateau } from '../../../library/index.js';

import {
  acts,
  bits,
  data,
  events,
  folder,
  forget,
  type Model,
  net,
  printed,
  rateOf,
  start,
  stopByHand,
  tf,
  warned,
} from './recorded-trainings.js';

describe('BackupAndRestore', () => {
  class Broken extends Callback {
    constructor(private readonly at: number) {
      super();
    }
    override onEpochBegin(epoch: number) {
      if (epoch === this.at) throw new Error('the lights went out');
    }
  }

  test('what writers that were killed left does not keep the folder', async () => {
    const marks = new URL('../../../engine/processes/process-mark.mjs', import.meta.url).href;
    const script = `import { newMark } from '${marks}'; console.log(newMark());`;
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
    });
    const { x, y } = data();
    const backupDir = join(folder, 'killed');
    mkdirSync(backupDir);
    for (const name of ['latest.weights.h5', 'training_metadata.json'])
      writeFileSync(join(backupDir, `next.${name}.${stdout.trim()}.tmp`), 'half');
    await net().fit(x, y, { epochs: 1, callbacks: [new BackupAndRestore({ backupDir })] });
    expect(existsSync(backupDir)).toBe(false);
  });

  test('goes on with weights and optimizer state as if nothing had happened', async () => {
    const { x, y } = data();
    const options = { epochs: 6, batchSize: 16, shuffle: false } as const;
    // Without dropout, whose masks depend on how many were drawn.
    const plain = () => {
      const model = tf.sequential();
      model.add(tf.layers.dense({ units: 4, inputShape: [5], kernelInitializer: 'ones' }));
      model.add(tf.layers.dense({ units: 1, activation: 'sigmoid', kernelInitializer: 'ones' }));
      model.compile({ optimizer: tf.train.adam(0.01), loss: 'binaryCrossentropy' });
      return model;
    };
    const whole = plain();
    await whole.fit(x, y, options);
    const backupDir = join(folder, 'backup');
    const backup = () => new BackupAndRestore({ backupDir });
    await expect(plain().fit(x, y, { ...options, callbacks: [backup(), new Broken(4)] })).rejects.toThrow(
      'lights',
    );
    expect(JSON.parse(readFileSync(join(backupDir, 'training_metadata.json'), 'utf8'))).toEqual({
      epoch: 4,
      batch: 0,
    });
    forget();
    const resumed = plain();
    const history = await resumed.fit(x, y, { ...options, callbacks: [backup()] });
    expect(history.epoch).toEqual([4, 5]);
    expect(bits(resumed as never)).toEqual(bits(whole as never));
    expect(start()?.plan.initialEpoch).toBe(4);
    expect(acts('BackupAndRestore')[0]).toMatchObject({ kind: 'resumed', epoch: 4, facts: { from: 5 } });
    expect(existsSync(backupDir)).toBe(false);
  });

  test.each(['adam', 'sgd', 'momentum', 'adamax'] as const)(
    'goes on with the learning rate of the broken training: %s',
    async (kind) => {
      const { x, y } = data();
      const optimizer = () =>
        ({
          adam: () => tf.train.adam(0.01),
          sgd: () => tf.train.sgd(0.01),
          momentum: () => tf.train.momentum(0.01, 0.9),
          adamax: () => tf.train.adamax(0.01),
        })[kind]();
      const train = (model: Model, at: number) =>
        model.fit(x, y, {
          epochs: 5,
          callbacks: [
            new ReduceLROnPlateau({ monitor: 'loss', patience: 1, minDelta: 10, factor: 0.5 }),
            new BackupAndRestore(join(folder, 'backup')),
            new Broken(at),
          ],
        });
      const broken = net(optimizer());
      await expect(train(broken, 3)).rejects.toThrow('lights');
      expect(rateOf(broken)).toBe(0.0025);
      const resumed = net(optimizer());
      const { history } = await train(resumed, 9);
      expect(history.learning_rate).toEqual([0.0025, 0.0025]);
    },
  );

  test('goes on with the optimizer state where weights are stored by another factor for Keras 3', async () => {
    const x = tf.randomNormal([32, 5, 3], 0, 1, 'float32', 7);
    const y = x.sum([1, 2]).greater(0).cast('float32').reshape([32, 1]) as never;
    const options = { epochs: 5, batchSize: 16, shuffle: false } as const;
    const recurrent = () => {
      const model = tf.sequential();
      const ones = { kernelInitializer: 'ones', recurrentInitializer: 'ones' } as const;
      // Its gates use hardSigmoid.
      model.add(tf.layers.lstm({ units: 3, inputShape: [5, 3], ...ones }));
      model.add(tf.layers.dense({ units: 1, activation: 'sigmoid', kernelInitializer: 'ones' }));
      model.compile({ optimizer: tf.train.adam(0.05), loss: 'binaryCrossentropy' });
      return model;
    };
    const whole = await recurrent().fit(x, y, options);
    const backup = () => new BackupAndRestore(join(folder, 'backup'));
    await expect(recurrent().fit(x, y, { ...options, callbacks: [backup(), new Broken(3)] })).rejects.toThrow(
      'lights',
    );
    const resumed = await recurrent().fit(x, y, { ...options, callbacks: [backup()] });
    const losses = resumed.history.loss as number[];
    expect(losses).toHaveLength(2);
    for (const [i, loss] of losses.entries())
      expect(loss).toBeCloseTo(whole.history.loss?.[3 + i] as number, 5);
  });

  test('a stop by hand keeps the backup, and the epoch that was stopped is done again', async () => {
    const { x, y } = data();
    const backupDir = join(folder, 'backup');
    const stopping = new LambdaCallback({
      onBatchBegin: () => undefined,
      onEpochBegin: (epoch) => {
        if (epoch === 2) stopByHand();
      },
    });
    await net().fit(x, y, {
      epochs: 6,
      batchSize: 16,
      callbacks: [stopping, new BackupAndRestore(backupDir)],
    });
    expect(JSON.parse(readFileSync(join(backupDir, 'training_metadata.json'), 'utf8'))).toEqual({
      epoch: 2,
      batch: 0,
    });
    forget();
    const history = await net().fit(x, y, { epochs: 4, callbacks: [new BackupAndRestore(backupDir)] });
    expect(history.epoch).toEqual([2, 3]);
  });

  test('a backup of another model, or at the end of the training, is told with what to do', async () => {
    const { x, y } = data();
    const backupDir = join(folder, 'backup');
    await expect(
      net().fit(x, y, { epochs: 5, callbacks: [new BackupAndRestore(backupDir), new Broken(3)] }),
    ).rejects.toThrow('lights');
    const other = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [5] })] });
    other.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    const going = other.fit(x, y, { epochs: 5, callbacks: [new BackupAndRestore(backupDir)] });
    await expect(going).rejects.toThrow(/belong to another model.* Or delete .*backup to start anew\.$/);
    printed.mockClear();
    const history = await net().fit(x, y, { epochs: 3, callbacks: [new BackupAndRestore(backupDir)] });
    expect(history.epoch).toEqual([]);
    expect(printed.mock.calls).toEqual([
      [
        `BackupAndRestore: the backup in ${backupDir} has all 3 epochs of this training; none is left to train.`,
      ],
    ]);
  });

  test('what else lies in its folder stays', async () => {
    const { x, y } = data();
    writeFileSync(join(folder, 'lesson.ipynb'), 'of a student');
    const train = (at: number) =>
      net().fit(x, y, {
        epochs: 3,
        callbacks: [new BackupAndRestore(folder, { doubleCheckpoint: true }), new Broken(at)],
      });
    await expect(train(2)).rejects.toThrow('lights');
    expect(readdirSync(folder)).toHaveLength(5);
    await train(3);
    expect(readdirSync(folder)).toEqual(['lesson.ipynb']);
  });

  test('a folder that cannot be: before the first epoch, by name', async () => {
    const { x, y } = data();
    writeFileSync(join(folder, 'file'), '');
    const backup = new BackupAndRestore(join(folder, 'file'));
    await expect(net().fit(x, y, { epochs: 2, callbacks: [backup] })).rejects.toThrow(
      /^BackupAndRestore: cannot write .*file: a part of the path is a file, not a folder/,
    );
    expect(events.flatMap((event) => (event.type === 'rows' ? event.epochs.epoch : []))).toEqual([]);
  });

  test('a copy that cannot be written is told in a sentence, and training goes on', async () => {
    const { x, y } = data();
    const backupDir = join(folder, 'backup');
    const blocking = new LambdaCallback({
      onEpochEnd: (epoch) => {
        if (epoch === 1) mkdirSync(join(backupDir, 'latest.weights.h5.bkp'), { recursive: true });
      },
    });
    const history = await net().fit(x, y, {
      epochs: 3,
      callbacks: [blocking, new BackupAndRestore(backupDir, { doubleCheckpoint: true })],
    });
    expect(history.epoch).toHaveLength(3);
    expect(acts('BackupAndRestore').map(({ kind }) => kind)).toEqual(['saved', 'failed', 'failed']);
    expect(warned.mock.calls[0]?.[0]).toMatch(
      /^BackupAndRestore: cannot write .*backup: a folder of that name is there\. Training goes on\.$/,
    );
  });

  test('a broken backup names the file; with a double checkpoint the one before is taken', async () => {
    const { x, y } = data();
    const backupDir = join(folder, 'backup');
    const train = (at: number) =>
      net().fit(x, y, {
        epochs: 5,
        callbacks: [new BackupAndRestore(backupDir, { doubleCheckpoint: true }), new Broken(at)],
      });
    await expect(train(3)).rejects.toThrow('lights');
    writeFileSync(join(backupDir, 'latest.weights.h5'), 'broken');
    forget();
    await expect(train(4)).rejects.toThrow('lights');
    expect(start()?.plan.initialEpoch).toBe(2);
    for (const name of ['latest.weights.h5', 'latest.weights.h5.bkp'])
      writeFileSync(join(backupDir, name), 'broken');
    await expect(train(5)).rejects.toThrow('latest.weights.h5');
  });
});
