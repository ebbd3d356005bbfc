import { MAX_JSON_BYTES, MAX_UNPACKED_BYTES, type PackedPayload } from '../../../protocol/index.js';
import { savedBytes } from '../saved-bytes.js';
import { packPayload } from './pack.js';
import { TooLarge } from './range-coder.js';

/**
 * Bytes that a payload takes in a saved notebook when it is packed; more where it would take long to unpack, so that all
 * of an output unpacks to `MAX_UNPACKED_BYTES` at most.
 *
 * @param most Whoever asks only whether it fits gives the room: packing ends once it is known not to, with `Infinity`.
 */
export function savedPackedBytes(payload: unknown, most = Number.POSITIVE_INFINITY): number {
  let packed: PackedPayload;
  try {
    packed = packPayload(payload as { version: 1 }, most);
  } catch (error) {
    if (error instanceof TooLarge) return Number.POSITIVE_INFINITY;
    throw error;
  }
  const unpacked = packed.text.bytes + packed.values.bytes;
  return Math.max(savedBytes(packed), unpacked * (MAX_JSON_BYTES / MAX_UNPACKED_BYTES));
}
