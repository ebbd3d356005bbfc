/** Where fewer than one value in so many is other than 0, it pays to look for those. */
const RARE: i32 = 8;
/** Rows of which it is read off. */
const LOOKED_AT: i32 = 8;
/** Shorter rows, and wider results, are not worth it. */
const SHORTEST: i32 = 512;
const WIDEST: i32 = 256;

/** Whether the rows of a, [rows][length], are long and hold hardly anything but zeros, as those of multi-hot words. */
export function hasFew(a: usize, rows: i32, length: i32, columns: i32): bool {
  if (length < SHORTEST || columns > WIDEST) return false;
  const looked = min(rows, LOOKED_AT);
  const most = looked * (length / RARE);
  let found = 0;
  for (let i = 0; i < looked; i++) {
    const row = a + ((<usize>((<i64>i * rows) / looked) * <usize>length) << 2);
    let n = 0;
    for (; n + 4 <= length; n += 4) found += popcnt(others(row + ((<usize>n) << 2)));
    if (found > most) return false;
  }
  return true;
}

/** A zero times NaN or infinity is no zero. */
export function areFinite(values: usize, count: i32): bool {
  let seen = f32x4.splat(0);
  const zero = seen;
  let n = 0;
  for (; n + 4 <= count; n += 4) seen = f32x4.add(seen, f32x4.mul(v128.load(values + ((<usize>n) << 2)), zero));
  let rest: f32 = 0;
  for (; n < count; n++) rest += load<f32>(values + ((<usize>n) << 2)) * 0;
  return rest == 0 && i32x4.bitmask(f32x4.eq(seen, zero)) == 15;
}

/**
 * c[i][j] = Σ over n of a[i][n] · b[n][j], with a [m][k], b [k][columns]; where it is `turned`, c[n][j] = Σ over i of
 * a[i][n] · b[i][j], with b [m][columns] and c [k][columns]. Zeros of a are passed over.
 */
export function multiplyFew(
  c: usize,
  a: usize,
  b: usize,
  m: i32,
  k: i32,
  columns: i32,
  turned: bool,
): void {
  const line = <usize>columns << 2;
  memory.fill(c, 0, <usize>(turned ? k : m) * line);
  for (let i = 0; i < m; i++, a += <usize>k << 2) {
    const own = (turned ? b : c) + <usize>i * line;
    const other = turned ? c : b;
    let n = 0;
    for (; n + 16 <= k; n += 16) {
      const at = a + ((<usize>n) << 2);
      let mask = others(at) | (others(at + 16) << 4) | (others(at + 32) << 8) | (others(at + 48) << 12);
      for (; mask != 0; mask &= mask - 1) {
        const place = n + ctz(mask);
        const row = other + <usize>place * line;
        addScaled(turned ? row : own, turned ? own : row, load<f32>(a + ((<usize>place) << 2)), columns);
      }
    }
    for (; n < k; n++) {
      const factor = load<f32>(a + ((<usize>n) << 2));
      if (factor == 0) continue;
      const row = other + <usize>n * line;
      addScaled(turned ? row : own, turned ? own : row, factor, columns);
    }
  }
}

/** A bit for each of four values that is other than 0. */
// @ts-ignore: decorator
@inline
function others(at: usize): i32 {
  return i32x4.bitmask(f32x4.ne(v128.load(at), f32x4.splat(0)));
}

// @ts-ignore: decorator
@inline
function addScaled(to: usize, from: usize, factor: f32, count: i32): void {
  const four = f32x4.splat(factor);
  let n = 0;
  for (; n + 4 <= count; n += 4) {
    const at = (<usize>n) << 2;
    v128.store(to + at, f32x4.add(v128.load(to + at), f32x4.mul(four, v128.load(from + at))));
  }
  for (; n < count; n++) {
    const at = (<usize>n) << 2;
    store<f32>(to + at, load<f32>(to + at) + factor * load<f32>(from + at));
  }
}
