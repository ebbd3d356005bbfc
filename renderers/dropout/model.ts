import { type BinomialBand, binomialBand } from './binomial.js';
import { type Weights, weightsAt } from './edges.js';
import type { Column } from './graph.js';
import { type DropoutRecord, keptCounts, maskBits, rowAt, type Track } from './record.js';

/** What one dropout layer did to one sample of a step. */
export interface MaskView {
  track: Track;
  /** Its last recorded step that is not after the step shown; −1 where there is none. */
  row: number;
  /** Bits of the mask, lowest first; `null` where they were not stored. */
  bits: Uint8Array | null;
  /** Values kept in the sample, and how many there are. */
  kept: number;
  of: number;
}

/** The net of one step and one sample. */
export interface StepView {
  /** Counted from 0 among the recorded steps; −1 where none was recorded. */
  index: number;
  step: number;
  epoch: number;
  sample: number;
  masks: MaskView[];
  /** Of each drawn layer the share of each unit that was kept: 0 is silenced; `null` where no dropout reaches it. */
  alive: (Float32Array | null)[];
  weights: Weights[];
}

const bit = (bits: Uint8Array, at: number): number => ((bits[at >> 3] as number) >> (at & 7)) & 1;

/** @param index of a recorded step, counted from 0; out of range it is the nearest one. */
export function stepView(record: DropoutRecord, index: number, sample: number): StepView {
  const last = record.steps.length - 1;
  const at = Math.max(Math.min(0, last), Math.min(last, index));
  const step = record.steps[at] ?? 0;
  const epoch = record.epochs[at] ?? 0;
  const masks = record.tracks.map((track): MaskView => {
    const row = rowAt(track.record, step);
    return maskView(track, row, row < 0 ? null : maskBits(track, row, sample));
  });
  return {
    index: at,
    step,
    epoch,
    sample,
    masks,
    alive: aliveUnits(record, masks),
    weights: weightsAt(record.weights, epoch),
  };
}

export function maskView(track: Track, row: number, bits: Uint8Array | null): MaskView {
  const of = track.record.units;
  let kept = 0;
  if (bits) for (let value = 0; value < of; value += 1) kept += bit(bits, value);
  return { track, row, bits, kept, of };
}

/** Of each drawn layer the share of each unit that masks leave. */
export function aliveUnits({ graph }: DropoutRecord, masks: readonly MaskView[]): StepView['alive'] {
  const alive: StepView['alive'] = graph.columns.map(() => null);
  for (const { track, bits, of } of masks) {
    if (!bits) continue;
    const { units } = graph.columns[track.column] as Column;
    const shares = new Float32Array(units);
    for (let value = 0; value < of; value += 1) {
      if (!bit(bits, value)) continue;
      const unit = track.perUnit === 1 ? value : value % units;
      shares[unit] = (shares[unit] as number) + 1;
    }
    if (track.perUnit > 1)
      for (let unit = 0; unit < units; unit += 1) shares[unit] = (shares[unit] as number) / track.perUnit;
    const before = alive[track.column];
    // Two dropout layers over the same units: what either silences is silenced.
    if (before)
      for (let unit = 0; unit < units; unit += 1)
        shares[unit] = (shares[unit] as number) * (before[unit] as number);
    alive[track.column] = shares;
  }
  return alive;
}

/** The recorded step nearest to a moment of the run: of its step, or the last one of its epoch. */
export function indexNear(record: DropoutRecord, { epoch, step }: { epoch: number; step?: number }): number {
  const { steps, epochs } = record;
  const wanted = step ?? epoch;
  const values = step === undefined ? epochs : steps;
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] as number) <= wanted) low = middle + 1;
    else high = middle;
  }
  if (step !== undefined) {
    const before = steps[low - 1];
    const after = steps[low];
    if (after !== undefined && (before === undefined || after - step < step - before)) return low;
  }
  return Math.max(0, low - 1);
}

/** How often each unit of a dropout layer was kept over the run, up to a step. */
export interface Frequency {
  draws: number;
  /** 1 − rate; 1 where the rate is 1. */
  expected: number;
  band: BinomialBand;
  kept: Float32Array;
  /** Units whose count lies outside the band, and how many of them chance alone would put there. */
  outside: number;
  byChance: number;
}

const bands = new Map<string, BinomialBand>();

/** @param row recorded step of the layer. */
export function frequencyAt(track: Track, row: number): Frequency {
  const { rate, counts } = track.record;
  const draws = row < 0 ? 0 : (counts.draws[row] as number);
  // A layer of rate 1 passes everything, as TensorFlow.js does.
  const expected = rate < 1 ? 1 - rate : 1;
  const key = `${draws} ${expected}`;
  let band = bands.get(key);
  if (!band) {
    band = binomialBand(draws, expected);
    if (bands.size > 20_000) bands.clear();
    bands.set(key, band);
  }
  const kept = row < 0 ? new Float32Array(counts.kept.columns) : keptCounts(track, row);
  let outside = 0;
  for (const count of kept) if (isOutside(count, band)) outside += 1;
  return { draws, expected, band, kept, outside, byChance: kept.length * (1 - band.inside) };
}

export const isOutside = (count: number, { low, high }: BinomialBand): boolean =>
  !(count >= low && count <= high);

/**
 * What kept values are multiplied by in training, so that their sum stays the same on average: 1 / (1 − rate), as Keras
 * documents its Dropout layer; `null` where that is not how it works.
 */
export function keepScale({ record, className }: Track, rate = record.rate): number | null {
  if (/Alpha|Gaussian/.test(className)) return null;
  return rate < 1 ? 1 / (1 - rate) : 1;
}

/** 2^n as people write it: whole where it is short, else a power of ten. */
export function possibleNets(units: number, format: (value: number) => string): string {
  if (units <= 20) return `2^${units} = ${format(2 ** units)}`;
  const power = units * Math.log10(2);
  const whole = Math.floor(power);
  return `2^${format(units)} ≈ ${(10 ** (power - whole)).toFixed(1)}·10^${format(whole)}`;
}
