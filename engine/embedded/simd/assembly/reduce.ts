// Totals are kept in float64: a sum over a batch of images has a million terms.

/** to[o][i] = scale · Σ over n of from[o][n][i]; `inner` is the size of i. */
export function sumMiddle(to: usize, from: usize, outer: i32, count: i32, inner: i32, scale: f64): void {
  const line = <usize>inner << 2;
  for (let o = 0; o < outer; o++) {
    let i = 0;
    for (; i + 16 <= inner; i += 16) sum16(to + (<usize>i << 2), from + (<usize>i << 2), count, line, scale);
    for (; i + 4 <= inner; i += 4) sum4(to + (<usize>i << 2), from + (<usize>i << 2), count, line, scale);
    for (; i < inner; i++) {
      let total: f64 = 0;
      let at = from + (<usize>i << 2);
      for (let n = 0; n < count; n++, at += line) total += <f64>load<f32>(at);
      store<f32>(to + (<usize>i << 2), <f32>(total * scale));
    }
    to += line;
    from += <usize>count * line;
  }
}

/** The last two values, put first. */
// @ts-ignore: decorator
@inline
export function high(x: v128): v128 {
  return v128.shuffle<f32>(x, x, 2, 3, 2, 3);
}

// @ts-ignore: decorator
@inline
function join(low: v128, top: v128, scale: f64): v128 {
  const factor = f64x2.splat(scale);
  const a = f32x4.demote_f64x2_zero(f64x2.mul(low, factor));
  const b = f32x4.demote_f64x2_zero(f64x2.mul(top, factor));
  return v128.shuffle<f32>(a, b, 0, 1, 4, 5);
}

function sum4(to: usize, from: usize, count: i32, line: usize, scale: f64): void {
  let low = f64x2.splat(0);
  let top = f64x2.splat(0);
  for (let n = 0; n < count; n++, from += line) {
    const x = v128.load(from);
    low = f64x2.add(low, f64x2.promote_low_f32x4(x));
    top = f64x2.add(top, f64x2.promote_low_f32x4(high(x)));
  }
  v128.store(to, join(low, top, scale));
}

function sum16(to: usize, from: usize, count: i32, line: usize, scale: f64): void {
  let a = f64x2.splat(0);
  let b = a;
  let c = a;
  let d = a;
  let e = a;
  let f = a;
  let g = a;
  let h = a;
  for (let n = 0; n < count; n++, from += line) {
    const x = v128.load(from);
    const y = v128.load(from, 16);
    const z = v128.load(from, 32);
    const w = v128.load(from, 48);
    a = f64x2.add(a, f64x2.promote_low_f32x4(x));
    b = f64x2.add(b, f64x2.promote_low_f32x4(high(x)));
    c = f64x2.add(c, f64x2.promote_low_f32x4(y));
    d = f64x2.add(d, f64x2.promote_low_f32x4(high(y)));
    e = f64x2.add(e, f64x2.promote_low_f32x4(z));
    f = f64x2.add(f, f64x2.promote_low_f32x4(high(z)));
    g = f64x2.add(g, f64x2.promote_low_f32x4(w));
    h = f64x2.add(h, f64x2.promote_low_f32x4(high(w)));
  }
  v128.store(to, join(a, b, scale));
  v128.store(to, join(c, d, scale), 16);
  v128.store(to, join(e, f, scale), 32);
  v128.store(to, join(g, h, scale), 48);
}

/** to[o] = scale · Σ over n of from[o][n] */
export function sumLast(to: usize, from: usize, outer: i32, count: i32, scale: f64): void {
  for (let o = 0; o < outer; o++, to += 4) {
    let a = f64x2.splat(0);
    let b = a;
    let c = a;
    let d = a;
    let n = 0;
    for (; n + 8 <= count; n += 8, from += 32) {
      const x = v128.load(from);
      const y = v128.load(from, 16);
      a = f64x2.add(a, f64x2.promote_low_f32x4(x));
      b = f64x2.add(b, f64x2.promote_low_f32x4(high(x)));
      c = f64x2.add(c, f64x2.promote_low_f32x4(y));
      d = f64x2.add(d, f64x2.promote_low_f32x4(high(y)));
    }
    const all = f64x2.add(f64x2.add(a, b), f64x2.add(c, d));
    let total = f64x2.extract_lane(all, 0) + f64x2.extract_lane(all, 1);
    for (; n < count; n++, from += 4) total += <f64>load<f32>(from);
    store<f32>(to, <f32>(total * scale));
  }
}
