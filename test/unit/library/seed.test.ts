import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Engine, loadEngine } from '../../../kernel/engine.js';
import { seed } from '../../../library/index.js';

const draws = (count: number, random = Math.random): number[] =>
  Array.from({ length: count }, () => random());

afterEach(() => seed.release());

describe('seed', () => {
  it('repeats Math.random', () => {
    seed(7);
    const first = draws(5);
    seed(7);
    expect(draws(5)).toEqual(first);
    seed(8);
    expect(draws(5)).not.toEqual(first);
  });

  it('gives Math.random back', () => {
    const builtIn = Math.random;
    seed(1);
    expect(Math.random).not.toBe(builtIn);
    seed.release();
    expect(Math.random).toBe(builtIn);
  });

  it('spreads evenly over 0 to below 1, also for seeds that are near', () => {
    for (const value of [0, 1, 2, -1, 0.5]) {
      const values = draws(20_000, seed.random(value));
      expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...values)).toBeLessThan(1);
      const tenths = new Array<number>(10).fill(0);
      for (const x of values) tenths[Math.floor(x * 10)] = (tenths[Math.floor(x * 10)] ?? 0) + 1;
      // Chi-square with 9 degrees of freedom; 33.7 is passed by one in ten thousand.
      expect(tenths.reduce((sum, n) => sum + (n - 2000) ** 2 / 2000, 0)).toBeLessThan(33.7);
    }
    const firsts = draws(1, seed.random(0)).concat(draws(1, seed.random(1)), draws(1, seed.random(2)));
    expect(new Set(firsts).size).toBe(3);
    expect(draws(3, seed.random(-0))).toEqual(draws(3, seed.random(0)));
  });

  it('shuffles a copy in an order of its own', () => {
    const values = Array.from({ length: 50 }, (_, i) => i);
    seed(3);
    const next = Math.random();
    seed(3);
    const once = seed.shuffle(values, 9);
    expect(Math.random()).toBe(next);
    expect(seed.shuffle(values, 9)).toEqual(once);
    expect(once).not.toEqual(values);
    expect([...once].sort((a, b) => a - b)).toEqual(values);
  });

  it('refuses what is no number', () => {
    expect(() => seed(Number.NaN)).toThrow(/NaN is not a finite number/);
  });
});

describe('seed and tfjs', () => {
  let tf: Engine['tf'];
  beforeAll(async () => {
    const wasmFolder = `${process.cwd()}/dist/wasm`;
    ({ tf } = await loadEngine({ wasmFolder }));
  });

  async function trainedWeights(value: number): Promise<number[]> {
    const data = seed.random(99);
    const x = tf.tensor2d(draws(120, data), [40, 3]);
    const y = tf.tensor2d(draws(40, data), [40, 1]);
    seed(value);
    const model = tf.sequential();
    model.add(tf.layers.dense({ units: 8, activation: 'relu', inputShape: [3] }));
    model.add(tf.layers.dropout({ rate: 0.5 }));
    model.add(tf.layers.dense({ units: 1, kernelInitializer: 'heUniform' }));
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    await model.fit(x, y, { epochs: 3, batchSize: 8, verbose: 0 });
    const weights = model.getWeights().flatMap((weight) => Array.from(weight.dataSync()));
    model.dispose();
    tf.dispose([x, y]);
    return weights;
  }

  it('repeats first weights, the order of samples and dropout, bit for bit', async () => {
    const first = await trainedWeights(5);
    expect(await trainedWeights(5)).toEqual(first);
    expect(await trainedWeights(6)).not.toEqual(first);
  });
});
