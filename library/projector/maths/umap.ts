import { randomFrom } from '../../random.js';
import type { Neighbours } from './neighbour-lists.js';
import type { LayoutStep } from './tsne.js';
import { curveFor } from './umap-curve.js';
import { symmetric } from './weighted-graph.js';

export interface UmapOptions {
  /** How near points may come to each other in the picture. */
  minDistance: number;
  epochs: number;
  seed: number;
}

const NEGATIVES = 5;
const WIDE = 10;
const STEEPEST = 4;

/** As umap-learn has it: fewer passes over many points. */
export const epochsFor = (points: number): number => (points <= 10_000 ? 500 : 200);

/**
 * UMAP (McInnes, Healy and Melville, 2018): the fuzzy graph of the nearest neighbours, laid out by stochastic gradient descent with
 * five negative samples, from the principal components on.
 *
 * @param start `d` coordinates to a point; scaled to lie between 0 and 10.
 */
export function* umap(
  neighbours: Neighbours,
  start: Float32Array,
  d: 2 | 3,
  { minDistance, epochs, seed }: UmapOptions,
): Generator<LayoutStep, Float64Array, void> {
  const n = start.length / d;
  const { starts, to, weights } = symmetric(memberships(neighbours, n), n, (a, b) => a + b - a * b);
  const random = fastRandom(seed);
  const y = scaledStart(start, d, random);
  const { a, b } = curveFor(minDistance);
  const strongest = weights.reduce((most, weight) => Math.max(most, weight), 0);
  const every = weights.map((weight) =>
    weight < strongest / epochs ? Number.POSITIVE_INFINITY : strongest / weight,
  );
  const due = every.slice();
  const dueNegative = every.map((each) => each / NEGATIVES);
  for (let epoch = 1; epoch <= epochs; epoch += 1) {
    const rate = 1 - (epoch - 1) / epochs;
    for (let i = 0; i < n; i += 1)
      for (let edge = starts[i] as number; edge < (starts[i + 1] as number); edge += 1) {
        if ((due[edge] as number) > epoch) continue;
        attract(y, i * d, (to[edge] as number) * d, d, a, b, rate);
        due[edge] = (due[edge] as number) + (every[edge] as number);
        const each = (every[edge] as number) / NEGATIVES;
        const times = Math.floor((epoch - (dueNegative[edge] as number)) / each);
        for (let k = 0; k < times; k += 1) {
          const other = Math.floor(random() * n);
          if (other !== i) repel(y, i * d, other * d, d, a, b, rate);
        }
        dueNegative[edge] = (dueNegative[edge] as number) + Math.max(0, times) * each;
      }
    yield { done: epoch, of: epochs, coordinates: y };
  }
  return y;
}

const bounded = (value: number): number => Math.max(-STEEPEST, Math.min(STEEPEST, value));

function squareBetween(y: Float64Array, i: number, j: number, d: number): number {
  const [x0, x1] = [(y[i] as number) - (y[j] as number), (y[i + 1] as number) - (y[j + 1] as number)];
  const x2 = d === 3 ? (y[i + 2] as number) - (y[j + 2] as number) : 0;
  return x0 * x0 + x1 * x1 + x2 * x2;
}

function attract(y: Float64Array, i: number, j: number, d: number, a: number, b: number, rate: number): void {
  const square = squareBetween(y, i, j, d);
  if (square <= 0) return;
  const power = square ** b;
  const slope = (-2 * a * b * power) / square / (a * power + 1);
  for (let axis = 0; axis < d; axis += 1) {
    const move = rate * bounded(slope * ((y[i + axis] as number) - (y[j + axis] as number)));
    y[i + axis] = (y[i + axis] as number) + move;
    y[j + axis] = (y[j + axis] as number) - move;
  }
}

function repel(y: Float64Array, i: number, j: number, d: number, a: number, b: number, rate: number): void {
  const square = squareBetween(y, i, j, d);
  if (square <= 0) return;
  const slope = (2 * b) / ((0.001 + square) * (a * square ** b + 1));
  for (let axis = 0; axis < d; axis += 1)
    y[i + axis] =
      (y[i + axis] as number) + rate * bounded(slope * ((y[i + axis] as number) - (y[j + axis] as number)));
}

/** xorshift: a number for each negative sample has to cost next to nothing. */
function fastRandom(seed: number): () => number {
  let state = Math.floor(randomFrom(seed)() * 0xffffffff) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 0x100000000;
  };
}

function scaledStart(start: Float32Array, d: number, random: () => number): Float64Array {
  const y = new Float64Array(start.length);
  let most = 0;
  for (const value of start) most = Math.max(most, Math.abs(value));
  // A little noise parts points that are the same.
  for (let at = 0; at < y.length; at += 1)
    y[at] = ((start[at] as number) / (most || 1)) * WIDE + (random() - 0.5) * 1e-3;
  for (let axis = 0; axis < d; axis += 1) {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let at = axis; at < y.length; at += d) {
      low = Math.min(low, y[at] as number);
      high = Math.max(high, y[at] as number);
    }
    for (let at = axis; at < y.length; at += d)
      y[at] = high > low ? (WIDE * ((y[at] as number) - low)) / (high - low) : 0;
  }
  return y;
}

/** How surely each neighbour is one: 1 for the nearest, the sum over all the binary logarithm of how many there are. */
function memberships({ k, index, distance }: Neighbours, n: number) {
  const weights = new Float64Array(n * k);
  const target = Math.log2(k + 1);
  let mean = 0;
  for (const each of distance) mean += each / Math.max(1, distance.length);
  for (let i = 0; i < n; i += 1) {
    const own = distance.subarray(i * k, (i + 1) * k);
    const nearest = own.find((each) => each > 0) ?? 0;
    let [low, high, sigma] = [0, Number.POSITIVE_INFINITY, 1];
    for (let round = 0; round < 64; round += 1) {
      let sum = 0;
      for (const each of own) sum += each > nearest ? Math.exp(-(each - nearest) / sigma) : 1;
      if (Math.abs(sum - target) < 1e-5) break;
      if (sum > target) [high, sigma] = [sigma, (low + sigma) / 2];
      else [low, sigma] = [sigma, high === Number.POSITIVE_INFINITY ? sigma * 2 : (sigma + high) / 2];
    }
    const ownMean = own.reduce((sum, each) => sum + each, 0) / Math.max(1, k);
    sigma = Math.max(sigma, 1e-3 * (nearest > 0 ? ownMean : mean), Number.MIN_VALUE);
    for (let at = 0; at < k; at += 1) {
      const far = (own[at] as number) - nearest;
      weights[i * k + at] = far <= 0 ? 1 : Math.exp(-far / sigma);
    }
  }
  return { k, index, weights };
}
