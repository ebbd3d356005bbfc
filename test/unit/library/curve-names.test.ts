import { describe, expect, it } from 'vitest';
import { nameLayers, type Place, placedNames } from '../../../library/charts/curve-names.js';

const diagonal: [Place, Place] = [
  { x: 0, y: 0 },
  { x: 1, y: 1 },
];
const curve = (name: string, line: Place[]) => ({ name, line, dot: undefined });
const over = (corner: Place): Place[] => [{ x: 0, y: 0 }, corner, { x: 1, y: 1 }];
/** The box of a name, in a plot of 310 pixels. */
const boxOf = ({ x, y, left, down }: Place & { left: number; down: number }) => ({
  left: 310 * x + left,
  middle: 310 * (1 - y) + down,
});

describe('names of curves within their plot', () => {
  it('stand beside curves that have room around them', () => {
    const flat = [
      { x: 0, y: 0.9 },
      { x: 1, y: 0.9 },
    ];
    const low = [
      { x: 0, y: 0.1 },
      { x: 1, y: 0.1 },
    ];
    const names = placedNames([curve('high', flat), curve('low', low)], diagonal) ?? [];
    expect(names.map(({ name }) => name)).toEqual(['high', 'low']);
    const [high, other] = names.map(boxOf);
    expect(Math.abs((high?.middle ?? 0) - 31)).toBeLessThan(20);
    expect(Math.abs((other?.middle ?? 0) - 279)).toBeLessThan(20);
  });

  it('stand in a corner where curves lie close, off all that is drawn', () => {
    const names = placedNames(
      [
        curve('plain: AUC 0.700', over({ x: 0.2, y: 0.6 })),
        curve('dropout: AUC 0.720', over({ x: 0.21, y: 0.63 })),
        curve('both: AUC 0.740', over({ x: 0.22, y: 0.66 })),
      ],
      diagonal,
    );
    const boxes = (names ?? []).map(boxOf);
    expect(boxes).toHaveLength(3);
    for (const [i, { left, middle }] of boxes.entries()) {
      expect(left).toBeGreaterThan(155);
      expect(middle).toBe((boxes[0]?.middle ?? 0) + 16 * i);
      // Below the diagonal.
      expect(middle - 8).toBeGreaterThan(310 - left);
    }
  });

  it('need a legend where lines go everywhere, or there are too many', () => {
    const zigzag = Array.from({ length: 60 }, (_, i) => ({ x: i / 59, y: i % 2 }));
    expect(placedNames([curve('all', zigzag)], diagonal)).toBeNull();
    const many = Array.from({ length: 9 }, (_, i) => curve(`net ${i}`, over({ x: 0.1, y: 0.9 })));
    expect(placedNames(many, diagonal)).toBeNull();
    expect(placedNames([curve('x'.repeat(80), over({ x: 0.1, y: 0.9 }))], diagonal)).toBeNull();
  });

  it('are written after a piece of their line', () => {
    const names = [{ name: 'net', x: 1, y: 0, left: -80, down: -16 }];
    const layers = nameLayers(names, { x: 1, y: 2, color: 3 });
    expect(layers.map(({ mark }) => (mark as { type: string }).type)).toEqual(['point', 'text']);
    expect(layers[0]?.data).toEqual({ values: [{ x: 1, y: 0, model: 'net' }] });
  });
});
