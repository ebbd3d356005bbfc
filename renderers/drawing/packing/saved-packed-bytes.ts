import { savedBytes } from '../saved-bytes.js';
import { packPayload } from './pack.js';

/** Bytes that a payload takes in a saved notebook when it is packed. */
export const savedPackedBytes = (payload: unknown): number =>
  savedBytes(packPayload(payload as { version: 1 }));
