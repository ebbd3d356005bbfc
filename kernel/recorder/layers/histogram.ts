import type { PackedHistogram } from './layer-events.js';

/** Bins of a histogram, as TensorBoard's default. */
export const BINS = 30;
/** Of larger tensors every k-th value is counted. */
const MOST_VALUES = 65_536;

/** What is known of a tensor's values before they are counted. */
export interface Summary {
  mean: number;
  standardDeviation: number;
  /** Euclidean norm. */
  norm: number;
  histogram: PackedHistogram;
}

/**
 * Mean, population standard deviation, norm and histogram. Values that are not finite are not counted in the histogram, and
 * show in the others.
 *
 * @param sampled Of more than 65,536 values takes every k-th, the norm scaled to all of them.
 */
export function summarize(values: ArrayLike<number>, sampled: boolean): Summary {
  const { length } = values;
  // An odd stride meets all channels of a map.
  const stride = sampled && length > MOST_VALUES ? Math.ceil(length / MOST_VALUES) | 1 : 1;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  let sum = 0;
  let squares = 0;
  let taken = 0;
  for (let i = 0; i < length; i += stride) {
    const value = values[i] as number;
    taken += 1;
    sum += value;
    squares += value * value;
    // Infinities and NaN are below.
    if (value - value !== 0) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const mean = sum / taken;
  return {
    mean,
    standardDeviation: Math.sqrt(Math.max(0, squares / taken - mean * mean)),
    norm: Math.sqrt((squares * length) / taken),
    histogram: count(values, stride, low, high),
  };
}

function count(values: ArrayLike<number>, stride: number, low: number, high: number): PackedHistogram {
  const histogram = new Float64Array(2 + BINS);
  if (!(low <= high)) return histogram;
  histogram[0] = low;
  histogram[1] = high;
  const scale = high > low ? BINS / (high - low) : 0;
  for (let i = 0; i < values.length; i += stride) {
    const value = values[i] as number;
    if (value - value !== 0) continue;
    const bin = Math.min(BINS - 1, Math.floor((value - low) * scale));
    histogram[2 + bin] = (histogram[2 + bin] as number) + 1;
  }
  return histogram;
}
