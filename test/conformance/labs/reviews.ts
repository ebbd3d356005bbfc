import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { seed } from '../../../library/seed.js';
import { close, type Lab, type LabData, train } from './lab.js';

const SENTENCES = 3000;
const WORDS = 2000;
const LENGTH = 40;

interface Review {
  label: number;
  words: string[];
}

/** Sentences of film reviews with the mean rating that people gave them; the label is its sign. */
function reviewsOf({ provided }: LabData): Review[] {
  const lines = readFileSync(join(provided, 'movie-review-sentences.tsv'), 'utf8').trim().split(/\r?\n/);
  const reviews = seed.shuffle(lines, 1).map((line) => {
    const [, rating, text = ''] = line.split('\t');
    return { label: Number(rating) > 0 ? 1 : 0, words: text.toLowerCase().match(/[a-z']+/g) ?? [] };
  });
  return reviews.slice(0, SENTENCES);
}

/** The numbers of the most frequent words; 0 is for no word, 1 for any other. */
function vocabulary(reviews: readonly Review[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { words } of reviews) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const frequent = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).slice(0, WORDS - 2);
  return new Map(frequent.map(([word], i) => [word, i + 2]));
}

const multiHot: Lab = {
  name: 'reviews, multi-hot',
  samples: 600,
  tolerance: close,
  async run(tf, data) {
    const reviews = reviewsOf(data);
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
      compile: { optimizer: tf.train.rmsprop(0.003), loss: 'binaryCrossentropy', metrics: ['accuracy'] },
      batchSize: 128,
      epochs: 4,
    });
  },
};

const embedding: Lab = {
  name: 'reviews, embedding',
  samples: 600,
  tolerance: close,
  async run(tf, data) {
    const reviews = reviewsOf(data);
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

export const reviews: readonly Lab[] = [multiHot, embedding];
