import { type PackedPayload2, toBase64 } from '../../../protocol/index.js';
import { type HistogramParts, histograms } from './histogram-parts.js';
import { inflated } from './inflated.js';
import { sampleOfBits } from './marks.js';

/*
 * Marks of version 2: `$integers` and `$rising` n, `$samples` [n, digits], `$histograms` with its parts as lists, `$counts` and
 * `$float32` [rows, columns], `$bits` [rows, columns], `$int8` [rows, columns, scale].
 */

/** @throws Error where a part does not hold what the text says. */
export function unpackVersion2(packed: PackedPayload2): unknown {
  const parts = new Parts(packed);
  const text = new TextDecoder().decode(inflated('text', packed.text));
  const value: unknown = JSON.parse(text, (_, each: unknown) => parts.give(each));
  parts.end();
  return value;
}

/** The bits of a sample that is not there. */
const NULL = 0x7fc00001;

/** Reads, one after another, what the marks stand for. */
class Parts {
  private readonly integers: Uint8Array;
  private readonly floats: Uint8Array;
  private readonly raw: Uint8Array;
  private integerAt = 0;
  private floatAt = 0;
  private rawAt = 0;

  constructor({ integers, floats, raw }: PackedPayload2) {
    this.integers = inflated('integers', integers);
    this.floats = inflated('floats', floats);
    this.raw = inflated('raw', raw);
  }

  /** What a mark stands for; anything else as it is. */
  give(value: unknown): unknown {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const [[name, of] = ['', null]] = Object.entries(value);
    if (name === '$integers') return this.list(of as number, false);
    if (name === '$rising') return this.list(of as number, true);
    if (name === '$histograms') return histograms(of as HistogramParts);
    if (!name.startsWith('$') || !Array.isArray(of)) return value;
    const [rows, columns, scale] = of as [number, number, number];
    if (name === '$samples')
      return Array.from(this.changes(rows, 1), (bits) =>
        bits === NULL ? null : sampleOfBits(bits, columns),
      );
    if (name === '$counts') return { rows, columns, float32: this.counts(rows, columns) };
    if (name === '$float32') return { rows, columns, float32: this.matrix(rows, columns) };
    if (name === '$bits') return { rows, columns, bits: this.bytes(rows * Math.ceil(columns / 8)) };
    if (name === '$int8') return { rows, columns, scale, int8: this.bytes(rows * columns) };
    return value;
  }

  /** @throws Error where something was left over. */
  end(): void {
    const left =
      this.integers.length -
      this.integerAt +
      (this.floats.length / 4 - this.floatAt) +
      (this.raw.length - this.rawAt);
    if (left !== 0) throw new RangeError('the parts hold more than the text says');
  }

  private list(length: number, rising: boolean): number[] {
    this.has('integers', length, this.integers.length - this.integerAt);
    const list = new Array<number>(length);
    for (let at = 0; at < length; at += 1)
      list[at] = this.varint() + (rising && at > 0 ? (list[at - 1] as number) : 0);
    return list;
  }

  private counts(rows: number, columns: number): string {
    this.has('integers', rows * columns, this.integers.length - this.integerAt);
    const values = new Float32Array(rows * columns);
    for (let at = 0; at < values.length; at += 1)
      values[at] = this.varint() + (at < columns ? 0 : (values[at - columns] as number));
    return toBase64(new Uint8Array(values.buffer));
  }

  private matrix(rows: number, columns: number): string {
    return toBase64(new Uint8Array(this.changes(rows * columns, columns).buffer));
  }

  /** Bits of float32, each saved as its difference from the one `columns` before. */
  private changes(length: number, columns: number): Uint32Array<ArrayBuffer> {
    const count = this.floats.length / 4;
    this.has('floats', length, count - this.floatAt);
    const bits = new Uint32Array(length);
    for (let at = 0; at < bits.length; at += 1) {
      const from = this.floatAt + at;
      const zigzag =
        (this.floats[from] as number) |
        ((this.floats[count + from] as number) << 8) |
        ((this.floats[2 * count + from] as number) << 16) |
        ((this.floats[3 * count + from] as number) << 24);
      const change = (zigzag >>> 1) ^ -(zigzag & 1);
      bits[at] = change + (at < columns ? 0 : (bits[at - columns] as number));
    }
    this.floatAt += bits.length;
    return bits;
  }

  private bytes(length: number): string {
    this.has('raw', length, this.raw.length - this.rawAt);
    this.rawAt += length;
    return toBase64(this.raw.subarray(this.rawAt - length, this.rawAt));
  }

  private varint(): number {
    let value = 0;
    for (let worth = 1; ; worth *= 128) {
      const byte = this.integers[this.integerAt++];
      if (byte === undefined) throw new RangeError('integers: cut off');
      value += (byte & 127) * worth;
      if (byte < 128) return value;
    }
  }

  private has(part: string, wanted: number, left: number): void {
    if (!(wanted >= 0 && wanted <= left))
      throw new RangeError(`${part}: ${String(wanted)} values are missing, there are ${left}`);
  }
}
