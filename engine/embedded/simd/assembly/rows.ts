/** Copies the rows of `from` that `numbers` (int32) names, one behind the other. */
export function gatherRows(to: usize, from: usize, numbers: usize, count: i32, size: i32): void {
  const bytes = (<usize>size) << 2;
  for (let n = 0; n < count; n++) {
    const row = from + <usize>load<i32>(numbers + ((<usize>n) << 2)) * bytes;
    if (size > 64) {
      memory.copy(to, row, bytes);
    } else {
      let i = 0;
      for (; i + 4 <= size; i += 4) v128.store(to + ((<usize>i) << 2), v128.load(row + ((<usize>i) << 2)));
      for (; i < size; i++) store<f32>(to + ((<usize>i) << 2), load<f32>(row + ((<usize>i) << 2)));
    }
    to += bytes;
  }
}

/**
 * Adds each row of `from`, `each` times in turn, to the row of `to` that the next number (int32) names, of which there are
 * `count`; those outside [0, rows) are left out.
 */
export function scatterAddRows(
  to: usize,
  from: usize,
  numbers: usize,
  count: i32,
  size: i32,
  rows: i32,
  each: i32,
): void {
  const bytes = (<usize>size) << 2;
  let left = each;
  for (let n = 0; n < count; n++, left--) {
    if (left == 0) {
      from += bytes;
      left = each;
    }
    const number = load<i32>(numbers + ((<usize>n) << 2));
    if (<u32>number >= <u32>rows) continue;
    const row = to + <usize>number * bytes;
    let i = 0;
    for (; i + 4 <= size; i += 4) {
      const at = (<usize>i) << 2;
      v128.store(row + at, f32x4.add(v128.load(row + at), v128.load(from + at)));
    }
    for (; i < size; i++) {
      const at = (<usize>i) << 2;
      store<f32>(row + at, load<f32>(row + at) + load<f32>(from + at));
    }
  }
}
