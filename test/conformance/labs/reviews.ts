import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { seed } from '../../../library/seed.js';
import { close, type Lab, train } from './lab.js';

const FILE = 'imdb_train.jsonl.gz';
const REVIEWS = 1500;
const WORDS = 2000;
const LENGTH = 120;

interface Review {
  label: number;
  words: string[];
}

let read: Promise<Review[]> | undefined;
const reviewsOf = (folder: string): Promise<Review[]> => {
  read ??= readReviews(folder);
  return read;
};

/** Every n-th review, so that both labels are there, in a random order. */
async function readReviews(folder: string): Promise<Review[]> {
  const reviews: Review[] = [];
  let line = 0;
  for await (const text of createInterface({
    input: createReadStream(join(folder, FILE)).pipe(createGunzip()),
  })) {
    if (line++ % Math.floor(25_000 / REVIEWS) !== 0) continue;
    const review = JSON.parse(text) as { label: number; text: string };
    reviews.push({ label: review.label, words: review.text.toLowerCase().match(/[a-z']+/g) ?? [] });
  }
  return seed.shuffle(reviews, 1);
}

/** The numbers of the most frequent words; 0 is for no word, 1 for any other. */
function vocabulary(reviews: readonly Review[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { words } of reviews) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const frequent = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).slice(0, WORDS - 2);
  return new Map(frequent.map(([word], i) => [word, i + 2]));
}

const multiHot: Lab = {
  name: 'IMDB, multi-hot',
  files: [FILE],
  samples: 313,
  tolerance: close,
  async run(tf, folder) {
    const reviews = await reviewsOf(folder);
    const numbers = vocabulary(reviews);
    const hot = new Float32Array(reviews.length * WORDS);
    reviews.forEach(({ words }, row) => {
      for (const word of words) hot[row * WORDS + (numbers.get(word) ?? 1)] = 1;
    });
    return train(tf, {
      x: tf.tensor2d(hot, [reviews.length, WORDS]),
      y: tf.tensor2d(reviews.map(({ label }) => [label])),
      model: ({ layers, sequential }) =>
        sequential({
          layers: [
            layers.dense({ units: 16, activation: 'relu', inputShape: [WORDS] }),
            layers.dense({ units: 16, activation: 'relu' }),
            layers.dense({ units: 1, activation: 'sigmoid' }),
          ],
        }),
      compile: { optimizer: tf.train.rmsprop(0.001), loss: 'binaryCrossentropy', metrics: ['accuracy'] },
      batchSize: 128,
      epochs: 4,
    });
  },
};

const embedding: Lab = {
  name: 'IMDB, embedding',
  files: [FILE],
  samples: 313,
  tolerance: close,
  async run(tf, folder) {
    const reviews = await reviewsOf(folder);
    const numbers = vocabulary(reviews);
    const padded = new Int32Array(reviews.length * LENGTH);
    reviews.forEach(({ words }, row) => {
      words.slice(0, LENGTH).forEach((word, i) => {
        padded[row * LENGTH + i] = numbers.get(word) ?? 1;
      });
    });
    return train(tf, {
      x: tf.tensor2d(padded, [reviews.length, LENGTH], 'int32'),
      y: tf.tensor2d(reviews.map(({ label }) => [label])),
      model: ({ layers, sequential }) =>
        sequential({
          layers: [
            layers.embedding({ inputDim: WORDS, outputDim: 16, inputLength: LENGTH }),
            layers.globalAveragePooling1d(),
            layers.dropout({ rate: 0.2 }),
            layers.dense({ units: 16, activation: 'relu' }),
            layers.dense({ units: 1, activation: 'sigmoid' }),
          ],
        }),
      compile: { optimizer: tf.train.adam(0.01), loss: 'binaryCrossentropy', metrics: ['accuracy'] },
      batchSize: 128,
      epochs: 4,
    });
  },
};

export const imdb: readonly Lab[] = [multiHot, embedding];
