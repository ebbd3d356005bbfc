export interface BinomialBand {
  low: number;
  high: number;
  /** Probability that a count lies in the band: at least the level, more where counts are few. */
  inside: number;
}

/** How far from its most probable count a binomial still has weight, in standard deviations. */
const REACH = 10;

/**
 * The central band of a binomial count, exact: at most (1 − level) / 2 of the probability lies below `low`, and as much
 * above `high`. The probabilities are summed outward from the most probable count, where they are largest, so that no
 * factorial is taken and any number of draws works.
 *
 * @param draws how often a unit could have been kept, n.
 * @param keep probability of being kept, 1 − rate, from 0 to 1.
 */
export function binomialBand(draws: number, keep: number, level = 0.95): BinomialBand {
  if (draws <= 0 || keep <= 0) return { low: 0, high: 0, inside: 1 };
  if (keep >= 1) return { low: draws, high: draws, inside: 1 };
  const mode = Math.min(draws, Math.floor((draws + 1) * keep));
  const reach = Math.ceil(REACH * Math.sqrt(draws * keep * (1 - keep))) + 30;
  const first = Math.max(0, mode - reach);
  const last = Math.min(draws, mode + reach);
  // Relative to the most probable count.
  const weights = new Float64Array(last - first + 1);
  weights[mode - first] = 1;
  const odds = keep / (1 - keep);
  for (let k = mode; k < last; k += 1)
    weights[k + 1 - first] = ((weights[k - first] as number) * (draws - k) * odds) / (k + 1);
  for (let k = mode; k > first; k -= 1)
    weights[k - 1 - first] = ((weights[k - first] as number) * k) / ((draws - k + 1) * odds);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const tail = ((1 - level) / 2) * total;
  let low = first;
  let below = 0;
  while (low < last && below + (weights[low - first] as number) <= tail) {
    below += weights[low - first] as number;
    low += 1;
  }
  let high = last;
  let above = 0;
  while (high > low && above + (weights[high - first] as number) <= tail) {
    above += weights[high - first] as number;
    high -= 1;
  }
  return { low, high, inside: 1 - (below + above) / total };
}
