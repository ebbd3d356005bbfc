import type { Tensor } from '@tensorflow/tfjs-core';
import { wrapMethod } from '../../patches/wrap-method.js';
import type { TfNamespace } from '../../tf-namespace.js';

let listener: ((losses: readonly Tensor[]) => void) | undefined;
let given: (() => Tensor[]) | undefined;

/** Lets the penalties of a step be overheard, and those of a compiled step be told to whoever has put a method before this one. */
export function watchPenalties(tf: TfNamespace): void {
  const container = Object.getPrototypeOf(tf.LayersModel.prototype) as object;
  wrapMethod<object, [], Tensor[]>(
    container,
    'calculateLosses',
    'compiled steps',
    (original) =>
      function () {
        const losses = given ? given() : original.call(this);
        listener?.(losses);
        return losses;
      },
  );
}

export function overhearPenalties<T>(hear: (losses: readonly Tensor[]) => void, run: () => T): T {
  listener = hear;
  try {
    return run();
  } finally {
    listener = undefined;
  }
}

/** The same for a batch of an evaluation, which has so many rows. */
export function tellValidationPenalties(
  model: { calculateValidationLosses(rows: number): unknown },
  rows: number,
  losses: () => Tensor[],
): void {
  given = losses;
  try {
    model.calculateValidationLosses(rows);
  } finally {
    given = undefined;
  }
}

/** Asks a model whose method somebody has replaced for penalties that are known already. */
export function tellPenalties(model: { calculateLosses(): unknown }, losses: () => Tensor[]): void {
  given = losses;
  try {
    model.calculateLosses();
  } finally {
    given = undefined;
  }
}
