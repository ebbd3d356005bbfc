import { deflateSync } from 'fflate';
import {
  fromBase64,
  type Histogram,
  type PackedPayload,
  type Sample,
  toBase64,
} from '../../../protocol/index.js';
import { checksum } from './checksum.js';
import { BYTES_OF_A_CHARACTER, toDenseText } from './dense-text.js';
import { bitsOfSample, type Mark, NOISE } from './marks.js';
import { bitLength } from './number-coder.js';
import { RangeEncoder } from './range-coder.js';
import { Values, WritingCoder } from './value-coder.js';

/** Shorter lists stay in the text. */
const SHORTEST = 4;
/** Digits that samples are rounded to (see `toSample`), the fewest first; last those of any number that a float32 holds. */
const DIGITS = [5, 6, 7, 8, 17];
/** Lowest bits of a float that may not be needed, the most first. */
const CUTS = [14, 12, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0];

/**
 * A payload as it is saved; `unpackPayload` gives back the very same.
 *
 * @throws TooLarge as soon as its numbers alone take more than `most` characters.
 */
export function packPayload(payload: { version: 1 }, most = Number.POSITIVE_INFINITY): PackedPayload {
  const parts = new Parts(most * BYTES_OF_A_CHARACTER);
  const text = new TextEncoder().encode(
    JSON.stringify(payload, (_, value: unknown) => parts.take(value) ?? value),
  );
  const coded = parts.end();
  return {
    version: 3,
    text: { bytes: text.length, deflate: toBase64(deflateSync(text, { level: 9 })) },
    values: {
      bytes: parts.bytes,
      coded: toDenseText(coded),
      length: coded.length,
      crc32: checksum(coded),
    },
  };
}

/** Numbers that belong to a list of histograms, as many to each. */
class Grid {
  constructor(
    readonly values: number[],
    readonly columns: number,
  ) {}
}

/** What was taken out of the text. */
class Parts {
  private readonly encoder: RangeEncoder;
  private readonly values: Values;
  bytes = 0;

  constructor(mostBytes: number) {
    this.encoder = new RangeEncoder(mostBytes);
    this.values = new Values(new WritingCoder(this.encoder));
  }

  /** The mark that stands for a value, which is among the values now; `null` where it stays in the text. */
  take(value: unknown): Mark | null {
    if (Array.isArray(value)) return this.takeList(value);
    if (value instanceof Grid) return this.takeGrid(value);
    if (typeof value !== 'object' || value === null) return null;
    const { rows, columns, scale, ...packed } = value as Record<string, unknown>;
    const [[name, text] = ['', ''], ...others] = Object.entries(packed);
    if (others.length > 0 || typeof text !== 'string' || !isCount(rows) || !isCount(columns)) return null;
    if (name === 'float32' && scale === undefined) return this.takeMatrix(rows, columns, text);
    if (name === 'bits' && scale === undefined) return this.takeBits(rows, columns, text);
    if (name !== 'int8' || typeof scale !== 'number' || !Number.isFinite(scale)) return null;
    return this.takeWeights(rows, columns, scale, text);
  }

  end(): Uint8Array {
    return this.encoder.end();
  }

  private takeList(list: readonly unknown[]): Mark | null {
    if (list.length < SHORTEST) return null;
    if (!list.every(isCount)) return this.takeSamples(list) ?? histograms(list);
    this.bytes += list.length * 4;
    const rising = list.every((value, at) => at === 0 || value >= (list[at - 1] as number));
    if (rising) this.values.risingOf([...list]);
    else this.values.integersOf([...list]);
    return rising ? { $rising: list.length } : { $integers: list.length };
  }

  private takeGrid({ values, columns }: Grid): Mark {
    this.bytes += values.length * 4;
    this.values.gridOf(values, columns);
    return { $grid: [values.length / columns, columns] };
  }

  private takeSamples(list: readonly unknown[]): Mark | null {
    if (!list.every(isSample)) return null;
    for (const digits of DIGITS) {
      if (!sampleBits(list, digits, 0)) continue;
      for (const cut of CUTS) {
        const bits = sampleBits(list, digits, cut);
        if (!bits) continue;
        this.bytes += list.length * 4;
        this.values.samplesOf(bits);
        return { $samples: [list.length, digits, cut] };
      }
    }
    return null;
  }

  private takeMatrix(rows: number, columns: number, text: string): Mark | null {
    const bytes = wholeBytes(text, rows * columns * 4);
    if (!bytes) return null;
    this.bytes += bytes.length;
    const values = new Float32Array(bytes.buffer);
    const grows = values.every(
      (value, at) => isCount(value) && (at < columns || value >= (values[at - columns] as number)),
    );
    if (grows) {
      this.values.countsOf(values, columns);
      return { $counts: [rows, columns] };
    }
    const bits = new Uint32Array(bytes.buffer);
    const cut = CUTS.find((lowest) => bits.every((each) => each % 2 ** lowest === 0)) ?? 0;
    const noise = isNoise(bits, columns);
    this.values.floatsOf(bits, columns, cut, noise);
    return { $float32: [rows, columns, noise ? cut + NOISE : cut] };
  }

  private takeBits(rows: number, columns: number, text: string): Mark | null {
    const stride = Math.ceil(columns / 8);
    const bytes = wholeBytes(text, rows * stride);
    if (!bytes) return null;
    const bits = new Uint8Array(rows * columns);
    const whole = new Uint8Array(bytes.length);
    for (let at = 0; at < bits.length; at += 1) {
      const column = at % columns;
      const byte = Math.floor(at / columns) * stride + (column >> 3);
      bits[at] = ((bytes[byte] as number) >> (column & 7)) & 1;
      whole[byte] = (whole[byte] as number) | ((bits[at] as number) << (column & 7));
    }
    // Bits behind the last column would be lost.
    if (!bytes.every((byte, at) => byte === whole[at])) return null;
    this.bytes += bytes.length;
    this.values.bitsOf(bits);
    return { $bits: [rows, columns] };
  }

  private takeWeights(rows: number, columns: number, scale: number, text: string): Mark | null {
    const bytes = wholeBytes(text, rows * columns);
    const values = bytes && new Int8Array(bytes.buffer);
    // −128 is no value of such a matrix.
    if (!values || values.includes(-128)) return null;
    this.bytes += values.length;
    this.values.weightsOf(values, rows, columns, scale);
    return { $int8: [rows, columns, scale] };
  }
}

/** Of a float32. */
const DIGIT_BITS = 24;

/** Whether values differ from those above them by as much as any. */
function isNoise(bits: Uint32Array, columns: number): boolean {
  let length = 0;
  let count = 0;
  for (let at = columns; at < bits.length; at += 1) {
    const [now, above] = [bits[at] as number, bits[at - columns] as number];
    if (now >> 31 !== above >> 31) continue;
    length += bitLength(2 * Math.abs(now - above));
    count += 1;
  }
  return length / Math.max(1, count) > DIGIT_BITS;
}

/** Of each sample 1 more than its bits without the lowest `cut`, 0 for none; `null` where one would not come back. */
function sampleBits(list: readonly Sample[], digits: number, cut: number): number[] | null {
  const all: number[] = [];
  for (const sample of list) {
    const bits = sample === null ? 0 : bitsOfSample(sample, digits, cut);
    if (bits === undefined) return null;
    all.push(sample === null ? 0 : 1 + Math.floor(bits / 2 ** cut));
  }
  return all;
}

/** Bytes of a base64 text that is as long as it should be, and written as it would be written here. */
function wholeBytes(text: string, length: number): Uint8Array<ArrayBuffer> | null {
  if (text.length !== Math.ceil(length / 3) * 4) return null;
  try {
    const bytes = fromBase64(text, length);
    const end = length - ((length - 1) % 3) - 1;
    return toBase64(bytes.subarray(end)) === text.slice(-4) ? bytes : null;
  } catch {
    return null;
  }
}

/** The parts of a list of histograms side by side, which are to be taken in turn. */
function histograms(list: readonly unknown[]): Mark | null {
  const first = list.find((each) => each !== null);
  if (!isHistogram(first)) return null;
  const bins = first.counts.length;
  const even = (each: unknown): each is Histogram | null =>
    each === null || (isHistogram(each) && each.counts.length === bins && each.counts.every(isCount));
  if (bins === 0 || !list.every(even)) return null;
  return {
    $histograms: {
      low: list.map((each) => each?.low ?? null),
      high: list.map((each) => each?.high ?? null),
      bins,
      counts: new Grid(
        list.flatMap((each) => each?.counts ?? []),
        bins,
      ),
    },
  };
}

function isHistogram(value: unknown): value is Histogram {
  if (typeof value !== 'object' || value === null) return false;
  const { low, high, counts, ...others } = value as Record<string, unknown>;
  const whole = Number.isFinite(low) && Number.isFinite(high) && Array.isArray(counts);
  return whole && Object.keys(others).length === 0;
}

const isSample = (value: unknown): value is Sample =>
  value === null ||
  typeof value === 'number' ||
  value === 'NaN' ||
  value === 'Infinity' ||
  value === '-Infinity';

const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 0 && !Object.is(value, -0);
