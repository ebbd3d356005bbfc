/**
 * Adds the gradient of each window to the place of its maximum, the first one of equals. `dx` must be zeros; all are
 * [images][rows][columns][channels].
 */
export function maxPoolGrad(
  dx: usize,
  x: usize,
  dy: usize,
  images: i32,
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
  for (let image = 0; image < images; image++) {
    for (let row = 0; row < outputRows; row++) {
      const top = row * rowStride - rowPad;
      const y0 = max(0, top);
      const y1 = min(inputRows, top + filterRows);
      for (let column = 0; column < outputColumns; column++) {
        const left = column * columnStride - columnPad;
        const x0 = max(0, left);
        const x1 = min(inputColumns, left + filterColumns);
        let channel = 0;
        for (; channel + 4 <= channels; channel += 4, dy += 16) {
          const first = ((image * inputRows + y0) * inputColumns + x0) * channels + channel;
          let best = v128.load(x + (<usize>first << 2));
          let place = i32x4.splat(first);
          for (let i = y0; i < y1; i++) {
            let at = ((image * inputRows + i) * inputColumns + x0) * channels + channel;
            for (let j = x0; j < x1; j++, at += channels) {
              const value = v128.load(x + (<usize>at << 2));
              const more = f32x4.gt(value, best);
              best = v128.bitselect(value, best, more);
              place = v128.bitselect(i32x4.splat(at), place, more);
            }
          }
          const gradient = v128.load(dy);
          add(dx, i32x4.extract_lane(place, 0), f32x4.extract_lane(gradient, 0));
          add(dx, i32x4.extract_lane(place, 1) + 1, f32x4.extract_lane(gradient, 1));
          add(dx, i32x4.extract_lane(place, 2) + 2, f32x4.extract_lane(gradient, 2));
          add(dx, i32x4.extract_lane(place, 3) + 3, f32x4.extract_lane(gradient, 3));
        }
        for (; channel < channels; channel++, dy += 4) {
          let place = ((image * inputRows + y0) * inputColumns + x0) * channels + channel;
          let best = load<f32>(x + (<usize>place << 2));
          for (let i = y0; i < y1; i++) {
            let at = ((image * inputRows + i) * inputColumns + x0) * channels + channel;
            for (let j = x0; j < x1; j++, at += channels) {
              const value = load<f32>(x + (<usize>at << 2));
              if (value > best) {
                best = value;
                place = at;
              }
            }
          }
          add(dx, place, load<f32>(dy));
        }
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function add(dx: usize, index: i32, value: f32): void {
  const at = dx + (<usize>index << 2);
  store<f32>(at, load<f32>(at) + value);
}
