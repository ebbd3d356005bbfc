/**
 * seen[position][tap] = the input value under that tap of the filter at that output position; 0 on padding. Images are
 * [rows][columns][channels]; taps are (row of the filter, column of it, channel). `firstRow` and `count` are rows of the
 * output, counted over all images.
 */
export function gatherTaps(
  x: usize,
  seen: usize,
  firstRow: i32,
  count: i32,
  channels: i32,
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
    const image = (firstRow + i) / outputRows;
    const top = ((firstRow + i) % outputRows) * rowStride - rowPad;
    for (let position = 0; position < outputColumns; position++) {
      const left = position * columnStride - columnPad;
      const c0 = min(filterColumns, max(0, -left));
      const c1 = max(c0, min(filterColumns, inputColumns - left));
      for (let r = 0; r < filterRows; r++, seen += <usize>line << 2) {
        const y = top + r;
        if (y < 0 || y >= inputRows) {
          fill(seen, line);
          continue;
        }
        // The taps of one row of the filter lie side by side in the image.
        const inside = seen + (<usize>(c0 * channels) << 2);
        const size = (c1 - c0) * channels;
        fill(seen, c0 * channels);
        copy(inside, x + (<usize>(((image * inputRows + y) * inputColumns + left + c0) * channels) << 2), size);
        fill(inside + (<usize>size << 2), (filterColumns - c1) * channels);
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

/** Adds sent[position][tap] to the input value under that tap of the filter: `gatherTaps` the other way round. */
export function scatterTaps(
  sent: usize,
  dx: usize,
  firstRow: i32,
  count: i32,
  channels: i32,
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
  const taps = filterRows * filterColumns * channels;
  const lineOfTaps = <usize>taps << 2;
  for (let i = 0; i < count; i++) {
    const image = (firstRow + i) / outputRows;
    const top = ((firstRow + i) % outputRows) * rowStride - rowPad;
    for (let position = 0; position < outputColumns; position++) {
      const left = position * columnStride - columnPad;
      const c0 = max(0, -left);
      const c1 = min(filterColumns, inputColumns - left);
      if (c1 <= c0) continue;
      const values = sent + <usize>(i * outputColumns + position) * lineOfTaps;
      // The taps of one row of the filter lie side by side in the image.
      const size = (c1 - c0) * channels;
      for (let r = max(0, -top), end = min(filterRows, inputRows - top); r < end; r++) {
        addTo(
          dx + (<usize>(((image * inputRows + top + r) * inputColumns + left + c0) * channels) << 2),
          values + (<usize>((r * filterColumns + c0) * channels) << 2),
          size,
        );
      }
    }
  }
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
