const TILE: i32 = 32;

/** to[column][row] = from[row][column], in tiles that stay in the cache. */
export function transpose(to: usize, from: usize, rows: i32, columns: i32): void {
  for (let r0 = 0; r0 < rows; r0 += TILE) {
    const r1 = min(r0 + TILE, rows);
    for (let c0 = 0; c0 < columns; c0 += TILE) {
      const c1 = min(c0 + TILE, columns);
      let r = r0;
      for (; r + 4 <= r1; r += 4) {
        let c = c0;
        for (; c + 4 <= c1; c += 4) {
          transpose4x4(at(to, c, rows, r), <usize>rows << 2, at(from, r, columns, c), <usize>columns << 2);
        }
        for (; c < c1; c++) {
          for (let i = r; i < r + 4; i++) store<f32>(at(to, c, rows, i), load<f32>(at(from, i, columns, c)));
        }
      }
      for (; r < r1; r++) {
        for (let c = c0; c < c1; c++) store<f32>(at(to, c, rows, r), load<f32>(at(from, r, columns, c)));
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function at(base: usize, row: i32, columns: i32, column: i32): usize {
  return base + (((<usize>row) * (<usize>columns) + (<usize>column)) << 2);
}

/** Four values of each of four lines, `fromStep` bytes apart, become four lines that are `toStep` bytes apart. */
// @ts-ignore: decorator
@inline
function transpose4x4(to: usize, toStep: usize, from: usize, fromStep: usize): void {
  const a = v128.load(from);
  const b = v128.load(from + fromStep);
  const c = v128.load(from + (fromStep << 1));
  const d = v128.load(from + fromStep * 3);
  const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5));
  v128.store(to + toStep, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
  v128.store(to + (toStep << 1), v128.shuffle<f32>(abHigh, cdHigh, 0, 1, 4, 5));
  v128.store(to + toStep * 3, v128.shuffle<f32>(abHigh, cdHigh, 2, 3, 6, 7));
}
