import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { datasets, setLibraryContext } from '../../../library/index.js';

afterEach(() => setLibraryContext({ dataFolder: undefined }));

describe('datasets.titanic', () => {
  it('has the passengers, with what is unknown left out', async () => {
    const passengers = await datasets.titanic();
    expect(passengers.length).toBe(891);
    expect(passengers.columns).toEqual([
      'survived',
      'pclass',
      'name',
      'sex',
      'age',
      'sibsp',
      'parch',
      'fare',
      'embarked',
    ]);
    const { age, embarked, ...others } = passengers.missing();
    expect([age, embarked]).toEqual([177, 2]);
    expect(Object.values(others).every((count) => count === 0)).toBe(true);
    const survived = passengers.column('survived').filter((value) => value === 1).length;
    expect(survived).toBe(342);
    const byRule = passengers.filter((row) => (row.sex === 'female' ? 1 : 0) === row.survived).length;
    expect((byRule / 891).toFixed(3)).toBe('0.787');
  });

  it('looks in the folder that the kernel names', async () => {
    setLibraryContext({ dataFolder: '/nowhere' });
    await expect(datasets.titanic()).rejects.toThrow(/titanic\.csv cannot be read/);
  });
});

const count = (values: readonly unknown[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const value of values) counts[String(value)] = (counts[String(value)] ?? 0) + 1;
  return counts;
};

describe('datasets.wine', () => {
  it('has 178 wines of three cultivars, all numbers', async () => {
    const wines = await datasets.wine();
    expect([wines.length, wines.columns.length]).toEqual([178, 14]);
    expect(count(wines.column('cultivar'))).toEqual({ 0: 59, 1: 71, 2: 48 });
    expect(wines.rows[0]).toMatchObject({ alcohol: 14.23, proline: 1065, cultivar: 0 });
    expect(Object.values(wines.missing()).every((missing) => missing === 0)).toBe(true);
    expect(
      wines.columns.every((name) => wines.column(name).every((value) => typeof value === 'number')),
    ).toBe(true);
  });
});

describe('datasets.wineQuality', () => {
  it('has 1,599 red wines of six grades, all numbers', async () => {
    const wines = await datasets.wineQuality();
    expect([wines.length, wines.columns.length]).toEqual([1599, 12]);
    expect(count(wines.column('quality'))).toEqual({ 3: 10, 4: 53, 5: 681, 6: 638, 7: 199, 8: 18 });
    expect(wines.rows[0]).toMatchObject({ fixedAcidity: 7.4, pH: 3.51, totalSulfurDioxide: 34, quality: 5 });
    expect(wines.columns.every((name) => wines.column(name).every(Number.isFinite))).toBe(true);
    const distinct = new Set(wines.rows.map((row) => Object.values(row).join()));
    expect(wines.length - distinct.size).toBe(240);
  });
});

describe('datasets.boston', () => {
  it('has 506 districts, all numbers', async () => {
    const districts = await datasets.boston();
    expect([districts.length, districts.columns.length]).toEqual([506, 14]);
    expect(districts.rows[0]).toMatchObject({ crim: 0.00632, tax: 296, medv: 24 });
    expect(Math.max(...(districts.column('medv') as number[]))).toBe(50);
    expect(
      districts.columns.every((name) => districts.column(name).every((value) => typeof value === 'number')),
    ).toBe(true);
  });
});

describe('datasets.california', () => {
  it('has 20,640 districts, with the means of the original', async () => {
    const districts = await datasets.california();
    const columns = 'longitude latitude age rooms bedrooms population households income value'.split(' ');
    expect([districts.length, districts.columns]).toEqual([20_640, columns]);
    expect(districts.rows[0]).toEqual({
      longitude: -122.23,
      latitude: 37.88,
      age: 41,
      rooms: 880,
      bedrooms: 129,
      population: 322,
      households: 126,
      income: 8.3252,
      value: 452.6,
    });
    const mean = (name: string) =>
      districts.numbers([name]).reduce((sum, [one = NaN]) => sum + one, 0) / 20_640;
    expect(columns.map((name) => Number(mean(name).toFixed(4)))).toEqual([
      -119.5697, 35.6319, 28.6395, 2635.7631, 537.898, 1425.4767, 499.5397, 3.8707, 206.8558,
    ]);
    expect(districts.column('value').filter((value) => value === 500.001)).toHaveLength(965);
  });
});

describe('datasets.digits', () => {
  it('has 1797 pictures of 64 pixels from 0 to 16, and what they show', async () => {
    const digits = await datasets.digits();
    expect([digits.length, digits.columns.length]).toEqual([1797, 65]);
    expect(digits.columns.slice(0, 2)).toEqual(['pixel_0_0', 'pixel_0_1']);
    expect(digits.columns.slice(-2)).toEqual(['pixel_7_7', 'digit']);
    const counts = [178, 182, 177, 183, 181, 182, 181, 179, 174, 180];
    expect(count(digits.column('digit'))).toEqual(Object.fromEntries(counts.entries()));
    const pixels = digits.numbers(digits.columns.slice(0, 64)).flat();
    expect([...new Set(pixels)].sort((a, b) => a - b)).toEqual(Array.from({ length: 17 }, (_, i) => i));
    // The sum that load_digits().data.sum() of scikit-learn has.
    expect(pixels.reduce((sum, pixel) => sum + pixel, 0)).toBe(561718);
  });
});

describe('NOTICE', () => {
  const notice = readFileSync('NOTICE', 'utf8');

  it.each(readdirSync('workbooks/data'))('holds the hash of %s', (file) => {
    const hash = createHash('sha256')
      .update(readFileSync(`workbooks/data/${file}`))
      .digest('hex');
    expect(notice).toContain(hash);
  });

  it('gives every library the licence that its package states', () => {
    const listed = [...notice.matchAll(/^((?:@[\w-]+\/)?[a-z][\w-]*) {2,}([\w.-]+(?: AND [\w.-]+)?) {2,}/gm)];
    const names = listed.map(([, name]) => name);
    for (const name of ['@tensorflow/tfjs-layers', 'vega', 'valibot', '@swc/wasm-typescript', 'd3-dsv'])
      expect(names).toContain(name);
    for (const [, name, licence] of listed) {
      const { license } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8'));
      expect(`${name} ${licence}`).toBe(`${name} ${license}`);
    }
  });
});
