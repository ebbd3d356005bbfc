import { say } from '../words/index.js';
import { type Random, randomFrom, shuffled } from './random.js';

const unseeded: Random = Math.random;

function checkSeed(value: number): void {
  if (Number.isFinite(value)) return;
  throw new RangeError(
    say(`seed: ${value} is not a finite number.`, `seed: ${value}은(는) 유한한 수가 아닙니다.`),
  );
}

function start(value: number): void {
  checkSeed(value);
  Math.random = randomFrom(value);
}

/**
 * Makes what follows repeatable: `Math.random` becomes a generator that starts from this number. Call it in the cell
 * that builds and trains a model, so that running that cell again starts from the same numbers.
 *
 * tfjs takes its randomness from `Math.random` wherever no seed is given, so this covers
 * - the first weights (each initializer without a seed of its own seeds itself from `Math.random`),
 * - the order of samples in `fit` with `shuffle: true`,
 * - dropout, noise layers and `tf.randomNormal`, `tf.randomUniform`, `tf.truncatedNormal`, `tf.randomGamma`,
 * - `tf.util.shuffle`, and everything of your own that calls `Math.random`.
 *
 * It does not cover `dataset.shuffle(size)` of tf.data, which starts from the clock (give it a seed of its own),
 * `crypto`, nor the last digits of floats, which differ between engines and processors. A second training in the same
 * program goes on in the sequence: seed again for the same numbers.
 *
 * ```ts
 * seed(42);
 * const model = buildModel();
 * await model.fit(x, y, { epochs: 20 });
 * ```
 *
 * @throws RangeError when the number is not finite.
 */
export const seed: {
  (value: number): void;
  /** A new array in an order that depends on the seed only. `Math.random` is left alone. */
  shuffle<T>(values: readonly T[], value: number): T[];
  /** A generator of its own, for numbers from 0 to below 1. `Math.random` is left alone. */
  random(value: number): Random;
  /** Gives `Math.random` back its unrepeatable numbers. */
  release(): void;
} = Object.assign(start, {
  shuffle<T>(values: readonly T[], value: number): T[] {
    checkSeed(value);
    return shuffled(values, randomFrom(value));
  },
  random(value: number): Random {
    checkSeed(value);
    return randomFrom(value);
  },
  release(): void {
    Math.random = unseeded;
  },
});
