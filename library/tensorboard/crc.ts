type Checksum = (bytes: Uint8Array) => number;

/** A 32-bit cyclic redundancy check. @param polynomial Bits reversed. @returns From 0 to 2³² − 1. */
function checksum(polynomial: number): Checksum {
  const table = Uint32Array.from({ length: 256 }, (_, byte) => {
    let remainder = byte;
    for (let bit = 0; bit < 8; bit++) remainder = (remainder >>> 1) ^ (remainder & 1 ? polynomial : 0);
    return remainder;
  });
  return (bytes) => {
    let crc = 0xffffffff;
    for (const byte of bytes) crc = (crc >>> 8) ^ (table[(crc ^ byte) & 0xff] as number);
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
