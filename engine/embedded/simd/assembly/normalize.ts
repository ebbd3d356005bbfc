/** to[i][j] = (x[i][j] − mean[j]) · factor[j] + offset[j]: batch normalization over the last axis. */
export function normalizeRows(
  to: usize,
  x: usize,
  n: i32,
  m: i32,
  mean: usize,
  factor: usize,
  offset: usize,
): void {
  for (let i = 0; i < n; i++) {
    let j = 0;
    for (; j + 4 <= m; j += 4, to += 16, x += 16) {
      const at = (<usize>j) << 2;
      const centred = f32x4.sub(v128.load(x), v128.load(mean + at));
      v128.store(to, f32x4.add(f32x4.mul(centred, v128.load(factor + at)), v128.load(offset + at)));
    }
    for (; j < m; j++, to += 4, x += 4) {
      const at = (<usize>j) << 2;
      store<f32>(to, (load<f32>(x) - load<f32>(mean + at)) * load<f32>(factor + at) + load<f32>(offset + at));
    }
  }
}
