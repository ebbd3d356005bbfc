import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../tf-namespace.js';
import type { TrainingState } from './training-state.js';

/** What JavaScript computes beside a step: what a batch adds to the sums of a metric, out of some values of the step. */
export interface Aside {
  readonly of: 'trained' | 'tested';
  /** Among the metrics. */
  readonly place: number;
  /** Of the numbers that a step reports, counted from the last, which is 1. */
  readonly fromEnd: number;
  added(values: readonly ArrayLike<number>[]): Float64Array;
  /** The value of the batch alone. */
  result(added: Float64Array): number;
}

/** Whoever writes a step down: `settle` reads the values of the tensors. */
export type AsideListener = (aside: Aside, tensors: readonly Tensor[], settle: () => Settled) => Settled;

export interface Settled {
  value: number;
  /** Takes what was added back. */
  undo(): void;
}

let listener: AsideListener | undefined;

/** Tells of the asides of a step. */
export function hearAsides<T>(heard: AsideListener, step: () => T): T {
  const before = listener;
  listener = heard;
  try {
    return step();
  } finally {
    listener = before;
  }
}

/** Adds a batch to its sums. The answer is its value alone. */
export function settleAside(
  tf: TfNamespace,
  state: TrainingState,
  aside: Aside,
  tensors: readonly Tensor[],
): Scalar {
  const settle = (): Settled =>
    settled(
      state,
      aside,
      tensors.map((tensor) => tensor.dataSync()),
    );
  return tf.scalar((listener ? listener(aside, tensors, settle) : settle()).value);
}

/** The same with the numbers of the tensors. */
export function settled(state: TrainingState, aside: Aside, values: readonly ArrayLike<number>[]): Settled {
  const { of, place } = aside;
  const sums = state[of];
  const former = sums[place];
  const added = aside.added(values);
  sums[place] = former ? former.map((sum, i) => sum + (added[i] as number)) : added;
  return {
    value: aside.result(added),
    undo: () => {
      sums[place] = former;
    },
  };
}
