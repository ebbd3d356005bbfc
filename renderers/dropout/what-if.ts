import { aliveUnits, type MaskView, maskView, type StepView } from './model.js';
import type { DropoutRecord } from './record.js';

/** Rates that dropout layers would have in place of their own, by the layer's place among the record's tracks. */
export type WhatIfRates = ReadonlyMap<number, number>;

/** The highest rate that can be asked for: at 1 nothing would be left. */
export const MOST_RATE = 0.99;

/**
 * A number from 0 up to 1 that belongs to one value of one mask, the same each time. Its parts are mixed as in the end of
 * MurmurHash3, so that neighbours have nothing in common.
 */
export function chance(layer: number, step: number, sample: number, value: number): number {
  let mixed = 0x9e3779b9;
  for (const part of [layer, step, sample, value]) {
    mixed = Math.imul(mixed ^ part, 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    mixed ^= mixed >>> 16;
  }
  return (mixed >>> 0) / 2 ** 32;
}

/** The rate at which a layer silences: one of rate 1 passes everything, as TensorFlow.js does. */
const silencing = (rate: number): number => (rate < 1 ? rate : 0);

/**
 * The number that a value drew. Dropout draws one from 0 up to 1 for each value and silences those below the rate; of the
 * draw of the training only that is known: below the rate or not. Where on its side of the rate it lay is made up.
 */
export function drawOf({ track, bits, row }: MaskView, sample: number, value: number): number | null {
  if (!bits) return null;
  const { record } = track;
  const rate = silencing(record.rate);
  const share = chance(record.layer, record.steps[row] ?? 0, sample, value);
  const kept = ((bits[value >> 3] as number) >> (value & 7)) & 1;
  return kept ? rate + share * (1 - rate) : share * rate;
}

/** A mask at another rate, of the same draw: a higher rate silences these and others, a lower one some of these. */
export function maskAtRate(mask: MaskView, sample: number, rate: number): MaskView {
  const { track, row, bits, of } = mask;
  if (!bits) return mask;
  const would = new Uint8Array(bits.length);
  for (let value = 0; value < of; value += 1)
    if ((drawOf(mask, sample, value) as number) >= rate)
      would[value >> 3] = (would[value >> 3] as number) | (1 << (value & 7));
  return maskView(track, row, would);
}

/** The net as the same draw would leave it at other rates. Nothing was trained so. */
export function whatIfView(record: DropoutRecord, view: StepView, rates: WhatIfRates): StepView {
  const masks = view.masks.map((mask, index) => {
    const rate = rates.get(index);
    return rate === undefined ? mask : maskAtRate(mask, view.sample, rate);
  });
  return { ...view, masks, alive: aliveUnits(record, masks) };
}
