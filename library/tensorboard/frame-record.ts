import { maskedCrc32c } from './crc.js';

const HEADER = 12;
const FOOTER = 4;

/** A payload as a TFRecord file holds it: its length (8 bytes), the length's checksum, the payload, its checksum. */
export function frameRecord(payload: Uint8Array): Uint8Array {
  const record = new Uint8Array(HEADER + payload.length + FOOTER);
  const view = new DataView(record.buffer);
  view.setBigUint64(0, BigInt(payload.length), true);
  view.setUint32(8, maskedCrc32c(record.subarray(0, 8)), true);
  record.set(payload, HEADER);
  view.setUint32(HEADER + payload.length, maskedCrc32c(payload), true);
  return record;
}
