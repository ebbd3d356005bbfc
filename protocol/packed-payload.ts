import * as v from 'valibot';
import { MAX_UNPACKED_BYTES } from './limits.js';
import { base64Schema } from './packed.js';

/** Raw DEFLATE (RFC 1951) in base64, and how many bytes it holds. */
export const deflatedSchema = v.object({
  bytes: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_UNPACKED_BYTES)),
  deflate: base64Schema,
});
export type Deflated = v.InferOutput<typeof deflatedSchema>;

/**
 * A payload as it is saved: the same values in a quarter of the room. `text` is the JSON of the payload, version 1, with a
 * mark in the place of each list of whole numbers and each packed matrix; these follow each other, in the order of the
 * marks, in the other parts. See `renderers/drawing/packing/`.
 */
export const packedPayloadSchema = v.object({
  version: v.literal(2),
  text: deflatedSchema,
  /** Whole numbers: seven bits a byte, the lowest first, the highest bit set where more follow. */
  integers: deflatedSchema,
  /** float32: first the lowest byte of all, then the next byte of all … */
  floats: deflatedSchema,
  /** Bits of masks and int8, as they are. */
  raw: deflatedSchema,
});
export type PackedPayload = v.InferOutput<typeof packedPayloadSchema>;
