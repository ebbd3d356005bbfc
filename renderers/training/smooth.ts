/**
 * An exponential moving mean with the start corrected, so that the first value is the first measurement (as TensorBoard
 * smooths). `null` is passed over.
 * @param weight the share of the past, 0 to below 1.
 */
export function smooth(values: readonly (number | null)[], weight: number): (number | null)[] {
  let mean = 0;
  let total = 0;
  return values.map((value) => {
    if (value === null) return null;
    mean = mean * weight + value * (1 - weight);
    total = total * weight + (1 - weight);
    return mean / total;
  });
}
