import type { LayerReading } from './layer-reading.js';
import { channelOf } from './layer-reading.js';

/** Recorded steps at the end that stand for "now". */
const WINDOW = 10;
/** From here on training and inference differ, in standard deviations of a normalized activation. */
export const DIFFERS = 0.1;
export const DIFFERS_MUCH = 0.5;
/** From here on one batch's mean says little about the data, in standard deviations of the data. */
export const NOISY = 0.25;
/** Below this share of the truth the moving statistics are still young. */
const GROWN = 0.9;
/** Fewer values than these are a tiny batch. */
export const TINY_BATCH = 16;

/** The share of a constant truth that a moving statistic holds after t steps: 1 − momentumᵗ. */
export const heldShare = (momentum: number, steps: number): number => 1 - momentum ** steps;

/** Steps until the moving statistics hold this share; infinite where momentum is 1. */
export const stepsToHold = (momentum: number, share: number): number =>
  momentum <= 0
    ? 1
    : momentum >= 1
      ? Number.POSITIVE_INFINITY
      : Math.ceil(Math.log(1 - share) / Math.log(momentum));

/** The largest of the usual momenta, smaller than this one, that holds 95 % of the truth after so many steps. */
export const fittingMomentum = (momentum: number, steps: number): number | null =>
  [0.99, 0.95, 0.9, 0.8, 0.7, 0.5].find((usual) => usual < momentum && heldShare(usual, steps) >= 0.95) ??
  null;

/** Batch statistics of the last recorded steps, per column. */
interface Now {
  mean: Float64Array;
  variance: Float64Array;
  /** Standard deviation of the batch means over these steps. */
  wander: Float64Array;
  steps: number;
}

function statisticsNow({ rows, columns, batchMean, batchVariance }: LayerReading, end = rows): Now {
  const first = Math.max(0, end - WINDOW);
  const count = end - first;
  const over = (matrix: Float32Array, column: number) => {
    let sum = 0;
    for (let row = first; row < end; row += 1) sum += matrix[row * columns + column] as number;
    return sum / count;
  };
  const mean = Float64Array.from({ length: columns }, (_, column) => over(batchMean, column));
  const variance = Float64Array.from({ length: columns }, (_, column) => over(batchVariance, column));
  const wander = Float64Array.from({ length: columns }, (_, column) => {
    let sum = 0;
    for (let row = first; row < end; row += 1)
      sum += ((batchMean[row * columns + column] as number) - (mean[column] as number)) ** 2;
    return Math.sqrt(sum / Math.max(1, count - 1));
  });
  return { mean, variance, wander, steps: count };
}

export type Cause = 'young' | 'tiny-batch' | 'single-value' | 'noisy' | 'follows' | 'frozen';

/** How far inference is from training at the end of what was recorded. */
export interface Verdict {
  level: 'nothing' | 'agree' | 'differ' | 'differ-much' | 'broken';
  /**
   * Root mean square, over the channels, of the difference between an activation normalized with the moving statistics and
   * with the mean batch statistics of the last steps, in standard deviations, before γ and β.
   */
  distance: number;
  /** The channel that differs most. */
  worst: { channel: number; distance: number } | null;
  /** Median over channels: by how many standard deviations of the data one batch's mean wanders. */
  noise: number;
  causes: Cause[];
  /** Updates done when the last row was recorded. */
  steps: number;
  /** Share of a constant truth that the moving statistics hold after these: 1 − momentumᵗ. */
  held: number;
  /** Median of the values that a batch's statistics are taken over. */
  values: number;
  /** Recorded steps that stand for "now". */
  window: number;
  /** First recorded step with a statistic that is not finite. */
  brokenAt: { step: number; channel: number } | null;
}

/** √(d² + (r − 1)²): inference gives r·y + d where training gives y, of mean 0 and variance 1. */
export function channelDistance(
  batch: { mean: number; variance: number },
  moving: { mean: number; variance: number },
  epsilon: number,
): number {
  const scale = Math.sqrt(moving.variance + epsilon);
  const shift = (batch.mean - moving.mean) / scale;
  const ratio = Math.sqrt(batch.variance + epsilon) / scale;
  return Math.hypot(shift, ratio - 1);
}

function firstBroken(reading: LayerReading): Verdict['brokenAt'] {
  const { rows, columns, layer } = reading;
  for (let at = 0; at < rows * columns; at += 1) {
    const whole =
      Number.isFinite(reading.batchMean[at]) &&
      Number.isFinite(reading.batchVariance[at]) &&
      Number.isFinite(reading.movingMean[at]) &&
      Number.isFinite(reading.movingVariance[at]);
    if (!whole)
      return {
        step: layer.steps[Math.floor(at / columns)] as number,
        channel: channelOf(reading, at % columns),
      };
  }
  return null;
}

const median = (values: Iterable<number>): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
};

/** Whether training and inference disagree now, by how much, and why. */
export function judge(reading: LayerReading): Verdict {
  const { layer, rows, columns } = reading;
  const steps = layer.steps.at(-1) ?? 0;
  const held = heldShare(layer.momentum, steps);
  const values = median(layer.values);
  const empty: Verdict = {
    level: 'nothing',
    distance: 0,
    worst: null,
    noise: 0,
    causes: [],
    steps,
    held,
    values,
    window: 0,
    brokenAt: null,
  };
  if (rows === 0 || columns === 0) return empty;
  const brokenAt = firstBroken(reading);
  if (brokenAt) return { ...empty, level: 'broken', brokenAt };
  const now = statisticsNow(reading);
  const last = (rows - 1) * columns;
  const each = Array.from({ length: columns }, (_, column) =>
    channelDistance(
      { mean: now.mean[column] as number, variance: now.variance[column] as number },
      {
        mean: reading.movingMean[last + column] as number,
        variance: reading.movingVariance[last + column] as number,
      },
      layer.epsilon,
    ),
  );
  const distance = Math.sqrt(each.reduce((sum, one) => sum + one * one, 0) / columns);
  const worst = each.reduce((found, one, column) => (one > (each[found] as number) ? column : found), 0);
  const noise = median(
    now.wander.map((wander, column) => wander / Math.sqrt((now.variance[column] as number) + layer.epsilon)),
  );
  const level =
    distance >= DIFFERS_MUCH ? 'differ-much' : distance >= DIFFERS || noise >= NOISY ? 'differ' : 'agree';
  const verdict: Verdict = {
    ...empty,
    level,
    distance,
    worst: { channel: channelOf(reading, worst), distance: each[worst] as number },
    noise,
    window: now.steps,
  };
  return level === 'agree'
    ? verdict
    : { ...verdict, causes: causesOf(verdict, layer.momentum, reading.continued) };
}

function causesOf({ distance, held, values, noise }: Verdict, momentum: number, continued: boolean): Cause[] {
  const causes: Cause[] = [];
  const apart = distance >= DIFFERS;
  if (apart && momentum >= 1) causes.push('frozen');
  else if (apart && held < GROWN && !continued) causes.push('young');
  if (values <= 1) causes.push('single-value');
  else if (noise >= NOISY) causes.push(values < TINY_BATCH ? 'tiny-batch' : 'noisy');
  if (apart && causes.length === 0) causes.push('follows');
  return causes;
}

/** The share of the truth that the moving statistics hold, as measured, at some rows. */
export interface Memory {
  /** `null` where the truth is where the moving statistics began, so that there is nothing to measure. */
  mean: (number | null)[];
  variance: (number | null)[];
}

/**
 * How far the moving statistics have come from their start to the batch statistics of the last steps: over all channels,
 * the part of that way that is done, 0 to 1 (more where they went beyond).
 */
export function measuredMemory(reading: LayerReading, rows: readonly number[]): Memory {
  const { columns, layer, start } = reading;
  const now = statisticsNow(reading);
  const weight = now.variance.map((variance) => 1 / (variance + layer.epsilon));
  const done = (moving: Float32Array, from: Float64Array, truth: Float64Array, power: 1 | 2) => {
    let whole = 0;
    for (let column = 0; column < columns; column += 1)
      whole +=
        ((truth[column] as number) - (from[column] as number)) ** 2 * (weight[column] as number) ** power;
    // Less than a twentieth of a standard deviation is noise, not a way.
    if (!(Math.sqrt(whole / Math.max(1, columns)) > 0.05)) return rows.map(() => null);
    return rows.map((row) => {
      let part = 0;
      for (let column = 0; column < columns; column += 1) {
        const began = from[column] as number;
        part +=
          ((moving[row * columns + column] as number) - began) *
          ((truth[column] as number) - began) *
          (weight[column] as number) ** power;
      }
      const share = part / whole;
      return Number.isFinite(share) ? share : null;
    });
  };
  return {
    mean: done(reading.movingMean, start.mean, now.mean, 1),
    variance: done(reading.movingVariance, start.variance, now.variance, 2),
  };
}

/** What the moving statistic of a column would be if the truth had always been that of the last steps. */
export function expectedMoving(
  reading: LayerReading,
  kind: 'mean' | 'variance',
  rows: readonly number[],
): (column: number) => number[] {
  const now = statisticsNow(reading)[kind];
  const from = reading.start[kind];
  return (column) =>
    rows.map((row) => {
      const kept = reading.layer.momentum ** (reading.layer.steps[row] as number);
      return kept * (from[column] as number) + (1 - kept) * (now[column] as number);
    });
}

/** What a statistic of the batches is on the average of a row and those before it that stand for "now" beside it. */
export function settled(
  { columns }: LayerReading,
  matrix: Float32Array,
  row: number,
  column: number,
): number {
  const first = Math.max(0, row - WINDOW + 1);
  let sum = 0;
  for (let at = first; at <= row; at += 1) sum += matrix[at * columns + column] as number;
  return sum / (row - first + 1);
}

/** The 10th, 50th and 90th hundredth over the channels, row by row; `null` where no channel is finite. */
export interface Bands {
  low: (number | null)[];
  middle: (number | null)[];
  high: (number | null)[];
}

/** @param at value of a column in a row. */
export function bandsOver(
  columns: number,
  rows: readonly number[],
  at: (row: number, column: number) => number,
): Bands {
  const bands: Bands = { low: [], middle: [], high: [] };
  const sorted = new Float64Array(columns);
  for (const row of rows) {
    let count = 0;
    for (let column = 0; column < columns; column += 1) {
      const value = at(row, column);
      if (Number.isFinite(value)) {
        sorted[count] = value;
        count += 1;
      }
    }
    const known = sorted.subarray(0, count).sort();
    const of = (share: number) => (count ? (known[Math.round(share * (count - 1))] as number) : null);
    bands.low.push(of(0.1));
    bands.middle.push(of(0.5));
    bands.high.push(of(0.9));
  }
  return bands;
}

/** Rows to draw, at most `most`: evenly spread over the recorded steps, with the first and the last. */
export function spreadRows(rows: number, most: number): number[] {
  if (rows <= most) return Array.from({ length: rows }, (_, row) => row);
  return Array.from({ length: most }, (_, at) => Math.round((at / (most - 1)) * (rows - 1)));
}

/**
 * How far apart the two statistics of a channel are at a step: the moving mean minus the batch mean in standard deviations,
 * and log₂ of the ratio of the standard deviations.
 */
export function gapAt(reading: LayerReading, row: number, column: number): { mean: number; spread: number } {
  const at = row * reading.columns + column;
  const { epsilon } = reading.layer;
  const variance = (reading.batchVariance[at] as number) + epsilon;
  return {
    mean: ((reading.movingMean[at] as number) - (reading.batchMean[at] as number)) / Math.sqrt(variance),
    spread: Math.log2(((reading.movingVariance[at] as number) + epsilon) / variance) / 2,
  };
}
