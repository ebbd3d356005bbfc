import { deflateSync } from 'fflate';
import { type Deflated, fromBase64, type PackedPayload, toBase64 } from '../../../protocol/index.js';
import { ByteList } from './byte-list.js';
import type { Mark } from './marks.js';

/** Shorter lists stay in the text. */
const SHORTEST = 4;

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
    if (list.length < SHORTEST || !list.every(isCount)) return null;
    const rising = list.every((value, at) => at === 0 || value >= (list[at - 1] as number));
    list.forEach((value, at) => {
      this.integers.varint(rising && at > 0 ? value - (list[at - 1] as number) : value);
    });
    return rising ? { $rising: list.length } : { $integers: list.length };
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
    const bits = new Uint32Array(bytes.buffer);
    bits.forEach((value, at) => {
      const change = (value - (at < columns ? 0 : (bits[at - columns] as number))) | 0;
      this.floats.uint32((change << 1) ^ (change >> 31));
    });
    return { $float32: [rows, columns] };
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

const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 0 && !Object.is(value, -0);

/** Bytes of the same worth side by side: the high ones are alike. */
function planes(bytes: Uint8Array): Uint8Array {
  const count = bytes.length / 4;
  const sorted = new Uint8Array(bytes.length);
  for (let at = 0; at < bytes.length; at += 1) sorted[(at & 3) * count + (at >> 2)] = bytes[at] as number;
  return sorted;
}
