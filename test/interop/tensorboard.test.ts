import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  findTensorBoard,
  type RunningTensorBoard,
  startTensorBoard,
} from '../../kernel/tensorboard-server/index.js';
import { readEvents, setLibraryContext, TensorBoard, type TensorBoardOptions } from '../../library/index.js';
import { interopPython } from '../../scripts/provide-python.mjs';
import { testEngine } from '../unit/engine/engine.js';
import { noPython, runPython } from './python/run-python.js';

interface Tag {
  plugin: string;
  steps: number[];
  values: unknown[];
}
type Runs = Record<string, { tags: Record<string, Tag>; events: number[] }>;

const folder = mkdtempSync(join(tmpdir(), 'epochbook-board-'));
const ours = join(folder, 'ours');
const theirs = join(folder, 'theirs');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const readRuns = async (logs: string): Promise<Runs> =>
  JSON.parse(await runPython('tensorboard/read_events.py', logs)) as Runs;

/** The same as in keras_training.py, and an embedding for the projector. */
async function trainOurs(): Promise<void> {
  const { tf } = await testEngine();
  setLibraryContext({ tf: tf as never });
  const numbers = (...shape: number[]) =>
    tf
      .range(
        0,
        shape.reduce((a, b) => a * b, 1),
      )
      .sin()
      .reshape(shape);
  const x = numbers(40, 5);
  const y = x.sum(1, true).greater(0).cast('float32');

  async function train(model: ReturnType<typeof tf.model>, options: TensorBoardOptions): Promise<void> {
    for (const layer of model.layers) {
      if (layer.getClassName() !== 'Dense') continue;
      const [kernel, bias] = layer.getWeights();
      if (kernel && bias) layer.setWeights([numbers(...kernel.shape), numbers(...bias.shape).div(10)]);
    }
    model.compile({ optimizer: tf.train.sgd(0.1), loss: 'binaryCrossentropy', metrics: ['accuracy'] });
    const board = new TensorBoard({
      histogramFreq: 2,
      writeImages: true,
      writeStepsPerSecond: true,
      updateFreq: 'batch',
      ...options,
    });
    await model.fit(x, y, {
      epochs: 3,
      batchSize: 6,
      validationSplit: 0.25,
      shuffle: false,
      callbacks: [board],
    });
  }

  const net = tf.sequential({ name: 'net' });
  net.add(tf.layers.dense({ name: 'hidden', units: 8, activation: 'tanh', inputShape: [5] }));
  net.add(tf.layers.batchNormalization({ name: 'norm' }));
  net.add(tf.layers.dense({ name: 'out', units: 1, activation: 'sigmoid' }));
  await train(net, {
    logDir: join(ours, 'sequential'),
    hparams: { units: 8, activation: 'tanh', norm: true },
    text: { note: 'the **first** one' },
  });

  const entry = tf.input({ shape: [5], name: 'entry' });
  const dense = (units: number, name: string) => tf.layers.dense({ units, name, activation: 'tanh' });
  const sides = [dense(4, 'left').apply(entry), dense(3, 'right').apply(entry)] as never[];
  const both = tf.layers.concatenate({ name: 'both' }).apply(sides);
  const out = tf.layers.dense({ units: 1, name: 'out', activation: 'sigmoid' }).apply(both) as never;
  await train(tf.model({ name: 'branches', inputs: entry, outputs: out }), {
    logDir: join(ours, 'functional'),
    hparams: { units: 7, activation: 'tanh', norm: false },
  });

  const words = tf.sequential({ name: 'words' });
  words.add(tf.layers.embedding({ name: 'table', inputDim: 5, outputDim: 3, inputLength: 4 }));
  words.add(tf.layers.flatten({ name: 'flat' }));
  words.add(tf.layers.dense({ name: 'out', units: 1 }));
  words.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
  const board = new TensorBoard({
    logDir: join(ours, 'words'),
    embeddingsFreq: 1,
    embeddingsMetadata: { table: { word: ['the', 'cat', 'sat', 'on', '매트'], length: [3, 3, 3, 2, 2] } },
  });
  await words.fit(tf.tensor2d([[0, 1, 2, 3]]), tf.zeros([1, 1]), { epochs: 2, callbacks: [board] });
}

describe.skipIf(noPython)(`event files ${noPython}`, () => {
  let mine: Runs;
  let keras: Runs;

  beforeAll(async () => {
    await Promise.all([trainOurs(), runPython('tensorboard/keras_training.py', theirs)]);
    [mine, keras] = await Promise.all([readRuns(ours), readRuns(theirs)]);
  }, 240_000);

  const halves = ['sequential/train', 'sequential/validation', 'functional/train', 'functional/validation'];

  test('are read whole by the loader of TensorBoard', () => {
    for (const run of halves) {
      const { events, tags } = mine[run] ?? { events: [], tags: {} };
      expect(events).toHaveLength(1);
      const values = Object.values(tags).reduce((sum, { steps }) => sum + steps.length, 0);
      // Its loader gives each value an event of its own, and one to the version.
      expect(values).toBeGreaterThan(5);
      expect(events[0]).toBeGreaterThan(5);
    }
  });

  test.each(halves)('%s: every tag of Keras 3, at the same steps, of the same plugin', (run) => {
    const shown = (tags: Record<string, Tag> = {}) =>
      Object.fromEntries(
        Object.entries(tags)
          .filter(([tag]) => !/\/(activations|gradients)\/histogram$|^note$/.test(tag))
          .map(([tag, { plugin, steps }]) => [tag, `${plugin} ${steps.join(' ')}`]),
      );
    expect(Object.keys(keras[run]?.tags ?? {}).length).toBeGreaterThan(3);
    expect(shown(mine[run]?.tags)).toEqual(shown(keras[run]?.tags));
  });

  test.each(halves)('%s: the values that Keras 3 writes for the same numbers', (run) => {
    const compared: string[] = [];
    for (const [tag, { plugin, values }] of Object.entries(keras[run]?.tags ?? {})) {
      const found = mine[run]?.tags[tag]?.values as number[] & number[][][];
      if (plugin === 'scalars' && !tag.includes('per_second')) {
        const expected = (values as number[]).map((value) => expect.closeTo(value, 4));
        expect(found, tag).toEqual(expected);
        compared.push(tag);
      }
      if (plugin === 'histograms') {
        for (const [i, rows] of (values as number[][][]).entries()) {
          const edges = (all: number[][]) => all.flatMap(([left = 0, right = 0]) => [left, right]);
          const count = (all: number[][]) => all.reduce((sum, [, , n = 0]) => sum + n, 0);
          expect(found[i]?.length, tag).toBe(30);
          expect(edges(found[i] ?? []), tag).toEqual(edges(rows).map((edge) => expect.closeTo(edge, 4)));
          expect(count(found[i] ?? []), tag).toBe(count(rows));
          // A value on an edge may fall to either side.
          const moved = rows.reduce(
            (sum, [, , n = 0], row) => sum + Math.abs(n - (found[i]?.[row]?.[2] ?? 0)),
            0,
          );
          expect(moved, `${tag}: ${JSON.stringify(rows)} ${JSON.stringify(found[i])}`).toBeLessThanOrEqual(4);
        }
        compared.push(tag);
      }
    }
    expect(compared.length).toBeGreaterThanOrEqual(run.endsWith('train') ? 9 : 4);
  });

  test.each(['ours', 'theirs'])('readEvents reads %s as the loader of TensorBoard does', async (whose) => {
    const expected = whose === 'ours' ? mine : keras;
    const read: Record<string, Record<string, Tag>> = {};
    for (const { run, tag, step, plugin, value, histogram, text } of await readEvents(join(folder, whose))) {
      read[run] ??= {};
      const tags = read[run];
      tags[tag] ??= { plugin, steps: [], values: [] };
      tags[tag].steps.push(step);
      tags[tag].values.push(
        histogram?.map(({ left, right, count }) => [left, right, count]) ??
          (text === undefined ? value : [text]),
      );
    }
    // Of images and hyperparameters readEvents gives the tag and the step only.
    const told = (tags: Record<string, Tag> = {}) =>
      Object.entries(tags)
        .filter(([, { plugin }]) => !['images', 'hparams'].includes(plugin))
        .sort(([one], [other]) => (one < other ? -1 : 1));
    expect(Object.keys(read).sort()).toEqual(Object.keys(expected).sort());
    for (const run of halves) {
      expect(told(read[run]).length).toBeGreaterThan(3);
      expect(told(read[run])).toEqual(told(expected[run]?.tags));
    }
  });
});

describe.skipIf(noPython)(`a running TensorBoard ${noPython}`, () => {
  let server: RunningTensorBoard;

  beforeAll(async () => {
    server = await startTensorBoard(await findTensorBoard(interopPython()), folder);
  });
  afterAll(async () => {
    server?.stop();
    await server?.ended;
  });

  const get = async (path: string): Promise<string> => {
    const response = await fetch(`${server.url}data/${path}`);
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
    return text;
  };
  const json = async (path: string): Promise<never> => JSON.parse(await get(path)) as never;
  const query = (values: Record<string, string>): string => new URLSearchParams(values).toString();

  test('shows the runs and their scalars', async () => {
    await expect
      .poll(() => json('runs'), { timeout: 60_000, interval: 500 })
      .toEqual(
        expect.arrayContaining(['ours/sequential/train', 'ours/words/train', 'theirs/functional/validation']),
      );
    const points = await json(
      `plugin/scalars/scalars?${query({ run: 'ours/sequential/train', tag: 'batch_loss' })}`,
    );
    expect((points as [number, number, number][]).map(([, step]) => step)).toEqual(
      Array.from({ length: 15 }, (_, i) => i + 1),
    );
  });

  test.each(['kernel', 'kernel/gradients', 'activations'])('shows histograms: %s', async (kind) => {
    const run = 'ours/sequential/train';
    const histograms: [number, number, number[][]][] = await json(
      `plugin/histograms/histograms?${query({ run, tag: `net/hidden/${kind}/histogram` })}`,
    );
    expect(histograms.map(([, step]) => step)).toEqual([0, 2]);
    const count = histograms[1]?.[2].reduce((sum, [, , n = 0]) => sum + n, 0);
    expect(count).toBe(kind === 'activations' ? 6 * 8 : 5 * 8);
  });

  /** `name <- inputs` of each node. */
  async function graph(run: string): Promise<string[]> {
    const text = await get(`plugin/graphs/graph?${query({ run, tag: 'keras', conceptual: 'true' })}`);
    return [...text.matchAll(/node \{\n((?: {2}.*\n)*)\}/g)].map(([, body = '']) => {
      const name = /^ {2}name: "(.*)"$/m.exec(body)?.[1];
      const inputs = [...body.matchAll(/^ {2}input: "(.*)"$/gm)].map(([, input]) => input);
      return `${name} <- ${inputs.join(' ')}`;
    });
  }

  test.each(['sequential', 'functional'])('draws the graph that Keras 3 draws: %s', async (kind) => {
    const drawn = await graph(`ours/${kind}/train`);
    expect(drawn.length).toBeGreaterThan(3);
    expect(drawn).toEqual(await graph(`theirs/${kind}/train`));
    if (kind === 'functional') expect(drawn).toContain('branches/both <- branches/left branches/right');
    else expect(drawn).toContain('net/norm <- net/hidden');
  });

  test('shows embeddings with their labels', async () => {
    const run = 'ours/words/train';
    const name = 'words/table/embeddings';
    expect(await json('plugin/projector/runs')).toContain(run);
    const { embeddings } = (await json(`plugin/projector/info?${query({ run })}`)) as {
      embeddings: { tensorName: string; tensorShape: number[]; metadataPath: string }[];
    };
    expect(embeddings).toEqual([expect.objectContaining({ tensorName: name, tensorShape: [5, 3] })]);
    const response = await fetch(`${server.url}data/plugin/projector/tensor?${query({ run, name })}`);
    const floats = new Float32Array(await response.arrayBuffer());
    expect(floats).toHaveLength(15);
    expect(floats.some((value) => value !== 0)).toBe(true);
    expect(await get(`plugin/projector/metadata?${query({ run, name })}`)).toBe(
      'word\tlength\nthe\t3\ncat\t3\nsat\t3\non\t2\n매트\t2\n',
    );
  });

  test('shows hyperparameters beside the metrics of their runs', async () => {
    const post = async (path: string, body: object): Promise<never> => {
      const response = await fetch(`${server.url}data/plugin/hparams/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(text);
      return JSON.parse(text) as never;
    };
    const experiment: { hparamInfos: { name: string }[]; metricInfos: { name: object }[] } = await post(
      'experiment',
      {
        experimentName: '',
      },
    );
    expect(experiment.hparamInfos.map(({ name }) => name).sort()).toEqual(['activation', 'norm', 'units']);
    expect(experiment.metricInfos.map(({ name }) => name)).toContainEqual({
      group: 'validation',
      tag: 'epoch_accuracy',
    });
    const {
      sessionGroups,
    }: { sessionGroups: { hparams: Record<string, unknown>; sessions: { status: string }[] }[] } = await post(
      'session_groups',
      {
        experimentName: '',
        allowedStatuses: ['STATUS_SUCCESS', 'STATUS_UNKNOWN', 'STATUS_RUNNING', 'STATUS_FAILURE'],
        colParams: experiment.hparamInfos.map(({ name }) => ({ hparam: name })),
        startIndex: 0,
        sliceSize: 10,
      },
    );
    expect(sessionGroups.map(({ hparams }) => hparams)).toEqual(
      expect.arrayContaining([
        { units: 8, activation: 'tanh', norm: true },
        { units: 7, activation: 'tanh', norm: false },
      ]),
    );
    expect(sessionGroups.flatMap(({ sessions }) => sessions.map(({ status }) => status))).toEqual([
      'STATUS_SUCCESS',
      'STATUS_SUCCESS',
    ]);
  });

  test('shows notes and images', async () => {
    expect(await json('plugin/text/tags')).toMatchObject({ 'ours/sequential/train': ['note'] });
    const run = 'ours/sequential/train';
    const images: object[] = await json(
      `plugin/images/images?${query({ run, tag: 'net/hidden/kernel/image', sample: '0' })}`,
    );
    expect(images).toHaveLength(2);
    const { query: image } = images[0] as { query: string };
    const png = Buffer.from(
      await (await fetch(`${server.url}data/plugin/images/individualImage?${image}`)).arrayBuffer(),
    );
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([8, 5]);
  });

  test('goes on reading while a training writes', async () => {
    const { tf } = await testEngine();
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    const run = 'ours/live/train';
    const seen: number[] = [];
    const look = {
      onEpochEnd: async (epoch: number) => {
        if (epoch !== 1) return;
        await expect.poll(() => json('runs'), { timeout: 60_000, interval: 500 }).toContain(run);
        const points: unknown[] = await json(`plugin/scalars/scalars?${query({ run, tag: 'epoch_loss' })}`);
        seen.push(points.length);
      },
    };
    await model.fit(tf.zeros([2, 1]), tf.zeros([2, 1]), {
      epochs: 3,
      callbacks: [new TensorBoard({ logDir: join(ours, 'live') }), look] as never,
    });
    expect(seen).toEqual([2]);
  });
});

test.skipIf(noPython)(`a workbook that trains in a kernel writes the same ${noPython}`, async () => {
  const cell = `import * as tf from '@tensorflow/tfjs-node';
import { TensorBoard } from 'epochbook';
const model = tf.sequential({ name: 'net', layers: [tf.layers.dense({ name: 'out', units: 1, inputShape: [2] })] });
model.compile({ optimizer: 'sgd', loss: 'meanSquaredError', metrics: ['mse'] });
await model.fit(tf.ones([10, 2]), tf.zeros([10, 1]), {
  epochs: 2, batchSize: 4, validationSplit: 0.2, callbacks: [new TensorBoard({ logDir: 'logs', histogramFreq: 1 })],
});`;
  const notebook = join(folder, 'board.ipynb');
  writeFileSync(
    notebook,
    JSON.stringify({
      cells: [{ cell_type: 'code', id: 'a', metadata: {}, source: cell, outputs: [], execution_count: null }],
      metadata: { language_info: { name: 'typescript' } },
      nbformat: 4,
      nbformat_minor: 5,
    }),
  );
  const cli = join(import.meta.dirname, '../../dist/cli.js');
  const { status, stderr } = spawnSync(process.execPath, [cli, 'run', notebook, '--engine', 'embedded'], {
    encoding: 'utf8',
  });
  expect(status, stderr).toBe(0);
  const runs = await readRuns(join(folder, 'logs'));
  expect(runs.train?.tags.epoch_mse?.steps).toEqual([0, 1]);
  expect(runs.validation?.tags.evaluation_mse_vs_iterations?.steps).toEqual([2, 4]);
  expect(runs.train?.tags['net/out/kernel/gradients/histogram']?.steps).toEqual([0, 1]);
});
