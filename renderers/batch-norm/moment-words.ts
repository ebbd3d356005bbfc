import type { Histogram, Locale } from '../../protocol/index.js';
import { formatShare, formatShort } from '../drawing/format.js';
import { histogramMoments } from '../drawing/histogram-moments.js';
import type { LayerReading } from './layer-reading.js';
import { bandsOver, heldShare, measuredMemory } from './model.js';
import { batchNormStrings } from './strings.js';

/** A matrix at a row: of one column its value, of all their median and the 10th and 90th hundredth. */
function valueWords(
  { columns }: LayerReading,
  matrix: Float32Array | null,
  row: number,
  column: number | null,
  locale: Locale,
): string {
  const t = batchNormStrings[locale];
  if (!matrix) return t.notThere;
  const value = (of: number | null | undefined) => formatShort(of, locale);
  if (column !== null) return value(matrix[row * columns + column]);
  const { low, middle, high } = bandsOver(
    columns,
    [row],
    (at, each) => matrix[at * columns + each] as number,
  );
  return columns < 2 ? value(middle[0]) : t.band(value(middle[0]), value(low[0]), value(high[0]));
}

/** Mean and standard deviation of a histogram. */
export function spreadWords(histogram: Histogram, locale: Locale): string {
  const { mean, standardDeviation } = histogramMoments(histogram);
  return batchNormStrings[locale].meanSd(formatShort(mean, locale), formatShort(standardDeviation, locale));
}

/** The statistics at a row of a reading, of one column or of all. */
export function statisticWords(
  reading: LayerReading,
  row: number,
  column: number | null,
  locale: Locale,
): string[] {
  const t = batchNormStrings[locale];
  const of = (matrix: Float32Array | null) => valueWords(reading, matrix, row, column, locale);
  return [
    t.statistics('μ', of(reading.batchMean), of(reading.movingMean)),
    t.statistics('σ²', of(reading.batchVariance), of(reading.movingVariance)),
  ];
}

/** All that the plots show at a row of a reading, of one column or of all: a part for each plot. */
export function momentWords(
  reading: LayerReading,
  row: number,
  column: number | null,
  locale: Locale,
): string[] {
  const t = batchNormStrings[locale];
  const { layer } = reading;
  const share = (of: number | null | undefined) =>
    of === null || of === undefined ? t.notThere : formatShare(of, locale);
  const memory = measuredMemory(reading, [row]);
  const parts = [
    ...statisticWords(reading, row, column, locale),
    t.held(
      share(heldShare(layer.momentum, layer.steps[row] as number)),
      share(memory.mean[0]),
      share(memory.variance[0]),
    ),
  ];
  for (const name of ['gamma', 'beta'] as const)
    if (reading[name])
      parts.push(
        `${name === 'gamma' ? 'γ' : 'β'} ${valueWords(reading, reading[name], row, column, locale)}`,
      );
  const epoch = layer.epochs[row] as number;
  const activations = layer.activations.filter((each) => each.epoch <= epoch).at(-1) ?? layer.activations[0];
  if (activations)
    parts.push(t.spreadAt(spreadWords(activations.before, locale), spreadWords(activations.after, locale)));
  return parts;
}
