import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  BackupAndRestore,
  Callback,
  CSVLogger,
  EarlyStopping,
  History,
  LambdaCallback,
  LearningRateScheduler,
  type Logs,
  ModelCheckpoint,
  ProgbarLogger,
  ReduceLROnPlateau,
  report,
  StoppingCriteria,
  TensorBoard,
  TerminateOnNaN,
} from '../../../library/index.js';
import { setLocale } from '../../../words/index.js';
import { readEvents } from '../tensorboard/read-events.js';

import {
  acts,
  bits,
  data,
  dataset,
  events,
  folder,
  lanes,
  net,
  openFiles,
  printed,
  rateOf,
  recorder,
  tf,
  warned,
} from './recorded-trainings.js';

class Told extends Callback {
  readonly calls: string[] = [];
  override onTrainBegin() {
    this.calls.push(`train begin ${this.params.epochs} ${typeof this.model.predict}`);
  }
  override onEpochBegin(epoch: number) {
    this.calls.push(`epoch begin ${epoch}`);
  }
  override onBatchEnd(batch: number, logs?: Logs) {
    this.calls.push(
      `batch end ${batch} ${typeof logs?.loss} ${typeof logs?.accuracy} ${'size' in (logs ?? {})}`,
    );
  }
  override onTestEnd(logs?: Logs) {
    this.calls.push(`test end ${Object.keys(logs ?? {})}`);
  }
  override async onEpochEnd(epoch: number, logs?: Logs) {
    await Promise.resolve();
    this.calls.push(`epoch end ${epoch} ${logs?.val_accuracy === logs?.val_acc}`);
    this.report('seen', `epoch ${epoch}`, logs?.loss);
  }
  override onTrainEnd(logs?: Logs) {
    this.calls.push(`train end ${typeof logs?.loss}`);
  }
}

/** Every callback, one of tfjs and a plain object, in one list. */
function everything(told: Told, plain: object) {
  return [
    new EarlyStopping({ patience: 50, restoreBestWeights: true }),
    plain,
    new ModelCheckpoint(join(folder, 'c-{epoch:02d}-{val_accuracy:.2f}.h5'), { saveBestOnly: true }),
    new ReduceLROnPlateau({ patience: 1, minDelta: 10, factor: 0.5 }),
    new LearningRateScheduler((_epoch, rate) => rate),
    new CSVLogger(join(folder, 'log.csv')),
    new TerminateOnNaN(),
    new LambdaCallback({ onEpochEnd: () => report('lambda', 'from inside') }),
    new BackupAndRestore(join(folder, 'backup')),
    new History(),
    new ProgbarLogger({ verbose: 2 }),
    new StoppingCriteria({
      gradient: 1e-9,
      lossChange: 1e-9,
      weightChange: 1e-9,
      validation: 50,
      epochs: 50,
    }),
    tf.callbacks.earlyStopping({ monitor: 'val_loss', patience: 50 }),
    told,
  ];
}

describe.each(['fit', 'fitDataset'] as const)('all callbacks in one list, %s', (kind) => {
  test('each does its work, with the hooks and logs of Keras', async () => {
    const told = new Told();
    const seen: string[] = [];
    const plain = {
      onBatchEnd: async (_batch: number, logs?: Logs) => void seen.push(typeof logs?.size),
      onEpochEnd: async (epoch: number) => {
        await new Promise((resolve) => setTimeout(resolve, 2));
        report('plain', `epoch ${epoch}`, epoch);
      },
    };
    const callbacks = everything(told, plain) as never;
    const model = net();
    const { x, y } = data();
    const validation = data(20);
    const validationData: [typeof x, never] = [validation.x, validation.y];
    const history =
      kind === 'fit'
        ? await model.fit(x, y, { epochs: 3, batchSize: 16, validationData, callbacks })
        : await model.fitDataset(dataset(), {
            epochs: 3,
            validationData: validationData as never,
            callbacks,
          });

    expect(told.calls.slice(0, 7)).toEqual([
      'train begin 3 function',
      'epoch begin 0',
      ...[0, 1, 2, 3].map((batch) => `batch end ${batch} number number false`),
      'test end loss,acc',
    ]);
    expect(told.calls.slice(-2)).toEqual(['epoch end 2 true', 'train end number']);
    expect(seen).toHaveLength(12);
    expect(new Set(seen)).toEqual(new Set(['number']));
    expect(Object.keys(history.history).sort()).toEqual([
      'acc',
      'learning_rate',
      'loss',
      'val_acc',
      'val_loss',
    ]);
    expect(rateOf(model)).toBeCloseTo(0.0025, 8);
    expect(readdirSync(folder).filter((name) => name.endsWith('.h5')).length).toBeGreaterThan(0);
    expect(readFileSync(join(folder, 'log.csv'), 'utf8')).toMatch(
      /^epoch,acc,learning_rate,loss,val_acc,val_loss\r\n0,/,
    );
    expect(existsSync(join(folder, 'backup'))).toBe(false);
    expect(warned).not.toHaveBeenCalled();

    expect(lanes().map(({ name }) => name)).toEqual([
      'EarlyStopping',
      'ModelCheckpoint',
      'ReduceLROnPlateau',
      'LearningRateScheduler',
      'CSVLogger',
      'TerminateOnNaN',
      'BackupAndRestore',
      'StoppingCriteria',
      'callback 2',
      'LambdaCallback',
      'Told',
    ]);
    expect(acts('EarlyStopping').at(0)).toMatchObject({
      kind: 'improved',
      epoch: 1,
      step: 4,
      facts: { best: null },
    });
    expect(acts('EarlyStopping').at(-1)).toMatchObject({ kind: 'restored', epoch: 3, step: 12 });
    expect(
      acts('ReduceLROnPlateau')
        .filter(({ kind: what }) => what === 'reduced')
        .map(({ facts }) => [facts.from, facts.to]),
    ).toEqual([
      [0.01, 0.005],
      [0.005, 0.0025],
    ]);
    expect(acts('BackupAndRestore').map(({ kind: what, facts }) => [what, facts.next])).toEqual([
      ['saved', 2],
      ['saved', 3],
      ['saved', 4],
    ]);
    expect(acts('callback 2').map(({ label, text, value, epoch }) => [label, text, value, epoch])).toEqual([
      ['plain', 'epoch 0', 0, 1],
      ['plain', 'epoch 1', 1, 2],
      ['plain', 'epoch 2', 2, 3],
    ]);
    expect(acts('LambdaCallback')).toHaveLength(3);
    expect(acts('Told').at(-1)).toMatchObject({ kind: 'noted', label: 'seen', text: 'epoch 2' });
    const measured = acts('StoppingCriteria').filter(({ epoch }) => epoch === 2);
    expect(measured.map(({ facts }) => facts.criterion)).toEqual([
      'gradient',
      'lossChange',
      'weightChange',
      'validation',
      'epochs',
    ]);
    for (const { value } of measured) expect(value).toBeGreaterThan(0);
    const rows = events.flatMap((event) => (event.type === 'rows' ? Object.keys(event.epochs.logs) : []));
    expect(rows).not.toContain('learning_rate');
    // The optimizer's moments are there from the first training on.
    const after = tf.memory().numTensors;
    await model.fit(x, y, { epochs: 2, validationData, callbacks: everything(new Told(), {}) as never });
    expect(tf.memory().numTensors).toBe(after);
  });
});

test('training is the same, bit for bit, with callbacks that only watch and without', async () => {
  const train = async (callbacks: object[]) => {
    const model = net();
    const { x, y } = data();
    await model.fit(x, y, { epochs: 4, batchSize: 16, validationSplit: 0.2, callbacks: callbacks as never });
    return bits(model);
  };
  const without = await train([]);
  const watching = await train([
    new EarlyStopping({ patience: 50 }),
    new StoppingCriteria({ gradient: 1e-9, weightChange: 1e-9, lossChange: 1e-9 }),
    new ModelCheckpoint(join(folder, 'm.keras')),
    new BackupAndRestore(join(folder, 'b')),
    new CSVLogger(join(folder, 'l.csv')),
    new History(),
    new TerminateOnNaN(),
  ]);
  expect(watching).toEqual(without);
});

test('after a training nothing of who watched it is left on the model', async () => {
  const { x, y } = data();
  const model = net();
  const board = new TensorBoard({ logDir: folder, histogramFreq: 1 });
  const callbacks = [
    new StoppingCriteria({ gradient: 1e-9 }),
    board,
    new StoppingCriteria({ gradient: 1e-9 }),
  ];
  for (let fit = 0; fit < 2; fit += 1) await model.fit(x, y, { epochs: 2, callbacks });
  expect(Object.hasOwn(model.optimizer, 'applyGradients')).toBe(false);
  expect(model.layers.filter((layer) => Object.hasOwn(layer, 'call'))).toEqual([]);
});

test('a training that fails leaves nothing open, and its trial in TensorBoard as failed', async () => {
  const { x, y } = data();
  const model = net();
  const failing = new LambdaCallback({
    onEpochEnd: () => {
      throw new Error('the lights went out');
    },
  });
  const board = new TensorBoard({ logDir: folder, histogramFreq: 1, hparams: { units: 8 } });
  const log = new CSVLogger(join(folder, 'log.csv'));
  const tensors = tf.memory().numTensors;
  const stopping = new EarlyStopping({ monitor: 'loss', restoreBestWeights: true });
  const criteria = new StoppingCriteria({ gradient: 1e-9, weightChange: 1e-9 });
  await expect(
    model.fit(x, y, { epochs: 2, callbacks: [board, log, stopping, criteria, failing] }),
  ).rejects.toThrow('lights');
  expect(openFiles()).toEqual([]);
  expect(Object.hasOwn(model.optimizer, 'applyGradients')).toBe(false);
  expect(model.layers.filter((layer) => Object.hasOwn(layer, 'call'))).toEqual([]);
  // The optimizer's own: two for each of six trainable weights.
  expect(tf.memory().numTensors - tensors).toBe(12);
  const trial = readdirSync(folder).find((name) => name.includes('tfevents')) ?? '';
  const [, start, end] = readEvents(join(folder, trial));
  expect(start?.values[0]?.tag).toBe('_hparams_/session_start_info');
  expect(end?.values[0]?.tag).toBe('_hparams_/session_end_info');
  // Field 4, and in it field 1: the status "failure".
  expect(end?.values[0]?.content?.subarray(0, 4)).toEqual(Buffer.of(0x22, 11, 0x08, 2));
});

test('a training that is broken off from outside lets its callbacks go', async () => {
  const { x, y } = data();
  const model = net();
  let reached = () => {};
  const epoch = new Promise<void>((resolve) => {
    reached = resolve;
  });
  const hanging = new LambdaCallback({
    onEpochEnd: () => {
      reached();
      return new Promise(() => {});
    },
  });
  const board = new TensorBoard({ logDir: folder, histogramFreq: 1 });
  void model.fit(x, y, { callbacks: [board, new CSVLogger(join(folder, 'log.csv')), hanging] });
  await epoch;
  recorder.abandonAll();
  expect(openFiles()).toEqual([]);
  expect(model.layers.filter((layer) => Object.hasOwn(layer, 'call'))).toEqual([]);
});

test('a checkpoint that saves always watches nothing, and does not take more accuracy for worse', async () => {
  const { x, y } = data();
  const path = join(folder, '{epoch}.h5');
  const callbacks = [
    new ModelCheckpoint(path, { monitor: 'val_accuracy' }),
    new ModelCheckpoint(path, { monitor: 'val_accuracy', saveBestOnly: true }),
  ];
  await net().fit(x, y, { epochs: 1, validationSplit: 0.2, callbacks });
  const [always, best] = lanes();
  expect(always).not.toHaveProperty('monitor');
  expect(always).not.toHaveProperty('mode');
  expect(best).toMatchObject({ monitor: 'val_accuracy', mode: 'max' });
});

test('a callback without a name has one in the language of the notebook', async () => {
  const { x, y } = data();
  const plain = { onEpochEnd: () => report('seen', 'an epoch') };
  setLocale('ko');
  try {
    await net().fit(x, y, { epochs: 1, callbacks: [new TerminateOnNaN(), plain as never] });
  } finally {
    setLocale('en');
  }
  expect(lanes().map(({ name }) => name)).toEqual(['TerminateOnNaN', '콜백 2']);
});

test('what fit gives back has accuracies under both names, and lists each once', async () => {
  const { x, y } = data();
  const own = new History();
  const { history } = await net().fit(x, y, { epochs: 2, validationSplit: 0.2, callbacks: [own] });
  for (const kept of [history, own.history]) {
    expect(kept.val_accuracy).toHaveLength(2);
    expect(kept.val_accuracy).toEqual(kept.val_acc);
    expect(kept.accuracy).toEqual(kept.acc);
    expect(Object.keys(kept)).toEqual(['val_loss', 'val_acc', 'loss', 'acc']);
  }
});

test('a callback may log a value of its own under the other name of an accuracy', async () => {
  const { x, y } = data();
  const logging = new LambdaCallback({
    onEpochEnd: (_epoch, logs) => {
      logs.accuracy = 7;
    },
  });
  const { history } = await net().fit(x, y, { epochs: 1, callbacks: [logging] });
  expect(history.accuracy).toEqual([7]);
  expect(history.acc?.[0]).toBeLessThan(2);
});

test('a rate that was cut is told and logged with the digits that it has', async () => {
  const { x, y } = data();
  const model = net(tf.train.adam(0.001));
  const cutting = new ReduceLROnPlateau({ monitor: 'loss', patience: 1, minDelta: 10, verbose: 1 });
  const { history } = await model.fit(x, y, { epochs: 4, callbacks: [cutting] });
  expect(printed.mock.calls).toEqual([
    ['Epoch 2: ReduceLROnPlateau reducing learning rate to 0.0001.'],
    ['Epoch 3: ReduceLROnPlateau reducing learning rate to 0.00001.'],
    ['Epoch 4: ReduceLROnPlateau reducing learning rate to 0.000001.'],
  ]);
  expect(history.learning_rate?.map(String).filter((text) => text.length > 15)).toEqual([]);
});

test('early stopping ends a real training and puts the best weights back', async () => {
  const model = net();
  const { x, y } = data();
  const kept: Float32Array[][] = [];
  const stopping = new EarlyStopping({ monitor: 'loss', mode: 'max', patience: 2, restoreBestWeights: true });
  const keep = new LambdaCallback({ onEpochEnd: () => void kept.push(bits(model)) });
  const history = await model.fit(x, y, { epochs: 50, callbacks: [keep, stopping] });
  expect(history.epoch.length).toBe(stopping.stoppedEpoch + 1);
  expect(history.epoch.length).toBeLessThan(50);
  expect(bits(model)).toEqual(kept[stopping.bestEpoch]);
  expect(events.at(-1)).toMatchObject({ type: 'end', status: 'stopped' });
});

const optimizers = [
  ['sgd', () => tf.train.sgd(0.1)],
  ['momentum', () => tf.train.momentum(0.1, 0.9)],
  ['adam', () => tf.train.adam(0.1)],
  ['rmsprop', () => tf.train.rmsprop(0.1)],
  ['adagrad', () => tf.train.adagrad(0.1)],
  ['adadelta', () => tf.train.adadelta(0.1)],
  ['adamax', () => tf.train.adamax(0.1)],
] as const;

test.each(optimizers)('a scheduled rate reaches %s: with 0 no weight moves', async (_name, optimizer) => {
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [5] })] });
  model.compile({ optimizer: optimizer(), loss: 'meanSquaredError' });
  const { x, y } = data();
  const before = bits(model as never);
  await model.fit(x, y, { epochs: 1, callbacks: [new LearningRateScheduler(() => 0)] });
  expect(bits(model as never)).toEqual(before);
  await model.fit(x, y, { epochs: 1, callbacks: [new LearningRateScheduler(() => 0.1)] });
  expect(bits(model as never)).not.toEqual(before);
});

test('TerminateOnNaN ends a training that diverges, within the epoch', async () => {
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
  model.compile({ optimizer: tf.train.sgd(1e20), loss: 'meanSquaredError' });
  const history = await model.fit(tf.ones([64, 1]), tf.ones([64, 1]), {
    epochs: 50,
    batchSize: 8,
    callbacks: [new TerminateOnNaN()],
  });
  expect(history.epoch.length).toBeLessThan(3);
  expect(acts('TerminateOnNaN')[0]).toMatchObject({
    kind: 'stopped',
    facts: { reason: expect.stringMatching(/NaN|Infinity/) },
  });
});
