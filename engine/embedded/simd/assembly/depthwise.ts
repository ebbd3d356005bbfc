import { high } from './reduce';

/**
 * Sums, over `count` positions of a row of the output, what one tap of a depthwise filter saw times the output's gradient:
 * total[channel · multiplier + q] (float64) += Σ x[n · step + channel] · dy[n][channel · multiplier + q].
 */
export function depthwiseTap(
  total: usize,
  x: usize,
  dy: usize,
  count: i32,
  step: i32,
  channels: i32,
  multiplier: i32,
): void {
  const xStep = <usize>step << 2;
  const dyStep = <usize>(channels * multiplier) << 2;
  let channel = 0;
  if (multiplier === 1) {
    for (; channel + 4 <= channels; channel += 4) {
      let low = v128.load(total);
      let top = v128.load(total, 16);
      let from = x + (<usize>channel << 2);
      let gradient = dy + (<usize>channel << 2);
      for (let n = 0; n < count; n++, from += xStep, gradient += dyStep) {
        const product = f32x4.mul(v128.load(from), v128.load(gradient));
        low = f64x2.add(low, f64x2.promote_low_f32x4(product));
        top = f64x2.add(top, f64x2.promote_low_f32x4(high(product)));
      }
      v128.store(total, low);
      v128.store(total, top, 16);
      total += 32;
    }
  }
  for (; channel < channels; channel++) {
    for (let q = 0; q < multiplier; q++, total += 8) {
      let sum = load<f64>(total);
      let from = x + (<usize>channel << 2);
      let gradient = dy + (<usize>(channel * multiplier + q) << 2);
      for (let n = 0; n < count; n++, from += xStep, gradient += dyStep) {
        sum += <f64>load<f32>(from) * <f64>load<f32>(gradient);
      }
      store<f64>(total, sum);
    }
  }
}

/** dx[n · step + channel] += Σ over q of dy[n][channel · multiplier + q] · weights[channel · multiplier + q] */
export function depthwiseBack(
  dx: usize,
  dy: usize,
  weights: usize,
  count: i32,
  step: i32,
  channels: i32,
  multiplier: i32,
): void {
  const dxStep = <usize>step << 2;
  for (let n = 0; n < count; n++, dx += dxStep) {
    let channel = 0;
    let weight = weights;
    if (multiplier === 1) {
      for (; channel + 4 <= channels; channel += 4, dy += 16, weight += 16) {
        const at = dx + (<usize>channel << 2);
        v128.store(at, f32x4.add(v128.load(at), f32x4.mul(v128.load(dy), v128.load(weight))));
      }
    }
    for (; channel < channels; channel++) {
      const at = dx + (<usize>channel << 2);
      let sum = load<f32>(at);
      for (let q = 0; q < multiplier; q++, dy += 4, weight += 4) sum += load<f32>(dy) * load<f32>(weight);
      store<f32>(at, sum);
    }
  }
}
