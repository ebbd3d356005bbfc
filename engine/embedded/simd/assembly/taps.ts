// Volumes are [depth][rows][columns][channels]; an image is one of depth 1. Taps are (depth, row, column of the filter,
// channel). Output rows are counted over all volumes and depths, so that a part of them can be done at a time.

/** seen[position][tap] = the input value under that tap of the filter at that output position; 0 on padding. */
export function gatherTaps(
  x: usize,
  seen: usize,
  firstRow: i32,
  count: i32,
  channels: i32,
  inputDepth: i32,
  filterDepth: i32,
  outputDepth: i32,
  depthStride: i32,
  depthPad: i32,
  inputRows: i32,
  filterRows: i32,
  outputRows: i32,
  rowStride: i32,
  rowPad: i32,
  inputColumns: i32,
  filterColumns: i32,
  outputColumns: i32,
  columnStride: i32,
  columnPad: i32,
): void {
  const line = filterColumns * channels;
  for (let i = 0; i < count; i++) {
    const row = (firstRow + i) % outputRows;
    const plane = (firstRow + i) / outputRows;
    const volume = plane / outputDepth;
    const front = (plane % outputDepth) * depthStride - depthPad;
    const top = row * rowStride - rowPad;
    for (let position = 0; position < outputColumns; position++) {
      const left = position * columnStride - columnPad;
      const c0 = min(filterColumns, max(0, -left));
      const c1 = max(c0, min(filterColumns, inputColumns - left));
      // The taps of one row of the filter lie side by side in the input.
      const size = (c1 - c0) * channels;
      for (let d = 0; d < filterDepth; d++) {
        const z = front + d;
        for (let r = 0; r < filterRows; r++, seen += <usize>line << 2) {
          const y = top + r;
          if (z < 0 || z >= inputDepth || y < 0 || y >= inputRows) {
            fill(seen, line);
            continue;
          }
          const start = (((volume * inputDepth + z) * inputRows + y) * inputColumns + left + c0) * channels;
          const inside = seen + (<usize>(c0 * channels) << 2);
          fill(seen, c0 * channels);
          copy(inside, x + (<usize>start << 2), size);
          fill(inside + (<usize>size << 2), (filterColumns - c1) * channels);
        }
      }
    }
  }
}

/** Adds sent[position][tap] to the input value under that tap of the filter: `gatherTaps` the other way round. */
export function scatterTaps(
  sent: usize,
  dx: usize,
  firstRow: i32,
  count: i32,
  channels: i32,
  inputDepth: i32,
  filterDepth: i32,
  outputDepth: i32,
  depthStride: i32,
  depthPad: i32,
  inputRows: i32,
  filterRows: i32,
  outputRows: i32,
  rowStride: i32,
  rowPad: i32,
  inputColumns: i32,
  filterColumns: i32,
  outputColumns: i32,
  columnStride: i32,
  columnPad: i32,
): void {
  const line = filterColumns * channels;
  for (let i = 0; i < count; i++) {
    const row = (firstRow + i) % outputRows;
    const plane = (firstRow + i) / outputRows;
    const volume = plane / outputDepth;
    const front = (plane % outputDepth) * depthStride - depthPad;
    const top = row * rowStride - rowPad;
    for (let position = 0; position < outputColumns; position++) {
      const left = position * columnStride - columnPad;
      const c0 = min(filterColumns, max(0, -left));
      const c1 = max(c0, min(filterColumns, inputColumns - left));
      const size = (c1 - c0) * channels;
      for (let d = 0; d < filterDepth; d++) {
        const z = front + d;
        for (let r = 0; r < filterRows; r++, sent += <usize>line << 2) {
          const y = top + r;
          if (z < 0 || z >= inputDepth || y < 0 || y >= inputRows) continue;
          const start = (((volume * inputDepth + z) * inputRows + y) * inputColumns + left + c0) * channels;
          addTo(dx + (<usize>start << 2), sent + (<usize>(c0 * channels) << 2), size);
        }
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function fill(to: usize, size: i32): void {
  for (let n = 0; n < size; n++) store<f32>(to + (<usize>n << 2), 0);
}

// @ts-ignore: decorator
@inline
function copy(to: usize, from: usize, size: i32): void {
  let n = 0;
  for (; n + 4 <= size; n += 4) v128.store(to + (<usize>n << 2), v128.load(from + (<usize>n << 2)));
  for (; n < size; n++) store<f32>(to + (<usize>n << 2), load<f32>(from + (<usize>n << 2)));
}

/** to[i] += from[i] */
// @ts-ignore: decorator
@inline
function addTo(to: usize, from: usize, size: i32): void {
  let n = 0;
  for (; n + 4 <= size; n += 4) {
    v128.store(to, f32x4.add(v128.load(to), v128.load(from)));
    to += 16;
    from += 16;
  }
  for (; n < size; n++) {
    store<f32>(to, load<f32>(to) + load<f32>(from));
    to += 4;
    from += 4;
  }
}
