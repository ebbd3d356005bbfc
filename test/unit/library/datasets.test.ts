import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
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

describe('NOTICE', () => {
  const notice = readFileSync('NOTICE', 'utf8');

  it('holds the hash of the data file', () => {
    const hash = createHash('sha256').update(readFileSync('workbooks/data/titanic.csv')).digest('hex');
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
