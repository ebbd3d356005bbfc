/**
 * Writes `rows` rows of `size` values as bits, each whether the value is other than 0: the lowest bit first, each row beginning
 * a byte.
 */
export function packBits(to: usize, from: usize, rows: i32, size: i32): void {
  const zero = f32x4.splat(0);
  for (let row = 0; row < rows; row++) {
    let i = 0;
    for (; i + 8 <= size; i += 8, from += 32, to++) {
      const low = i32x4.bitmask(f32x4.ne(v128.load(from), zero));
      const high = i32x4.bitmask(f32x4.ne(v128.load(from, 16), zero));
      store<u8>(to, low | (high << 4));
    }
    if (i === size) continue;
    let packed = 0;
    for (let bit = 0; i < size; i++, bit++, from += 4) packed |= i32(load<f32>(from) !== 0) << bit;
    store<u8>(to, packed);
    to++;
  }
}

/** Copies so many bytes. */
export function copyBytes(to: usize, from: usize, bytes: usize): void {
  memory.copy(to, from, bytes);
}
