const BUCKETS = 30;

/**
 * Counts values into buckets of equal width as TensorFlow's `summary.histogram` (v2) does: rows of left edge, right edge
 * and count, flattened. Values that are not finite have no bucket and are left out.
 *
 * - No value: `buckets` rows of zeros.
 * - One value only, v: all edges are v, and the last row has all the counts.
 *
 * @returns 3 · `buckets` numbers.
 */
export function histogramRows(values: ArrayLike<number>, buckets = BUCKETS): Float64Array {
  const rows = new Float64Array(3 * buckets);
  let [min, max, finite] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!Number.isFinite(value)) continue;
    finite++;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (finite === 0) return rows;
  const width = (max - min) / buckets;
  for (let i = 0; i < buckets; i++) {
    rows[3 * i] = min + i * width;
    rows[3 * i + 1] = i === buckets - 1 ? max : min + (i + 1) * width;
  }
  const last = 3 * (buckets - 1) + 2;
  if (width === 0) {
    rows[last] = finite;
    return rows;
  }
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!Number.isFinite(value)) continue;
    const at = Math.min(3 * Math.floor((value - min) / width) + 2, last);
    rows[at] = (rows[at] as number) + 1;
  }
  return rows;
}
