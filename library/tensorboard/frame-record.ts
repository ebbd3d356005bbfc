import { say } from '../../words/index.js';
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

/**
 * The payloads of a TFRecord file, up to its last whole record: what is cut off behind it is still being written, or was
 * when its writer ended.
 *
 * @throws Error where a checksum is wrong; it names the byte.
 */
export function readRecords(bytes: Uint8Array): Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const records: Uint8Array[] = [];
  for (let at = 0; at + HEADER <= bytes.length; ) {
    if (view.getUint32(at + 8, true) !== maskedCrc32c(bytes.subarray(at, at + 8))) throw wrongAt(at);
    const end = at + HEADER + Number(view.getBigUint64(at, true));
    if (end + FOOTER > bytes.length) break;
    const payload = bytes.subarray(at + HEADER, end);
    if (view.getUint32(end, true) !== maskedCrc32c(payload)) throw wrongAt(at);
    records.push(payload);
    at = end + FOOTER;
  }
  return records;
}

const wrongAt = (byte: number): Error =>
  new Error(
    say(`the record at byte ${byte} has a wrong checksum`, `${byte}번째 바이트에서 체크섬이 맞지 않음`),
  );
