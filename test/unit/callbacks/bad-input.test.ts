import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  type Callback,
  CSVLogger,
  EarlyStopping,
  LambdaCallback,
  LearningRateScheduler,
  ModelCheckpoint,
  ReduceLROnPlateau,
  report,
  StoppingCriteria,
  TerminateOnNaN,
} from '../../../library/index.js';

import { acts, data, events, folder, net, warned } from './recorded-trainings.js';

describe('what goes wrong is told by name', () => {
  test.each([
    ['an unknown option', () => new EarlyStopping({ patiance: 3 } as never), "no option 'patiance'"],
    ['a name of Python', () => new EarlyStopping({ min_delta: 3 } as never), 'It is called minDelta here'],
    ['a value outside its domain', () => new EarlyStopping({ patience: -1 }), 'patience is -1'],
    ['a wrong mode', () => new EarlyStopping({ mode: 'best' as never }), "mode is 'best'"],
    [
      'an unclear direction',
      () => new EarlyStopping({ monitor: 'val_custom' }),
      "'val_custom' shall fall or rise",
    ],
    ['a factor of 1', () => new ReduceLROnPlateau({ factor: 1 }), 'factor is 1'],
    ['no file name', () => new ModelCheckpoint({} as never), 'filepath'],
    ['an ending of others', () => new ModelCheckpoint('m.pt'), '.pt'],
    [
      'weights under the name of a model',
      () => new ModelCheckpoint('m.keras', { saveWeightsOnly: true }),
      '.weights.h5',
    ],
    ['a wrong frequency', () => new ModelCheckpoint('m.h5', { saveFreq: 0 }), 'saveFreq is 0'],
    ['no criterion', () => new StoppingCriteria({ patience: 2 }), 'at least one criterion'],
    ['no schedule', () => new LearningRateScheduler(3 as never), 'schedule is 3'],
    ['an unknown hook', () => new LambdaCallback({ onEpoch: () => {} } as never), "no option 'onEpoch'"],
    [
      'a monitor by its place, as in Python',
      () => new EarlyStopping('val_loss' as never),
      "EarlyStopping takes its options in an object, as in { monitor: … }, but got 'val_loss'",
    ],
    ['null for options', () => new ReduceLROnPlateau(null as never), 'ReduceLROnPlateau takes its options'],
    ['a list of options', () => new TerminateOnNaN([] as never), 'TerminateOnNaN takes its options'],
    ['a long separator', () => new CSVLogger('a.csv', { separator: '::' }), "separator is '::'"],
  ])('%s', (_name, make, message) => {
    expect(make).toThrow(message);
  });

  const fitWith = (callback: Callback, epochs = 2) => {
    const { x, y } = data();
    return net().fit(x, y, { epochs, validationSplit: 0.2, callbacks: [callback] });
  };

  test('an unknown monitor warns once, with what there is', async () => {
    await fitWith(new EarlyStopping({ monitor: 'val_los', mode: 'min' }), 3);
    expect(warned).toHaveBeenCalledTimes(1);
    expect(warned.mock.calls[0]?.[0]).toContain(
      "'val_los', which is not among the logs: val_loss, val_acc, loss, acc",
    );
    expect(acts('EarlyStopping')[0]).toMatchObject({
      kind: 'missing',
      facts: { available: 'val_loss, val_acc, loss, acc' },
    });
  });

  test('the validation is not asked for where there is one', async () => {
    await fitWith(new EarlyStopping({ monitor: 'val_los', mode: 'min' }));
    const { x, y } = data();
    await net().fit(x, y, { epochs: 1, callbacks: [new EarlyStopping()] });
    expect(warned.mock.calls.map(([text]) => /validationSplit/.test(text))).toEqual([false, true]);
  });

  test.each([
    [
      'a class',
      [EarlyStopping],
      'callbacks[0] of fit is the class EarlyStopping; write new EarlyStopping(…)',
    ],
    ['nothing', [new TerminateOnNaN(), null], 'callbacks[1] of fit is null'],
    ['a condition', [false], 'callbacks[0] of fit is false'],
    ['a function', () => {}, 'callbacks of fit is a function'],
    ['a name', ['EarlyStopping'], "callbacks[0] of fit is 'EarlyStopping'"],
  ])('%s in the place of a callback', async (_name, callbacks, message) => {
    const { x, y } = data();
    const model = net();
    await expect(model.fit(x, y, { callbacks: callbacks as never })).rejects.toThrow(message);
    expect(events).toEqual([]);
    expect((await model.fit(x, y, { callbacks: undefined as never })).epoch).toEqual([0]);
  });

  test('a field that does not exist', async () => {
    await expect(fitWith(new ModelCheckpoint(join(folder, '{val_los:.2f}.h5')))).rejects.toThrow(
      /there is no "val_los".*epoch, val_loss, val_acc, loss, acc/,
    );
  });

  test('a folder that cannot be: before the first epoch', async () => {
    writeFileSync(join(folder, 'file'), '');
    await expect(fitWith(new ModelCheckpoint(join(folder, 'file/m.h5')))).rejects.toThrow('file/m.h5');
    await expect(fitWith(new CSVLogger(join(folder, 'none/log.csv')))).rejects.toThrow(
      'its folder does not exist',
    );
    expect(events.flatMap((event) => (event.type === 'rows' ? event.epochs.epoch : []))).toEqual([]);
  });

  test('a save that fails later is told; training goes on and the file before stays', async () => {
    const path = join(folder, 'm.h5');
    const breaking = new LambdaCallback({
      onEpochEnd: (epoch) => {
        if (epoch !== 1) return;
        writeFileSync(join(folder, 'before'), readFileSync(path));
        rmSync(path);
        mkdirSync(path);
      },
    });
    const { x, y } = data();
    const history = await net().fit(x, y, { epochs: 3, callbacks: [breaking, new ModelCheckpoint(path)] });
    expect(history.epoch).toHaveLength(3);
    expect(acts('ModelCheckpoint').map(({ kind }) => kind)).toEqual(['saved', 'failed', 'failed']);
    expect(warned.mock.calls[0]?.[0]).toContain(path);
  });

  test('a full disk', async (context) => {
    if (!existsSync('/dev/full')) {
      context.skip('This system has no /dev/full.');
      return;
    }
    const history = await fitWith(new CSVLogger('/dev/full'), 3);
    expect(history.epoch).toHaveLength(3);
    expect(acts('CSVLogger')).toMatchObject([
      { kind: 'failed', facts: { reason: expect.stringContaining('the disk is full') } },
    ]);
    expect(warned).toHaveBeenCalledTimes(1);
  });

  test('a schedule that gives no number', async () => {
    await expect(fitWith(new LearningRateScheduler(() => Number.NaN))).rejects.toThrow(
      'gave NaN for epoch 0',
    );
  });

  test('a report outside of hooks changes nothing and warns', () => {
    report('lost', 'nobody hears');
    expect(warned).toHaveBeenCalledTimes(1);
  });
});
