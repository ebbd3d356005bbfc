import * as v from 'valibot';
import { MAX_UNPACKED_BYTES } from './limits.js';
import { wholeSchema } from './numbers.js';
import { base64Schema } from './packed.js';

const bytesSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_UNPACKED_BYTES));

/** Raw DEFLATE (RFC 1951) in base64, and how many bytes it holds. */
export const deflatedSchema = v.object({ bytes: bytesSchema, deflate: base64Schema });
export type Deflated = v.InferOutput<typeof deflatedSchema>;

/**
 * A payload as it was saved before version 3. `text` is the JSON of the payload, version 1, with a mark in the place of each
 * list of whole numbers and each packed matrix; these follow each other, in the order of the marks, in the other parts.
 */
export const packedPayload2Schema = v.object({
  version: v.literal(2),
  text: deflatedSchema,
  /** Whole numbers: seven bits a byte, the lowest first, the highest bit set where more follow. */
  integers: deflatedSchema,
  /** float32: first the lowest byte of all, then the next byte of all … */
  floats: deflatedSchema,
  /** Bits of masks and int8, as they are. */
  raw: deflatedSchema,
});
export type PackedPayload2 = v.InferOutput<typeof packedPayload2Schema>;

/**
 * A payload as it is saved: the same values in less than a quarter of the room. `text` is the JSON of the payload, version 1,
 * with a mark in the place of each list of numbers and each packed matrix; these follow each other, in the order of the
 * marks, in `values`. See `renderers/drawing/packing/`.
 */
export const packedPayloadSchema = v.object({
  version: v.literal(3),
  text: deflatedSchema,
  values: v.object({
    /** As plain numbers and bits. */
    bytes: bytesSchema,
    /** As they are written, 13 bits in two characters. */
    coded: v.string(),
    length: bytesSchema,
    /** CRC-32 of the coded bytes: any bytes could be read as some numbers. */
    crc32: wholeSchema,
  }),
});
export type PackedPayload = v.InferOutput<typeof packedPayloadSchema>;
