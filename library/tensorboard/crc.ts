/** For each place of a byte in a group of eight, what it does to the remainder (slicing by 8). */
type Tables = readonly Uint32Array[];

/** @param polynomial Bits reversed. */
function tablesOf(polynomial: number): Tables {
  const first = Uint32Array.from({ length: 256 }, (_, byte) => {
    let remainder = byte;
    for (let bit = 0; bit < 8; bit++) remainder = (remainder >>> 1) ^ (remainder & 1 ? polynomial : 0);
    return remainder;
  });
  const tables = [first];
  for (let place = 1; place < 8; place++) {
    const before = tables[place - 1] as Uint32Array;
    tables.push(before.map((value) => (value >>> 8) ^ (first[value & 0xff] as number)));
  }
  return tables;
}

/** A 32-bit cyclic redundancy check. @returns From 0 to 2³² − 1. */
function checksum(polynomial: number): (bytes: Uint8Array) => number {
  const [t0, t1, t2, t3, t4, t5, t6, t7] = tablesOf(polynomial) as [
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
  ];
  return (bytes) => {
    let crc = 0xffffffff;
    let at = 0;
    const byte = (ahead: number): number => bytes[at + ahead] as number;
    for (const whole = bytes.length - 7; at < whole; at += 8) {
      crc ^= byte(0) | (byte(1) << 8) | (byte(2) << 16) | (byte(3) << 24);
      crc =
        (t7[crc & 0xff] as number) ^
        (t6[(crc >>> 8) & 0xff] as number) ^
        (t5[(crc >>> 16) & 0xff] as number) ^
        (t4[crc >>> 24] as number) ^
        (t3[byte(4)] as number) ^
        (t2[byte(5)] as number) ^
        (t1[byte(6)] as number) ^
        (t0[byte(7)] as number);
    }
    for (; at < bytes.length; at++) crc = (crc >>> 8) ^ (t0[(crc ^ byte(0)) & 0xff] as number);
    return (crc ^ 0xffffffff) >>> 0;
  };
}

/** Castagnoli's (RFC 3720 §12.1), as in TensorFlow's record files. */
export const crc32c = checksum(0x82f63b78);

/** ISO 3309's, as in PNG files. */
export const crc32 = checksum(0xedb88320);

/** How a record stores it: the checksum of data that holds checksums would be weak, so it is turned and shifted. */
export function maskedCrc32c(bytes: Uint8Array): number {
  const crc = crc32c(bytes);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}
