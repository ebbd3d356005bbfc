import { describe, expect, test } from 'vitest';
import { stillPalette } from '../../../renderers/drawing/palette.js';
import { densities, type Ridge, ridgesSvg, spikeOf } from '../../../renderers/drawing/ridges.js';

const points = (densities: number[]) => densities.map((density, index) => ({ at: index / 10, density }));

describe('a bin that towers above the others', () => {
  test.each([
    ['zeros of a relu', [6, 1, 1, 0.8, 0.5, 0.2], { bin: 0, share: 0.6 }],
    ['in the middle', [0.2, 2, 6, 2, 1, 0.5, 0.3], { bin: 2, share: 0.6 }],
    ['a peak that slopes', [1, 2, 4, 2, 1, 0.5], undefined],
    ['less than three times the next', [2.9, 1, 1, 1, 1], undefined],
    ['nothing beside it', [0, 0, 5, 0, 0], undefined],
    ['few bins', [9, 1, 1, 1], undefined],
    ['none', [], undefined],
  ])('%s', (_, given, expected) => {
    const found = spikeOf(points(given));
    expect(found && { ...found, share: Math.round(found.share * 1e6) / 1e6 }).toEqual(expected);
  });

  test('its share is that of its histogram', () => {
    const counts = [300, 40, 40, 30, 20, 10, 5, 5];
    const found = spikeOf(densities({ low: 0, high: 4, counts }));
    expect(found?.share).toBeCloseTo(300 / 450, 12);
  });
});

describe('ridges', () => {
  const bell = [1, 4, 9, 14, 16, 14, 9, 4, 1];
  const ridge = (epoch: number, reach: number, counts = bell): Ridge => ({
    epoch,
    histogram: { low: -reach, high: reach, counts } as Ridge['histogram'],
  });
  const draw = (ridges: Ridge[], more: object = {}) =>
    ridgesSvg({ x: 0, y: 40, width: 300, height: 100 }, ridges, {
      palette: stillPalette('light'),
      locale: 'en',
      color: '#1769c5',
      title: 'Gradients',
      note: 'dense_1 kernel',
      mode: 'ridges',
      empty: 'none',
      epochWord: 'epoch',
      logWord: 'log axis',
      spikeWords: (share: string, at: string) => `${share} at ${at}`,
      ...more,
    });
  const widthOf = (svg: string, epoch: number) => {
    const [, path = ''] = new RegExp(`data-epoch="${epoch}"><path d="([^"]*)"`).exec(svg) ?? [];
    const xs = [...path.matchAll(/[ML](-?[\d.]+),/g)].map(([, x]) => Number(x));
    return Math.max(...xs) - Math.min(...xs);
  };

  test.each([
    ['of like widths stand on an even axis', [0.5, 1], false],
    ['up to twelve times as wide, too', [1, 11.9], false],
    ['of widths powers of ten apart do not', [0.1, 50], true],
  ])('%s', (_, [first = 1, last = 1], log) => {
    const svg = draw([ridge(1, first), ridge(2, last)]);
    expect(svg.includes('dense_1 kernel · log axis')).toBe(log);
    // The narrow one can be seen either way.
    expect(widthOf(svg, 1)).toBeGreaterThan(20);
    if (log) expect(svg).toMatch(/>-10<.*>-1<|>-1<.*>-10</);
  });

  test('without the word for it the axis is even, and a given domain stays', () => {
    const both = [ridge(1, 0.1), ridge(2, 50)];
    expect(widthOf(draw(both, { logWord: undefined }), 1)).toBeLessThan(3);
    expect(draw(both, { domain: [-50, 50] })).not.toContain('>-0.1<');
  });

  test('a spike is cut off and told; the others take most of the height', () => {
    const counts = [300, 40, 40, 36, 30, 20, 10, 5];
    const svg = draw([ridge(1, 2, counts)]);
    expect(svg).toContain('62.4% at -1.75');
    const [, path = ''] = /data-epoch="1"><path d="([^"]*)"/.exec(svg) ?? [];
    const ys = [...path.matchAll(/[ML]-?[\d.]+,(-?[\d.]+)/g)].map(([, y]) => Number(y));
    const sorted = [...ys].sort((a, b) => a - b);
    expect(sorted[0]).toBeCloseTo(40, 0);
    // 140 is the ground: the next highest is at 60 % of the way.
    expect(140 - (sorted[1] as number)).toBeCloseTo(60, 0);
    expect(draw([ridge(1, 2, counts)], { spikeWords: undefined })).not.toContain('% at');
  });
});
