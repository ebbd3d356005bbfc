import { randomFrom } from '../../random.js';
import { normalFrom } from './normal.js';
import type { Steps } from './progress.js';
import { symmetricEigen } from './symmetric-eigen.js';
import type { Vectors } from './vectors.js';

export interface PrincipalComponents {
  /** Coordinates of each row, `components` to a row. */
  coordinates: Float32Array;
  components: number;
  /** The share of the whole variance that lies along each component, 0 to 1; 0 where all rows are the same. */
  shares: number[];
  mean: Float64Array;
  /** Unit vectors, a row each. The largest value of each is positive, so that the same data give the same picture. */
  axes: Float64Array;
}

/** From so many numbers on the covariance matrix is not written down. */
const MOST_COVARIANCE = 1024;
/** Directions that are followed beside those that are asked for: with them the others settle sooner. */
const BESIDE = 8;
const MOST_ROUNDS = 400;
/** Share of the largest variance by which none may still change. */
const SETTLED = 1e-11;
/** Rows between two looks at whether to go on. */
const SLICE = 1000;

type Product = (block: Float64Array, width: number) => Steps<Float64Array>;

/** Principal component analysis, by orthogonal iteration on the covariance matrix of population (divided by n). */
export function* pca(vectors: Vectors, components: number, seed: number): Steps<PrincipalComponents> {
  const { dimensions: d } = vectors;
  const asked = Math.min(components, d);
  const { mean, variance } = meanOf(vectors);
  const width = Math.min(d, asked + BESIDE);
  const multiply =
    d <= MOST_COVARIANCE ? explicit(yield* covariance(vectors, mean), d) : implicit(vectors, mean);
  const normal = normalFrom(randomFrom(seed));
  let block: Float64Array = Float64Array.from({ length: width * d }, normal);
  orthonormalize(block, width, d);
  let before: Float64Array = new Float64Array(width);
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const product = yield* multiply(block, width);
    const inner = new Float64Array(width * width);
    for (let i = 0; i < width; i += 1)
      for (let j = 0; j <= i; j += 1) {
        const value = dot(block, i * d, product, j * d, d);
        inner[i * width + j] = value;
        inner[j * width + i] = value;
      }
    const { values, vectors: turn } = symmetricEigen(inner, width);
    const settled = values.subarray(0, asked).every((value, i) => {
      const change = Math.abs(value - (before[i] as number));
      return change <= SETTLED * Math.max(values[0] as number, Number.MIN_VALUE);
    });
    before = values;
    const next = combine(turn, settled ? block : product, width, d);
    orthonormalize(next, width, d);
    block = next;
    if (settled) break;
    yield { done: round, of: MOST_ROUNDS };
  }
  const axes = block.slice(0, asked * d);
  for (let i = 0; i < asked; i += 1) pointUp(axes.subarray(i * d, (i + 1) * d));
  return {
    coordinates: project(vectors, mean, axes, components),
    components,
    shares: Array.from({ length: components }, (_, i) =>
      i < asked && variance > 0 ? Math.max(0, before[i] as number) / variance : 0,
    ),
    mean,
    axes,
  };
}

/** Coordinates of rows along axes; 0 where there are fewer axes than components. */
export function project(
  { values, count, dimensions: d }: Vectors,
  mean: Float64Array,
  axes: Float64Array,
  components: number,
): Float32Array {
  const coordinates = new Float32Array(count * components);
  const found = axes.length / d;
  for (let row = 0; row < count; row += 1)
    for (let axis = 0; axis < found; axis += 1) {
      let sum = 0;
      for (let k = 0; k < d; k += 1)
        sum += ((values[row * d + k] as number) - (mean[k] as number)) * (axes[axis * d + k] as number);
      coordinates[row * components + axis] = sum;
    }
  return coordinates;
}

function meanOf({ values, count, dimensions: d }: Vectors): { mean: Float64Array; variance: number } {
  const mean = new Float64Array(d);
  for (let at = 0; at < values.length; at += 1)
    mean[at % d] = (mean[at % d] as number) + (values[at] as number);
  for (let k = 0; k < d; k += 1) mean[k] = (mean[k] as number) / Math.max(1, count);
  let variance = 0;
  for (let at = 0; at < values.length; at += 1)
    variance += ((values[at] as number) - (mean[at % d] as number)) ** 2;
  return { mean, variance: variance / Math.max(1, count) };
}

function* covariance({ values, count, dimensions: d }: Vectors, mean: Float64Array): Steps<Float64Array> {
  const sums = new Float64Array(d * d);
  const row = new Float64Array(d);
  for (let n = 0; n < count; n += 1) {
    for (let k = 0; k < d; k += 1) row[k] = (values[n * d + k] as number) - (mean[k] as number);
    for (let i = 0; i < d; i += 1) {
      const value = row[i] as number;
      const from = i * d;
      for (let j = 0; j <= i; j += 1)
        sums[from + j] = (sums[from + j] as number) + value * (row[j] as number);
    }
    if (n % SLICE === SLICE - 1) yield { done: n, of: count };
  }
  for (let i = 0; i < d; i += 1)
    for (let j = 0; j <= i; j += 1) {
      const value = (sums[i * d + j] as number) / Math.max(1, count);
      sums[i * d + j] = value;
      sums[j * d + i] = value;
    }
  return sums;
}

const explicit = (matrix: Float64Array, d: number): Product =>
  // biome-ignore lint/correctness/useYield: the other product has something to tell.
  function* (block, width) {
    const product = new Float64Array(width * d);
    for (let i = 0; i < width; i += 1)
      for (let k = 0; k < d; k += 1) product[i * d + k] = dot(matrix, k * d, block, i * d, d);
    return product;
  };

/** The product with the covariance matrix without that matrix: rows times block, and back. */
const implicit = ({ values, count, dimensions: d }: Vectors, mean: Float64Array): Product =>
  function* (block, width) {
    const product = new Float64Array(width * d);
    const row = new Float64Array(d);
    for (let n = 0; n < count; n += 1) {
      for (let k = 0; k < d; k += 1) row[k] = (values[n * d + k] as number) - (mean[k] as number);
      for (let i = 0; i < width; i += 1) {
        const along = dot(row, 0, block, i * d, d) / count;
        for (let k = 0; k < d; k += 1)
          product[i * d + k] = (product[i * d + k] as number) + along * (row[k] as number);
      }
      if (n % SLICE === SLICE - 1) yield { done: n, of: count };
    }
    return product;
  };

function combine(turn: Float64Array, rows: Float64Array, width: number, d: number): Float64Array {
  const combined = new Float64Array(width * d);
  for (let i = 0; i < width; i += 1)
    for (let j = 0; j < width; j += 1) {
      const share = turn[i * width + j] as number;
      for (let k = 0; k < d; k += 1)
        combined[i * d + k] = (combined[i * d + k] as number) + share * (rows[j * d + k] as number);
    }
  return combined;
}

/** Gram and Schmidt, twice over, as once leaves rounding. A row that depends on those before becomes 0. */
function orthonormalize(rows: Float64Array, width: number, d: number): void {
  for (let i = 0; i < width; i += 1) {
    const whole = Math.sqrt(dot(rows, i * d, rows, i * d, d));
    for (let twice = 0; twice < 2; twice += 1)
      for (let j = 0; j < i; j += 1) {
        const along = dot(rows, i * d, rows, j * d, d);
        for (let k = 0; k < d; k += 1)
          rows[i * d + k] = (rows[i * d + k] as number) - along * (rows[j * d + k] as number);
      }
    const length = Math.sqrt(dot(rows, i * d, rows, i * d, d));
    const scale = length > 1e-12 * whole && length > 0 ? 1 / length : 0;
    for (let k = 0; k < d; k += 1) rows[i * d + k] = (rows[i * d + k] as number) * scale;
  }
}

function pointUp(axis: Float64Array): void {
  const largest = axis.reduce((best, value) => (Math.abs(value) > Math.abs(best) + 1e-12 ? value : best), 0);
  if (largest < 0) for (let k = 0; k < axis.length; k += 1) axis[k] = -(axis[k] as number);
}

function dot(a: Float64Array, i: number, b: Float64Array, j: number, length: number): number {
  let sum = 0;
  for (let k = 0; k < length; k += 1) sum += (a[i + k] as number) * (b[j + k] as number);
  return sum;
}
