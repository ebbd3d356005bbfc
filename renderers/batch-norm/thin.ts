import {
  type BatchNormLayer,
  type BatchNormPayload,
  type PackedMatrix,
  unpackMatrix,
} from '../../protocol/index.js';
import { savedBytes } from '../drawing/saved-bytes.js';
import {
  extremeRows,
  firstThatFits,
  type Measure,
  mostThatFits,
  pick,
  pickMatrix,
  spacedRows,
} from '../drawing/thin-packed.js';

interface Level {
  steps: number;
  channels: number;
  histograms: number;
}

/** What is given up, in this order: steps below that number, channels of a layer, histograms of epochs. */
const LEVELS: readonly Level[] = [
  { steps: 100, channels: Number.POSITIVE_INFINITY, histograms: 24 },
  { steps: 40, channels: Number.POSITIVE_INFINITY, histograms: 8 },
  { steps: 20, channels: Number.POSITIVE_INFINITY, histograms: 4 },
  { steps: 20, channels: 64, histograms: 4 },
  { steps: 16, channels: 32, histograms: 3 },
  { steps: 12, channels: 8, histograms: 2 },
  { steps: 6, channels: 2, histograms: 2 },
  { steps: 2, channels: 1, histograms: 0 },
];

/**
 * The statistics with as many steps as fit into `maxBytes` of saved notebook: evenly spread ones, the first, the last, and
 * those with the extremes of the batch's mean and variance. Then channels and histograms give way. Null where nothing fits.
 */
export function thinBatchNorm(
  payload: BatchNormPayload,
  maxBytes: number,
  measure: Measure = savedBytes,
): BatchNormPayload | null {
  if (measure(payload, maxBytes) <= maxBytes) return payload;
  const longest = Math.max(0, ...payload.layers.map(({ steps }) => steps.length));
  const widest = Math.max(0, ...payload.layers.map(({ channels }) => channels));
  const of = payload.thinned?.steps.of ?? longest;
  const make = (keep: number, { channels, histograms }: Level): BatchNormPayload => {
    const layers = payload.layers.map((layer) => thinLayer(layer, keep, channels, histograms));
    return {
      ...payload,
      layers,
      thinned: {
        steps: { kept: Math.max(0, ...layers.map((layer) => layer.steps.length)), of },
        channels: { kept: Math.max(0, ...layers.map(({ batchMean }) => batchMean.columns)), of: widest },
      },
    };
  };
  const leastOf = ({ steps }: Level): number => Math.min(steps, longest);
  const first = firstThatFits(LEVELS, (level) => measure(make(leastOf(level), level), maxBytes) <= maxBytes);
  const level = LEVELS[first];
  return level ? mostThatFits(leastOf(level), longest, maxBytes, (keep) => make(keep, level), measure) : null;
}

function thinLayer(
  layer: BatchNormLayer,
  keep: number,
  channels: number,
  histograms: number,
): BatchNormLayer {
  const rows = spacedRows(layer.steps.length, keep, [
    ...extremeRows(rowMeans(layer.batchMean)),
    ...extremeRows(rowMeans(layer.batchVariance)),
  ]);
  const had = layer.batchMean.columns;
  const fewer = had > channels;
  const columns = fewer
    ? Array.from({ length: channels }, (_, i) => Math.floor((i * had) / channels))
    : undefined;
  const thin = (matrix: PackedMatrix): PackedMatrix => pickMatrix(matrix, rows, columns);
  const { gamma, beta, activations } = layer;
  return {
    ...layer,
    ...(columns && { shown: columns.map((column) => layer.shown?.[column] ?? column) }),
    steps: pick(layer.steps, rows),
    epochs: pick(layer.epochs, rows),
    values: pick(layer.values, rows),
    batchMean: thin(layer.batchMean),
    batchVariance: thin(layer.batchVariance),
    movingMean: thin(layer.movingMean),
    movingVariance: thin(layer.movingVariance),
    ...(gamma && { gamma: thin(gamma) }),
    ...(beta && { beta: thin(beta) }),
    activations: histograms > 0 ? pick(activations, spacedRows(activations.length, histograms)) : [],
  };
}

function rowMeans(matrix: PackedMatrix): number[] {
  const values = unpackMatrix(matrix);
  const { rows, columns } = matrix;
  return Array.from({ length: rows }, (_, row) => {
    let sum = 0;
    for (let column = 0; column < columns; column++) sum += values[row * columns + column] as number;
    return sum / columns;
  });
}
