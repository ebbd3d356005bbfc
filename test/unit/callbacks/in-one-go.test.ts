import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { setCompiling } from '../../../engine/compiled/index.js';
import { CALLBACK } from '../../../library/fitting/index.js';
import {
  BackupAndRestore,
  type Callback,
  EarlyStopping,
  ModelCheckpoint,
  ProgbarLogger,
  TensorBoard,
  TerminateOnNaN,
} from '../../../library/index.js';
import { readEvents } from '../tensorboard/read-events.js';
import { acts, bits, data, folder, forget, net, tf } from './recorded-trainings.js';

// Where no callback looks at single batches, many are done in one go. What callbacks do must be the same.

afterEach(() => setCompiling(false));

type Way = 'uncompiled' | 'in one go';
const WAYS: readonly Way[] = ['uncompiled', 'in one go'];
const ROWS = 160;

interface Fitted {
  history: Record<string, number[]>;
  weights: Float32Array[];
  error: string | undefined;
}

/** @param broken The row whose label is no number: the training meets it in the batch of its number / 16. */
async function fitted(way: Way, callbacks: Callback[], { broken = -1, epochs = 3 } = {}): Promise<Fitted> {
  setCompiling(way === 'in one go');
  forget();
  const model = net(tf.train.sgd(0.05));
  const { x, y } = data(ROWS);
  const labels = Float32Array.from((y as { dataSync(): Float32Array }).dataSync());
  if (broken >= 0) labels[broken] = Number.NaN;
  const targets = tf.tensor2d(labels, [ROWS, 1]);
  let error: string | undefined;
  await model
    .fit(x, targets, { epochs, batchSize: 16, shuffle: false, verbose: 0, callbacks: callbacks as never })
    .catch((thrown: Error) => {
      error = thrown.message;
    });
  return { history: model.history?.history as never, weights: bits(model), error };
}

test.each([
  ['in the first batch', 3, false],
  ['in the midst of an epoch', 70, false],
  ['in its last batch', ROWS - 1, false],
  ['where fit is to fail', 70, true],
])('TerminateOnNaN ends behind the batch of a NaN: %s', async (_, broken, raiseError) => {
  const seen = [];
  for (const way of WAYS) {
    const { history, weights, error } = await fitted(way, [new TerminateOnNaN({ raiseError })], { broken });
    const [stop] = acts('TerminateOnNaN');
    const batch = Math.floor(broken / 16);
    expect(stop).toMatchObject({ kind: 'stopped', epoch: 1, step: batch + 1, facts: { batch: batch + 1 } });
    expect(error).toBe(raiseError ? `Batch ${batch}: the loss is NaN, terminating training.` : undefined);
    seen.push({ history, broken: weights.map((values) => values.filter(Number.isNaN).length) });
  }
  expect(seen[1]).toEqual(seen[0]);
});

test('TensorBoard writes the same files, whose histograms of activations are those of one step', async () => {
  const read = async (way: Way) => {
    const logDir = join(folder, way);
    const board = new TensorBoard({ logDir, histogramFreq: 1, writeStepsPerSecond: true });
    await fitted(way, [board, new EarlyStopping({ monitor: 'loss', patience: 9 })]);
    const [file = ''] = readdirSync(join(logDir, 'train'));
    return readEvents(join(logDir, 'train', file)).flatMap(({ step, values }) =>
      values
        .filter(({ bytes, tag }) => bytes && !tag.includes('per_second'))
        // Layers of each model are counted on.
        .map(({ tag, dtype, bytes }) => ({
          tag: tag.replace(/(sequential|dense|normalization|dropout)_[a-zA-Z]*\d+/g, '$1'),
          step,
          numbers: numbersOf(dtype, bytes as Uint8Array),
        })),
    );
  };
  const [uncompiled, inOneGo] = [await read('uncompiled'), await read('in one go')];
  expect(uncompiled.length).toBeGreaterThan(30);
  expect(inOneGo.map(({ tag, step }) => [tag, step])).toEqual(uncompiled.map(({ tag, step }) => [tag, step]));
  for (const [i, { tag, numbers }] of uncompiled.entries()) {
    const other = inOneGo[i]?.numbers ?? [];
    if (numbers.length === 1) expect(other[0], tag).toBeCloseTo(numbers[0] as number, 4);
    else expect(counted(other), tag).toBe(counted(numbers));
  }
});

const FLOAT = 1;
/** Copied, as they may begin anywhere. */
const numbersOf = (dtype: number, bytes: Uint8Array): number[] => {
  const { buffer } = bytes.slice();
  return [...(dtype === FLOAT ? new Float32Array(buffer) : new Float64Array(buffer))];
};
/** How many values a histogram is of: its rows are left edge, right edge, count. */
const counted = (numbers: readonly number[]): number =>
  numbers.filter((_, i) => i % 3 === 2).reduce((sum, count) => sum + count, 0);

test.each<[string, () => Callback, boolean]>([
  ['TerminateOnNaN', () => new TerminateOnNaN(), false],
  ['TensorBoard', () => new TensorBoard(join(folder, 'logs')), false],
  [
    'TensorBoard with a row each batch',
    () => new TensorBoard(join(folder, 'logs'), { updateFreq: 'batch' }),
    true,
  ],
  ['ModelCheckpoint', () => new ModelCheckpoint(join(folder, 'best.keras')), false],
  [
    'ModelCheckpoint each 5 batches',
    () => new ModelCheckpoint(join(folder, 'best.keras'), { saveFreq: 5 }),
    true,
  ],
])('%s asks for single batches only where it needs them', (_, make, each) => {
  expect(make()[CALLBACK].looksAtBatches).toBe(each);
});

class EachOfStop extends TerminateOnNaN {
  readonly batches: number[] = [];
  override onTrainBatchBegin(batch: number): void {
    this.batches.push(batch);
  }
}
class EachOfBoard extends TensorBoard {
  readonly batches: number[] = [];
  override onBatchEnd(batch: number): void {
    this.batches.push(batch);
  }
  override onTrainBatchEnd(batch: number): void {
    this.onBatchEnd(batch);
  }
}
class EachOfCheckpoint extends ModelCheckpoint {
  readonly batches: number[] = [];
  override onBatchBegin(batch: number): void {
    this.batches.push(batch);
  }
}
class EachOfBackup extends BackupAndRestore {
  readonly batches: number[] = [];
  override onBatchBegin(batch: number): void {
    this.batches.push(batch);
  }
}
class EachOfBar extends ProgbarLogger {
  readonly batches: number[] = [];
  override onTrainBatchBegin(batch: number): void {
    this.batches.push(batch);
  }
}

test.each<[string, () => Callback & { batches: number[] }]>([
  ['TerminateOnNaN', () => new EachOfStop()],
  ['TensorBoard', () => new EachOfBoard(join(folder, 'logs'))],
  ['ModelCheckpoint', () => new EachOfCheckpoint(join(folder, 'best.keras'))],
  ['BackupAndRestore', () => new EachOfBackup(join(folder, 'backup'))],
  ['ProgbarLogger', () => new EachOfBar({ verbose: 0 })],
])('a class of one own that extends %s is called for each batch', async (_, make) => {
  const own = make();
  await fitted('in one go', [own], { epochs: 2 });
  const batches = Array.from({ length: ROWS / 16 }, (__, batch) => batch);
  expect(own.batches).toEqual([...batches, ...batches]);
  expect(existsSync(folder)).toBe(true);
});
