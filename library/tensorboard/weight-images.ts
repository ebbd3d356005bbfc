import type { SummaryValue } from './event.js';
import { greyPng } from './png.js';
import { imageSummary } from './summaries.js';

/** As many as `tf.summary.image` writes. */
const MOST = 3;

/**
 * A weight as images, arranged as Keras' callback arranges it: a vector is one row; a matrix lies on its longer side; of
 * a convolution over one channel, or over one dimension, each output channel is an image of its own (the first 3). Grey
 * runs from the least value (black) to the greatest (white) of the weight.
 *
 * @returns Undefined for a weight of another rank and for a single number, of which Keras writes none.
 */
export function weightImage(
  tag: string,
  shape: readonly number[],
  values: ArrayLike<number>,
): SummaryValue | undefined {
  const [a = 1, b = 1, count = 1, ...more] = shape.filter((size) => size !== 1);
  if (more.length > 0 || values.length < 2) return undefined;
  const isVector = b === 1;
  const isTall = !isVector && count === 1 && a > b;
  const [height, width] = isVector ? [1, a] : isTall ? [b, a] : [a, b];
  const level = levels(values);
  const pngs = Array.from({ length: Math.min(count, MOST) }, (_, image) => {
    const pixels = new Uint8Array(width * height);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const at = isTall ? x * b + y : y * width + x;
        pixels[y * width + x] = level(values[at * count + image] as number);
      }
    }
    return greyPng(width, height, pixels);
  });
  return imageSummary(tag, width, height, pngs);
}

function levels(values: ArrayLike<number>): (value: number) => number {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const range = max - min || 1;
  return (value) => (Number.isFinite(value) ? Math.round((255 * (value - min)) / range) : 0);
}
