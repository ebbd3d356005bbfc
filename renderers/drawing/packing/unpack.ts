import {
  MAX_UNPACKED_BYTES,
  type PackedPayload,
  packBits,
  packedPayload2Schema,
  packedPayloadSchema,
  toBase64,
} from '../../../protocol/index.js';
import { type Checked, check } from '../validation.js';
import { checksum } from './checksum.js';
import { fromDenseText } from './dense-text.js';
import { type HistogramParts, histograms } from './histogram-parts.js';
import { inflated } from './inflated.js';
import { NOISE, sampleOfBits } from './marks.js';
import { RangeDecoder } from './range-coder.js';
import { unpackVersion2 } from './unpack-2.js';
import { ReadingCoder, Values } from './value-coder.js';

/**
 * The payload of any version as one of version 1, not yet checked against its schema; one that is not packed comes back as
 * it is. Never throws.
 */
export function unpackPayload(raw: unknown): Checked<unknown> {
  const version = (raw as { version?: unknown } | null | undefined)?.version;
  if (version === 2) {
    const checked = check(packedPayload2Schema, raw);
    return checked.ok ? tried(() => unpackVersion2(checked.value)) : checked;
  }
  if (version !== 3) return { ok: true, value: raw };
  const checked = check(packedPayloadSchema, raw);
  return checked.ok ? tried(() => unpacked(checked.value)) : checked;
}

function tried(unpack: () => unknown): Checked<unknown> {
  try {
    return { ok: true, value: unpack() };
  } catch (error) {
    return { ok: false, where: (error as Error).message };
  }
}

/** @throws Error where the values are not what the text says. */
function unpacked(packed: PackedPayload): unknown {
  const text = new TextDecoder().decode(inflated('text', packed.text));
  const parts = new Parts(packed.values);
  const value: unknown = JSON.parse(text, (_, each: unknown) => parts.give(each));
  parts.end();
  return value;
}

/** Reads, one after another, what the marks stand for. */
class Parts {
  private readonly values: Values;
  private left: number;

  constructor({ bytes, coded, length, crc32 }: PackedPayload['values']) {
    const written = fromDenseText(coded, length);
    if (checksum(written) !== crc32) throw new RangeError('values: their checksum does not agree');
    this.values = new Values(new ReadingCoder(new RangeDecoder(written)));
    this.left = bytes;
  }

  /** What a mark stands for; anything else as it is. */
  give(value: unknown): unknown {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const [[name, of] = ['', null]] = Object.entries(value);
    if (name === '$integers') return this.list(of as number, (list) => this.values.integersOf(list));
    if (name === '$rising') return this.list(of as number, (list) => this.values.risingOf(list));
    if (name === '$histograms') return histograms(of as HistogramParts);
    if (!name.startsWith('$') || !Array.isArray(of)) return value;
    const [rows, columns, more] = of as [number, number, number];
    if (name === '$samples') return this.samples(rows, columns, more);
    if (name === '$grid') return this.list(rows * columns, (list) => this.values.gridOf(list, columns));
    if (name === '$counts') return { rows, columns, float32: this.counts(rows, columns) };
    if (name === '$float32')
      return { rows, columns, float32: this.floats(rows, columns, more % NOISE, more >= NOISE) };
    if (name === '$bits') return this.bits(rows, columns);
    if (name === '$int8') return { rows, columns, scale: more, int8: this.weights(rows, columns, more) };
    return value;
  }

  /** @throws Error where something was left over. */
  end(): void {
    if (this.left !== 0) throw new RangeError('values: there are more than the text says');
  }

  private list(length: number, read: (into: number[]) => void): number[] {
    this.take(length, 4);
    const list = new Array<number>(length).fill(0);
    read(list);
    return list;
  }

  private samples(length: number, digits: number, cut: number): unknown[] {
    isCut(cut);
    const keys = this.list(length, (list) => this.values.samplesOf(list));
    return keys.map((key) => (key === 0 ? null : sampleOfBits((key - 1) * 2 ** cut, digits)));
  }

  private counts(rows: number, columns: number): string {
    this.take(rows * columns, 4);
    const values = new Float32Array(rows * columns);
    this.values.countsOf(values, columns);
    return toBase64(new Uint8Array(values.buffer));
  }

  private floats(rows: number, columns: number, cut: number, noise: boolean): string {
    isCut(cut);
    this.take(rows * columns, 4);
    const bits = new Uint32Array(rows * columns);
    this.values.floatsOf(bits, columns, cut, noise);
    return toBase64(new Uint8Array(bits.buffer));
  }

  private bits(rows: number, columns: number): unknown {
    this.take(rows * Math.ceil(columns / 8), 1);
    const bits = new Uint8Array(rows * columns);
    this.values.bitsOf(bits);
    return packBits(rows, columns, bits);
  }

  private weights(rows: number, columns: number, scale: number): string {
    this.take(rows * columns, 1);
    const values = new Int8Array(rows * columns);
    this.values.weightsOf(values, rows, columns, scale);
    return toBase64(new Uint8Array(values.buffer));
  }

  private take(count: number, bytes: number): void {
    if (!(Number.isInteger(count) && count >= 0 && count * bytes <= Math.min(this.left, MAX_UNPACKED_BYTES)))
      throw new RangeError(`values: ${String(count)} are missing`);
    this.left -= count * bytes;
  }
}

function isCut(cut: number): void {
  if (!(Number.isInteger(cut) && cut >= 0 && cut < 31)) throw new RangeError('values: not as text says');
}
