import { expect, test } from 'vitest';
import type { StepRows } from '../../../kernel/recorder/run-events.js';
import { rowsOf, StepStretches } from '../../../kernel/recorder/step-stretches.js';

type Single = [rate: number | null, penalty: number | null, logs: Record<string, number>];

const done = (count: number, labels: string[], values: number[], rate = 0.1, penalties?: number[]) => ({
  count,
  batch: 0,
  size: 1,
  lastSize: 1,
  labels,
  values: Float32Array.from(values),
  rates: new Float64Array(count).fill(rate),
  penalties: penalties && Float64Array.from(penalties),
  rows: new Int32Array(),
  packed: [],
});

function singles(...steps: Single[]): StepStretches {
  const stretches = new StepStretches();
  for (const [i, [rate, penalty, logs]] of steps.entries()) stretches.add(i + 1, rate, penalty, logs);
  return stretches;
}

test.each<[string, StepStretches, StepRows, number]>([
  ['nothing', singles(), { step: [], learningRate: [], logs: {} }, 0],
  [
    'steps with the same logs',
    singles([0.1, null, { loss: 2, acc: 0 }], [0.05, null, { loss: 1, acc: 1 }]),
    { step: [1, 2], learningRate: [0.1, 0.05], logs: { loss: [2, 1], acc: [0, 1] } },
    1,
  ],
  [
    'a log that comes later, and one that is missing',
    singles([0.1, null, { loss: 2, acc: 0 }], [0.1, null, { loss: 1, f1: 1 }], [0.1, null, { loss: 0 }]),
    {
      step: [1, 2, 3],
      learningRate: [0.1, 0.1, 0.1],
      logs: { loss: [2, 1, 0], acc: [0, null, null], f1: [null, 1, null] },
    },
    3,
  ],
  [
    'no rate, and a loss that is no number any more',
    singles([null, null, { loss: Number.NaN }], [0.1, null, { loss: Number.POSITIVE_INFINITY }]),
    { step: [1, 2], learningRate: [null, 0.1], logs: { loss: [Number.NaN, Number.POSITIVE_INFINITY] } },
    1,
  ],
  [
    'penalties from the second step on, and none for the last',
    singles([0.1, null, { loss: 2 }], [0.1, 0.5, { loss: 1 }], [0.1, null, { loss: 0 }]),
    { step: [1, 2, 3], learningRate: [0.1, 0.1, 0.1], penalty: [null, 0.5, null], logs: { loss: [2, 1, 0] } },
    3,
  ],
])('%s', (_, stretches, rows, count) => {
  expect(stretches.isEmpty).toBe(count === 0);
  const taken = stretches.take();
  expect(taken).toHaveLength(count);
  expect(rowsOf(taken)).toEqual(rows);
  expect(stretches.isEmpty).toBe(true);
});

test('steps that are done in one go follow single ones, and thousands have room', () => {
  const stretches = singles([0.1, 0.25, { loss: 4, acc: 0 }]);
  const labels = ['loss', 'acc'];
  stretches.addDone(2, done(2, labels, [3, 0.5, 2, 1, 9, 9], 0.1, [0.5, 0.75, 9]));
  const many = Array.from({ length: 5000 }, (_, i) => [i, -i]).flat();
  stretches.addDone(4, done(5000, labels, many, Number.NaN, new Array<number>(5000).fill(1)));
  const taken = stretches.take();
  expect(taken).toHaveLength(1);
  expect(taken[0]?.values.buffer.byteLength).toBe(8 * 2 * 5003);
  const { step, learningRate, penalty, logs } = rowsOf(taken);
  expect([step.length, step.at(-1)]).toEqual([5003, 5003]);
  expect(logs.loss?.slice(0, 5)).toEqual([4, 3, 2, 0, 1]);
  expect(logs.acc?.at(-1)).toBe(-4999);
  expect(learningRate.slice(2, 4)).toEqual([0.1, null]);
  expect(penalty?.slice(0, 4)).toEqual([0.25, 0.5, 0.75, 1]);
});

test('after steps of another number a stretch begins anew', () => {
  const stretches = singles([0.1, null, { loss: 4 }]);
  stretches.addDone(7, done(1, ['loss'], [3]));
  expect(rowsOf(stretches.take()).step).toEqual([1, 7]);
});
