import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, type MockInstance, test, vi } from 'vitest';
import type { TfNamespace } from '../../../kernel/engines/index.js';
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
  seed,
  setLibraryContext,
  TensorBoard,
  TerminateOnNaN,
} from '../../../kernel/library/index.js';
import type { Recorder, RunEvent } from '../../../kernel/recorder/index.js';
import { setLocale } from '../../../kernel/words.js';
import { testEngine } from '../engines/engine.js';
import { attachRecorder } from '../recorder/attach-recorder.js';
import { readEvents } from '../tensorboard/read-events.js';

// Real trainings on the embedded engine, recorded as in a kernel.

let tf: TfNamespace;
let folder: string;
let prototype: { fit: unknown; fitDataset: unknown };
let original: { fit: unknown; fitDataset: unknown };
let events: RunEvent[] = [];
let recorder: Recorder;
let stop: 'no' | 'run' | 'cell' = 'no';
let printed: MockInstance;
let warned: MockInstance;

beforeAll(async () => {
  ({ tf } = await testEngine());
  setLibraryContext({ tf: tf as never });
  prototype = tf.LayersModel.prototype as never;
  original = { fit: prototype.fit, fitDataset: prototype.fitDataset };
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'epochbook-fit-'));
  record();
  printed = vi.spyOn(console, 'log').mockImplementation(() => {});
  warned = vi.spyOn(console, 'warn').mockImplementation(() => {});
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  printed.mockRestore();
  warned.mockRestore();
});

function record(): void {
  Object.assign(prototype, original);
  events = [];
  stop = 'no';
  recorder = attachRecorder(tf, { emit: (event) => events.push(event), stopAsked: () => stop });
}

type Optimizer = Parameters<ReturnType<typeof tf.sequential>['compile']>[0]['optimizer'];

function net(optimizer: Optimizer = tf.train.adam(0.01)) {
  seed(3);
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 8, activation: 'relu', inputShape: [5] }));
  model.add(tf.layers.batchNormalization());
  model.add(tf.layers.dropout({ rate: 0.3 }));
  model.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
  model.compile({ optimizer, loss: 'binaryCrossentropy', metrics: ['accuracy'] });
  return model;
}
type Model = ReturnType<typeof net>;

function data(n = 60) {
  const x = tf.randomNormal([n, 5], 0, 1, 'float32', 7);
  return { x, y: x.sum(1).greater(0).cast('float32').reshape([n, 1]) as never };
}

function dataset() {
  const { x, y } = data();
  return tf.data
    .zip({ xs: tf.data.array(tf.unstack(x)), ys: tf.data.array(tf.unstack(y)) })
    .batch(16) as never;
}

const rateOf = (model: Model): number =>
  (model.optimizer as unknown as { learningRate: number }).learningRate;
const bits = (model: Model) => model.getWeights().map((weight) => new Float32Array(weight.dataSync()));
const start = () => events.find((event) => event.type === 'start');
const lanes = () => [
  ...(start()?.lanes ?? []),
  ...events.flatMap((event) => (event.type === 'rows' ? (event.lanes ?? []) : [])),
];
const acts = (name: string) =>
  events
    .flatMap((event) => (event.type === 'rows' ? (event.events ?? []) : []))
    .filter(({ lane }) => lanes()[lane]?.name === name);

/** Files of the folder that this process holds open; on other systems than Linux nobody can tell. */
const openFiles = (): string[] =>
  existsSync('/proc/self/fd')
    ? readdirSync('/proc/self/fd')
        .filter((fd) => existsSync(`/proc/self/fd/${fd}`))
        .map((fd) => readlinkSync(`/proc/self/fd/${fd}`))
        .filter((path) => path.startsWith(folder))
    : [];

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

describe('stopping criteria', () => {
  test('the gradient is that of the error, the change of weights that of the step', async () => {
    const model = tf.sequential({
      layers: [tf.layers.dense({ units: 1, inputShape: [1], useBias: false, kernelInitializer: 'ones' })],
    });
    model.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' });
    // E = mean (w·x − 3x)² with x = 1: ∇E = 2(w − 3) = −4, Δw = 0.4.
    const criteria = new StoppingCriteria({ gradient: 1e-3, weightChange: 1e-4, lossChange: 1e-6 });
    await model.fit(tf.ones([4, 1]), tf.fill([4, 1], 3), { epochs: 2, callbacks: [criteria] });
    const of = (criterion: string) =>
      acts('StoppingCriteria')
        .filter(({ facts }) => facts.criterion === criterion)
        .map(({ value }) => value);
    expect(of('gradient')).toEqual([expect.closeTo(4, 5), expect.closeTo(3.2, 5)]);
    expect(of('weightChange')).toEqual([expect.closeTo(0.4, 5), expect.closeTo(0.32, 5)]);
    expect(of('lossChange')).toEqual([expect.closeTo(4 - 2.56, 5)]);
    expect(criteria.stoppedBy).toBeUndefined();
  });

  test.each([
    ['gradient', { gradient: 0.1 }],
    ['lossChange', { lossChange: 1e-3, patience: 2 }],
    ['weightChange', { weightChange: 1e-2 }],
    ['epochs', { epochs: 5 }],
  ] as const)('%s ends the training', async (criterion, options) => {
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1], useBias: false })] });
    model.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' });
    const criteria = new StoppingCriteria(options);
    const history = await model.fit(tf.ones([4, 1]), tf.fill([4, 1], 3), {
      epochs: 200,
      callbacks: [criteria],
    });
    expect(criteria.stoppedBy).toBe(criterion);
    expect(history.epoch.length).toBeLessThan(200);
    expect(acts('StoppingCriteria').at(-1)).toMatchObject({ kind: 'stopped', facts: { criterion } });
    expect(Object.hasOwn(model.optimizer, 'applyGradients')).toBe(false);
  });

  test('an optimizer whose gradients somebody else changes keeps that', async () => {
    const { x, y } = data();
    const model = net();
    const own = model.optimizer as unknown as { applyGradients(gradients: object): void };
    const original = own.applyGradients;
    const clipping = vi.fn((gradients: object) => original.call(own, gradients));
    own.applyGradients = clipping;
    const criteria = [new StoppingCriteria({ gradient: 1e-9 }), new StoppingCriteria({ gradient: 1e-8 })];
    await model.fit(x, y, { epochs: 2, callbacks: criteria });
    expect(own.applyGradients).toBe(clipping);
    const [first, second] = ['gradient 1e-9', 'gradient 1e-8'].map((_, i) =>
      events
        .flatMap((event) => (event.type === 'rows' ? (event.events ?? []) : []))
        .flatMap(({ lane, kind, value }) => (lane === i && kind === 'measured' ? [value] : [])),
    );
    expect(first).toHaveLength(2);
    expect(second).toEqual(first);
  });

  test('on the validation set', async () => {
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1], useBias: false })] });
    model.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' });
    const criteria = new StoppingCriteria({ validation: 2 });
    const validationData: [never, never] = [tf.ones([4, 1]) as never, tf.fill([4, 1], -30) as never];
    await model.fit(tf.ones([4, 1]), tf.fill([4, 1], 3), {
      epochs: 200,
      validationData,
      callbacks: [criteria],
    });
    expect(criteria.stoppedBy).toBe('validation');
    expect(acts('StoppingCriteria').at(-1)).toMatchObject({ epoch: 3, facts: { wait: 2, patience: 2 } });
  });
});

describe('BackupAndRestore', () => {
  class Broken extends Callback {
    constructor(private readonly at: number) {
      super();
    }
    override onEpochBegin(epoch: number) {
      if (epoch === this.at) throw new Error('the lights went out');
    }
  }

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
    events = [];
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
        if (epoch === 2) stop = 'run';
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
    stop = 'no';
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
    events = [];
    await expect(train(4)).rejects.toThrow('lights');
    expect(start()?.plan.initialEpoch).toBe(2);
    for (const name of ['latest.weights.h5', 'latest.weights.h5.bkp'])
      writeFileSync(join(backupDir, name), 'broken');
    await expect(train(5)).rejects.toThrow('latest.weights.h5');
  });
});

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

describe('an epoch that is stopped before its validation', () => {
  const watching = () => [
    new EarlyStopping({ patience: 50, restoreBestWeights: true }),
    new ModelCheckpoint(join(folder, '{epoch:02d}-{val_loss:.2f}.h5'), { saveBestOnly: true }),
    new ModelCheckpoint(join(folder, 'last-{epoch}.h5')),
    new ReduceLROnPlateau(),
    new StoppingCriteria({ validation: 50 }),
  ];

  test.each(['by hand', 'by a callback'])(
    '%s: fit ends in order, and nobody asks for val_loss',
    async (who) => {
      const { x, y } = data();
      const model = net();
      let batches = 0;
      const stopping = new LambdaCallback({
        onTrainBatchEnd: () => {
          batches += 1;
          if (batches !== 5) return;
          if (who === 'by hand') stop = 'run';
          else model.stopTraining = true;
        },
      });
      const options = {
        epochs: 9,
        batchSize: 16,
        validationSplit: 0.2,
        callbacks: [stopping, ...watching()],
      };
      const history = await model.fit(x, y, options);
      expect(history.epoch).toEqual([0, 1]);
      expect(warned.mock.calls).toEqual([]);
      expect(readdirSync(folder).sort()).toEqual([expect.stringMatching(/^01-\d/), 'last-1.h5', 'last-2.h5']);
      const last = (name: string) => acts(name).findLast(({ epoch }) => epoch === 2);
      expect(last('EarlyStopping')).toMatchObject({ kind: 'restored', facts: { bestEpoch: 1 } });
      expect(last('ReduceLROnPlateau')).toMatchObject({ kind: 'missing', facts: { unvalidated: true } });
      expect(last('StoppingCriteria')).toMatchObject({ kind: 'missing', facts: { unvalidated: true } });
      expect(acts('ModelCheckpoint').filter(({ epoch }) => epoch === 2)).toMatchObject([
        { kind: 'skipped', facts: { unvalidated: true } },
        { kind: 'saved' },
      ]);
    },
  );

  test('the model is saved where its name needs no validation and no best one is known', async () => {
    const { x, y } = data();
    const model = net();
    const stopping = new LambdaCallback({
      onTrainBatchEnd: () => {
        model.stopTraining = true;
      },
    });
    const checkpoint = new ModelCheckpoint(join(folder, 'best.h5'), { saveBestOnly: true });
    await model.fit(x, y, { batchSize: 16, validationSplit: 0.2, callbacks: [stopping, checkpoint] });
    expect(readdirSync(folder)).toEqual(['best.h5']);
    expect(warned.mock.calls).toEqual([]);
  });

  test('without any validation the missing value is told as ever', async () => {
    const { x, y } = data();
    const model = net();
    const stopping = new LambdaCallback({
      onTrainBatchEnd: () => {
        model.stopTraining = true;
      },
    });
    await model.fit(x, y, { batchSize: 16, callbacks: [stopping, new EarlyStopping()] });
    expect(warned).toHaveBeenCalledTimes(1);
  });
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
