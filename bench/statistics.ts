/** The value below which a share of the values lies, by linear interpolation between neighbours. */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new Error('A quantile needs at least one value.');
  const sorted = [...values].sort((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  const above = sorted[Math.ceil(at)] ?? Number.NaN;
  return below + (above - below) * (at - Math.floor(at));
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Three digits, as far as they mean something. */
export function rounded(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2);
}

/** "median of 10, middle half 0.61 to 0.70". */
export function spread(values: readonly number[]): string {
  const [low, high] = [quantile(values, 0.25), quantile(values, 0.75)];
  return `median of ${values.length}, middle half ${rounded(low)} to ${rounded(high)}`;
}

/**
 * Between which two of the values the true median lies with 95 % probability, whatever their distribution: the ranks
 * n/2 ± 0.98·√n, of the binomial distribution's normal approximation.
 */
export function medianInterval(values: readonly number[]): [low: number, high: number] {
  if (values.length === 0) throw new Error('A median needs at least one value.');
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const reach = 0.98 * Math.sqrt(sorted.length);
  const low = sorted[Math.max(0, Math.floor(middle - reach))] ?? Number.NaN;
  const high = sorted[Math.min(sorted.length - 1, Math.ceil(middle + reach))] ?? Number.NaN;
  return [low, high];
}

/** "median of 480 pairs, with 95 % between -0.1 and 0.4". */
export function certainty(values: readonly number[]): string {
  const [low, high] = medianInterval(values);
  return `median of ${values.length} pairs, with 95 % between ${rounded(low)} and ${rounded(high)}`;
}
