import { describe, expect, test } from 'vitest';
import type { GroupPayload } from '../../../protocol/index.js';
import { stillPalette } from '../../../renderers/drawing/palette.js';
import { compactCurves } from '../../../renderers/training/compact-model.js';
import { sparkWords } from '../../../renderers/training/compact-words.js';
import { sketchGroup, sketchRun } from '../../../renderers/training/examples.js';
import { bestHead, groupRows, spreadRange, spreadWritten } from '../../../renderers/training/group-model.js';
import { groupOverlays } from '../../../renderers/training/group-overlay.js';
import { overlayPicture } from '../../../renderers/training/overlay-picture.js';
import { overlayText } from '../../../renderers/training/overlay-words.js';
import { sparkCurves } from '../../../renderers/training/sparkline.js';

type Run = GroupPayload['runs'][number];
const run = (name: string, values: Run['curves'][string], more: Partial<Run> = {}): Run => ({
  id: name,
  name,
  status: 'completed',
  epochs: values.length,
  plannedEpochs: values.length,
  elapsedMs: 1,
  final: { val_loss: values.at(-1) ?? null },
  best: null,
  curves: { val_loss: values },
  ...more,
});
const group = (...runs: Run[]): GroupPayload => ({ version: 1, kind: 'group', id: 'g', runs });
const overlay = (...runs: Run[]) => groupOverlays(group(...runs))[0];
const epochsOf = (...runs: Run[]) => overlay(...runs)?.means.map(({ epoch }) => epoch);

describe('the curves of a group over each other', () => {
  test('have a mean as far as all runs that count reach', () => {
    const found = overlay(run('a', [4, 2, 1, 0]), run('b', [6, 4, 3]));
    expect(found?.means.map(({ epoch, mean }) => [epoch, mean])).toEqual([
      [1, 5],
      [2, 3],
      [3, 2],
    ]);
    expect(found?.means[0]?.sd).toBeCloseTo(Math.SQRT2, 12);
    expect(found).toMatchObject({ n: 2, of: 2, best: 2, epochs: 4 });
    expect(overlayText(found as NonNullable<typeof found>, 'en')).toBe(
      'val_loss, mean of 2 runs by epoch: 5 at first, lowest mean 2 (epoch 3), 2 at epoch 3, the last that all of them have',
    );
  });

  test('leave out what the table leaves out, and draw it all the same', () => {
    const found = overlay(
      run('a', [4, 2, 1]),
      run('b', [6, 4, 3]),
      run('c', [90, 80], { status: 'failed' }),
      run('d', [1, 1], { status: 'running', plannedEpochs: 9 }),
      run('e', [1, 1], { status: 'lost' }),
    );
    expect(found?.means[0]?.mean).toBe(5);
    expect(found).toMatchObject({ n: 2, of: 5, epochs: 9 });
    expect(found?.lines.map(({ end }) => end)).toEqual(['ended', 'ended', 'broken', 'running', 'broken']);
  });

  test('have no mean of an epoch that one has not measured, and none of a few epochs', () => {
    expect(epochsOf(run('a', [4, null, 1, 2]), run('b', [6, 4, 3, 2]))).toEqual([1, 3, 4]);
    expect(epochsOf(run('a', [4, null, null, 2]), run('b', [6, 4, null, null]))).toEqual([]);
    expect(epochsOf(run('a', [4, 3]))).toBeUndefined();
  });

  test('that were kept in part have a mean where all kept the same epochs', () => {
    const values = Array.from({ length: 60 }, (_, at) => 1 / (at + 1));
    const whole = { epochs: 119, plannedEpochs: 119 };
    const found = overlay(run('a', values, whole), run('b', values, whole));
    expect(found?.means.slice(0, 3).map(({ epoch }) => epoch)).toEqual([1, 3, 5]);
    expect(found?.means.at(-1)).toMatchObject({ epoch: 119, sd: 0 });
    expect(epochsOf(run('a', values, whole), run('b', values, { epochs: 200 }))).toEqual([]);
  });

  test('of the greatest accuracy say so', () => {
    const acc = (name: string, values: number[]) =>
      run(name, values, { final: { val_acc: 0.5 }, curves: { val_acc: values } });
    const found = overlay(acc('a', [0.5, 0.9, 0.8]), acc('b', [0.5, 0.7, 0.8]));
    expect(found?.best).toBe(1);
    expect(overlayText(found as NonNullable<typeof found>, 'ko')).toContain('가장 높은 평균 0.8 (에포크 2)');
  });

  test('are 60 at most, with a mean of all', () => {
    const many = Array.from({ length: 200 }, (_, at) => run(`${at}`, [at, at]));
    const found = overlay(...many) as NonNullable<ReturnType<typeof overlay>>;
    expect(found.lines).toHaveLength(60);
    expect(found).toMatchObject({ of: 200, n: 200 });
    expect(found.means[0]?.mean).toBeCloseTo(99.5, 9);
    const { body } = overlayPicture(
      found,
      { x: 0, y: 0, width: 500, height: 150 },
      stillPalette('light'),
      'en',
    );
    expect(body).toContain('60 of 200 runs');
    expect(body).not.toMatch(/NaN|undefined|Infinity/);
  });

  test('that diverged leave the scale to the others', () => {
    const diverged = { log: 'val_loss', validationOnly: true, epoch: 2, grown: 2e6, broken: null };
    const found = overlay(
      run('a', [1, 0.9]),
      run('b', [1, 0.8]),
      run('c', [1, 2e6, 'NaN', 'NaN'], { diverged }),
    );
    expect(found?.values[1]).toBeLessThan(3);
    expect(found?.lines[2]?.divergedAt).toBe(2);
  });
});

test.each([
  [0.4744, 0.00035, '0.47440', '0.00035'],
  [0.5025, 0.02, '0.503', '0.020'],
  [1234.5, 120, '1,235', '120'],
  [0.5, 0, '0.5', '0'],
])('the mean %f ± %f has the decimals of its deviation', (mean, sd, wanted, deviation) => {
  const written = spreadWritten({ column: 'x', mean, sd, n: 2, values: [] }, 'en');
  expect(written).toEqual({ mean: wanted, sd: deviation });
});

test('the ends of a strip, and the head of what was best, are told', () => {
  const spread = { column: 'x', mean: 1, sd: 1, n: 2, values: [0.5, 0.4739, 0.5288] };
  expect(spreadRange(spread, 'en')).toEqual(['0.4739', '0.5288']);
  expect(spreadRange({ ...spread, values: [1, 1] }, 'en')).toBeNull();
  const { rows } = groupRows(sketchGroup(3));
  expect(bestHead(rows, 'en')).toBe('best val_loss (epoch)');
  expect(bestHead(rows, 'ko')).toBe('최고 val_loss (에포크)');
  expect(bestHead([], 'en')).toBe('best (epoch)');
});

describe('a small curve', () => {
  const words = (payload: Parameters<typeof compactCurves>[0]) => {
    const [curve] = compactCurves(payload, 20);
    if (!curve) throw new Error('no curve');
    return {
      curve,
      words: sparkWords(curve, sparkCurves(curve.train, curve.validation, stillPalette('light')), 48, 'en'),
    };
  };

  test('tells where it began, its best by validation, and where it ended, each at its line', () => {
    const payload = sketchRun({ epochs: 200 });
    payload.epochs.logs.loss = payload.epochs.epoch.map((epoch) => 1 - epoch / 400);
    payload.epochs.logs.val_loss = payload.epochs.epoch.map((epoch) => (epoch === 77 ? 0.1 : 0.9));
    const { curve, words: told } = words(payload);
    expect(told.best).toBe('best 0.1000 (epoch 77)');
    expect(curve.validation[curve.best?.row ?? -1]).toBe(0.1);
    expect(told.last.map(({ value }) => value)).toEqual(['0.5000', '0.9000']);
    const [train, validation] = told.last.map(({ y }) => y);
    expect(train).toBeGreaterThan((validation ?? 0) + 13);
    expect(told.first.map(({ value }) => value)).toEqual(['0.9975', '0.9000']);
  });

  test('has room for the epochs that are planned while training', () => {
    const room = (epochs: number, planned: number, status: 'running' | 'stopped') =>
      words(sketchRun({ epochs, planned, status })).curve.room;
    expect(room(4, 25, 'running')).toBe(25);
    expect(room(1, 10, 'running')).toBe(10);
    expect(room(4, 25, 'stopped')).toBe(4);
    // Of very many, so many that the curve is seen.
    expect(room(4, 10_000, 'running')).toBe(50);
    // A long curve is drawn with fewer points.
    const { curve } = words(sketchRun({ epochs: 101, planned: 201, status: 'running' }));
    expect((curve.room - 1) / (curve.validation.length - 1)).toBe(2);
  });

  test('counts nothing as best that comes from a diverged model', () => {
    const { words: told } = words(sketchRun({ epochs: 8, broken: { epoch: 1, value: Number.NaN } }));
    expect(told.best).toBeNull();
    const later = words(sketchRun({ epochs: 8, broken: { epoch: 5, value: Number.NaN } }));
    expect(later.curve.best?.epoch).toBeLessThan(5);
  });
});
