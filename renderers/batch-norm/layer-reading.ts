import { type BatchNormLayer, type BatchNormPayload, unpackMatrix } from '../../protocol/index.js';

/** The statistics of a layer as numbers: matrices are row by row, a row per recorded step, a column per channel shown. */
export interface LayerReading {
  layer: BatchNormLayer;
  rows: number;
  columns: number;
  batchMean: Float32Array;
  batchVariance: Float32Array;
  movingMean: Float32Array;
  movingVariance: Float32Array;
  gamma: Float32Array | null;
  beta: Float32Array | null;
  /** What the moving statistics held before the first recorded step, per column. */
  start: { mean: Float64Array; variance: Float64Array };
  /** Whether they had been trained before this run. */
  continued: boolean;
}

const matrices = ['batchMean', 'batchVariance', 'movingMean', 'movingVariance', 'gamma', 'beta'] as const;

/** What keeps the lists and matrices of a payload from belonging together, in one line; `null` where all fit. */
export function damage({ layers }: BatchNormPayload): string | null {
  for (const layer of layers) {
    const rows = layer.steps.length;
    const columns = layer.shown?.length ?? layer.channels;
    if (layer.epochs.length !== rows || layer.values.length !== rows)
      return `layer "${layer.name}" has ${rows} steps, ${layer.epochs.length} epochs and ${layer.values.length} counts`;
    for (const name of matrices) {
      const matrix = layer[name];
      if (!matrix) continue;
      if (matrix.rows !== rows || matrix.columns !== columns)
        return `${name} of layer "${layer.name}" is ${matrix.rows}×${matrix.columns} instead of ${rows}×${columns}`;
      try {
        unpackMatrix(matrix);
      } catch (error) {
        return `${name} of layer "${layer.name}" is cut off: ${(error as Error).message}`;
      }
    }
  }
  return null;
}

/** The index that a column has among all channels of its layer. */
export const channelOf = ({ layer }: LayerReading, column: number): number => layer.shown?.[column] ?? column;

/** @throws RangeError where a matrix is not whole (see `damage`). */
export function readLayer(layer: BatchNormLayer): LayerReading {
  const rows = layer.steps.length;
  const columns = layer.shown?.length ?? layer.channels;
  const reading = {
    layer,
    rows,
    columns,
    batchMean: unpackMatrix(layer.batchMean),
    batchVariance: unpackMatrix(layer.batchVariance),
    movingMean: unpackMatrix(layer.movingMean),
    movingVariance: unpackMatrix(layer.movingVariance),
    gamma: layer.gamma ? unpackMatrix(layer.gamma) : null,
    beta: layer.beta ? unpackMatrix(layer.beta) : null,
  };
  const { momentum } = layer;
  // The first update undone: M₀ = (M₁ − (1 − m)·batch₁) / m. Without the first step the start is that of a new layer.
  const knows = rows > 0 && layer.steps[0] === 1 && momentum > 0;
  const before = (moving: Float32Array, batch: Float32Array, fresh: number) =>
    Float64Array.from({ length: columns }, (_, column) => {
      if (!knows) return fresh;
      const value = ((moving[column] as number) - (1 - momentum) * (batch[column] as number)) / momentum;
      // float32 leaves a little of the batch behind.
      const blur = 1e-5 * (Math.abs(batch[column] as number) + 1);
      return Number.isFinite(value) && Math.abs(value - fresh) > blur ? value : fresh;
    });
  const start = {
    mean: before(reading.movingMean, reading.batchMean, 0),
    variance: before(reading.movingVariance, reading.batchVariance, 1),
  };
  const continued = start.mean.some((value) => value !== 0) || start.variance.some((value) => value !== 1);
  return { ...reading, start, continued };
}

/** One channel's values over the recorded steps. */
export function columnOf(matrix: Float32Array, reading: LayerReading, column: number): number[] {
  return Array.from({ length: reading.rows }, (_, row) => matrix[row * reading.columns + column] as number);
}
