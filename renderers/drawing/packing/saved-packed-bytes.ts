import { MAX_JSON_BYTES, MAX_UNPACKED_BYTES } from '../../../protocol/index.js';
import { savedBytes } from '../saved-bytes.js';
import { packPayload } from './pack.js';

/**
 * Bytes that a payload takes in a saved notebook when it is packed; more where it would take long to unpack, so that all
 * of an output unpacks to `MAX_UNPACKED_BYTES` at most.
 */
export function savedPackedBytes(payload: unknown): number {
  const packed = packPayload(payload as { version: 1 });
  const unpacked = packed.text.bytes + packed.values.bytes;
  return Math.max(savedBytes(packed), unpacked * (MAX_JSON_BYTES / MAX_UNPACKED_BYTES));
}
