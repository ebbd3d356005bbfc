import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { TfNamespace } from '../../../kernel/engine.js';
import { seed, setLibraryContext, TensorBoard, type TensorBoardOptions } from '../../../library/index.js';
import { testEngine } from '../engine/engine.js';
import { numbersOf, type ReadValue, readEvents } from './read-events.js';

let tf: TfNamespace;
let folder: string;
let warnings: string[];

beforeAll(async () => {
  ({ tf } = await testEngine());
  setLibraryContext({ tf: tf as never });
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'epochbook-tensorboard-'));
  warnings = [];
  vi.spyOn(console, 'warn').mockImplementation((text: string) => void warnings.push(text));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  vi.restoreAllMocks();
});

/** Dropout, batch normalization, shuffling: everything that draws random numbers or carries state. */
function net(optimizer: 'sgd' | 'adam' = 'adam') {
  const model = tf.sequential({ name: 'net' });
  model.add(tf.layers.dense({ name: 'hidden', units: 16, activation: 'relu', inputShape: [5] }));
  model.add(tf.layers.batchNormalization({ name: 'norm' }));
  model.add(tf.layers.dropout({ name: 'drop', rate: 0.4 }));
  model.add(tf.layers.dense({ name: 'out', units: 1, activation: 'sigmoid' }));
  model.compile({ optimizer, loss: 'binaryCrossentropy', metrics: ['accuracy'] });
  return model;
}

function words() {
  const model = tf.sequential({ name: 'words' });
  model.add(tf.layers.embedding({ name: 'table', inputDim: 6, outputDim: 3, inputLength: 4 }));
  model.add(tf.layers.lstm({ name: 'memory', units: 2 }));
  model.add(tf.layers.dense({ name: 'out', units: 1 }));
  model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
  return model;
}

function data(n = 100) {
  const x = tf.randomNormal([n, 5], 0, 1, 'float32', 7);
  return { x, y: x.sum(1).greater(0).cast('float32').reshape([n, 1]) as never };
}

type Model = ReturnType<typeof net>;

const board = (options: TensorBoardOptions = {}) => new TensorBoard({ logDir: folder, ...options });

const trained = (model: Model, options: TensorBoardOptions, epochs = 2) =>
  model.fit(data().x, data().y, { epochs, batchSize: 32, validationSplit: 0.2, callbacks: [board(options)] });

/** Rows of a run as `tag@step`, with their values. */
function rows(run: string): Map<string, ReadValue> {
  const names = readdirSync(join(folder, run)).filter((name) => name.includes('tfevents'));
  const events = names.flatMap((name) => readEvents(join(folder, run, name)));
  return new Map(
    events.flatMap(({ step, values }) => values.map((value) => [`${value.tag}@${step}`, value] as const)),
  );
}

const number = (values: Map<string, ReadValue>, key: string): number => {
  const value = values.get(key);
  if (!value) throw new Error(`There is no ${key} among ${[...values.keys()].join(', ')}`);
  return numbersOf(value)[0] ?? Number.NaN;
};

/** How many values the histogram counted, its least and its greatest. */
function spread(value: ReadValue | undefined) {
  const flat = value ? numbersOf(value) : [];
  const counts = flat.filter((_, i) => i % 3 === 2);
  return { count: counts.reduce((sum, count) => sum + count, 0), min: flat[0], max: flat.at(-2) };
}

async function bits(train: (model: Model) => Promise<unknown>, optimizer: 'sgd' | 'adam') {
  seed(3);
  const model = net(optimizer);
  await train(model);
  return model.getWeights().map((weight) => new Uint8Array(new Float32Array(weight.dataSync()).buffer));
}

describe('writing never changes the training', () => {
  const everything: TensorBoardOptions = {
    histogramFreq: 1,
    writeImages: true,
    writeStepsPerSecond: true,
    updateFreq: 'batch',
    hparams: { units: 16 },
    text: { note: 'all' },
  };

  test.each(['sgd', 'adam'] as const)(
    'the same weights, bit for bit, with it and without it (%s)',
    async (name) => {
      const args = { epochs: 4, batchSize: 16, validationSplit: 0.2 };
      const without = await bits((model) => model.fit(data().x, data().y, args), name);
      const callbacks = () => [board(everything)];
      const withIt = await bits(
        (model) => model.fit(data().x, data().y, { ...args, callbacks: callbacks() }),
        name,
      );
      expect([...rows('train').keys()].filter((key) => key.includes('gradients'))).not.toEqual([]);
      expect(withIt).toEqual(without);
      const other = await bits((model) => model.fit(data().x, data().y, { ...args, epochs: 3 }), name);
      expect(other).not.toEqual(without);
    },
  );

  test('the same with fitDataset', async () => {
    const rowsOf = () => {
      const { x, y } = data();
      return tf.data
        .zip({ xs: tf.data.array(tf.unstack(x)), ys: tf.data.array(tf.unstack(y)) })
        .batch(16) as never;
    };
    const without = await bits((model) => model.fitDataset(rowsOf(), { epochs: 3 }), 'adam');
    const withIt = await bits(
      (model) => model.fitDataset(rowsOf(), { epochs: 3, callbacks: [board(everything)] }),
      'adam',
    );
    expect(spread(rows('train').get('net/hidden/activations/histogram@2')).count).toBe(16 * 16);
    expect(withIt).toEqual(without);
  });

  test('no tensor is left behind, nor anything in the model', async () => {
    const model = net();
    await trained(model, everything);
    const before = tf.memory().numTensors;
    const { x, y } = data();
    const made = tf.memory().numTensors;
    await model.fit(x, y, { epochs: 2, validationSplit: 0.2, callbacks: [board(everything)] });
    expect(tf.memory().numTensors).toBe(made);
    tf.dispose([x, y]);
    expect(tf.memory().numTensors).toBeLessThan(made);
    expect(before).toBeGreaterThan(0);
    for (const layer of model.layers) expect(Object.hasOwn(layer, 'call')).toBe(false);
    expect(Object.hasOwn(model.optimizer, 'applyGradients')).toBe(false);
  });
});

describe('tags and steps', () => {
  test('scalars of epochs: train and validation apart, from step 0, under the compiled names', async () => {
    const model = net();
    const { history } = await trained(model, {});
    expect([...rows('train').keys()].sort()).toEqual([
      'epoch_accuracy@0',
      'epoch_accuracy@1',
      'epoch_learning_rate@0',
      'epoch_learning_rate@1',
      'epoch_loss@0',
      'epoch_loss@1',
      'keras@0',
    ]);
    // 80 samples in batches of 32: three updates an epoch
    expect([...rows('validation').keys()].sort()).toEqual([
      'epoch_accuracy@0',
      'epoch_accuracy@1',
      'epoch_loss@0',
      'epoch_loss@1',
      'evaluation_accuracy_vs_iterations@3',
      'evaluation_accuracy_vs_iterations@6',
      'evaluation_loss_vs_iterations@3',
      'evaluation_loss_vs_iterations@6',
    ]);
    expect(number(rows('train'), 'epoch_loss@1')).toBe(Math.fround(history.loss?.[1] as number));
    expect(number(rows('train'), 'epoch_learning_rate@1')).toBe(Math.fround(0.001));
    expect(number(rows('validation'), 'epoch_loss@1')).toBe(Math.fround(history.val_loss?.[1] as number));
    expect(number(rows('validation'), 'evaluation_loss_vs_iterations@6')).toBe(
      number(rows('validation'), 'epoch_loss@1'),
    );
  });

  test('batches: running means of the epoch, at every so many updates counted from 1', async () => {
    // Predicts 0 and does not learn: squared errors 1, 9 and 25 (vector of Keras: 1, 5, 9).
    const model = tf.sequential({
      layers: [tf.layers.dense({ units: 1, inputShape: [1], kernelInitializer: 'zeros' })],
    });
    model.compile({ optimizer: tf.train.sgd(0), loss: 'meanSquaredError' });
    const x = tf.zeros([5, 1]);
    const y = tf.tensor2d([1, 1, 3, 3, 5], [5, 1]);
    const args = { epochs: 2, batchSize: 2, shuffle: false };
    await model.fit(x, y, { ...args, callbacks: [board({ updateFreq: 'batch' })] });
    const losses = [1, 2, 3, 4, 5, 6].map((step) => number(rows('train'), `batch_loss@${step}`));
    expect(losses).toEqual([1, 5, 9, 1, 5, 9]);
    rmSync(join(folder, 'train'), { recursive: true });
    await model.fit(x, y, { ...args, callbacks: [board({ updateFreq: 2 })] });
    expect([...rows('train').keys()].filter((key) => key.startsWith('batch_'))).toEqual([
      'batch_loss@2',
      'batch_loss@4',
      'batch_loss@6',
    ]);
  });

  test('steps per second, where asked for', async () => {
    await trained(net(), { writeStepsPerSecond: true, updateFreq: 3 });
    expect(number(rows('train'), 'epoch_steps_per_second@1')).toBeGreaterThan(0);
    expect(number(rows('train'), 'batch_steps_per_second@3')).toBeGreaterThan(0);
  });

  test('histograms: weights, activations and gradients, every second epoch', async () => {
    const model = net();
    await trained(model, { histogramFreq: 2 }, 4);
    const tags = [...rows('train').keys()].filter((key) => key.includes('histogram'));
    expect(new Set(tags.map((tag) => tag.split('@')[1]))).toEqual(new Set(['0', '2']));
    expect(tags.filter((tag) => tag.endsWith('@2')).sort()).toEqual(
      [
        ...['hidden/kernel', 'hidden/bias', 'out/kernel', 'out/bias'],
        ...['norm/gamma', 'norm/beta', 'norm/moving_mean', 'norm/moving_variance'],
        ...['hidden/activations', 'norm/activations', 'drop/activations', 'out/activations'],
        ...['hidden/kernel/gradients', 'hidden/bias/gradients', 'out/kernel/gradients', 'out/bias/gradients'],
        ...['norm/gamma/gradients', 'norm/beta/gradients'],
      ]
        .map((name) => `net/${name}/histogram@2`)
        .sort(),
    );
    expect(spread(rows('train').get('net/hidden/kernel/histogram@2')).count).toBe(5 * 16);
    // The first batch of an epoch, and what comes out of a sigmoid.
    expect(spread(rows('train').get('net/hidden/activations/histogram@2')).count).toBe(32 * 16);
    const outputs = spread(rows('train').get('net/out/activations/histogram@2'));
    expect(outputs.min).toBeGreaterThan(0);
    expect(outputs.max).toBeLessThan(1);
  });

  test('activations and gradients are those of the step', async () => {
    // One linear unit without bias, w = 2, on x = 1, 2, 3 with y = 0: outputs 2, 4, 6; dE/dw of the mean square = 2·mean(x·wx).
    const model = tf.sequential({ name: 'one' });
    model.add(
      tf.layers.dense({
        name: 'unit',
        units: 1,
        inputShape: [1],
        useBias: false,
        kernelInitializer: tf.initializers.constant({ value: 2 }),
      }),
    );
    model.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' });
    const x = tf.tensor2d([1, 2, 3], [3, 1]);
    await model.fit(x, tf.zeros([3, 1]), { epochs: 1, callbacks: [board({ histogramFreq: 1 })] });
    expect(spread(rows('train').get('one/unit/activations/histogram@0'))).toEqual({
      count: 3,
      min: 2,
      max: 6,
    });
    const gradient = spread(rows('train').get('one/unit/kernel/gradients/histogram@0'));
    expect(gradient.min).toBeCloseTo((2 * (2 + 8 + 18)) / 3, 4);
    // Weights are those after the epoch: 2 − 0.1 · 56/3
    expect(spread(rows('train').get('one/unit/kernel/histogram@0')).min).toBeCloseTo(2 - 5.6 / 3, 4);
  });

  test('either can be left out; of a recurrent layer the cell is named, as Keras 3 does', async () => {
    const model = words();
    const callbacks = [board({ histogramFreq: 1, activations: false, gradients: false })];
    await model.fit(tf.zeros([8, 4]), tf.zeros([8, 1]), { callbacks });
    expect([...rows('train').keys()].filter((key) => key.includes('histogram')).sort()).toEqual(
      [
        'memory/lstm_cell/bias',
        'memory/lstm_cell/kernel',
        'memory/lstm_cell/recurrent_kernel',
        'out/bias',
        'out/kernel',
      ]
        .concat('table/embeddings')
        .map((name) => `words/${name}/histogram@0`)
        .sort(),
    );
  });

  test('images of the weights, with their histograms', async () => {
    await trained(net(), { histogramFreq: 1, writeImages: true }, 1);
    const image = rows('train').get('net/hidden/kernel/image@0');
    expect(image?.plugin).toBe('images');
    expect(image?.strings.slice(0, 2).map((bytes) => new TextDecoder().decode(bytes))).toEqual(['16', '5']);
  });

  test('each training has a file of its own, and the newest sorts last', async () => {
    const model = net();
    const again = board({ histogramFreq: 1 });
    for (let i = 0; i < 3; i++) await model.fit(data().x, data().y, { epochs: 1, callbacks: [again] });
    const files = readdirSync(join(folder, 'train')).sort();
    expect(files).toHaveLength(3);
    expect(readEvents(join(folder, 'train', files.at(-1) as string)).length).toBeGreaterThan(2);
  });
});

describe('graph', () => {
  const graphOf = () => {
    const [bytes] = rows('train').get('keras@0')?.strings ?? [];
    return JSON.parse(new TextDecoder().decode(bytes)) as {
      class_name: string;
      config: { name: string; layers: { config: { name: string }; inbound_nodes?: { args: unknown[] }[] }[] };
    };
  };

  test('a Sequential is one', async () => {
    await trained(net(), {}, 1);
    expect(graphOf()).toMatchObject({ class_name: 'Sequential', config: { name: 'net' } });
    const names = graphOf().config.layers.map(({ config }) => config.name);
    expect(names).toEqual(['hidden_input', 'hidden', 'norm', 'drop', 'out']);
  });

  test('edges of a functional model are in the form of Keras 3', async () => {
    const input = tf.input({ shape: [5], name: 'in' });
    const left = tf.layers.dense({ units: 2, name: 'left' }).apply(input) as never;
    const right = tf.layers.dense({ units: 2, name: 'right' }).apply(input) as never;
    const both = tf.layers.concatenate({ name: 'both' }).apply([left, right]) as never;
    const model = tf.model({ name: 'branches', inputs: input, outputs: both });
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    await model.fit(tf.zeros([4, 5]), tf.zeros([4, 4]), { callbacks: [board({ histogramFreq: 1 })] });
    expect(graphOf()).toMatchObject({ class_name: 'Functional', config: { name: 'branches' } });
    const tensor = (name: string) => ({
      class_name: '__keras_tensor__',
      config: { keras_history: [name, 0, 0] },
    });
    const calls = graphOf().config.layers.map(({ config, inbound_nodes }) => [config.name, inbound_nodes]);
    expect(calls).toEqual([
      ['in', []],
      ['left', [{ args: [tensor('in')], kwargs: {} }]],
      ['right', [{ args: [tensor('in')], kwargs: {} }]],
      ['both', [{ args: [[tensor('left'), tensor('right')]], kwargs: {} }]],
    ]);
    expect(rows('train').has('left/kernel/histogram@0')).toBe(true);
  });

  test('is left out where asked, and with a warning where a layer has no configuration', async () => {
    await trained(net(), { writeGraph: false }, 1);
    expect(rows('train').has('keras@0')).toBe(false);
    const model = net();
    const [first] = model.layers;
    if (first)
      first.getConfig = () => {
        throw new Error('no configuration');
      };
    await trained(model, {}, 1);
    expect(rows('train').has('epoch_loss@0')).toBe(true);
    expect(warnings).toEqual([expect.stringContaining('no configuration')]);
  });
});

describe('embeddings', () => {
  const train = (options: TensorBoardOptions) =>
    words().fit(tf.zeros([8, 4]), tf.zeros([8, 1]), {
      epochs: 2,
      callbacks: [board({ embeddingsFreq: 1, ...options })],
    });
  const read = (name: string): string => readFileSync(join(folder, 'train', name), 'utf8');

  test('are tables with the labels that an array gives', async () => {
    await train({ embeddingsMetadata: { table: ['a', 'b', 'c', 'd', 'e', 'f'] } });
    expect(read('projector_config.pbtxt')).toBe(
      `embeddings {
  tensor_name: "words/table/embeddings"
  tensor_shape: 6
  tensor_shape: 3
  tensor_path: "embedding-words_table_embeddings.tsv"
  metadata_path: "embedding-words_table_embeddings-metadata.tsv"
}
`,
    );
    expect(read('embedding-words_table_embeddings-metadata.tsv')).toBe('a\nb\nc\nd\ne\nf\n');
    const points = read('embedding-words_table_embeddings.tsv').trimEnd().split('\n');
    expect(points.map((line) => line.split('\t').length)).toEqual([3, 3, 3, 3, 3, 3]);
    expect(points.flatMap((line) => line.split('\t')).every((cell) => Number.isFinite(Number(cell)))).toBe(
      true,
    );
  });

  test.each([
    ['labels', 'a\nb\nc\nd\ne\nf\n', 'a\nb\nc\nd\ne\nf\n'],
    ['labels under a heading', 'word\na\nb\nc\nd\ne\nf\n', 'a\nb\nc\nd\ne\nf\n'],
    ['columns', 'w\tn\na\t1\nb\t1\nc\t1\nd\t1\ne\t1\nf\t1', 'w\tn\na\t1\nb\t1\nc\t1\nd\t1\ne\t1\nf\t1\n'],
  ])('a file of %s in the log folder', async (_name, file, expected) => {
    writeFileSync(join(folder, 'words.tsv'), file);
    await train({ embeddingsMetadata: 'words.tsv' });
    expect(read('embedding-words_table_embeddings-metadata.tsv')).toBe(expected);
  });

  test.each<[string, TensorBoardOptions['embeddingsMetadata'], RegExp]>([
    ['a file that is not there', 'none.tsv', /"none\.tsv".*neither in/],
    ['another number of labels', { table: ['a', 'b'] }, /2 labels.*"table" has 6 rows/],
    ['a layer that is not there', { tabel: ['a'] }, /"tabel".*"table"/],
  ])('%s is an error before the first epoch', async (_name, embeddingsMetadata, message) => {
    await expect(train({ embeddingsMetadata })).rejects.toThrow(message);
  });

  test('a model without embeddings gets a warning', async () => {
    await trained(net(), { embeddingsFreq: 1 }, 1);
    expect(warnings).toEqual([expect.stringContaining('no Embedding layer')]);
  });
});

test('hyperparameters are in the log folder itself, from begin to end', async () => {
  await trained(net(), { hparams: { units: 16, rate: 0.5, name: 'a', norm: true } }, 1);
  expect([...rows('.').keys()]).toEqual(['_hparams_/session_start_info@0', '_hparams_/session_end_info@0']);
});

describe('bad input', () => {
  test.each<[string, object, RegExp]>([
    ['a folder that is no text', { logDir: 3 }, /logDir is 3/],
    ['half an epoch', { histogramFreq: 0.5 }, /histogramFreq is 0\.5/],
    ['a negative frequency', { embeddingsFreq: -1 }, /embeddingsFreq is -1/],
    ['another word', { updateFreq: 'step' }, /updateFreq is 'step'.*'epoch', 'batch'/],
    ['no batches', { updateFreq: 0 }, /updateFreq is 0/],
    ["Python's spelling", { log_dir: 'logs' }, /no option 'log_dir'.*called logDir/],
    [
      'an object among hyperparameters',
      { hparams: { layers: [1, 2] } },
      /hparams is .*numbers, strings and booleans/,
    ],
  ])('%s', (_name, options, message) => {
    expect(() => new TensorBoard(options as TensorBoardOptions)).toThrow(message);
  });

  test('a log folder that is a file is an error before training, and the model can train again', async () => {
    const model = net();
    writeFileSync(join(folder, 'file'), 'kept');
    const blocked = { logDir: join(folder, 'file') };
    await expect(trained(model, blocked)).rejects.toThrow(
      /TensorBoard: cannot write .*file: a part of the path is a file/,
    );
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('kept');
    await trained(model, {});
    for (const layer of model.layers) expect(Object.hasOwn(layer, 'call')).toBe(false);
  });

  test('a folder that disappears in the middle costs the record, not the training', async () => {
    const model = net();
    const blocks = {
      onEpochEnd: async (epoch: number) => {
        // The next embedding table meets a folder under the name of its file.
        if (epoch !== 0) return;
        rmSync(join(folder, 'train', 'projector_config.pbtxt'), { force: true });
        mkdirSync(join(folder, 'train', 'projector_config.pbtxt', 'in the way'), { recursive: true });
      },
    };
    const embedding = words();
    const { history } = await embedding.fit(tf.zeros([8, 4]), tf.zeros([8, 1]), {
      epochs: 3,
      callbacks: [board({ embeddingsFreq: 1 }), blocks] as never,
    });
    expect(history.loss).toHaveLength(3);
    expect(warnings).toEqual([expect.stringMatching(/cannot write .*The training goes on/)]);
    expect(rows('train').has('epoch_loss@0')).toBe(true);
    expect(model.layers.length).toBe(4);
  });
});
