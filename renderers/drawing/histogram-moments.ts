import type { Histogram } from '../../protocol/index.js';

/** Mean and standard deviation as a histogram's bins tell them; `null` where it is empty. */
export function histogramMoments({ low, high, counts }: Histogram): {
  mean: number | null;
  standardDeviation: number | null;
} {
  const width = (high - low) / Math.max(1, counts.length);
  let total = 0;
  let sum = 0;
  counts.forEach((count, bin) => {
    total += count;
    sum += count * (low + (bin + 0.5) * width);
  });
  if (!(total > 0)) return { mean: null, standardDeviation: null };
  const mean = sum / total;
  const squares = counts.reduce(
    (all, count, bin) => all + count * (low + (bin + 0.5) * width - mean) ** 2,
    0,
  );
  return { mean, standardDeviation: Math.sqrt(squares / total) };
}
