import { type Sample, toSample } from '../../../protocol/index.js';

/**
 * What stands in the text of a packed payload for something that is in another part. A list of n whole numbers is either
 * as it is, or `rising`: the first, then by how much each is larger than the one before.
 */
export type Mark =
  | { $integers: number }
  | { $rising: number }
  /** Samples of so many digits, as float32 bits minus those of the one before, as zigzag numbers. */
  | { $samples: [length: number, digits: number] }
  /** A list of histograms of as many bins each, `null` where there is none: their parts side by side. */
  | { $histograms: { low: (number | null)[]; high: (number | null)[]; bins: number; counts: number[] } }
  /** float32 matrix of whole numbers that grow down each column: by how much, among the integers. */
  | { $counts: [rows: number, columns: number] }
  /** float32 matrix: of each row the bits minus those of the row above, as a zigzag number. */
  | { $float32: [rows: number, columns: number] }
  | { $bits: [rows: number, columns: number] }
  | { $int8: [rows: number, columns: number, scale: number] };

const NULL = 0x7fc00001;
const one = new Float32Array(1);
const bitsOfOne = new Uint32Array(one.buffer);

/** The bits that a sample of so many digits is saved as; `undefined` where they would not give it back. */
export function bitsOfSample(sample: Sample, digits: number): number | undefined {
  if (sample === null) return NULL;
  one[0] = Number(sample);
  const bits = bitsOfOne[0] as number;
  return Object.is(sampleOfBits(bits, digits), sample) ? bits : undefined;
}

export function sampleOfBits(bits: number, digits: number): Sample {
  if (bits === NULL) return null;
  bitsOfOne[0] = bits;
  const value = one[0] as number;
  return Number.isFinite(value) ? Number(value.toPrecision(digits)) : toSample(value);
}
