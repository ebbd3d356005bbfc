import { describe, expect, test } from 'vitest';
import type { RunPayload } from '../../../protocol/index.js';
import { epochAccount } from '../../../renderers/training/epoch-account.js';
import { sketchRun, trainingExamples } from '../../../renderers/training/examples.js';
import { LINE, marginValues } from '../../../renderers/training/margin-values.js';
import { type CurveChoice, plainChoice, trainingCurves } from '../../../renderers/training/model.js';
import { frameFor, GAP, layoutFor } from '../../../renderers/training/spec.js';

function of(
  run: RunPayload,
  row: number,
  {
    width = 700,
    choice = plainChoice,
    rate = false,
  }: { width?: number; choice?: CurveChoice; rate?: boolean } = {},
) {
  const curves = trainingCurves(run, choice);
  const layout = layoutFor(frameFor(width, false), 328, { metric: curves.metric !== null, rate });
  const account = epochAccount(run, row, 'en', curves.metric?.name ?? null);
  const x = curves.epochX[row] as number;
  return { layout, curves, ...marginValues(account, curves, layout, { x, room: layout.margins.right - 8 }) };
}

const words = ({ values }: ReturnType<typeof of>) => values.map(({ lines }) => lines.join(' | '));
const penalty = () => trainingExamples.penalty?.() as RunPayload;

describe('the values of an epoch beside the chart', () => {
  test('stand at the heights of their lines, loss over metric; what has no line stands below its panel', () => {
    const run = sketchRun({ epochs: 12, metrics: ['acc', 'precision'] });
    const found = of(run, 5);
    const { layout, values, dots } = found;
    const names = words(found).map((each) => each.replace(/ [\d.]+.*$/, ''));
    expect([...names].sort()).toEqual(
      [
        'train',
        'validation',
        'train',
        'validation',
        'precision',
        'val_precision',
        'Learning rate',
        'time',
      ].sort(),
    );
    const ys = values.map(({ y }) => y);
    expect(ys).toEqual([...ys].sort((a, b) => a - b));
    expect(dots).toHaveLength(4);
    const below = layout.margins.top + layout.lossHeight;
    for (const { y } of dots.slice(0, 2)) expect(y).toBeLessThanOrEqual(below);
    for (const { y } of dots.slice(2)) expect(y).toBeGreaterThanOrEqual(below + GAP);
    // Far enough apart, they are as high as their dots.
    for (const { series, y } of values.slice(0, 2))
      expect(Math.abs(y - (dots.find((dot) => dot.series === series)?.y ?? 0))).toBeLessThan(LINE);
  });

  test.each([360, 400, 560, 700, 999])(
    'never stand over one another or leave the chart at %i px',
    (width) => {
      for (let row = 0; row < 40; row += 1) {
        const { values, layout } = of(penalty(), row, { width });
        const boxes = values.map(({ lines, y }) => [
          y - (lines.length * LINE) / 2,
          y + (lines.length * LINE) / 2,
        ]);
        for (const [index, [top, bottom]] of (boxes as [number, number][]).entries()) {
          expect(top).toBeGreaterThanOrEqual(layout.margins.top - LINE / 2 - 1e-6);
          expect(bottom).toBeLessThanOrEqual(328 + 1);
          const next = boxes[index + 1];
          if (next) expect(next[0]).toBeGreaterThanOrEqual(bottom - 1e-6);
        }
      }
    },
  );

  test('have their names over them where both have no room in a line; lines of a narrow chart are told by colour', () => {
    const narrow = words(of(penalty(), 27, { width: 400 }));
    expect(narrow.filter((each) => /^[\d.]+$/.test(each))).toHaveLength(6);
    expect(narrow).toContainEqual(expect.stringMatching(/^val\. penalty \| 0\.\d+$/));
    expect(words(of(penalty(), 27, { width: 560 })).join()).not.toContain('|');
  });

  test('are those of the lines that are shown; a line that is hidden or broken has no dot', () => {
    const hidden = of(penalty(), 27, { choice: { ...plainChoice, hidden: ['validation'] } });
    expect(hidden.values.some(({ series }) => series === 'validation')).toBe(false);
    expect(hidden.dots.some(({ series }) => series === 'validation')).toBe(false);
    const broken = of(sketchRun({ epochs: 8, broken: { epoch: 5, value: Number.NaN } }), 6);
    // In the order of the lines, where they were last.
    expect(words(broken).slice(0, 2).toSorted()).toEqual(['train NaN', 'validation NaN']);
    expect(broken.dots.length).toBeLessThan(4);
    for (const { y } of [...broken.values, ...broken.dots]) expect(Number.isFinite(y)).toBe(true);
  });

  test('are as measured where lines are smoothed; the dots lie on the lines', () => {
    const plain = of(penalty(), 3);
    const smooth = of(penalty(), 3, { choice: { ...plainChoice, smoothing: 0.9 } });
    expect(words(smooth).sort()).toEqual(words(plain).sort());
    expect(smooth.dots.map(({ y }) => y)).not.toEqual(plain.dots.map(({ y }) => y));
  });

  test('the learning rate has no name where a track of its own is drawn', () => {
    expect(words(of(penalty(), 3, { rate: true }))).toContain('0.001');
    expect(words(of(penalty(), 3))).toContain('Learning rate 0.001');
  });
});
