/** Histograms as they are written: edges, and the counts of all one after another; null where there is none. */
export interface HistogramParts {
  low: (number | null)[];
  high: (number | null)[];
  bins: number;
  counts: number[];
}

/** The histograms one by one. */
export function histograms({ low, high, bins, counts }: HistogramParts): unknown[] {
  let at = 0;
  return low.map((each, index) => {
    if (each === null) return null;
    at += bins;
    return { low: each, high: high[index], counts: counts.slice(at - bins, at) };
  });
}
