/**
 * Adds the gradient of each window to the place of its maximum, the first one of equals. `dx` must be zeros; all are
 * [volumes][depth][rows][columns][channels].
 */
export function maxPoolGrad(
  dx: usize,
  x: usize,
  dy: usize,
  volumes: i32,
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
  for (let volume = 0; volume < volumes; volume++) {
    for (let depth = 0; depth < outputDepth; depth++) {
      const front = depth * depthStride - depthPad;
      const z0 = max(0, front);
      const z1 = min(inputDepth, front + filterDepth);
      for (let row = 0; row < outputRows; row++) {
        const top = row * rowStride - rowPad;
        const y0 = max(0, top);
        const y1 = min(inputRows, top + filterRows);
        for (let column = 0; column < outputColumns; column++) {
          const left = column * columnStride - columnPad;
          const x0 = max(0, left);
          const x1 = min(inputColumns, left + filterColumns);
          const corner = (((volume * inputDepth + z0) * inputRows + y0) * inputColumns + x0) * channels;
          let channel = 0;
          for (; channel + 4 <= channels; channel += 4, dy += 16) {
            let best = v128.load(x + (<usize>(corner + channel) << 2));
            let place = i32x4.splat(corner + channel);
            for (let k = z0; k < z1; k++) {
              for (let i = y0; i < y1; i++) {
                let at = (((volume * inputDepth + k) * inputRows + i) * inputColumns + x0) * channels + channel;
                for (let j = x0; j < x1; j++, at += channels) {
                  const value = v128.load(x + (<usize>at << 2));
                  const more = f32x4.gt(value, best);
                  best = v128.bitselect(value, best, more);
                  place = v128.bitselect(i32x4.splat(at), place, more);
                }
              }
            }
            const gradient = v128.load(dy);
            add(dx, i32x4.extract_lane(place, 0), f32x4.extract_lane(gradient, 0));
            add(dx, i32x4.extract_lane(place, 1) + 1, f32x4.extract_lane(gradient, 1));
            add(dx, i32x4.extract_lane(place, 2) + 2, f32x4.extract_lane(gradient, 2));
            add(dx, i32x4.extract_lane(place, 3) + 3, f32x4.extract_lane(gradient, 3));
          }
          for (; channel < channels; channel++, dy += 4) {
            let place = corner + channel;
            let best = load<f32>(x + (<usize>place << 2));
            for (let k = z0; k < z1; k++) {
              for (let i = y0; i < y1; i++) {
                let at = (((volume * inputDepth + k) * inputRows + i) * inputColumns + x0) * channels + channel;
                for (let j = x0; j < x1; j++, at += channels) {
                  const value = load<f32>(x + (<usize>at << 2));
                  if (value > best) {
                    best = value;
                    place = at;
                  }
                }
              }
            }
            add(dx, place, load<f32>(dy));
          }
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
