import type { SummaryValue } from './event.js';
import { histogramRows } from './histogram.js';

/** A number, for the Time Series and Scalars tabs. */
export const scalarSummary = (tag: string, value: number): SummaryValue => ({
  tag,
  plugin: 'scalars',
  tensor: { dtype: 'float32', shape: [], values: [value] },
});

/** How values are distributed, for the Histograms and Distributions tabs. */
export function histogramSummary(tag: string, values: ArrayLike<number>): SummaryValue {
  const rows = histogramRows(values);
  return {
    tag,
    plugin: 'histograms',
    tensor: { dtype: 'float64', shape: [rows.length / 3, 3], values: rows },
  };
}

/** The same of values that were counted in bins of equal width before. */
export function bucketSummary(tag: string, { low, high, counts }: Bins): SummaryValue {
  const width = (high - low) / Math.max(1, counts.length);
  const rows = counts.flatMap((count, i) => [
    low + i * width,
    i === counts.length - 1 ? high : low + (i + 1) * width,
    count,
  ]);
  return { tag, plugin: 'histograms', tensor: { dtype: 'float64', shape: [counts.length, 3], values: rows } };
}

interface Bins {
  low: number;
  high: number;
  counts: readonly number[];
}

/** Markdown, for the Text tab. */
export const textSummary = (tag: string, markdown: string): SummaryValue => ({
  tag,
  plugin: 'text',
  tensor: { dtype: 'string', shape: [], values: [markdown] },
});

/** PNG files of one size in pixels, for the Images tab. */
export const imageSummary = (
  tag: string,
  width: number,
  height: number,
  pngs: readonly Uint8Array[],
): SummaryValue => ({
  tag,
  plugin: 'images',
  tensor: { dtype: 'string', shape: [2 + pngs.length], values: [String(width), String(height), ...pngs] },
});

/** A model's architecture in Keras 3's JSON, for the Graphs tab ("Conceptual graph"). */
export const modelSummary = (json: string): SummaryValue => ({
  tag: 'keras',
  plugin: 'graph_keras_model',
  content: new TextEncoder().encode('1'),
  tensor: { dtype: 'string', shape: [], values: [json] },
});
