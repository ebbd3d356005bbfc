import type { GradFunc, NamedAttrMap, Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../tf-namespace.js';
import { replaceGradient } from './replace-gradient.js';

/** Operations with a filter, and the axes of the filter that dilation spreads. */
const convolutions: Readonly<Record<string, number>> = { Conv2D: 2, Conv3D: 3, DepthwiseConv2dNative: 2 };

/**
 * Gradients of dilated convolutions, which tfjs-core 4.22 refuses ("dilation rates greater than 1 are not yet supported"):
 * those of a larger filter that has zeros between.
 */
export function addGradientsOfDilatedConvolutions(tf: TfNamespace): void {
  for (const [kernelName, axes] of Object.entries(convolutions))
    replaceGradient(tf, kernelName, (original) => (dy, saved, attrs) => {
      const { dilations } = attrs as unknown as { dilations?: number | number[] };
      const rates = Array.from({ length: axes }, (_, i) => rateAt(dilations, i, axes));
      return rates.every((rate) => rate === 1)
        ? original(dy, saved, attrs)
        : spread(tf, original, rates, [dy as Tensor, saved, attrs]);
    });
}

/** Of one rate for all axes, one for each, or one for each and for batch and channels. */
function rateAt(dilations: number | number[] | undefined, axis: number, axes: number): number {
  if (!Array.isArray(dilations)) return dilations ?? 1;
  return (dilations.length > axes ? dilations[axis + 1] : dilations[axis]) ?? 1;
}

function spread(
  tf: TfNamespace,
  original: GradFunc,
  rates: number[],
  [dy, [x, filter], attrs]: [Tensor, Tensor[], NamedAttrMap],
): Record<string, () => Tensor> {
  const large = () =>
    rates.reduce((wide, rate, axis) => withZerosBetween(tf, wide, axis, rate), filter as Tensor);
  const gradients = () => original(dy, [x as Tensor, large()], { ...attrs, dilations: rates.map(() => 1) });
  return {
    x: () => (gradients().x as () => Tensor)(),
    filter: () =>
      rates.reduce(
        (wide, rate, axis) => everyNth(tf, wide, axis, rate),
        (gradients().filter as () => Tensor)(),
      ),
  };
}

/** The tensor with `rate − 1` zeros between its values along an axis. */
function withZerosBetween(tf: TfNamespace, x: Tensor, axis: number, rate: number): Tensor {
  const [before, size, after] = parts(x.shape, axis);
  const wide = tf.pad(tf.reshape(x, [before * size, 1, after]), [
    [0, 0],
    [0, rate - 1],
    [0, 0],
  ]);
  const long = (size - 1) * rate + 1;
  const cut = tf.slice(tf.reshape(wide, [before, size * rate, after]), [0, 0, 0], [before, long, after]);
  return tf.reshape(cut, x.shape.with(axis, long));
}

/** The values at 0, rate, 2·rate … of an axis. */
function everyNth(tf: TfNamespace, x: Tensor, axis: number, rate: number): Tensor {
  const [before, long, after] = parts(x.shape, axis);
  const size = (long - 1) / rate + 1;
  const padded = tf.pad(tf.reshape(x, [before, long, after]), [
    [0, 0],
    [0, rate - 1],
    [0, 0],
  ]);
  const first = tf.slice(tf.reshape(padded, [before * size, rate, after]), [0, 0, 0], [-1, 1, -1]);
  return tf.reshape(first, x.shape.with(axis, size));
}

const parts = (shape: number[], axis: number): [before: number, size: number, after: number] => {
  const product = (sizes: number[]): number => sizes.reduce((a, b) => a * b, 1);
  return [product(shape.slice(0, axis)), shape[axis] as number, product(shape.slice(axis + 1))];
};
