import { BINS, summarize } from './histogram.js';
import type { LayerPlan, RawSpread, SpreadRecord } from './layer-events.js';

/** Numbers of one row: whether there is one, mean, standard deviation, norm, dead, saturated, then the histogram. */
export const SPREAD = 6 + 2 + BINS;
const NORM = 3;
/** Numbers that tell of one row of values: its place in the plan, units, how many values, whether it is a trained weight. */
export const PART = 4;
/** In the place of how many: the row is among those that are summarized. */
export const SUMMARIZED = -1;
/** More values than these are summarized where they are: to hand them over would cost more memory than it saves time. */
export const MOST_HANDED = 16_384;

export type SpreadEntry = NonNullable<LayerPlan['distributions']>[number];

/** The bounds of an activation function's range, within 1 % of which a value is saturated. */
export const RANGES: Readonly<Record<string, readonly [low: number, high: number]>> = {
  sigmoid: [0, 1],
  hardSigmoid: [0, 1],
  tanh: [-1, 1],
};

/** The row of these values. */
export function spreadRow(
  { what, name, dead, saturated }: SpreadEntry,
  values: ArrayLike<number>,
  units: number,
): Float64Array {
  const { mean, standardDeviation, norm, histogram } = summarize(values, what === 'activation');
  const row = new Float64Array(SPREAD);
  row.set([
    ...[1, mean, standardDeviation, norm],
    dead ? deadShare(values, units) : Number.NaN,
    saturated ? saturatedShare(values, RANGES[name] as readonly [number, number]) : Number.NaN,
  ]);
  row.set(histogram, SPREAD - histogram.length);
  return row;
}

/** Summarizes what was handed over. Of values that came several times, as of a layer that is used several times, the last count. */
export function spreadOf(raw: RawSpread, plan: readonly SpreadEntry[]): SpreadRecord {
  const { epoch, every, penalty, dataLoss, parts, values, summarized } = raw;
  const rows = new Float64Array(plan.length * SPREAD);
  let squares = 0;
  let at = 0;
  let ready = 0;
  for (let i = 0; i < parts.length; i += PART) {
    const [place = 0, units = 0, count = 0, trained = 0] = parts.subarray(i, i + PART);
    let row: Float64Array;
    if (count === SUMMARIZED) {
      row = summarized.subarray(ready, ready + SPREAD);
      ready += SPREAD;
    } else {
      row = spreadRow(plan[place] as SpreadEntry, values.subarray(at, at + count), units);
      at += count;
    }
    rows.set(row, place * SPREAD);
    if (trained) squares += (row[NORM] as number) ** 2;
  }
  return { kind: 'spread', epoch, every, rows, penalty, dataLoss, weightNorm: Math.sqrt(squares) };
}

/** Share of units that are 0 for every sample and at every position. */
export function deadShare(values: ArrayLike<number>, units: number): number {
  const alive = new Uint8Array(units);
  let living = 0;
  for (let i = 0; i < values.length && living < units; i++) {
    if (values[i] === 0 || alive[i % units]) continue;
    alive[i % units] = 1;
    living += 1;
  }
  return 1 - living / units;
}

/** Share of values within 1 % of the range's width of one of its bounds. */
export function saturatedShare(values: ArrayLike<number>, [low, high]: readonly [number, number]): number {
  const margin = 0.01 * (high - low);
  let saturated = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value <= low + margin || value >= high - margin) saturated += 1;
  }
  return saturated / values.length;
}
