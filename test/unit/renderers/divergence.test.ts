import { describe, expect, test } from 'vitest';
import type { RunPayload, Sample } from '../../../protocol/index.js';
import { bestOf, divergenceOf, divergenceRows, spikeOf } from '../../../renderers/training/divergence.js';
import { divergedText, divergenceText } from '../../../renderers/training/divergence-words.js';
import { sketchRun, trainingExamples } from '../../../renderers/training/examples.js';
import { plainChoice, trainingCurves } from '../../../renderers/training/model.js';
import { thinEpochs } from '../../../renderers/training/thin.js';

interface Row {
  loss: Sample[];
  valLoss?: Sample[];
  /** Losses of the first single batches, from step 1 on; 4 steps make an epoch. */
  steps?: Sample[];
  status?: RunPayload['status'];
}

const PER_EPOCH = 4;

function runOf({ loss, valLoss, steps = [], status = 'completed' }: Row): RunPayload {
  const run = sketchRun({ epochs: loss.length, planned: Math.max(1, loss.length), metrics: [] });
  const rows = loss.map((_, row) => row + 1);
  const values = (valLoss ?? loss).filter((value) => typeof value === 'number');
  const lowest = Math.min(...(values as number[]));
  return {
    ...run,
    status,
    plan: { ...run.plan, stepsPerEpoch: PER_EPOCH },
    progress: {
      ...run.progress,
      epoch: Math.ceil(Math.max(steps.length, loss.length * PER_EPOCH) / PER_EPOCH),
    },
    epochs: {
      ...run.epochs,
      epoch: rows,
      learningRate: rows.map(() => 0.1),
      logs: { loss, ...(valLoss && { val_loss: valLoss }) },
    },
    steps: { step: steps.map((_, at) => at + 1), learningRate: steps.map(() => 0.1), logs: { loss: steps } },
    best: Number.isFinite(lowest)
      ? { metric: valLoss ? 'val_loss' : 'loss', epoch: (valLoss ?? loss).indexOf(lowest) + 1, value: lowest }
      : null,
  };
}

const falling = Array.from({ length: 30 }, (_, at) => 0.3 + 0.4 / (1 + at));
const wave = (at: number) => Math.sin(at * 12.9898) * 0.5 + 0.5;

const sound: Record<string, Row> = {
  'no epochs': { loss: [] },
  'one epoch': { loss: [0.7] },
  'a normal curve': { loss: falling, valLoss: falling.map((value) => value + 0.05) },
  'a noisy curve, over two decades': { loss: falling.map((_, at) => 10 ** (2 * wave(at) - 1)) },
  'overfitting: the validation loss grows a hundredfold': {
    loss: falling.map((_, at) => 0.7 * 0.7 ** at),
    valLoss: falling.map((_, at) => 0.5 + 2 * at),
  },
  'a perfect fit that falls to 1e-9 and trembles at 1e-4': {
    loss: [0.7, 1e-3, 1e-7, 1e-9, 1e-4, 2e-4, 1e-4],
  },
  'begins near 0 (a trained model) and trembles': { loss: [1e-9, 1e-4, 3e-3, 2e-3, 5e-2, 4e-2] },
  'begins at 0 exactly': { loss: [0, 0.5, 0.7, 0.6, 0.8] },
  'cosine similarity, from 0 to -1': { loss: [-0.001, -0.4, -0.8, -0.95, -0.99] },
  'cosine similarity, from -1 up to 1': { loss: [-0.99, -0.2, 0.5, 0.9, 1, 1] },
  'a likelihood that falls without end': { loss: [3, -50, -800, -9000, -40_000, -90_000] },
  'targets in ten thousands: large, but falling': { loss: [1e10, 4e9, 1e9, 3e8] },
  'a spike that comes back': { loss: [0.7, 0.5, 4e5, 0.6, 0.4] },
  'an infinite epoch that comes back': { loss: [0.7, 0.5, 'Infinity', 0.6, 0.4] },
  'one last epoch beyond a thousand: nothing confirms it yet': {
    loss: [0.7, 0.5, 0.4],
    valLoss: [0.7, 0.5, 900],
  },
  'a single batch that is infinite, finite afterwards': {
    loss: [0.7],
    steps: [0.7, 0.6, 'Infinity', 0.5, 0.5, 0.4],
  },
  'batches of one row whose first loss is 1e-8': {
    loss: [2.5, 2.2, 1.9],
    steps: [1e-8, 3, 0.5, 9, 0.001, 2, 4, 1, 3, 2, 1, 2],
  },
  'epochs without a validation': { loss: [0.7, 0.6, 0.5], valLoss: [null, 0.6, null] },
};

const nan = { epoch: 3, step: null, value: 'NaN' };
const lost: Record<string, [row: Row, expected: object, headline: string]> = {
  NaN: [
    { loss: [0.7, 0.5, 'NaN', 'NaN'] },
    { log: 'loss', epoch: 3, grown: null, broken: nan, validationOnly: false },
    'diverged: NaN from epoch 3',
  ],
  'NaN from the first epoch': [
    { loss: ['NaN', 'NaN'] },
    { epoch: 1, broken: { epoch: 1, value: 'NaN' } },
    'diverged: NaN from epoch 1',
  ],
  Infinity: [
    { loss: [0.7, 'Infinity'] },
    { epoch: 2, broken: { value: 'Infinity' } },
    'diverged: ∞ from epoch 2',
  ],
  '-Infinity': [
    { loss: [0.7, '-Infinity', '-Infinity'] },
    { epoch: 2, broken: { value: '-Infinity' } },
    'diverged: −∞ from epoch 2',
  ],
  'explodes, finite': [
    { loss: [0.7, 0.5, 3e4, 7e8, 2e13] },
    { epoch: 3, grown: 2e13, broken: null },
    'diverged: exploding from epoch 3',
  ],
  'begins to grow before it is a thousandfold': [
    { loss: [0.7, 0.5, 40, 3e4, 7e8] },
    { epoch: 3, grown: 7e8 },
    'diverged: exploding from epoch 3',
  ],
  'explodes and stays there': [
    { loss: [0.7, 0.5, 5e3, 5e3, 5e3, 5e3] },
    { epoch: 3, grown: 5e3 },
    'diverged: exploding from epoch 3',
  ],
  'explodes, then NaN': [
    { loss: [0.7, 3e4, 7e8, 'NaN', 'NaN'] },
    { epoch: 2, grown: 7e8, broken: { epoch: 4, value: 'NaN' } },
    'diverged: exploding from epoch 2, NaN from epoch 4',
  ],
  'explodes in its last epoch, by so much that nothing need confirm it': [
    { loss: [0.7, 0.5, 9e9] },
    { epoch: 3, grown: 9e9 },
    'diverged: exploding from epoch 3',
  ],
  'explodes within the first epoch, as its first batches show': [
    { loss: [8e6, 5e9], steps: [0.8, 2, 9, 40, 200, 9e3, 5e5, 4e7] },
    { epoch: 1, grown: 5e9 },
    'diverged: exploding from epoch 1',
  ],
  'explodes from the first batches on, tenfold with each': [
    { loss: [8e7, 1e12, 5e17], steps: [3e4, 3e5, 3e6, 3e7, 3e8, 3e9] },
    { epoch: 1, grown: 5e17 },
    'diverged: exploding from epoch 1',
  ],
  'a first batch of next to nothing does not put it earlier': [
    { loss: [2.5, 1.9, 5e4, 6e8], steps: [1e-8, 3, 0.5, 9, 0.001] },
    { epoch: 3, grown: 6e8 },
    'diverged: exploding from epoch 3',
  ],
  'from a negative loss': [
    { loss: [-0.9, -0.5, 4e4, 8e6] },
    { epoch: 3, grown: 8e6 },
    'diverged: exploding from epoch 3',
  ],
  'a spike that came back, then NaN': [
    { loss: [0.7, 'Infinity', 0.5, 'NaN'] },
    { epoch: 4, broken: { epoch: 4, value: 'NaN' } },
    'diverged: NaN from epoch 4',
  ],
  'with the step, where single batches are known': [
    { loss: [0.7, 0.5, 'NaN'], steps: [0.7, 0.6, 0.6, 0.5, 0.5, 0.5, 0.5, 0.4, 0.4, 'NaN', 'NaN', 'NaN'] },
    { epoch: 3, broken: { epoch: 3, step: 10, value: 'NaN' } },
    'diverged: NaN from epoch 3',
  ],
  'in the epoch at work': [
    { loss: [0.7], steps: [0.7, 0.6, 0.6, 0.5, 0.5, 'NaN', 'NaN'], status: 'running' },
    { epoch: 2, broken: { epoch: 2, step: 6, value: 'NaN' } },
    'diverged: NaN from epoch 2',
  ],
  'before the first epoch has ended': [
    { loss: [], steps: [0.7, 'NaN'], status: 'interrupted' },
    { epoch: 1, broken: { epoch: 1, step: 2 } },
    'diverged: NaN from epoch 1',
  ],
  'in validation only': [
    { loss: falling, valLoss: falling.map((value, at) => (at < 9 ? value : 'NaN')) },
    { log: 'val_loss', epoch: 10, validationOnly: true },
    'validation diverged: NaN from epoch 10',
  ],
  'in validation only, growing': [
    { loss: falling, valLoss: falling.map((value, at) => (at < 9 ? value : value * 100 ** (at - 7))) },
    { log: 'val_loss', epoch: 10, validationOnly: true, broken: null },
    'validation diverged: exploding from epoch 10',
  ],
  'by the last update of an epoch, which its validation shows first': [
    { loss: [0.7, 0.6, 'NaN'], valLoss: [0.7, 'NaN', 'NaN'] },
    { log: 'val_loss', epoch: 2, validationOnly: false },
    'diverged: NaN from epoch 2',
  ],
};

describe('divergenceOf', () => {
  test.each(Object.entries(sound))('not diverged: %s', (_, row) => {
    expect(divergenceOf(runOf(row))).toBeNull();
  });

  test.each(Object.entries(lost))('diverged: %s', (_, [row, expected, headline]) => {
    const found = divergenceOf(runOf(row));
    expect(found).toMatchObject(expected);
    expect(found && divergedText(found, 'en')).toBe(headline);
  });

  test('a spike that comes back is noted, and nothing else is', () => {
    const noted = Object.keys(sound).filter((name) => spikeOf(runOf(sound[name] as Row)));
    expect(noted).toEqual(['a spike that comes back', 'an infinite epoch that comes back']);
    expect(divergenceText(runOf(sound['a spike that comes back'] as Row), 'en')).toBe(
      'loss was 400,000 in epoch 3 and came back from it.',
    );
  });
});

describe('bestOf', () => {
  test.each(Object.entries(lost))('never a value of a diverged epoch: %s', (_, [row]) => {
    const run = runOf(row);
    const best = bestOf(run);
    const from = divergenceOf(run)?.epoch ?? Number.POSITIVE_INFINITY;
    if (from === 1) expect(best).toBeNull();
    else if (run.best) {
      expect(best?.epoch).toBeLessThan(from);
      expect(best?.value).toSatisfy(Number.isFinite);
    }
  });

  test('minus infinity that an earlier version saved is not the best', () => {
    const run = runOf({ loss: [0.7, 0.5, '-Infinity', 'NaN'] });
    run.best = { metric: 'loss', epoch: 3, value: '-Infinity' };
    expect(bestOf(run)).toEqual({ metric: 'loss', epoch: 2, value: 0.5 });
  });
});

test('thinning keeps the epoch from which on a run diverged', () => {
  const loss = Array.from(
    { length: 5000 },
    (_, at): Sample => (at < 3210 ? 0.5 + 0.3 / (at + 1) : 6e5 + (at % 7)),
  );
  const run = runOf({ loss });
  const thinned = { ...run, epochs: thinEpochs(run.epochs, 60) };
  expect(thinned.epochs.epoch.length).toBeLessThanOrEqual(60);
  expect(divergenceOf(thinned)).toEqual({ ...divergenceOf(run), grown: expect.any(Number) });
  expect(divergenceRows([1, Number.NaN, 1, Number.NaN, Number.NaN])).toEqual([3, 3, 1]);
});

describe('what to try', () => {
  const broken = { epoch: 3, value: Number.NaN };
  const rows: [name: string, run: RunPayload, words: RegExp][] = [
    [
      'a rate above what is usual comes first, with both',
      sketchRun({ epochs: 5, broken, compile: { optimizer: 'SGDOptimizer', learningRate: 0.5 } }),
      /try: lower the learning rate \(it is 0\.5; usual for SGD is 0\.01\); scale the inputs .*labels are 0 or 1/,
    ],
    ['a small rate, a tenth of it', sketchRun({ epochs: 5, broken }), /from 0\.001 to 0\.0001, say/],
    [
      'a loss of distances: inputs and targets',
      sketchRun({ epochs: 5, broken, compile: { loss: ['meanSquaredError'] } }),
      /scale inputs and targets/,
    ],
    [
      'one-hot labels',
      sketchRun({ epochs: 5, broken, compile: { loss: ['categoricalCrossentropy'] } }),
      /one-hot/,
    ],
    [
      'class numbers',
      sketchRun({ epochs: 5, broken, compile: { loss: ['sparse_categorical_crossentropy'] } }),
      /whole numbers from 0/,
    ],
    [
      'a loss of one’s own',
      sketchRun({ epochs: 5, broken, compile: { loss: ['myLoss'] } }),
      /no logarithm of 0/,
    ],
    [
      'its logarithms',
      sketchRun({ epochs: 5, broken, compile: { loss: ['meanSquaredLogarithmicError'] } }),
      /no logarithm of 0/,
    ],
    [
      'before the first update the rate is not to blame',
      (() => {
        const run = sketchRun({ epochs: 2, broken: { epoch: 1, value: Number.NaN } });
        return run;
      })(),
      /^Diverged, loss is NaN from epoch 1 \(step 1\)\. What to try: it was so before the first update/,
    ],
    [
      'validation only',
      sketchRun({ epochs: 9, broken: { epoch: 4, value: Number.NaN, only: 'validation' } }),
      /^Diverged, val_loss is NaN from epoch 4\. What to try: see that the validation data are scaled/,
    ],
  ];
  test.each(rows)('%s', (_, run, words) => {
    expect(divergenceText(run, 'en')).toMatch(words);
    expect(divergenceText(run, 'ko')).toMatch(/[가-힣]/);
  });

  test('recurrent layers: clip the gradients', () => {
    const run = sketchRun({ epochs: 5, broken });
    expect(divergenceText(run, 'en')).not.toMatch(/clip/);
    run.model.layers[0] = { ...(run.model.layers[0] as (typeof run.model.layers)[0]), className: 'LSTM' };
    expect(divergenceText(run, 'en')).toMatch(/clip the gradients/);
  });
});

test('a line that explodes leads to the edge and breaks there, without a sign in place of its value', () => {
  const curves = trainingCurves(trainingExamples.diverged?.() as RunPayload, plainChoice);
  for (const { points } of curves.loss.curves) {
    expect(points.slice(0, 5).every(({ y, beyond }) => y !== null && !beyond)).toBe(true);
    expect(points[5]).toMatchObject({ y: curves.loss.domain[1], beyond: true });
    expect(points.slice(6).every(({ y }) => y === null)).toBe(true);
  }
});
