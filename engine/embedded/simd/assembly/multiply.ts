import { areFinite, hasFew, multiplyFew } from './sparse';

const TILE: i32 = 256;

/**
 * c[i][j] = Σ over n of a(i, n) · b[n][j], with a(i, n) at a[i·rowStep + n·step], so that a may lie in rows or in columns
 * (transposed). c is [m][columns], b [k][columns].
 *
 * Tiles of k keep the rows of b that are in use in the cache, and the rounding error of long sums small; 4 × 8 values of c
 * stay in registers. Where a holds hardly anything but zeros, only what is other than 0 is looked for.
 */
export function multiply(
  c: usize,
  a: usize,
  b: usize,
  m: i32,
  k: i32,
  columns: i32,
  rowStep: i32,
  step: i32,
): void {
  if (step == 1 && rowStep == k && hasFew(a, m, k, columns) && areFinite(b, k * columns)) {
    multiplyFew(c, a, b, m, k, columns, false);
    return;
  }
  if (rowStep == 1 && step == m && hasFew(a, k, m, columns) && areFinite(b, k * columns)) {
    multiplyFew(c, a, b, k, m, columns, true);
    return;
  }
  memory.fill(c, 0, ((<usize>m) * (<usize>columns)) << 2);
  const aRow = <usize>rowStep << 2;
  const aStep = <usize>step << 2;
  const line = <usize>columns << 2;
  for (let n = 0; n < k; n += TILE) {
    const size = min(TILE, k - n);
    let aTile = a + <usize>n * aStep;
    const bTile = b + <usize>n * line;
    let row = c;
    let i = 0;
    for (; i + 4 <= m; i += 4) {
      let j = 0;
      for (; j + 8 <= columns; j += 8) {
        block4x8(row + (<usize>j << 2), aTile, bTile + (<usize>j << 2), size, aRow, aStep, line);
      }
      for (; j + 4 <= columns; j += 4) {
        block4x4(row + (<usize>j << 2), aTile, bTile + (<usize>j << 2), size, aRow, aStep, line);
      }
      for (; j < columns; j++) {
        block4x1(row + (<usize>j << 2), aTile, bTile + (<usize>j << 2), size, aRow, aStep, line);
      }
      row += line << 2;
      aTile += aRow << 2;
    }
    for (; i < m; i++) {
      let j = 0;
      for (; j + 8 <= columns; j += 8) {
        block1x8(row + (<usize>j << 2), aTile, bTile + (<usize>j << 2), size, aStep, line);
      }
      for (; j < columns; j++) {
        block1x1(row + (<usize>j << 2), aTile, bTile + (<usize>j << 2), size, aStep, line);
      }
      row += line;
      aTile += aRow;
    }
  }
}

// @ts-ignore: decorator
@inline
function accumulate(at: usize, value: v128): void {
  v128.store(at, f32x4.add(v128.load(at), value));
}

// @ts-ignore: decorator
@inline
function block4x8(c: usize, a: usize, b: usize, size: i32, aRow: usize, aStep: usize, line: usize): void {
  let p0 = f32x4.splat(0);
  let q0 = p0;
  let p1 = p0;
  let q1 = p0;
  let p2 = p0;
  let q2 = p0;
  let p3 = p0;
  let q3 = p0;
  const a1 = aRow;
  const a2 = aRow << 1;
  const a3 = a1 + a2;
  for (let n = 0; n < size; n++, a += aStep, b += line) {
    const x = v128.load(b);
    const y = v128.load(b, 16);
    let s = v128.load_splat<f32>(a);
    p0 = f32x4.add(p0, f32x4.mul(s, x));
    q0 = f32x4.add(q0, f32x4.mul(s, y));
    s = v128.load_splat<f32>(a + a1);
    p1 = f32x4.add(p1, f32x4.mul(s, x));
    q1 = f32x4.add(q1, f32x4.mul(s, y));
    s = v128.load_splat<f32>(a + a2);
    p2 = f32x4.add(p2, f32x4.mul(s, x));
    q2 = f32x4.add(q2, f32x4.mul(s, y));
    s = v128.load_splat<f32>(a + a3);
    p3 = f32x4.add(p3, f32x4.mul(s, x));
    q3 = f32x4.add(q3, f32x4.mul(s, y));
  }
  accumulate(c, p0);
  accumulate(c + 16, q0);
  c += line;
  accumulate(c, p1);
  accumulate(c + 16, q1);
  c += line;
  accumulate(c, p2);
  accumulate(c + 16, q2);
  c += line;
  accumulate(c, p3);
  accumulate(c + 16, q3);
}

// @ts-ignore: decorator
@inline
function block4x4(c: usize, a: usize, b: usize, size: i32, aRow: usize, aStep: usize, line: usize): void {
  let p0 = f32x4.splat(0);
  let p1 = p0;
  let p2 = p0;
  let p3 = p0;
  const a1 = aRow;
  const a2 = aRow << 1;
  const a3 = a1 + a2;
  for (let n = 0; n < size; n++, a += aStep, b += line) {
    const x = v128.load(b);
    p0 = f32x4.add(p0, f32x4.mul(v128.load_splat<f32>(a), x));
    p1 = f32x4.add(p1, f32x4.mul(v128.load_splat<f32>(a + a1), x));
    p2 = f32x4.add(p2, f32x4.mul(v128.load_splat<f32>(a + a2), x));
    p3 = f32x4.add(p3, f32x4.mul(v128.load_splat<f32>(a + a3), x));
  }
  accumulate(c, p0);
  accumulate(c + line, p1);
  accumulate(c + (line << 1), p2);
  accumulate(c + line * 3, p3);
}

/** Four sums side by side: a chain of additions of one would wait for itself. */
// @ts-ignore: decorator
@inline
function block4x1(c: usize, a: usize, b: usize, size: i32, aRow: usize, aStep: usize, line: usize): void {
  let t0: f32 = 0;
  let t1: f32 = 0;
  let t2: f32 = 0;
  let t3: f32 = 0;
  const a1 = aRow;
  const a2 = aRow << 1;
  const a3 = a1 + a2;
  for (let n = 0; n < size; n++, a += aStep, b += line) {
    const x = load<f32>(b);
    t0 += load<f32>(a) * x;
    t1 += load<f32>(a + a1) * x;
    t2 += load<f32>(a + a2) * x;
    t3 += load<f32>(a + a3) * x;
  }
  store<f32>(c, load<f32>(c) + t0);
  store<f32>(c + line, load<f32>(c + line) + t1);
  store<f32>(c + (line << 1), load<f32>(c + (line << 1)) + t2);
  store<f32>(c + line * 3, load<f32>(c + line * 3) + t3);
}

// @ts-ignore: decorator
@inline
function block1x8(c: usize, a: usize, b: usize, size: i32, aStep: usize, line: usize): void {
  let p = f32x4.splat(0);
  let q = p;
  for (let n = 0; n < size; n++, a += aStep, b += line) {
    const s = v128.load_splat<f32>(a);
    p = f32x4.add(p, f32x4.mul(s, v128.load(b)));
    q = f32x4.add(q, f32x4.mul(s, v128.load(b, 16)));
  }
  accumulate(c, p);
  accumulate(c + 16, q);
}

// @ts-ignore: decorator
@inline
function block1x1(c: usize, a: usize, b: usize, size: i32, aStep: usize, line: usize): void {
  let total: f32 = 0;
  for (let n = 0; n < size; n++, a += aStep, b += line) total += load<f32>(a) * load<f32>(b);
  store<f32>(c, load<f32>(c) + total);
}
