/**
 * The largest value of each window over images; NaN is passed over, and what is below the lowest float32 counts as that.
 * `x` and `to` are [images][rows][columns][channels].
 */
export function maxPool(
  to: usize,
  x: usize,
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
  const pixel = <usize>channels << 2;
  const line = <usize>inputColumns * pixel;
  const image = <usize>inputRows * line;
  const end = x + <usize>images * image;
  const toEnd = to + <usize>(images * outputRows * outputColumns) * pixel;
  for (; x < end; x += image) {
    for (let row = 0; row < outputRows; row++) {
      const top = row * rowStride - rowPad;
      const y0 = max(0, top);
      const high = <usize>(min(inputRows, top + filterRows) - y0) * line;
      for (let column = 0; column < outputColumns; column++) {
        const left = column * columnStride - columnPad;
        const x0 = max(0, left);
        const wide = <usize>(min(inputColumns, left + filterColumns) - x0) * pixel;
        let from = x + <usize>y0 * line + <usize>x0 * pixel;
        const reach = high - line + wide - pixel;
        let channel = 0;
        for (; channel + 16 <= channels; channel += 16, from += 64, to += 64)
          largest16(to, from, high, line, wide, pixel);
        // A last part of less than eight or four channels is loaded and stored with what follows it, which is stored again.
        while (channel + 4 < channels && from + reach + 32 <= end && to + 32 <= toEnd) {
          largest8(to, from, high, line, wide, pixel);
          channel += 8;
          from += 32;
          to += 32;
        }
        while (channel < channels && from + reach + 16 <= end && to + 16 <= toEnd) {
          v128.store(to, largest4(from, high, line, wide, pixel));
          channel += 4;
          from += 16;
          to += 16;
        }
        if (channel > channels) to -= <usize>(channel - channels) << 2;
        for (; channel < channels; channel++, from += 4, to += 4)
          store<f32>(to, largest1(from, high, line, wide, pixel));
      }
    }
  }
}

// @ts-ignore: decorator
@inline
const lowest: f32 = -f32.MAX_VALUE;

// In `pmax` a second value that is NaN is passed over. `high` and `wide` are the sizes of a window in bytes, `line` and `pixel`
// the steps in it.

// @ts-ignore: decorator
@inline
function largest16(to: usize, from: usize, high: usize, line: usize, wide: usize, pixel: usize): void {
  let a = f32x4.splat(lowest);
  let b = a;
  let c = a;
  let d = a;
  for (let start = from, end = from + high; start < end; start += line) {
    for (let at = start, last = start + wide; at < last; at += pixel) {
      a = f32x4.pmax(a, v128.load(at));
      b = f32x4.pmax(b, v128.load(at, 16));
      c = f32x4.pmax(c, v128.load(at, 32));
      d = f32x4.pmax(d, v128.load(at, 48));
    }
  }
  v128.store(to, a);
  v128.store(to, b, 16);
  v128.store(to, c, 32);
  v128.store(to, d, 48);
}

// @ts-ignore: decorator
@inline
function largest8(to: usize, from: usize, high: usize, line: usize, wide: usize, pixel: usize): void {
  let a = f32x4.splat(lowest);
  let b = a;
  for (let start = from, end = from + high; start < end; start += line) {
    for (let at = start, last = start + wide; at < last; at += pixel) {
      a = f32x4.pmax(a, v128.load(at));
      b = f32x4.pmax(b, v128.load(at, 16));
    }
  }
  v128.store(to, a);
  v128.store(to, b, 16);
}

// @ts-ignore: decorator
@inline
function largest4(from: usize, high: usize, line: usize, wide: usize, pixel: usize): v128 {
  let best = f32x4.splat(lowest);
  for (let start = from, end = from + high; start < end; start += line) {
    for (let at = start, last = start + wide; at < last; at += pixel) best = f32x4.pmax(best, v128.load(at));
  }
  return best;
}

// @ts-ignore: decorator
@inline
function largest1(from: usize, high: usize, line: usize, wide: usize, pixel: usize): f32 {
  let best = lowest;
  for (let start = from, end = from + high; start < end; start += line) {
    for (let at = start, last = start + wide; at < last; at += pixel) {
      const value = load<f32>(at);
      if (value > best) best = value;
    }
  }
  return best;
}

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
