import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { csvParse } from 'd3-dsv';
import { repository } from '../product.js';

const shared = join(repository, '..', 'shared', 'data');

/** Words that a review may use, the most frequent ones; 0 pads, 1 begins, 2 is any other. */
export const VOCABULARY = 10_000;
/** Words of a review for the embedding: its last ones. */
export const REVIEW_LENGTH = 256;

/** Real data of the labs as flat little-endian files that every engine reads alike, named in `labs.json`. */
export interface LabFiles {
  [lab: string]: { inputs: number; samples: number };
}

/**
 * Writes `<lab>.x` and `<lab>.y` (float32, rows one behind the other) for the tables and images, and for the reviews `x` as
 * int32 word numbers [samples][REVIEW_LENGTH].
 *
 * @throws Error where the data sets are not at hand.
 */
export function writeLabData(folder: string, { reviews }: { reviews: number }): LabFiles {
  if (!existsSync(shared)) throw new Error(`The benchmark of the engines reads real data from ${shared}.`);
  const labs: LabFiles = {};
  const write = (lab: string, x: number[][], y: number[][]): void => {
    writeFileSync(join(folder, `${lab}.x`), Float32Array.from(x.flat()));
    writeFileSync(join(folder, `${lab}.y`), Float32Array.from(y.flat()));
    labs[lab] = { inputs: x[0]?.length ?? 0, samples: x.length };
  };
  write(
    'titanic',
    standardized(titanic().map(({ x }) => x)),
    titanic().map(({ y }) => [y]),
  );
  const wine = rows('wine.data');
  write(
    'wine',
    standardized(wine.map((row) => row.slice(1))),
    wine.map(([kind]) => [1, 2, 3].map((k) => Number(k === kind))),
  );
  const boston = rows('boston.csv').filter((row) => row.every(Number.isFinite));
  write(
    'boston',
    standardized(boston.map((row) => row.slice(0, -1))),
    boston.map((row) => [row.at(-1) as number]),
  );
  const { words, labels } = imdb(reviews);
  writeFileSync(join(folder, 'imdb.x'), words);
  writeFileSync(join(folder, 'imdb.y'), Float32Array.from(labels));
  labs.imdb = { inputs: REVIEW_LENGTH, samples: labels.length };
  return labs;
}

const rows = (file: string): number[][] =>
  readFileSync(join(shared, file), 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(',').map(Number));

function titanic(): { x: number[]; y: number }[] {
  const table = csvParse(readFileSync(join(shared, 'titanic_kaggle_train_891.csv'), 'utf8'));
  return table.map((row) => ({
    x: [
      Number(row.Sex === 'female'),
      Number(row.Age || 28),
      Number(row.SibSp),
      Number(row.Parch),
      Math.log(1 + Number(row.Fare)),
      ...['1', '2', '3'].map((pclass) => Number(row.Pclass === pclass)),
      ...['C', 'Q', 'S'].map((port) => Number(row.Embarked === port)),
    ],
    y: Number(row.Survived),
  }));
}

function standardized(table: number[][]): number[][] {
  const columns = table[0]?.map((_, c) => table.map((row) => row[c] as number)) ?? [];
  const statistics = columns.map((column) => {
    const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
    const variance = column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / column.length;
    return { mean, deviation: Math.sqrt(variance) || 1 };
  });
  return table.map((row) =>
    row.map((value, c) => {
      const { mean = 0, deviation = 1 } = statistics[c] ?? {};
      return (value - mean) / deviation;
    }),
  );
}

function imdb(count: number): { words: Int32Array; labels: number[] } {
  const lines = gunzipSync(readFileSync(join(shared, 'imdb_train.jsonl.gz')))
    .toString('utf8')
    .trim()
    .split('\n');
  const step = Math.max(1, Math.floor(lines.length / count));
  const reviews = lines
    .filter((_, i) => i % step === 0)
    .slice(0, count)
    .map((line) => JSON.parse(line) as { label: number; text: string });
  const tokens = reviews.map(({ text }) => text.toLowerCase().match(/[a-z']+/g) ?? []);
  const frequency = new Map<string, number>();
  for (const word of tokens.flat()) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const known = [...frequency].sort((a, b) => b[1] - a[1]).slice(0, VOCABULARY - 3);
  const numberOf = new Map(known.map(([word], i) => [word, i + 3]));
  const words = new Int32Array(reviews.length * REVIEW_LENGTH);
  tokens.forEach((review, i) => {
    const last = review.slice(-REVIEW_LENGTH).map((word) => numberOf.get(word) ?? 2);
    words.set(last, (i + 1) * REVIEW_LENGTH - last.length);
  });
  return { words, labels: reviews.map(({ label }) => label) };
}
