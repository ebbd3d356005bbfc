import { describe, expect, it } from 'vitest';
import { median, medianInterval, quantile } from '../../../bench/statistics.js';
import { above, inTurn } from '../../../bench/titanic-fits.js';

describe('the interval of a median', () => {
  const cases: [name: string, values: number[], interval: [number, number]][] = [
    ['one value', [3], [3, 3]],
    ['too few values: all of them', [5, 1, 3], [1, 5]],
    // The 40th and the 61st, as tables of the binomial distribution have it.
    ['a hundred values', Array.from({ length: 100 }, (_, i) => i + 1), [40, 61]],
  ];
  it.each(cases)('%s', (_name, values, interval) => {
    expect(medianInterval(values)).toEqual(interval);
  });

  it('holds the median in at least 95 of 100 draws from a skewed distribution', () => {
    let state = 1;
    const random = (): number => {
      state = (state * 48271) % 2147483647;
      return state / 2147483647;
    };
    let held = 0;
    for (let draw = 0; draw < 1000; draw++) {
      const [low, high] = medianInterval(Array.from({ length: 61 }, () => -Math.log(random())));
      if (low <= Math.LN2 && Math.LN2 <= high) held += 1;
    }
    expect(held).toBeGreaterThanOrEqual(950);
  });

  it('says so where there are no values', () => {
    expect(() => medianInterval([])).toThrow('A median needs at least one value.');
    expect(() => median([])).toThrow('A quantile needs at least one value.');
    expect(quantile([1, 2], 0.25)).toBe(1.25);
  });
});

describe('measuring in turn', () => {
  it('takes the kinds forth and back', async () => {
    const order: string[] = [];
    const taken = await inTurn(['a', 'b', 'c'], 3, async (kind) => order.push(kind));
    expect(order.join('')).toBe('abccbaabc');
    expect(taken).toEqual({ a: [1, 6, 7], b: [2, 5, 8], c: [3, 4, 9] });
  });

  it('compares each with its counterpart', () => {
    expect(above([110, 90], [100, 100])).toEqual([expect.closeTo(10), expect.closeTo(-10)]);
  });
});
