import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readNpz } from '../../library/imdb/read-npz.js';
import { noPython, runPython } from './python/run-python.js';

type Part = [rows: number[][], labels: number[]];

describe.skipIf(noPython)(`reviews as NumPy writes them${noPython && `: ${noPython}`}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'epochbook-npz-'));
  let written: { train: Part; test: Part };

  beforeAll(async () => {
    written = JSON.parse(await runPython('text/reviews.py', folder, '1'));
    writeFileSync(join(folder, 'imdb_word_index.json'), '{}');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const reviewsOf = ([rows, labels]: Part, word: (index: number) => string) =>
    rows.map((row, i) => ({ text: row.map(word).join(' '), label: labels[i] }));

  // 0 is what np.savez writes today.
  test.each([0, 2, 3, 4, 5])('protocol %i of pickle', async (protocol) => {
    const reviews = await readNpz(join(folder, `imdb-${protocol}.npz`));
    expect(reviews.train).toEqual(reviewsOf(written.train, String));
    expect(reviews.test).toEqual(reviewsOf(written.test, String));
  });

  test('with the words beside it', async () => {
    const words = { the: 7, café: 256, "ain't": 88587 };
    writeFileSync(join(folder, 'imdb_word_index.json'), JSON.stringify(words));
    const { train } = await readNpz(join(folder, 'imdb-0.npz'));
    const named = new Map(Object.entries(words).map(([word, index]) => [index, word]));
    expect(train).toEqual(reviewsOf(written.train, (index) => named.get(index) ?? String(index)));
  });

  test('what is no such file is refused, and nothing that it names is called', async () => {
    const path = join(folder, 'other.npz');
    writeFileSync(path, 'no archive');
    await expect(readNpz(path)).rejects.toThrow(/other\.npz is not the file of Keras/);
  });
});
