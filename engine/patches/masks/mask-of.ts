import type { Tensor } from '@tensorflow/tfjs-core';

/** tfjs-core has the property, and disposes a mask with its tensor. */
interface Masked {
  kerasMask?: Tensor | null | undefined;
}

/**
 * The mask of a tensor that came out of a layer: of each step of a sequence whether it counts; null where nothing is
 * masked. It lives as long as the tensor.
 *
 * @example
 * const mask = maskOf(model.apply(x) as Tensor); // [batch, steps], bool
 */
export function maskOf(tensor: unknown): Tensor | null {
  const mask = (tensor as Masked | null)?.kerasMask;
  return mask && !mask.isDisposed ? mask : null;
}

/** Hangs a mask on a tensor, which disposes it with itself. */
export function setMask(tensor: unknown, mask: Tensor): void {
  (tensor as Masked).kerasMask = mask;
}
