import type { Difference } from './compare.js';

/**
 * Values of float32 lie 6e-8 apart. Sums and transcendental functions differ by some of these from one engine to the next,
 * and each update goes on from the one before: after some ten updates Keras on TensorFlow and Keras on JAX lie 1e-6 apart.
 */
export const TOLERANCE = 1e-5;

/**
 * Some models make much of little: at the kink of a ReLU, between two equal maxima, at the threshold of an accuracy, or
 * where an optimizer divides a gradient that is nothing but rounding by its own size. How much is measured: the same model
 * is trained here with first weights that are moved by a last bit. Keras' rounding differs at every operation, not at the
 * first alone.
 */
export const BY_ROUNDING = 10;

/** A model of which rounding makes more than this says nothing: it counts as a difference. */
export const MOST_BY_ROUNDING = 0.02;

/** @param spread How far our own trainings lie apart, by what is compared. */
export function isClose({ what, distance }: Difference, spread: Record<string, number> = {}): boolean {
  const byRounding = Math.min(BY_ROUNDING * (spread[what] ?? 0), MOST_BY_ROUNDING);
  return distance <= TOLERANCE + byRounding;
}
