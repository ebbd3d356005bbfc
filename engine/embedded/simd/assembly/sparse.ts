/** Where fewer than one value in so many is other than 0, it pays to look for those. */
const RARE: i32 = 8;
/** Rows of which it is read off. */
const LOOKED_AT: i32 = 8;
/** Shorter rows, and wider results, are not worth it. */
const SHORTEST: i32 = 512;
const WIDEST: i32 = 256;
const SIXTEEN: i32 = 16;

/** Whether the rows of a, [rows][length], are long and hold hardly anything but zeros, as those of multi-hot words. */
export function hasFew(a: usize, rows: i32, length: i32, columns: i32): bool {
  if (length < SHORTEST || columns > WIDEST) return false;
  const looked = min(rows, LOOKED_AT);
  const most = looked * (length / RARE);
  let found = 0;
  for (let i = 0; i < looked; i++) {
    const row = a + ((<usize>((<i64>i * rows) / looked) * <usize>length) << 2);
    let n = 0;
    for (; n + 4 <= length; n += 4) found += popcnt(bits(v128.load(row + ((<usize>n) << 2))));
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
    if (columns != SIXTEEN) rowOfAny(own, other, a, k, columns, turned);
    else if (turned) rowTurned(own, other, a, k);
    else rowUpright(own, other, a, k);
  }
}

function rowOfAny(own: usize, other: usize, a: usize, k: i32, columns: i32, turned: bool): void {
  for (let n = 0; n < k; n += 16) {
    for (let mask = maskAt(a, n, k); mask != 0; mask &= mask - 1) {
      const place = n + ctz(mask);
      const row = other + ((<usize>place * <usize>columns) << 2);
      addScaled(turned ? row : own, turned ? own : row, load<f32>(a + ((<usize>place) << 2)), columns);
    }
  }
}

/** Of a result with sixteen columns: the row stays in registers. */
function rowUpright(c: usize, b: usize, a: usize, k: i32): void {
  let c0 = f32x4.splat(0);
  let c1 = c0;
  let c2 = c0;
  let c3 = c0;
  for (let n = 0; n < k; n += 16) {
    for (let mask = maskAt(a, n, k); mask != 0; mask &= mask - 1) {
      const place = <usize>(n + ctz(mask));
      const row = b + (place << 6);
      const factor = v128.load32_splat(a + (place << 2));
      c0 = f32x4.add(c0, f32x4.mul(factor, v128.load(row)));
      c1 = f32x4.add(c1, f32x4.mul(factor, v128.load(row, 16)));
      c2 = f32x4.add(c2, f32x4.mul(factor, v128.load(row, 32)));
      c3 = f32x4.add(c3, f32x4.mul(factor, v128.load(row, 48)));
    }
  }
  v128.store(c, c0);
  v128.store(c, c1, 16);
  v128.store(c, c2, 32);
  v128.store(c, c3, 48);
}

/** The same, turned: the row of b stays there. */
function rowTurned(b: usize, c: usize, a: usize, k: i32): void {
  const b0 = v128.load(b);
  const b1 = v128.load(b, 16);
  const b2 = v128.load(b, 32);
  const b3 = v128.load(b, 48);
  for (let n = 0; n < k; n += 16) {
    for (let mask = maskAt(a, n, k); mask != 0; mask &= mask - 1) {
      const place = <usize>(n + ctz(mask));
      const row = c + (place << 6);
      const factor = v128.load32_splat(a + (place << 2));
      v128.store(row, f32x4.add(v128.load(row), f32x4.mul(factor, b0)));
      v128.store(row, f32x4.add(v128.load(row, 16), f32x4.mul(factor, b1)), 16);
      v128.store(row, f32x4.add(v128.load(row, 32), f32x4.mul(factor, b2)), 32);
      v128.store(row, f32x4.add(v128.load(row, 48), f32x4.mul(factor, b3)), 48);
    }
  }
}

/** A bit for each of the sixteen values from n on, of k in all, that is other than 0. */
// @ts-ignore: decorator
@inline
function maskAt(a: usize, n: i32, k: i32): i32 {
  const at = a + ((<usize>n) << 2);
  if (n + 16 > k) return lastMask(at, k - n);
  const first = v128.load(at);
  const second = v128.load(at, 16);
  const third = v128.load(at, 32);
  const fourth = v128.load(at, 48);
  // Hardly any has one: they are looked at together before they are told apart. A zero with a sign counts, and adds nothing.
  if (!v128.any_true(v128.or(v128.or(first, second), v128.or(third, fourth)))) return 0;
  return bits(first) | (bits(second) << 4) | (bits(third) << 8) | (bits(fourth) << 12);
}

function lastMask(at: usize, count: i32): i32 {
  let mask = 0;
  for (let i = 0; i < count; i++) if (load<f32>(at + ((<usize>i) << 2)) != 0) mask |= 1 << i;
  return mask;
}

/** A bit for each of four values that is other than 0. */
// @ts-ignore: decorator
@inline
function bits(values: v128): i32 {
  return i32x4.bitmask(f32x4.ne(values, f32x4.splat(0)));
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
