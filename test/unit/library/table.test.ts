import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { PICTURE, Table } from '../../../library/index.js';

const people = Table.fromRows([
  { name: 'Ada', age: 36, port: 'S' },
  { name: 'Bo', age: null, port: 'C' },
  { name: 'Cy', age: 20, port: null },
  { name: 'Di', age: 70, port: 'S' },
]);

describe('Table', () => {
  it('has columns and rows', () => {
    expect(people.columns).toEqual(['name', 'age', 'port']);
    expect(people.length).toBe(4);
    expect(people.rows[1]).toEqual({ name: 'Bo', age: null, port: 'C' });
    expect(people.column('age')).toEqual([36, null, 20, 70]);
    expect(people.select('port', 'name').columns).toEqual(['port', 'name']);
    expect(people.head(2).column('name')).toEqual(['Ada', 'Bo']);
    expect(people.head(99).length).toBe(4);
    expect(people.filter((row) => Number(row.age) > 30).column('name')).toEqual(['Ada', 'Di']);
    expect(people.map((row, i) => `${i}${row.name}`)).toEqual(['0Ada', '1Bo', '2Cy', '3Di']);
    expect(new Table({}).length).toBe(0);
  });

  it('names a column that is not there and those that are', () => {
    const message = /no column "fare".*name, age, port/;
    expect(() => people.column('fare')).toThrow(message);
    expect(() => people.select('fare')).toThrow(message);
    expect(() => people.fill('fare', 0)).toThrow(message);
    expect(() => people.oneHot('fare')).toThrow(message);
    expect(() => people.numbers(['fare'])).toThrow(message);
    expect(() => people.split(0.5, { stratify: 'fare' })).toThrow(message);
  });

  it('refuses columns of different lengths', () => {
    expect(() => new Table({ a: [1, 2], b: [1] })).toThrow(/"b" has 1 values, but "a" has 2/);
  });

  it('counts what is missing', () => {
    expect(people.missing()).toEqual({ name: 0, age: 1, port: 1 });
    expect(new Table({ x: [Number.NaN, null, 1] }).missing()).toEqual({ x: 2 });
  });

  it('fills by value, median, mean and mode, and from another table', () => {
    expect(people.fill('age', 0).column('age')).toEqual([36, 0, 20, 70]);
    expect(people.fill('age', 'median').column('age')[1]).toBe(36);
    expect(people.fill('age', 'mean').column('age')[1]).toBe(42);
    expect(people.fill('port', 'mode').column('port')[2]).toBe('S');
    expect(people.fill('port', 'Q').column('port')[2]).toBe('Q');
    const train = new Table({ age: [1, 2, 3, 4], port: ['C', 'C', 'S', null] });
    expect(people.fill('age', 'median', train).column('age')[1]).toBe(2.5);
    expect(people.fill('port', 'mode', train).column('port')[2]).toBe('C');
    expect(people.column('age')[1]).toBe(null);
    expect(() => people.fill('name', 'mean')).toThrow(/"name" has no numbers to take the mean of/);
    expect(() => new Table({ x: [null] }).fill('x', 'mode')).toThrow(/"x" has no values/);
  });

  it('encodes categories in order, with those of the training table', () => {
    const encoded = people.oneHot('port');
    expect(encoded.columns).toEqual(['name', 'age', 'port_C', 'port_S']);
    expect(encoded.select('port_C', 'port_S').numbers()).toEqual([
      [0, 1],
      [1, 0],
      [0, 0],
      [0, 1],
    ]);
    const train = new Table({ port: ['Q', 'S', 10, 9] });
    expect(people.oneHot('port', train).columns.slice(2)).toEqual(['port_9', 'port_10', 'port_Q', 'port_S']);
  });

  it('gives numbers, and names the column and row that has none', () => {
    const flags = people.withColumn('adult', (row) => Number(row.age) >= 18);
    expect(flags.numbers(['adult'])).toEqual([[1], [0], [1], [1]]);
    expect(() => people.numbers(['age'])).toThrow(/"age" has no value in row 1/);
    expect(people.numbers(['age'], { missing: 'keep' })[1]).toEqual([Number.NaN]);
    expect(() => people.numbers(['name'])).toThrow(/"name" has "Ada" in row 0/);
  });

  it('is drawn in a notebook and printed elsewhere', () => {
    expect(people[PICTURE]()).toMatchObject({ name: 'table', payload: { totalRows: 4 } });
    const text = inspect(people);
    expect(text).toContain('Table, 4 × 3');
    expect(text.split('\n')[3]).toBe('Bo      ·  C');
  });
});

describe('Table.split', () => {
  const table = new Table({
    id: Array.from({ length: 101 }, (_, i) => i),
    label: Array.from({ length: 101 }, (_, i) => (i % 5 === 0 ? 'rare' : 'common')),
  });
  const ids = (part: Table): number[] => part.column('id').map(Number);
  const rare = (part: Table): number => part.column('label').filter((label) => label === 'rare').length;

  it('parts all rows, each once, into the nearest sizes', () => {
    const [train, test] = table.split(0.2, { seed: 4 });
    expect([train.length, test.length]).toEqual([81, 20]);
    expect([...ids(train), ...ids(test)].sort((a, b) => a - b)).toEqual(ids(table));
    expect(ids(train)).not.toEqual([...ids(train)].sort((a, b) => a - b));
  });

  it('depends on the seed only', () => {
    const once = table.split(0.2, { seed: 4, stratify: 'label' });
    expect(table.split(0.2, { seed: 4, stratify: 'label' }).map(ids)).toEqual(once.map(ids));
    expect(table.split(0.2, { seed: 5, stratify: 'label' }).map(ids)).not.toEqual(once.map(ids));
    expect(ids(table.shuffle(1))).toEqual(ids(table.shuffle(1)));
    expect(ids(table.shuffle(1))).not.toEqual(ids(table.shuffle(2)));
  });

  it('spreads the labels evenly', () => {
    for (let seed = 0; seed < 20; seed += 1) {
      const parts = table.split([0.6, 0.2, 0.2], { seed, stratify: 'label' });
      expect(parts.map((part) => part.length).reduce((a, b) => a + b)).toBe(101);
      parts.forEach((part, i) => {
        const share = [0.6, 0.2, 0.2][i] ?? 0;
        expect(Math.abs(part.length - 101 * share)).toBeLessThan(2);
        expect(Math.abs(rare(part) - 21 * share)).toBeLessThan(1.01);
      });
    }
    const byFunction = table.split(0.5, { seed: 1, stratify: (row) => row.label });
    expect(byFunction.map(ids)).toEqual(table.split(0.5, { seed: 1, stratify: 'label' }).map(ids));
  });

  it('refuses shares that do not add up', () => {
    expect(() => table.split(1.2)).toThrow(/must each lie between 0 and 1/);
    expect(() => table.split([0.5, 0.2])).toThrow(/0\.5, 0\.2/);
  });
});
