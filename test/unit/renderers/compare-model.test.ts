import { describe, expect, test } from 'vitest';
import { type ComparePayload, MAX_JSON_BYTES, type RunPayload } from '../../../protocol/index.js';
import { comparePicture } from '../../../renderers/compare/compare-picture.js';
import { compareExamples } from '../../../renderers/compare/examples.js';
import { compareRuns } from '../../../renderers/compare/from-runs.js';
import { heldLine, lineEnd } from '../../../renderers/compare/line-ends.js';
import {
  areMany,
  bestRun,
  curvesOf,
  damage,
  leadersOf,
  letter,
  metricsOf,
  ranking,
  runLimit,
  scoresOf,
} from '../../../renderers/compare/model.js';
import { compareText } from '../../../renderers/compare/text.js';
import { comparisonWords, differenceWords } from '../../../renderers/compare/words.js';
import type { Frame } from '../../../renderers/drawing/frame.js';
import { savedBytes } from '../../../renderers/drawing/saved-bytes.js';
import { sketchRun } from '../../../renderers/training/examples.js';

type Layer = RunPayload['model']['layers'][number];
const layer = (className: string, details: string): Layer => ({
  name: className,
  className,
  outputShape: [null, 16],
  parameters: 0,
  trainable: true,
  details,
});
const withLayers = (...layers: Layer[]): RunPayload => {
  const run = sketchRun({ epochs: 3 });
  return { ...run, model: { ...run.model, layers } };
};
const dense = (more = '') => layer('Dense', `units 16, activation relu${more}`);
const differences = (...runs: RunPayload[]) => {
  const payload = compareRuns(runs);
  return payload.runs.map((run) => differenceWords(run, payload, 'en'));
};

describe('what differs between runs', () => {
  test('the comparison of the lecture', () => {
    expect(
      differences(
        withLayers(dense()),
        withLayers(dense(), layer('Dropout', 'rate 0.5')),
        withLayers(dense(), layer('BatchNormalization', 'momentum 0.99')),
        withLayers(dense(', L2 0.001')),
      ),
    ).toEqual(['no regularization', 'dropout 0.5', 'batch normalization (momentum 0.99)', 'l2 0.001']);
  });

  test.each([
    ['two rates', [layer('Dropout', 'rate 0.5'), layer('Dropout', 'rate 0.2')], 'dropout 0.5, 0.2'],
    ['the same rate twice', [layer('Dropout', 'rate 0.5'), layer('Dropout', 'rate 0.5')], 'dropout 0.5'],
    ['L1 and L2', [dense(', L1 0.01, L2 0.001')], 'l1 0.01, l2 0.001'],
    ['small numbers', [dense(', L2 1e-7')], 'l2 1e-7'],
    ['spatial dropout', [layer('SpatialDropout1D', 'rate 0.1')], 'dropout 0.1'],
  ])('%s', (_, layers, words) => {
    const others = layers[0]?.className === 'Dense' ? layers : [dense(), ...layers];
    expect(differences(withLayers(dense()), withLayers(...others))[1]).toBe(words);
  });

  test('rate, batch size, optimizer and net', () => {
    const one = sketchRun({ epochs: 3 });
    const two = {
      ...one,
      plan: { ...one.plan, batchSize: 64 },
      compile: { ...one.compile, learningRate: 0.01 },
    };
    expect(differences(one, two)).toEqual([
      'learning rate 0.001, batch size 32',
      'learning rate 0.01, batch size 64',
    ]);
    const payload = compareRuns([withLayers(dense()), withLayers(layer('Dense', 'units 64'))]);
    expect(payload.differs).toEqual(['net']);
    expect(comparisonWords(payload, 'loss', 'en').join(' ')).toContain('do not train the same net');
  });

  test('runs alike, and none', () => {
    expect(differences(sketchRun({ epochs: 2 }), sketchRun({ epochs: 2 }))).toEqual(
      Array(2).fill('no difference that was recorded'),
    );
    expect(comparisonWords(compareRuns([]), 'loss', 'en')[0]).toContain('no run to compare');
  });
});

describe('curves and scores', () => {
  const base = compareRuns([sketchRun({ epochs: 3 })]).runs[0] as ComparePayload['runs'][number];
  const run = {
    ...base,
    epoch: [1, 2, 3],
    time: [100, 220, 330],
    penalty: [0.1, 0.1, 0.05],
    logs: {
      loss: [1.1, 0.6, 0.35],
      val_loss: [1.2, 0.7, 0.9],
      acc: [0.5, 0.7, 0.9],
      val_acc: [0.5, 0.65, 0.6],
    },
  };

  test('the gap of the loss is against the data loss; of an accuracy it has the other sign', () => {
    const loss = curvesOf(run, 'loss');
    expect(loss.train.map((value) => value?.toFixed(3))).toEqual(['1.000', '0.500', '0.300']);
    expect(loss.gap.map((value) => value?.toFixed(3))).toEqual(['0.200', '0.200', '0.600']);
    expect(curvesOf(run, 'acc').gap.map((value) => value?.toFixed(2))).toEqual(['0.00', '0.05', '0.30']);
  });

  test('of a validation loss that holds the penalty, its data loss counts', () => {
    const penalized = { ...run, validationPenalty: [0.2, 0.1, 0.4] };
    expect(curvesOf(penalized, 'loss').validation.map((value) => value?.toFixed(1))).toEqual([
      '1.0',
      '0.6',
      '0.5',
    ]);
    expect(scoresOf(penalized, 'loss').best).toEqual({ value: 0.5, epoch: 3 });
    expect(curvesOf(penalized, 'acc')).toEqual(curvesOf(run, 'acc'));
  });

  test('best, last and time per epoch', () => {
    expect(scoresOf(run, 'loss')).toMatchObject({
      validation: 0.9,
      best: { value: 0.7, epoch: 2 },
      perEpoch: 110,
    });
    expect(scoresOf(run, 'acc').best).toEqual({ value: 0.65, epoch: 2 });
    expect(scoresOf({ ...run, initialEpoch: 1, epoch: [2, 3, 4] }, 'loss').perEpoch).toBe(110);
    const { val_loss: _, val_acc: __, ...logs } = run.logs;
    expect(scoresOf({ ...run, logs }, 'acc')).toMatchObject({
      validation: null,
      gap: null,
      best: { value: 0.9, epoch: 3 },
    });
    expect(scoresOf({ ...run, epoch: [], time: [], logs: {} }, 'loss')).toEqual({
      train: null,
      validation: null,
      best: null,
      gap: null,
      perEpoch: null,
    });
  });

  test('values that are not finite win nothing', () => {
    const broken = { ...run, logs: { ...run.logs, val_loss: ['NaN' as const, 0.8, 'NaN' as const] } };
    expect(scoresOf(broken, 'loss').best).toEqual({ value: 0.8, epoch: 2 });
    expect(scoresOf(broken, 'loss').gap).toBeNaN();
    expect(
      comparisonWords({ version: 1, runs: [broken, run], differs: [] }, 'loss', 'en').join(' '),
    ).toContain('Smallest gap in loss at the end: B');
  });

  test('metrics begin with the loss', () => {
    expect(metricsOf({ version: 1, runs: [run], differs: [] })).toEqual(['loss', 'acc']);
  });

  test.each([
    [0, 'A'],
    [25, 'Z'],
    [26, 'AA'],
    [51, 'AZ'],
    [52, 'BA'],
  ])('run %d is %s', (index, name) => {
    expect(letter(index)).toBe(name);
  });

  test('columns of other lengths are damage', () => {
    expect(damage({ version: 1, runs: [{ ...run, time: [1] }], differs: [] })).toContain(
      'time of "Run 1" has 1 values for 3 epochs',
    );
  });
});

test('the account has every run and number', () => {
  const text = compareText(compareExamples.lecture?.() as ComparePayload, 'en');
  expect(text).toMatchInlineSnapshot(`
    "4 runs compared
    Best validation loss: B dropout 0.5, 0.4564 in epoch 32.
    Smallest gap in loss at the end: B dropout 0.5, 0.1128.
    Fastest: A no regularization, 210 ms per epoch.
    A Run 1, no regularization: completed, 40 epochs, 210 ms per epoch
      loss: train 0.2465, validation 0.5811, best 0.4995 (epoch 14), gap 0.3345
      acc: train 0.8967, validation 0.7295, best 0.7703 (epoch 14), gap 0.1673
    B Run 2, dropout 0.5: completed, 40 epochs, 232 ms per epoch
      loss: train 0.3728, validation 0.4856, best 0.4564 (epoch 32), gap 0.1128
      acc: train 0.8336, validation 0.7772, best 0.7918 (epoch 32), gap 0.05639
    C Run 3, batch normalization (momentum 0.99): completed, 40 epochs, 318 ms per epoch
      loss: train 0.2972, validation 0.5045, best 0.4622 (epoch 26), gap 0.2074
      acc: train 0.8714, validation 0.7677, best 0.7889 (epoch 26), gap 0.1037
    D Run 4, l2 0.001: completed, 40 epochs, 221 ms per epoch
      loss: train 0.3641, validation 0.5211, best 0.4793 (epoch 29), gap 0.157
      acc: train 0.8379, validation 0.7594, best 0.7804 (epoch 29), gap 0.0785
    loss: without the regularization penalty"
  `);
});

test('ten thousand epochs of eight runs fit and keep the best validation', () => {
  const runs = Array.from({ length: 8 }, () => sketchRun({ epochs: 10_000 }));
  const whole = compareRuns(runs);
  const fitted = comparePicture.fit(whole, MAX_JSON_BYTES) as ComparePayload;
  expect(savedBytes(fitted)).toBeLessThanOrEqual(MAX_JSON_BYTES);
  expect(fitted.thinned?.epochs.of).toBe(10_000);
  const [one, other] = [whole.runs[0], fitted.runs[0]] as [
    ComparePayload['runs'][0],
    ComparePayload['runs'][0],
  ];
  expect(scoresOf(other, 'loss')).toEqual(scoresOf(one, 'loss'));
});

describe('runs that diverged', () => {
  const sound = sketchRun({ name: 'Sound', epochs: 8 });
  const lost = sketchRun({ name: 'Lost', epochs: 8, broken: { epoch: 1, value: Number.NaN } });
  const late = sketchRun({ name: 'Late', epochs: 8, broken: { epoch: 5, value: Number.NaN } });
  const payload = compareRuns([lost, late, sound]);

  test('best is of the epochs before, for every metric, and of none where there are none', () => {
    const [first, second] = payload.runs;
    for (const metric of ['loss', 'acc']) {
      expect(first && scoresOf(first, metric).best).toBeNull();
      expect(second && scoresOf(second, metric).best?.epoch).toBeLessThan(5);
    }
    expect(compareText(payload, 'en')).toContain('loss: train NaN, validation NaN, none that counts as best');
  });

  test('they are named, and never the smallest gap', () => {
    const words = comparisonWords(payload, 'loss', 'en');
    expect(words.filter((each) => each.startsWith('⚠'))).toEqual([
      '⚠ A Lost diverged: NaN from epoch 1.',
      '⚠ B Late diverged: NaN from epoch 5.',
    ]);
    expect(words.find((each) => each.startsWith('Smallest gap'))).toContain('C Sound');
  });
});

test.each([
  ['lecture', 'loss', 1, [1, 2, 3, 0], false],
  ['lecture', 'acc', 1, [1, 2, 3, 0], false],
  ['many-runs', 'loss', 1, null, true],
  // What is not a number never counts as best, nor does what a run reached after it had diverged.
  ['not-finite', 'loss', 0, [0, 1], false],
  ['before-first-epoch', 'loss', 1, [1, 0], false],
  ['none', 'loss', -1, [], false],
])('%s by %s: the best run, and all in order', (name, metric, best, order, many) => {
  const payload = compareExamples[name]?.() as ComparePayload;
  expect(bestRun(payload, metric)).toBe(best);
  const found = ranking(payload, metric);
  if (order) expect(found).toEqual(order);
  const values = found.map((index) => scoresOf(payload.runs[index] as never, 'loss').best?.value ?? Infinity);
  if (metric === 'loss') expect(values).toEqual([...values].sort((a, b) => a - b));
  expect(areMany(payload)).toBe(many);
});

test.each([
  // Train, validation, best, gap, time per epoch: run 1 has the best value of the first three, and so on.
  ['lecture', 'loss', [-1, 1, 1, 1, 0]],
  ['lecture', 'acc', [-1, 1, 1, 1, 0]],
  ['no-validation', 'loss', [-1, -1, 3, -1, -1]],
  // Both take as long: neither is praised for it.
  ['not-finite', 'loss', [-1, 0, 0, 0, -1]],
  ['diverged', 'loss', [-1, 0, 0, 0, -1]],
  ['one-run', 'loss', [-1, -1, -1, -1, -1]],
  ['none', 'loss', [-1, -1, -1, -1, -1]],
])('%s by %s: which run leads in each column', (name, metric, leaders) => {
  expect(leadersOf(compareExamples[name]?.() as ComparePayload, metric)).toEqual(leaders);
});

describe('a tie', () => {
  const [one, other] = compareRuns([sketchRun({ epochs: 6 }), sketchRun({ epochs: 9 })]).runs as [
    ComparePayload['runs'][0],
    ComparePayload['runs'][0],
  ];
  const tied = { version: 1 as const, runs: [one, other, { ...one }], differs: [] };

  test('has no leader, and nothing is said of the fastest and the closest', () => {
    const alone = { version: 1 as const, runs: [one, { ...one }], differs: [] };
    expect(leadersOf(alone, 'loss')).toEqual([-1, -1, -1, -1, -1]);
    expect(comparisonWords(alone, 'loss', 'en').join(' ')).not.toMatch(/Fastest|Smallest/);
  });

  test('of the best is told by all its letters', () => {
    const best = scoresOf(one, 'acc').best?.value ?? 0;
    const worse = {
      ...other,
      logs: { ...other.logs, val_acc: other.logs.val_acc?.map(() => best - 0.1) ?? [] },
    };
    const words = comparisonWords({ ...tied, runs: [one, worse, { ...one }] }, 'acc', 'en')[0];
    expect(words).toMatch(/^Best validation acc: A, C alike, 0\.\d+\.$/);
  });

  test('is one where values read alike', () => {
    const slower = { ...one, time: one.time.map((at) => at * 1.0005) };
    expect(leadersOf({ ...tied, runs: [one, slower] }, 'loss')[4]).toBe(-1);
    const slow = { ...one, time: one.time.map((at) => at * 1.5) };
    expect(leadersOf({ ...tied, runs: [slow, one] }, 'loss')[4]).toBe(1);
  });
});

describe('the lines of a comparison', () => {
  const frame: Frame = { x: 0, y: 0, width: 400, height: 100, xDomain: [1, 40], yDomain: [0, 1] };
  const ends = (name: string) => {
    const payload = compareExamples[name]?.() as ComparePayload;
    return payload.runs.map((run, index) => {
      const { epoch, validation } = curvesOf(run, 'loss');
      return lineEnd(frame, index, heldLine(epoch, validation, runLimit(run, 'loss')));
    });
  };

  test('have their letters where they end, not at the right edge', () => {
    const at = ends('diverged').map((end) => Math.round(1 + ((end?.x ?? 0) / 400) * 39));
    expect(at).toEqual([40, 8, 14]);
  });

  test('break where a value is beyond the limit, but for the way there and back', () => {
    const { x, y } = heldLine([1, 2, 3, 4, 5, 6], [0.5, 90, 95, null, 99, 0.6], 10);
    expect(x).toEqual([1, 2, 3, 5, 6]);
    expect(y).toEqual([0.5, 90, Number.NaN, 99, 0.6]);
  });
});

test.each([
  ['lecture', 4, '0.4564'],
  ['many-runs', 1, '0.4039'],
])('the best epoch of each line has a dot, the best of all its value: %s', async (name, dots, value) => {
  const svg = await comparePicture.svg(compareExamples[name]?.() as ComparePayload, {
    locale: 'en',
    theme: 'light',
  });
  expect(svg.match(/<circle [^>]*r="3"/g)?.length).toBeGreaterThanOrEqual(dots);
  // One in each of the panels of loss and accuracy.
  expect(svg.match(/<circle [^>]*r="6" fill="none"/g)).toHaveLength(2);
  expect(svg).toContain(`>${value}</text>`);
});
