import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engine, loadEngine } from '../../../kernel/engine.js';
import { scale, setLibraryContext } from '../../../library/index.js';

const train = [
  [1, 10, 7],
  [2, 30, 7],
  [3, 20, 7],
];
const unseen = [[5, 0, 9]];

describe('scale on arrays', () => {
  it('takes columns to [0, 1] by the training range only', () => {
    const scaler = scale.minMax(train);
    expect(scaler.apply(train)).toEqual([
      [0, 0, 0],
      [0.5, 1, 0],
      [1, 0.5, 0],
    ]);
    expect(scaler.apply(unseen)).toEqual([[2, -0.5, 2]]);
    expect(scaler.statistics).toEqual({ min: [1, 10, 7], max: [3, 30, 7] });
  });

  it('takes columns to [-1, 1]', () => {
    expect(scale.symmetric(train).apply(train)).toEqual([
      [-1, -1, 0],
      [0, 1, 0],
      [1, 0, 0],
    ]);
  });

  it('takes columns to mean 0 and the deviation of the population 1', () => {
    const scaler = scale.standardize(train);
    expect(scaler.statistics.mean).toEqual([2, 20, 7]);
    expect(scaler.statistics.standardDeviation[0]).toBeCloseTo(Math.sqrt(2 / 3), 12);
    const [first] = scaler.apply(train);
    expect(first?.[0]).toBeCloseTo(-1 / Math.sqrt(2 / 3), 12);
  });

  it('leaves what it was given as it was', () => {
    const rows = [[1], [2]];
    scale.minMax(rows).apply(rows);
    expect(rows).toEqual([[1], [2]]);
  });

  it.each(['minMax', 'symmetric', 'standardize'] as const)('%s is undone by invert', (name) => {
    const scaler = scale[name](train);
    scaler.invert(scaler.apply(unseen)).forEach((row, i) => {
      row.forEach((value, j) => {
        expect(value).toBeCloseTo(unseen[i]?.[j] ?? Number.NaN, 10);
      });
    });
  });

  it('gives 0 for a constant column whose mean is no exact float', () => {
    const constant = Array.from({ length: 1000 }, () => [0.1]);
    expect(scale.standardize(constant).apply(constant).flat().every(Object.is.bind(null, 0))).toBe(true);
  });

  it('names column and row of a value that is missing', () => {
    const bad = [
      [1, 2],
      [3, Number.NaN],
    ];
    expect(() => scale.standardize(bad)).toThrow(/Column 1 of train holds NaN in row 1/);
    expect(() => scale.minMax([[Number.POSITIVE_INFINITY]])).toThrow(/Infinity in row 0/);
  });

  it('says how many columns it found and how many it needs', () => {
    expect(() => scale.minMax(train).apply([[1, 2]])).toThrow(/2 columns.*fitted on 3/);
    expect(() => scale.minMax(train).invert([[1, 2]])).toThrow(/2 columns.*fitted on 3/);
    expect(() => scale.minMax([[1, 2], [3]])).toThrow(/Row 1 of train has 1 columns, but row 0 has 2/);
    expect(() => scale.minMax([])).toThrow(/train is empty/);
  });

  it('speaks Korean where the notebook does', () => {
    setLibraryContext({ locale: 'ko' });
    expect(() => scale.minMax(train).apply([[1, 2]])).toThrow(/열은 2개인데 스케일링은 3개/);
    setLibraryContext({ locale: 'en' });
  });
});

describe('scale on tensors', () => {
  let tf: Engine['tf'];
  beforeAll(async () => {
    const wasmFolder = `${process.cwd()}/dist/wasm`;
    ({ tf } = await loadEngine({ wasmFolder }));
  });
  afterAll(() => setLibraryContext({ tf: undefined }));

  it('says what a tensor needs where no engine is known', () => {
    const rows = tf.tensor2d(train);
    const scaler = scale.minMax(rows);
    expect(() => scaler.apply(rows)).toThrow(/setLibraryContext/);
    rows.dispose();
  });

  it('gives tensors for tensors, equal to what arrays give, and leaves no other behind', () => {
    setLibraryContext({ tf });
    const rows = tf.tensor2d(train);
    const before = tf.memory().numTensors;
    const scaler = scale.standardize(rows);
    const scaled = scaler.apply(rows);
    const back = scaler.invert(scaled);
    expect(tf.memory().numTensors).toBe(before + 2);
    const expected = scale.standardize(train).apply(train).flat();
    Array.from(scaled.dataSync()).forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i] ?? Number.NaN, 6);
    });
    expect(Array.from(back.dataSync()).map((value) => Math.round(value * 1e4) / 1e4)).toEqual(train.flat());
    tf.dispose([rows, scaled, back]);
  });

  it('names the shape that does not fit', () => {
    setLibraryContext({ tf });
    const flat = tf.tensor1d([1, 2, 3]);
    const narrow = tf.tensor2d([[1, 2]]);
    expect(() => scale.minMax(flat)).toThrow(/shape \[3\]/);
    expect(() => scale.minMax(train).apply(flat)).toThrow(/shape \[3\], but shape \[n, 3\]/);
    expect(() => scale.minMax(train).apply(narrow)).toThrow(/2 columns.*fitted on 3/);
    tf.dispose([flat, narrow]);
  });
});
