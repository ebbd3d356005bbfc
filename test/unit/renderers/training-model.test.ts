import { describe, expect, test } from 'vitest';
import { stillPalette } from '../../../renderers/drawing/palette.js';
import {
  linearDomain,
  linearTicks,
  logDomain,
  logTicks,
  niceCeiling,
} from '../../../renderers/drawing/scale.js';
import { spreadLabels } from '../../../renderers/drawing/spread-labels.js';
import { divergenceOf } from '../../../renderers/training/divergence.js';
import { stepsPerEpoch } from '../../../renderers/training/epoch-axis.js';
import { sketchGroup, sketchRun } from '../../../renderers/training/examples.js';
import {
  groupLeaders,
  groupRows,
  groupScale,
  groupScaleText,
  groupSparkline,
  groupSpread,
  leftOutText,
  meanHead,
} from '../../../renderers/training/group-model.js';
import { metricNames, plainChoice, trainingCurves } from '../../../renderers/training/model.js';
import { smooth } from '../../../renderers/training/smooth.js';
import { thinnedNote } from '../../../renderers/training/text.js';

describe('trainingCurves', () => {
  test('train and validation of loss and metric, by epoch', () => {
    const run = sketchRun({ epochs: 12 });
    const { loss, metric, best, x } = trainingCurves(run, plainChoice);
    expect(loss.curves.map(({ series }) => series)).toEqual(['train', 'validation']);
    expect(loss.curves[0]?.points.map((point) => point.y)).toEqual(run.epochs.logs.loss);
    expect(loss.curves[1]?.last).toBe(run.epochs.logs.val_loss?.at(-1));
    expect(metric?.name).toBe('acc');
    expect(best).toMatchObject({ x: run.best?.epoch, metric: 'val_loss' });
    expect(x.domain).toEqual([0, 12]);
  });

  test('the data loss is the loss without the penalty', () => {
    const run = sketchRun({ epochs: 5, penalty: 0.3 });
    const data = trainingCurves(run, plainChoice).loss.curves.find(({ series }) => series === 'data');
    run.epochs.epoch.forEach((_, row) => {
      const expected = (run.epochs.logs.loss?.[row] as number) - (run.epochs.penalty?.[row] as number);
      expect(data?.points[row]?.y).toBeCloseTo(expected, 12);
    });
  });

  test('a penalty of zero is not drawn', () => {
    const run = sketchRun({ epochs: 3 });
    run.epochs.penalty = [0, 0, null];
    expect(trainingCurves(run, plainChoice).loss.curves.map(({ series }) => series)).not.toContain('data');
  });

  test('what is not finite breaks the line, is named, and leaves the domain finite', () => {
    const { loss } = trainingCurves(
      sketchRun({ epochs: 12, broken: { epoch: 7, value: Number.NaN } }),
      plainChoice,
    );
    expect(loss.bad).toEqual([{ x: 7, word: 'NaN', value: Number.NaN, unit: 'epoch', at: 7, forGood: true }]);
    expect(loss.curves[0]?.points.slice(6).every(({ y }) => y === null)).toBe(true);
    expect(loss.domain.every(Number.isFinite)).toBe(true);
    const endless = sketchRun({ epochs: 3, broken: { epoch: 2, value: Number.POSITIVE_INFINITY } });
    expect(trainingCurves(endless, plainChoice).loss.bad[0]?.word).toBe('∞');
  });

  test('in the first epoch, a broken step is named by its step', () => {
    const run = sketchRun({ epochs: 0, planned: 3, open: 9, status: 'running' });
    (run.steps.logs.loss as unknown[])[4] = 'NaN';
    expect(trainingCurves(run, plainChoice).loss.bad).toMatchObject([{ unit: 'step', at: 5 }]);
  });

  test('the step axis counts updates', () => {
    const run = sketchRun({ epochs: 4 });
    const curves = trainingCurves(run, { ...plainChoice, axis: 'step' });
    expect(curves.epochX).toEqual([28, 56, 84, 112]);
    expect(curves.x.domain).toEqual([0, 112]);
    expect(curves.loss.steps.at(-1)?.x).toBe(112);
  });

  test('initialEpoch moves the axis, and steps lie inside it', () => {
    const run = sketchRun({ epochs: 4 });
    run.plan.initialEpoch = 10;
    run.plan.epochs = 14;
    run.epochs.epoch = [11, 12, 13, 14];
    const curves = trainingCurves(run, plainChoice);
    expect(curves.x.domain).toEqual([10, 14]);
    expect(curves.loss.steps.at(-1)?.x).toBe(14);
  });

  test('while running the axis reaches ahead, but not beyond the plan', () => {
    const domain = (epochs: number, planned: number) =>
      trainingCurves(sketchRun({ epochs, planned, status: 'running' }), plainChoice).x.domain;
    expect(domain(3, 500)).toEqual([0, 10]);
    expect(domain(30, 500)).toEqual([0, 50]);
    expect(domain(30, 35)).toEqual([0, 35]);
  });

  test('smoothing keeps what was measured beside it', () => {
    const run = sketchRun({ epochs: 20 });
    const [train] = trainingCurves(run, { ...plainChoice, smoothing: 0.9 }).loss.curves;
    expect(train?.raw.map(({ y }) => y)).toEqual(run.epochs.logs.loss);
    expect(train?.points[0]?.y).toBeCloseTo(run.epochs.logs.loss?.[0] as number, 12);
    expect(train?.points[19]?.y).not.toBeCloseTo(run.epochs.logs.loss?.[19] as number, 4);
  });

  test('a log scale leaves out what is not positive', () => {
    const run = sketchRun({ epochs: 3 });
    run.epochs.logs.loss = [1, 0, 0.01];
    const { loss } = trainingCurves(run, { ...plainChoice, log: true });
    expect(loss.curves[0]?.points.map(({ y }) => y)).toEqual([1, null, 0.01]);
    expect(loss.domain[0]).toBeGreaterThan(0);
  });

  test('rare validations are one line', () => {
    const run = sketchRun({ epochs: 6 });
    run.epochs.logs.val_loss = [null, 0.5, null, 0.4, null, 0.3];
    const [, validation] = trainingCurves(run, plainChoice).loss.curves;
    expect(validation?.points).toEqual([
      { x: 2, y: 0.5 },
      { x: 4, y: 0.4 },
      { x: 6, y: 0.3 },
    ]);
  });

  test('the chosen metric is drawn; an unknown one falls back to the first', () => {
    const run = sketchRun({ epochs: 3, metrics: ['acc', 'auc'] });
    expect(trainingCurves(run, { ...plainChoice, metric: 'auc' }).metric?.name).toBe('auc');
    expect(trainingCurves(run, { ...plainChoice, metric: 'gone' }).metric?.name).toBe('acc');
    expect(metricNames(run)).toEqual(['acc', 'auc']);
  });

  test('at most the asked number of points, however long the run', () => {
    const { loss } = trainingCurves(sketchRun({ epochs: 10_000 }), plainChoice, { most: 300 });
    for (const { points } of loss.curves) expect(points.length).toBeLessThanOrEqual(300);
    expect(loss.steps.length).toBeLessThanOrEqual(300);
  });
});

test('steps per epoch of a data set of unknown size come from the run', () => {
  const run = sketchRun({ epochs: 3, planned: 10, open: 5 });
  run.plan.stepsPerEpoch = null;
  expect(stepsPerEpoch(run)).toBe(28);
  expect(stepsPerEpoch({ ...run, epochs: { ...run.epochs, epoch: [] } })).toBeNull();
});

test('smooth is a mean whose first value is the first measurement', () => {
  expect(smooth([4, null, 4], 0.9)).toEqual([4, null, 4]);
  expect(smooth([0, 1], 0.5)[1]).toBeCloseTo(2 / 3, 12);
});

describe('axes', () => {
  test('domains hold every value and do not cross zero or the ceiling', () => {
    expect(linearDomain([0.31, 0.72])).toEqual([0.25, 0.75]);
    expect(linearDomain([0, 0.98], 1)[1]).toBe(1);
    expect(linearDomain([0.001, 0.9])[0]).toBe(0);
    expect(linearDomain([-1, 1])[0]).toBeLessThanOrEqual(-1);
    expect(linearDomain([])).toEqual([0, 1]);
    const [low, high] = linearDomain([5]);
    expect(low).toBeLessThan(5);
    expect(high).toBeGreaterThan(5);
    expect(linearDomain([-1e308, 1e308]).every(Number.isFinite)).toBe(true);
  });
  test('ticks are round and inside', () => {
    expect(linearTicks([0, 1], 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(linearTicks([0, 3], 10, 1)).toEqual([0, 1, 2, 3]);
    expect(logTicks([0.01, 10], 4)).toEqual([0.01, 0.1, 1, 10]);
    expect(logTicks([0.3, 0.8], 4).length).toBeGreaterThanOrEqual(2);
    expect(logDomain([-1, 0])).toEqual([0.1, 1]);
    expect(niceCeiling(13)).toBe(20);
  });
});

test('labels move apart, keep their order and stay inside', () => {
  expect(spreadLabels([50, 52, 90], 100, 14)).toEqual([50, 64, 90]);
  expect(spreadLabels([99, 100], 100, 14)).toEqual([86, 100]);
  expect(spreadLabels([], 100)).toEqual([]);
});

describe('groups', () => {
  test('mean and standard deviation leave out runs that failed or still run', () => {
    const group = sketchGroup(3);
    const values = [0.2, 0.4, 0.9];
    group.runs.forEach((run, index) => {
      run.final = { val_loss: values[index] as number };
      run.status = index === 2 ? 'failed' : 'completed';
    });
    const [spread] = groupSpread(group);
    expect(spread).toMatchObject({ column: 'val_loss', n: 2, sd: 0.14 });
    expect(spread?.mean).toBeCloseTo(0.3, 12);
  });
  test('what mean and deviation leave out is told, and of how many they are', () => {
    const group = sketchGroup(6);
    expect(leftOutText(group, 'en')).toBe('without 1 failed, 1 still training');
    expect(leftOutText(group, 'ko')).toBe('실패 1개, 학습 중 1개 제외');
    expect(meanHead(groupSpread(group), 'en')).toBe('mean ± sd of 4');
    const [first] = group.runs;
    const diverged = divergenceOf(sketchRun({ epochs: 9, broken: { epoch: 4, value: Number.NaN } }));
    if (first && diverged) first.diverged = diverged;
    expect(leftOutText(group, 'en')).toBe('without 1 diverged, 1 failed, 1 still training');
    for (const run of group.runs) run.status = 'completed';
    delete first?.diverged;
    expect(leftOutText(group, 'en')).toBeNull();
  });
  test('without validation the training values are shown', () => {
    const group = sketchGroup(2);
    for (const run of group.runs) {
      run.final = { loss: 0.1 };
      run.curves = { loss: [1, 0.1] };
    }
    expect(groupRows(group)).toMatchObject({ columns: ['loss'], rows: [{ curveOf: 'train' }, {}] });
  });
});

test.each([
  ['nothing left out', undefined, null],
  ['all that there is', { epochs: [150, 150], steps: [900, 900] }, null],
  [
    'single batches alone',
    { epochs: [150, 150], steps: [400, 3150] },
    '400 of 3,150 single batches are drawn; extremes are kept.',
  ],
  [
    'epochs and batches',
    { epochs: [400, 5000], steps: [400, 9000] },
    '400 of 5,000 epochs are drawn; extremes are kept.',
  ],
] as const)('what is left out is told: %s', (_, thinned, told) => {
  const part = ([kept, of]: readonly [number, number]) => ({ kept, of });
  const run = {
    ...sketchRun({ epochs: 3 }),
    ...(thinned && { thinned: { epochs: part(thinned.epochs), steps: part(thinned.steps) } }),
  };
  expect(thinnedNote(run, 'en')).toBe(told);
});

describe('the track of the learning rate', () => {
  const rateOf = (rate: (epoch: number) => number) =>
    trainingCurves(sketchRun({ epochs: 45, rate }), plainChoice).rate;

  test('is logarithmic where it spans a power of ten, with each of its levels from its start', () => {
    const rate = rateOf((epoch) => (epoch <= 18 ? 0.01 : epoch <= 33 ? 0.001 : 0.0001));
    expect(rate?.log).toBe(true);
    expect(rate?.levels.map(({ value }) => value)).toEqual([0.01, 0.001, 0.0001]);
    expect(rate?.levels[0]?.x).toBeLessThan(1);
  });

  test('stays linear below that, and from 0 on', () => {
    expect(rateOf((epoch) => (epoch <= 18 ? 0.01 : 0.005))?.log).toBe(false);
    expect(rateOf((epoch) => (epoch - 1) * 0.01)?.log).toBe(false);
  });

  test('of a curve tells where it began', () => {
    expect(rateOf((epoch) => 0.01 * 0.9 ** (epoch - 1))?.levels.map(({ value }) => value)).toEqual([0.01]);
  });
});

test('small curves of a group share their scale, and have a dot at the best', () => {
  const { rows } = groupRows(sketchGroup(12));
  const scale = groupScale(rows);
  expect(scale.epochs).toBe(22);
  const ends = (index: number) => {
    const drawn = groupSparkline(
      rows[index] as (typeof rows)[0],
      scale,
      { width: 104, height: 20 },
      stillPalette('light'),
    );
    const at = [...drawn.matchAll(/[ML]([\d.]+),/g)].map(([, x]) => Number(x)).at(-1) ?? 0;
    return { end: Math.round(1 + ((at - 2) / 100) * 21), dots: drawn.split('<circle').length - 1 };
  };
  // Completed, failed in epoch 3, still at epoch 9.
  expect([2, 4, 11].map(ends)).toEqual([22, 3, 9].map((end) => ({ end, dots: 1 })));
});

test('the steep begin of the curves of a group does not flatten them: it is cut off, with an arrow', () => {
  const { rows } = groupRows(sketchGroup(12));
  const [first] = rows;
  if (!first) throw new Error('no row');
  const later = rows.flatMap(({ curve }) => curve.slice(2)) as number[];
  const { values, cut } = groupScale(rows);
  expect([values, cut]).toEqual([[Math.min(...later), Math.max(...later)], 'above']);
  expect(groupScaleText(rows, groupScale(rows), 'en')).toMatch(/^0\.\d{3} – 0\.\d{3}$/);
  const drawn = (curve: (number | null)[]) => {
    const row = { ...first, curve, epochs: curve.length, best: null };
    const box = { width: 104, height: 30 };
    const scale = { epochs: 5, values: [1, 2] as [number, number], cut: 'above' as const };
    return [...groupSparkline(row, scale, box, stillPalette('light')).matchAll(/ d="([^"]*)"/g)].map(
      ([, path]) => path,
    );
  };
  // From 3 to 1 in the first step: it comes in at its middle, at the upper edge.
  expect(drawn([3, 1, 1.5])).toEqual(['M11.5,4.5h6l-3,-4z', 'M14.5,5h0L27,28L52,16.5']);
  expect(drawn([2.5, 2, 1])).toEqual(['M24,4.5h6l-3,-4z', 'M27,5h0L52,28']);
  expect(drawn([1, 2])).toHaveLength(1);
  expect(drawn([4, 3])[0]).toBe('M-1,4.5h6l-3,-4z');
  // Where higher is better, the first values lie below.
  const upwards = rows.map((row) => ({ ...row, curveLog: 'val_acc', curve: [0.1, 0.2, 0.8, 0.9, 0.85] }));
  expect(groupScale(upwards)).toMatchObject({ values: [0.8, 0.9], cut: 'below' });
  // One value alone has a scale as well.
  expect(groupScale([{ ...first, curve: [0.5] }]).cut).toBeNull();
});

describe('the runs of a group that did best', () => {
  type Row = Parameters<typeof groupLeaders>[0][number];
  const row = (value: number | null, rest: Partial<Row> = {}): Row => ({
    id: '',
    name: '',
    status: 'completed',
    epochs: 3,
    plannedEpochs: 3,
    elapsedMs: 1,
    values: [],
    best: { metric: 'val_loss', epoch: 1, value },
    curve: [],
    curveOf: 'validation',
    curveLog: 'val_loss',
    diverged: null,
    ...rest,
  });
  const acc = (value: number) => row(value, { best: { metric: 'val_acc', epoch: 1, value } });
  test.each<[string, Row[], number[]]>([
    ['have the least loss', [row(0.5), row(0.4), row(0.45)], [1]],
    ['have the greatest accuracy', [acc(0.5), acc(0.9), acc(0.8)], [1]],
    ['are all that read alike', [row(0.40001), row(0.4), row(0.5)], [0, 1]],
    ['are none where all read alike', [row(0.4), row(0.4)], []],
    ['are none of one', [row(0.4)], []],
    [
      'are none that failed, diverged, go on, or have no number',
      [
        row(0.1, { status: 'failed' }),
        row(0.2, { status: 'running' }),
        row(Number.NaN),
        row(null),
        row(0.5),
        row(0.6),
      ],
      [4],
    ],
    ['are none by different metrics', [row(0.4), acc(0.9)], []],
  ])('%s', (_, rows, leaders) => {
    expect([...groupLeaders(rows, 'en')]).toEqual(leaders);
  });
});
