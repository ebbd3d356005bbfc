import { toSample, type WeightValues } from '../../protocol/index.js';

const BINS = 24;
/** Of larger weights every k-th value is counted, which is told. */
const MOST_VALUES = 2 ** 22;

/** How the values of a weight are spread; NaN and infinities are counted apart. */
export function weightValues(values: ArrayLike<number>): WeightValues {
  const { length } = values;
  // An odd stride meets all columns of a kernel.
  const stride = length > MOST_VALUES ? Math.ceil(length / MOST_VALUES) | 1 : 1;
  const seen = { counted: 0, nan: 0, infinite: 0 };
  let [low, high, total] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (let at = 0; at < length; at += stride) {
    const value = values[at] as number;
    seen.counted += 1;
    if (Number.isNaN(value)) seen.nan += 1;
    else if (!Number.isFinite(value)) seen.infinite += 1;
    else {
      total += value;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  const finite = seen.counted - seen.nan - seen.infinite;
  const none = { mean: null, standardDeviation: null, min: null, max: null };
  if (finite === 0) return { ...seen, ...none };
  const mean = total / finite;
  const counts = new Array<number>(BINS).fill(0);
  const scale = high > low ? BINS / (high - low) : 0;
  let squares = 0;
  for (let at = 0; at < length; at += stride) {
    const value = values[at] as number;
    if (!Number.isFinite(value)) continue;
    squares += (value - mean) ** 2;
    const bin = Math.min(BINS - 1, Math.floor((value - low) * scale));
    counts[bin] = (counts[bin] as number) + 1;
  }
  return {
    ...seen,
    mean: toSample(mean),
    standardDeviation: toSample(Math.sqrt(squares / finite)),
    min: toSample(low),
    max: toSample(high),
    histogram: { low: Number(low.toPrecision(7)), high: Number(high.toPrecision(7)), counts },
  };
}
