import { describe, expect, test } from 'vitest';
import type { CallbackEvent } from '../../../protocol/index.js';
import { stillPalette } from '../../../renderers/drawing/palette.js';
import { timelineExamples } from '../../../renderers/timeline/examples.js';
import { timelineModel } from '../../../renderers/timeline/model.js';
import { stripCells, stripSvg, usedOf } from '../../../renderers/timeline/strip.js';

const placed = (
  kind: CallbackEvent['kind'],
  epoch: number,
  pitch: number,
  facts: CallbackEvent['facts'] = {},
) => ({
  x: epoch * pitch,
  at: epoch,
  event: { kind, epoch, step: epoch, lane: 0, facts },
});

describe('a strip of epochs', () => {
  test('has a column an epoch: improved, or as high as patience is used', () => {
    const events = [
      placed('improved', 1, 4),
      placed('waited', 2, 4, { wait: 1, patience: 4 }),
      placed('waited', 3, 4, { wait: 4, patience: 4 }),
      placed('saved', 4, 4),
    ];
    const cells = stripCells(events, { middle: 10, width: 20, pitch: 4, least: 1.5 }, usedOf);
    expect(cells.map(({ improved, used, sign }) => [improved, used, sign])).toEqual([
      [1, null, null],
      [0, 0.25, null],
      [0, 1, null],
      [0, null, 'save'],
    ]);
    expect(cells.map(({ x, width }) => [x, width])).toEqual([
      [-8, 4],
      [-4, 4],
      [0, 4],
      [4, 4],
    ]);
  });

  test('has a column of pixels where epochs are narrower, with the most patience of them', () => {
    const events = Array.from({ length: 100 }, (_, at) =>
      placed(at % 2 ? 'improved' : 'waited', at + 1, 0.1, { wait: at, patience: 100 }),
    );
    const cells = stripCells(events, { middle: 5, width: 10, pitch: 0.1, least: 1.5 }, usedOf);
    expect(cells.length).toBeLessThanOrEqual(8);
    for (const { improved } of cells) expect(improved).toBeCloseTo(0.5, 1);
    expect(cells.at(-1)?.used).toBeGreaterThan(0.9);
    expect(stripSvg(cells, 10, stillPalette('dark'))).not.toMatch(/NaN|undefined/);
  });

  test('stands in the place of the signs of a crowded lane, without a gap', () => {
    const payload = timelineExamples['hundred-epochs']?.();
    if (!payload) throw new Error('the example is gone');
    const [lane] = timelineModel(payload, { width: 350 }).lanes;
    const strip = lane?.marks.filter(({ cells }) => cells.length > 0) ?? [];
    expect(strip.flatMap(({ cells }) => cells)).toHaveLength(113);
    expect(strip.slice(1).every(({ x }, index) => x - (strip[index]?.x ?? 0) <= 22 + 1e-9)).toBe(true);
    // Beside each other there is one sign for a wait and what it came to nothing by.
    const [, , plateau] = timelineModel(payload, { width: 1500 }).lanes;
    const both = plateau?.marks.filter(({ events }) => events.length === 2) ?? [];
    expect(both.length).toBeGreaterThan(20);
    for (const { events } of both) expect(events.map(({ event }) => event.kind)).toEqual(['waited', 'held']);
  });
});
