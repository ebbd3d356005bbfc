import { type Sample, toSample } from '../../../protocol/index.js';

/**
 * What stands in the text of a packed payload for something that is among the values. A list of n whole numbers is either as
 * it is, or `rising`: the first, then by how much each is larger than the one before. Floats are saved without their lowest
 * `cut` bits where these are 0, or where a sample of so many digits comes back without them.
 */
export type Mark =
  | { $integers: number }
  | { $rising: number }
  | { $samples: [length: number, digits: number, cut: number] }
  /** A list of histograms of as many bins each, `null` where there is none: their parts side by side. */
  | { $histograms: { low: (number | null)[]; high: (number | null)[]; bins: number; counts: unknown } }
  /** Whole numbers, each like the one above it and the one before it. */
  | { $grid: [rows: number, columns: number] }
  /** float32 matrix of whole numbers that grow down each column: by how much. */
  | { $counts: [rows: number, columns: number] }
  | { $float32: [rows: number, columns: number, cut: number] }
  | { $bits: [rows: number, columns: number] }
  /** Differences from the last such matrix of as many rows and columns, in units of this one. */
  | { $int8: [rows: number, columns: number, scale: number] };

/** Is added to the `cut` of a matrix whose values differ from those above them by as much as any. */
export const NOISE = 32;

const one = new Float32Array(1);
const bitsOfOne = new Uint32Array(one.buffer);

/** The bits that a sample of so many digits is saved as; `undefined` where they would not give it back. */
export function bitsOfSample(sample: number | string, digits: number, cut: number): number | undefined {
  one[0] = Number(sample);
  const bits = roundedBits(bitsOfOne[0] as number, cut);
  return Object.is(sampleOfBits(bits, digits), sample) ? bits : undefined;
}

export function sampleOfBits(bits: number, digits: number): Sample {
  bitsOfOne[0] = bits;
  const value = one[0] as number;
  return Number.isFinite(value) ? Number(value.toPrecision(digits)) : toSample(value);
}

/** The bits of a float32 with its lowest `cut` bits 0: the nearest such number; NaN and infinities stay what they are. */
export function roundedBits(bits: number, cut: number): number {
  if (cut === 0 || (bits & 0x7f800000) === 0x7f800000) return bits;
  const unit = 2 ** cut;
  const rounded = Math.round(bits / unit) * unit;
  return (rounded & 0x7f800000) === 0x7f800000 ? Math.floor(bits / unit) * unit : rounded;
}
