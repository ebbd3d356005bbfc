import type { Histogram } from '../../protocol/index.js';

/** A made-up histogram of normal values, for examples; with `floor`, all below it lie on it (as after a ReLU). */
export function sketchHistogram(
  mean: number,
  deviation: number,
  { count = 512, bins = 32, floor }: { count?: number; bins?: number; floor?: number } = {},
): Histogram {
  const low = floor ?? mean - 3.5 * deviation;
  const high = Math.max(low + deviation * 0.5, mean + 3.5 * deviation);
  if (!(deviation > 0)) return { low: mean, high: mean, counts: [count] };
  const width = (high - low) / bins;
  const density = (at: number) => Math.exp(-0.5 * ((at - mean) / deviation) ** 2);
  const counts = Array.from({ length: bins }, (_, bin) => density(low + (bin + 0.5) * width));
  if (floor !== undefined)
    for (let at = low - width / 2; at > mean - 4 * deviation; at -= width)
      counts[0] = (counts[0] as number) + density(at);
  const total = counts.reduce((sum, value) => sum + value, 0) || 1;
  return {
    low: Number(low.toPrecision(6)),
    high: Number(high.toPrecision(6)),
    counts: counts.map((value) => Math.round((value / total) * count)),
  };
}
