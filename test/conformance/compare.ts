import type { Kind, Phase } from './case.js';
import type { Outcome, Recorded } from './runner/results.js';

/**
 * How far two engines may lie apart, as a share of the scale of the values (see `scaleOf`). A float32 has 24 bits: its
 * values lie 6e-8 apart.
 */
export const tolerances: Readonly<Record<Kind, number>> = {
  /** Values are moved, or compared, and not computed. */
  exact: 0,
  /** exp, tanh, erf and the like are polynomials that end at other terms in each engine: some 30 units in the last place. */
  elementwise: 2e-6,
  /** Sums of up to some hundred products, added up in another order: the square root of that, times an elementwise error. */
  contraction: 1e-5,
  /** Each step starts from the differences of the last, and optimizers divide by small averages of gradients. */
  trained: 1e-4,
  /** Wide: the values are differences of nearly equal numbers. */
  approximated: 1e-3,
};

export const toleranceOf = (kind: Kind, phase: Phase): number =>
  phase === 'trained' ? Math.max(tolerances.trained, tolerances[kind]) : tolerances[kind];

/** The largest difference as a share of the scale, or what is wrong in a sentence. */
export interface Difference {
  error: number;
  /** The tensor with the largest. */
  of: string;
  wrong?: string;
}

/** Compares what two engines made of the same phase of the same case. */
export function compareOutcomes(actual: Outcome | undefined, expected: Outcome): Difference {
  if (!actual) return wrong('it did not run');
  if (actual.error && expected.error) {
    return { error: 0, of: '' };
  }
  if (actual.error) return wrong(`it ended in ${actual.error.name}: ${actual.error.message}`);
  if (expected.error)
    return wrong(
      `it gave a result, and the other engine ended in ${expected.error.name}: ${expected.error.message}`,
    );
  if (actual.values.length !== expected.values.length)
    return wrong(`it gave ${actual.values.length} tensors instead of ${expected.values.length}`);
  const largest = expected.values.map(({ values }) => largestOf(values)).reduce((a, b) => Math.max(a, b), 0);
  return expected.values
    .map((tensor, i) => compareTensors(actual.values[i] as Recorded, tensor, largest))
    .reduce((a, b) => (a.wrong || (!b.wrong && a.error >= b.error) ? a : b), { error: 0, of: '' });
}

const wrong = (sentence: string, of = ''): Difference => ({
  error: Number.POSITIVE_INFINITY,
  of,
  wrong: sentence,
});

function compareTensors(actual: Recorded, expected: Recorded, largest: number): Difference {
  const of = expected.name;
  if (actual.dtype !== expected.dtype)
    return wrong(`${of} is ${actual.dtype} instead of ${expected.dtype}`, of);
  if (actual.shape.join() !== expected.shape.join())
    return wrong(`${of} has the shape [${actual.shape}] instead of [${expected.shape}]`, of);
  const scale = scaleOf(expected.values, largest);
  let error = 0;
  for (let i = 0; i < expected.values.length; i++) {
    const [a, b] = [actual.values[i] as number, expected.values[i] as number];
    if (a === b || (Number.isNaN(a) && Number.isNaN(b))) continue;
    if (!Number.isFinite(a) || !Number.isFinite(b))
      return wrong(`value ${i} of ${of} is ${a} instead of ${b}`, of);
    error = Math.max(error, Math.abs(a - b) / scale);
  }
  return { error, of };
}

/**
 * What a difference is a share of: the largest value of the tensor. Where that is far below the other results of the same
 * phase (the gradient by a bias before a batch normalization is 0 but for rounding), a hundredth of their largest.
 */
const scaleOf = (values: Recorded['values'], largest: number): number =>
  Math.max(largestOf(values), largest / 100, 1e-6);

function largestOf(values: Recorded['values']): number {
  let largest = 0;
  for (const value of values) if (Number.isFinite(value)) largest = Math.max(largest, Math.abs(value));
  return largest;
}
