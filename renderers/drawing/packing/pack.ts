import { deflateSync } from 'fflate';
import {
  type Deflated,
  fromBase64,
  type Histogram,
  type PackedPayload,
  type Sample,
  toBase64,
} from '../../../protocol/index.js';
import { ByteList } from './byte-list.js';
import { bitsOfSample, type Mark } from './marks.js';

/** Shorter lists stay in the text. */
const SHORTEST = 4;
/** Digits that samples are rounded to (see `toSample`), the fewest first. */
const DIGITS = [6, 7, 8];

/** A payload as it is saved; `unpackPayload` gives back the very same. */
export function packPayload(payload: { version: 1 }): PackedPayload {
  const parts = new Parts();
  const text = JSON.stringify(payload, (_, value: unknown) => parts.take(value) ?? value);
  return {
    version: 2,
    text: deflated(new TextEncoder().encode(text)),
    integers: deflated(parts.integers.bytes),
    floats: deflated(planes(parts.floats.bytes)),
    raw: deflated(parts.raw.bytes),
  };
}

const deflated = (bytes: Uint8Array): Deflated => ({
  bytes: bytes.length,
  deflate: toBase64(deflateSync(bytes, { level: 9 })),
});

/** What was taken out of the text. */
class Parts {
  readonly integers = new ByteList();
  readonly floats = new ByteList();
  readonly raw = new ByteList();

  /** The mark that stands for a value, which is in a part now; `null` where it stays in the text. */
  take(value: unknown): Mark | null {
    if (Array.isArray(value)) return this.takeList(value);
    if (typeof value !== 'object' || value === null) return null;
    const { rows, columns, scale, ...packed } = value as Record<string, unknown>;
    const [[name, text] = ['', ''], ...others] = Object.entries(packed);
    if (others.length > 0 || typeof text !== 'string' || !isCount(rows) || !isCount(columns)) return null;
    if (name === 'float32' && scale === undefined) return this.takeMatrix(rows, columns, text);
    if (name === 'bits' && scale === undefined) {
      const taken = this.takeBytes(text, rows * Math.ceil(columns / 8));
      return taken ? { $bits: [rows, columns] } : null;
    }
    if (name !== 'int8' || typeof scale !== 'number' || !Number.isFinite(scale)) return null;
    return this.takeBytes(text, rows * columns) ? { $int8: [rows, columns, scale] } : null;
  }

  private takeList(list: readonly unknown[]): Mark | null {
    if (list.length < SHORTEST) return null;
    if (!list.every(isCount)) return this.takeSamples(list) ?? histograms(list);
    const rising = list.every((value, at) => at === 0 || value >= (list[at - 1] as number));
    list.forEach((value, at) => {
      this.integers.varint(rising && at > 0 ? value - (list[at - 1] as number) : value);
    });
    return rising ? { $rising: list.length } : { $integers: list.length };
  }

  private takeSamples(list: readonly unknown[]): Mark | null {
    if (!list.every(isSample)) return null;
    for (const digits of DIGITS) {
      const bits = list.map((sample) => bitsOfSample(sample, digits));
      if (bits.includes(undefined)) continue;
      this.addChanges(bits as number[], 1);
      return { $samples: [list.length, digits] };
    }
    return null;
  }

  private takeMatrix(rows: number, columns: number, text: string): Mark | null {
    const bytes = wholeBytes(text, rows * columns * 4);
    if (!bytes) return null;
    const values = new Float32Array(bytes.buffer);
    const grows = values.every(
      (value, at) => isCount(value) && (at < columns || value >= (values[at - columns] as number)),
    );
    if (grows) {
      values.forEach((value, at) => {
        this.integers.varint(at < columns ? value : value - (values[at - columns] as number));
      });
      return { $counts: [rows, columns] };
    }
    this.addChanges(new Uint32Array(bytes.buffer), columns);
    return { $float32: [rows, columns] };
  }

  private addChanges(bits: ArrayLike<number>, columns: number): void {
    for (let at = 0; at < bits.length; at += 1) {
      const change = ((bits[at] as number) - (at < columns ? 0 : (bits[at - columns] as number))) | 0;
      this.floats.uint32((change << 1) ^ (change >> 31));
    }
  }

  private takeBytes(text: string, length: number): boolean {
    const bytes = wholeBytes(text, length);
    if (bytes) this.raw.add(bytes);
    return bytes !== null;
  }
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

/** The parts of a list of histograms side by side, which are lists to be taken in turn. */
function histograms(list: readonly unknown[]): Mark | null {
  const first = list.find((each) => each !== null);
  if (!isHistogram(first)) return null;
  const bins = first.counts.length;
  const even = (each: unknown): each is Histogram | null =>
    each === null || (isHistogram(each) && each.counts.length === bins);
  if (!list.every(even)) return null;
  return {
    $histograms: {
      low: list.map((each) => each?.low ?? null),
      high: list.map((each) => each?.high ?? null),
      bins,
      counts: list.flatMap((each) => each?.counts ?? []),
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

/** Bytes of the same worth side by side: the high ones are alike. */
function planes(bytes: Uint8Array): Uint8Array {
  const count = bytes.length / 4;
  const sorted = new Uint8Array(bytes.length);
  for (let at = 0; at < bytes.length; at += 1) sorted[(at & 3) * count + (at >> 2)] = bytes[at] as number;
  return sorted;
}
