import type { Histogram, Locale } from '../../protocol/index.js';
import { formatShare, formatShort } from '../drawing/format.js';
import { histogramMoments } from '../drawing/histogram-moments.js';
import type { ReadoutTable } from '../drawing/panel-room.js';
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
  const { expected, mean, variance } = heldWords(reading, row, locale);
  return [
    ...statisticWords(reading, row, column, locale),
    t.held(expected, mean, variance),
    ...otherWords(reading, row, column, locale),
  ];
}

/** The same in columns: what batches give and what is held of it. */
export function momentTable(
  reading: LayerReading,
  row: number,
  column: number | null,
  locale: Locale,
): ReadoutTable {
  const t = batchNormStrings[locale];
  const { expected, mean, variance } = heldWords(reading, row, locale);
  const of = (matrix: Float32Array) => valueWords(reading, matrix, row, column, locale);
  const [gamma, beta, ...rest] = otherWords(reading, row, column, locale);
  const both = reading.gamma && reading.beta ? [`${gamma} · ${beta}`, ...rest] : [gamma, beta, ...rest];
  return {
    head: ['', t.batch, t.moving, t.heldHead(expected)],
    rows: [
      ['μ', of(reading.batchMean), of(reading.movingMean), mean],
      ['σ²', of(reading.batchVariance), of(reading.movingVariance), variance],
    ],
    lines: both.filter((line) => line !== undefined),
  };
}

/** The shares of the truth that moving statistics should hold and do. */
function heldWords(reading: LayerReading, row: number, locale: Locale) {
  const { layer } = reading;
  const share = (of: number | null | undefined) =>
    of === null || of === undefined ? batchNormStrings[locale].notThere : formatShare(of, locale);
  const memory = measuredMemory(reading, [row]);
  return {
    expected: share(heldShare(layer.momentum, layer.steps[row] as number)),
    mean: share(memory.mean[0]),
    variance: share(memory.variance[0]),
  };
}

/** γ, β, and what came of the activations. */
function otherWords(reading: LayerReading, row: number, column: number | null, locale: Locale): string[] {
  const t = batchNormStrings[locale];
  const { layer } = reading;
  const parts: string[] = [];
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
