import * as v from 'valibot';
import { finiteSchema, wholeSchema } from './numbers.js';

/** Bytes in base64, as JSON carries them. */
export const base64Schema = v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]*={0,2}$/, 'is not base64'));

/** A matrix of float32, row by row, little-endian. NaN and infinities travel as they are. */
export const matrixSchema = v.object({ rows: wholeSchema, columns: wholeSchema, float32: base64Schema });
export type PackedMatrix = v.InferOutput<typeof matrixSchema>;

/** A matrix of whole numbers from −127 to 127, each `scale` / 127 of a value. */
export const quantizedSchema = v.object({
  rows: wholeSchema,
  columns: wholeSchema,
  scale: finiteSchema,
  int8: base64Schema,
});
export type QuantizedMatrix = v.InferOutput<typeof quantizedSchema>;

/** Rows of bits; each row begins a byte, and within a byte the lowest bit comes first. */
export const bitsSchema = v.object({ rows: wholeSchema, columns: wholeSchema, bits: base64Schema });
export type PackedBits = v.InferOutput<typeof bitsSchema>;

export function packMatrix(rows: number, columns: number, values: Float32Array): PackedMatrix {
  return {
    rows,
    columns,
    float32: toBase64(new Uint8Array(values.buffer, values.byteOffset, values.byteLength)),
  };
}

/** @throws RangeError where the bytes do not fill the matrix. */
export function unpackMatrix({ rows, columns, float32 }: PackedMatrix): Float32Array {
  const bytes = fromBase64(float32, rows * columns * 4);
  return new Float32Array(bytes.buffer, 0, rows * columns);
}

/** @param values row by row. The largest magnitude becomes 127. */
export function quantize(rows: number, columns: number, values: ArrayLike<number>): QuantizedMatrix {
  let scale = 0;
  for (let i = 0; i < rows * columns; i++) {
    const size = Math.abs(values[i] as number);
    if (size > scale && Number.isFinite(size)) scale = size;
  }
  const bytes = new Int8Array(rows * columns);
  for (let i = 0; i < bytes.length; i++) {
    const value = values[i] as number;
    bytes[i] =
      scale === 0 || Number.isNaN(value)
        ? 0
        : Math.max(-127, Math.min(127, Math.round((value / scale) * 127)));
  }
  return { rows, columns, scale, int8: toBase64(new Uint8Array(bytes.buffer)) };
}

/** @throws RangeError where the bytes do not fill the matrix. */
export function dequantize({ rows, columns, scale, int8 }: QuantizedMatrix): Float32Array {
  const bytes = new Int8Array(fromBase64(int8, rows * columns).buffer);
  return Float32Array.from(bytes, (value) => (value * scale) / 127);
}

/** @param values one per bit, row by row; whatever is not 0 is a set bit. */
export function packBits(rows: number, columns: number, values: ArrayLike<number>): PackedBits {
  const stride = Math.ceil(columns / 8);
  const bytes = new Uint8Array(rows * stride);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const at = row * stride + (column >> 3);
      if (values[row * columns + column]) bytes[at] = (bytes[at] as number) | (1 << (column & 7));
    }
  }
  return { rows, columns, bits: toBase64(bytes) };
}

/** One byte per bit, 0 or 1, row by row. @throws RangeError where the bytes do not fill the rows. */
export function unpackBits({ rows, columns, bits }: PackedBits): Uint8Array {
  const stride = Math.ceil(columns / 8);
  const bytes = fromBase64(bits, rows * stride);
  const values = new Uint8Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      values[row * columns + column] = ((bytes[row * stride + (column >> 3)] as number) >> (column & 7)) & 1;
    }
  }
  return values;
}

declare function btoa(text: string): string;
declare function atob(text: string): string;

interface NodeBytes {
  from(bytes: ArrayBufferLike, offset: number, length: number): { toString(encoding: 'base64'): string };
}

/** What Node has and pages have not: many times faster than `btoa`. */
const { Buffer: nodeBytes } = globalThis as { readonly Buffer?: NodeBytes };

export function toBase64(bytes: Uint8Array): string {
  if (nodeBytes) return nodeBytes.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += Reflect.apply(String.fromCharCode, null, bytes.subarray(at, at + 0x8000)) as string;
  return btoa(text);
}

/**
 * @param length Bytes that there should be, where that is known.
 * @throws RangeError where there are not as many; another error where the text is not base64.
 */
export function fromBase64(text: string, length?: number): Uint8Array<ArrayBuffer> {
  const binary = atob(text);
  if (length !== undefined && binary.length !== length)
    throw new RangeError(`Packed values are ${binary.length} bytes long; ${length} were expected.`);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
