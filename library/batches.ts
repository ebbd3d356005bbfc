import { inspect } from 'node:util';
import { isPromise, showGiven } from '../engine/options/index.js';
import { say } from '../words/index.js';
import { type BatchOrder, batchOrderOf } from './fitting/index.js';
import { noRun } from './no-run.js';

/** The batches of an epoch, in the order in which the training took them. */
export interface EpochBatches {
  /** Counted from 1. */
  readonly epoch: number;
  /** The row numbers that each batch held, counted from 0, in the order in which it held them. */
  readonly batches: readonly (readonly number[])[];
}

/** Which rows each batch of a training held, as `fit` really took them. */
export interface Batches {
  /** Rows that were trained on: 0 to samples - 1 of what `fit` was given. Those after them were set aside for validation. */
  readonly samples: number;
  readonly batchSize: number;
  /** Whether `fit` put the rows into a new order before each epoch. */
  readonly shuffle: boolean;
  /** ⌈samples / batchSize⌉ */
  readonly stepsPerEpoch: number;
  /** Updates of the weights in the whole training. */
  readonly steps: number;
  /** The first three epochs; of each at most 10,000 rows. */
  readonly epochs: readonly EpochBatches[];
  toString(): string;
}

function problem(what: string, history: unknown): Error {
  if (isPromise(history) || (history !== undefined && typeof history !== 'object') || history === null)
    return new TypeError(
      say(
        `${what} takes the history that model.fit gave back, but got ${showGiven(history)}.`,
        `${what}에는 model.fit이 돌려준 기록을 주어야 하는데 ${showGiven(history)}을(를) 받았습니다.`,
      ),
    );
  if (history === undefined) return noRun(what.replace('show.', ''), undefined);
  return new Error(
    say(
      `${what}: this is not the history of a training of this notebook. Pass what model.fit gave back.`,
      `${what}: 이 노트북에서 한 학습의 기록이 아닙니다. model.fit이 돌려준 값을 주세요.`,
    ),
  );
}

const ofDataset = (what: string): Error =>
  new Error(
    say(
      `${what}: fitDataset takes the batches of a data set as they come; its rows have no numbers. Its order is that of dataset.shuffle(size) and dataset.batch(size). Train with model.fit to see which rows each batch holds.`,
      `${what}: fitDataset은 데이터 세트의 배치를 오는 대로 받으며, 행에 번호가 없습니다. 순서는 dataset.shuffle(size)와 dataset.batch(size)가 정합니다. 배치마다 어떤 행이 있는지 보려면 model.fit으로 학습하세요.`,
    ),
  );

const notRead = (what: string): Error =>
  new Error(
    say(
      `${what}: the order of this training could not be read: it ended before its first step, or its TensorFlow.js takes batches in another way.`,
      `${what}: 이 학습의 순서를 읽지 못했습니다. 첫 스텝 전에 끝났거나, TensorFlow.js가 배치를 다른 방식으로 가져옵니다.`,
    ),
  );

/** @param what As the student writes it: `show.batches`. */
export function batchesOf(what: string, history: object | undefined): Batches {
  const strange = history !== undefined && (typeof history !== 'object' || history === null);
  const known = strange ? undefined : batchOrderOf(history ?? null);
  if (known === 'dataset') throw ofDataset(what);
  if (!known) throw problem(what, history);
  if (known.epochs.length === 0) throw notRead(what);
  return madeOf(known);
}

function madeOf({ samples, batchSize, shuffle, steps, epochs }: BatchOrder): Batches {
  const result = {
    samples,
    batchSize,
    shuffle,
    stepsPerEpoch: Math.ceil(samples / batchSize),
    steps,
    epochs: epochs.map(({ epoch, batches }) => ({ epoch, batches: batches.map((rows) => [...rows]) })),
  };
  const describe = (): string => batchesText(result);
  // Not enumerable, so that copies and comparisons see the numbers only.
  return Object.defineProperties(result, {
    toString: { value: describe },
    [inspect.custom]: { value: describe },
  });
}

const TOLD_BATCHES = 6;
const TOLD_ROWS = 12;

/** The orders in words: of each epoch the first batches, of each batch the first rows. */
export function batchesText(batches: Batches): string {
  const { samples, batchSize, shuffle, epochs } = batches;
  const lines = [
    say(
      `${samples} rows in batches of ${batchSize}, ${orderWords(shuffle)}`,
      `행 ${samples}개, 배치 크기 ${batchSize}, ${orderWords(shuffle)}`,
    ),
    ...epochs.map(({ epoch, batches: held }) => {
      const told = held.slice(0, TOLD_BATCHES).map((rows, i) => `${i + 1}: ${listed(rows)}`);
      const more = held.length > TOLD_BATCHES ? ' …' : '';
      return say(
        `epoch ${epoch}, rows of batch ${told.join('; ')}${more}`,
        `에포크 ${epoch}, 배치별 행 ${told.join('; ')}${more}`,
      );
    }),
  ];
  return [...lines, ...leftOut(batches)].join('\n');
}

export const orderWords = (shuffle: boolean): string =>
  shuffle
    ? say('in a new order each epoch', '에포크마다 새로 섞음')
    : say('in the same order each epoch (shuffle: false)', '에포크마다 같은 순서(shuffle: false)');

const listed = (rows: readonly number[]): string =>
  rows.slice(0, TOLD_ROWS).join(', ') + (rows.length > TOLD_ROWS ? ', …' : '');

/** What the record lacks, in words. */
export function leftOut({ samples, stepsPerEpoch, steps, epochs }: Batches): string[] {
  const lines: string[] = [];
  const trained = Math.ceil(steps / stepsPerEpoch);
  if (trained > epochs.length)
    lines.push(
      say(
        `recorded: ${epochs.length} epochs of ${trained}`,
        `기록: 에포크 ${trained}개 중 ${epochs.length}개`,
      ),
    );
  const kept = epochs[0]?.batches.reduce((sum, rows) => sum + rows.length, 0) ?? 0;
  if (epochs.length > 1 && kept < samples)
    lines.push(
      say(
        `of each epoch: the first ${kept} rows of ${samples}`,
        `에포크마다: 행 ${samples}개 중 처음 ${kept}개`,
      ),
    );
  return lines;
}

/**
 * Which rows each batch of a training held, in its first three epochs: read off the training itself, which takes its rows in
 * this very order. Of the training that gave back this history, or of the latest. `show.batches` draws it.
 *
 * ```ts
 * const history = await model.fit(x, y, { batchSize: 16, epochs: 10 });
 * batches(history).epochs[0].batches[0]; // the rows of the first batch: [71, 3, 118, …]
 * ```
 *
 * With `shuffle: false` the rows come as they stand, in each epoch alike. Rows are those of what `fit` was given; a
 * `validationSplit` sets aside the last ones before the shuffling, and they are in no batch.
 *
 * @throws TypeError for what is no history; Error where there is no such training, and for one of `fitDataset`, whose batches
 * are cut by the data set (`stepsPerEpoch` of Keras is `batchesPerEpoch` there).
 */
export const batches = (history?: object): Batches => batchesOf('batches', history);
