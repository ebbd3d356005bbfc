import { describe, expect, test } from 'vitest';
import type { RunPayload } from '../../../protocol/index.js';
import { toggled } from '../../../renderers/drawing/toggled.js';
import { sketchRun } from '../../../renderers/training/examples.js';
import { type CurveChoice, plainChoice, trainingCurves } from '../../../renderers/training/model.js';
import {
  type EpochBounds,
  type EpochWindow,
  pan,
  select,
  showing,
  windowNow,
  zoom,
} from '../../../renderers/training/zoom.js';

const bounds: EpochBounds = { first: 0, last: 100, newest: 100 };
const running: EpochBounds = { first: 0, last: 100, newest: 65 };
const show = (window: EpochWindow | undefined) =>
  window ? [window.from, window.to, window.follows].join(' ') : 'all';

test.each([
  ['nearer, at the middle', zoom([0, 100], 0.5, 50, bounds), '25 75 false'],
  ['nearer, at the beginning', zoom([0, 100], 0.5, 0, bounds), '0 50 false'],
  ['nearer, at the end', zoom([0, 100], 0.5, 100, bounds), '50 100 true'],
  ['nearer, at an epoch out of sight', zoom([0, 100], 0.5, 500, bounds), '50 100 true'],
  ['farther', zoom([40, 60], 2, 50, bounds), '30 70 false'],
  ['farther than all there is', zoom([20, 80], 2, 50, bounds), 'all'],
  ['not nearer than one epoch', zoom([10, 11], 0.01, 10.5, bounds), '10 11 false'],
  ['along', pan([20, 30], 5, bounds), '25 35 false'],
  ['along, beyond the end', pan([20, 30], 500, bounds), '90 100 true'],
  ['along, before the beginning', pan([20, 30], -500, bounds), '0 10 false'],
  ['a part, from right to left', select(30, 10, bounds), '10 30 false'],
  ['a part less than an epoch', select(10.2, 10.4, bounds), '10.2 11.2 false'],
  ['a part into what is to come', select(50, 90, running), '25 65 true'],
  ['all that is there while it runs', select(0, 100, running), 'all'],
  ['an epoch after what is shown', showing([10, 20], 25, bounds), '15 25 false'],
  ['an epoch before it', showing([10, 20], 4, bounds), '4 14 false'],
  ['of one epoch alone', zoom([0, 1], 0.5, 0.5, { first: 0, last: 1, newest: 1 }), 'all'],
])('%s', (_, window, words) => {
  expect(show(window)).toBe(words);
});

test.each([
  ['stays where it is while the run goes on', { from: 10, to: 20, follows: false }, running, [10, 20]],
  ['goes along where it reached the end', { from: 20, to: 30, follows: true }, running, [55, 65]],
  ['of a run that has fewer epochs by now', { from: 90, to: 95, follows: false }, running, [60, 65]],
  ['wider than the run', { from: 0, to: 500, follows: false }, bounds, undefined],
  ['damaged', { from: 7, to: Number.NaN, follows: true }, bounds, undefined],
  ['none', undefined, bounds, undefined],
])('a window %s', (_, window, within, shown) => {
  expect(windowNow(window, within)).toEqual(shown);
});

describe('curves of a part of the epochs', () => {
  const long = sketchRun({ epochs: 3000 });
  const of = (run: RunPayload, choice: Partial<CurveChoice>) =>
    trainingCurves(run, { ...plainChoice, ...choice });
  const window = { from: 100, to: 110, follows: false };

  test('show each of them, with one beyond each end, on a scale of their own', () => {
    const curves = of(long, { window });
    expect(curves.x.domain).toEqual([100, 110]);
    expect(curves.zoomed).toBe(true);
    const [train] = curves.loss.curves;
    expect(train?.points.map(({ x }) => x)).toEqual([
      99, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111,
    ]);
    expect(train?.last).toBe(long.epochs.logs.loss?.[109]);
    const [low, high] = curves.loss.domain;
    const whole = of(long, {}).loss.domain;
    expect(high - low).toBeLessThan(whole[1] - whole[0]);
    expect(curves.best).toBeNull();
    expect(curves.epochX).toHaveLength(3000);
  });

  test('hold what is smoothed, which may lie above all that was measured in them', () => {
    const falling = sketchRun({ epochs: 100 });
    falling.epochs.logs.loss = falling.epochs.epoch.map((epoch) => (epoch < 50 ? 10 : 1));
    const curves = of(falling, { window: { from: 60, to: 70, follows: false }, smoothing: 0.95 });
    const tops = curves.loss.curves.flatMap(({ points }) => points.map(({ y }) => y ?? 0));
    expect(Math.max(...tops)).toBeGreaterThan(5);
    expect(new Set(tops).size).toBeGreaterThan(11);
    expect(curves.loss.domain[1]).toBeGreaterThanOrEqual(Math.max(...tops));
  });

  test('on the axis of steps show the same epochs', () => {
    const curves = of(long, { window, axis: 'step' });
    expect(curves.x.domain).toEqual([100 * 28, 110 * 28]);
    expect(curves.epochs.shown).toEqual([100, 110]);
  });

  test('of all epochs are the same as without any window', () => {
    const { xOfEpoch: _, ...plain } = of(long, {});
    const { xOfEpoch: __, ...same } = of(long, { window: { from: 0, to: 9999, follows: true }, hidden: [] });
    expect(same).toEqual(plain);
  });

  test('without a line scale to the others, and offer it still', () => {
    const run = sketchRun({ epochs: 10 });
    run.epochs.logs.val_loss = run.epochs.epoch.map(() => 50);
    const whole = of(run, {});
    const less = of(run, { hidden: ['validation', 'faint'] });
    expect(whole.loss.domain[1]).toBeGreaterThan(40);
    expect(less.loss.domain[1]).toBeLessThan(2);
    expect(less.loss.curves.map(({ series }) => series)).toEqual(['train']);
    expect(less.loss.steps).toEqual([]);
    expect(less.loss.offered).toEqual(whole.loss.offered);
    expect(less.metric?.curves.map(({ series }) => series)).toEqual(['train']);
    const none = of(run, { hidden: ['train', 'validation', 'faint'] });
    expect(none.loss.domain.every(Number.isFinite)).toBe(true);
  });
});

const offered = ['train', 'validation', 'faint'] as const;
test.each([
  ['hides a line', 'train', [], false, ['train']],
  ['shows it again', 'train', ['train', 'faint'], false, ['faint']],
  ['alone hides the others', 'validation', ['validation'], true, ['train', 'faint']],
  ['alone once more shows all', 'validation', ['train', 'faint'], true, []],
] as const)('a press %s', (_, name, hidden, alone, left) => {
  expect(toggled<string>(name, offered, hidden, alone)).toEqual(left);
});
