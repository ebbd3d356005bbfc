import { nearestByDescent } from './nearest-descent.js';
import type { Neighbours } from './neighbour-lists.js';
import type { Steps } from './progress.js';
import { squaredDistance, unitRows, type Vectors } from './vectors.js';

/** Up to so many rows every pair is looked at. */
export const MOST_EXACT = 5000;
const SLICE = 50;

/** The k nearest rows of each by Euclidean distance: exact up to 5,000 rows, beyond that by NN-descent. */
export function* nearest(vectors: Vectors, k: number, seed: number): Steps<Neighbours> {
  const most = Math.max(0, Math.min(k, vectors.count - 1));
  return vectors.count <= MOST_EXACT
    ? yield* nearestOfAll(vectors.count, most, euclidean(vectors))
    : yield* nearestByDescent(vectors, most, seed);
}

/** How far two rows are from each other. */
export type Measure = (a: number, b: number) => number;

export const euclidean =
  ({ values, dimensions }: Vectors): Measure =>
  (a, b) =>
    Math.sqrt(squaredDistance(values, dimensions, a, b));

/** 1 minus the cosine of the angle between two rows, 0 to 2; 1 where one of them is all zeros. */
export function cosine(vectors: Vectors): Measure {
  const { values, dimensions } = unitRows(vectors);
  return (a, b) => {
    let product = 0;
    const [i, j] = [a * dimensions, b * dimensions];
    for (let at = 0; at < dimensions; at += 1)
      product += (values[i + at] as number) * (values[j + at] as number);
    return Math.max(0, 1 - product);
  };
}

/** @param k Less than there are rows. */
export function* nearestOfAll(count: number, k: number, measure: Measure): Steps<Neighbours> {
  const index = new Int32Array(count * k);
  const distance = new Float32Array(count * k).fill(Number.POSITIVE_INFINITY);
  for (let row = 0; row < count; row += 1) {
    const own = distance.subarray(row * k, (row + 1) * k);
    const names = index.subarray(row * k, (row + 1) * k);
    for (let other = 0; other < count; other += 1)
      if (other !== row) keep(own, names, measure(row, other), other);
    if (row % SLICE === SLICE - 1) yield { done: row, of: count };
  }
  return { k, index, distance };
}

/** Puts one more among the nearest, which are in order. */
function keep(own: Float32Array, names: Int32Array, far: number, other: number): void {
  let at = own.length - 1;
  if (at < 0 || far >= (own[at] as number)) return;
  while (at > 0 && far < (own[at - 1] as number)) {
    own[at] = own[at - 1] as number;
    names[at] = names[at - 1] as number;
    at -= 1;
  }
  own[at] = far;
  names[at] = other;
}
