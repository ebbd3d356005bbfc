/** A layer's gradient is vanishing below this part of the largest layer's. */
export const VANISHING = 1e-3;
/** A gradient is exploding at so many times its first norm, */
export const EXPLODING_GROWTH = 100;
/** unless it has only caught up: it must be so many times the largest gradient per weight that any layer began with, */
export const EXPLODING_BEYOND = 10;
/** or at so many times the norm of the weights that it changes. */
export const EXPLODING_RATIO = 10;

/** The gradient of a layer at one moment. */
export interface GradientPoint {
  /** Root mean square. */
  value: number;
  /** The first that was recorded of it, where there is one. */
  first: number | null;
  /** Its norm, as so many times the first that was recorded; `null` where there is none. */
  growth: number | null;
  /** Its norm, as so many times that of the weights that it changes. */
  ratio: number | null;
}

export interface Judged<P> {
  exploding: ReadonlySet<P>;
  vanishing: ReadonlySet<P>;
  /** Of those that do not explode: beside an exploding layer every other would seem to vanish. */
  largest: P | null;
  /** Every gradient is 0. */
  nothing: boolean;
}

/** Which gradients of one moment vanish and which explode, by the rules of `docs/signals.md`. @param points Finite ones. */
export function judge<P extends GradientPoint>(points: readonly P[]): Judged<P> {
  const began = points.reduce((most, { first }) => Math.max(most, first ?? 0), 0);
  const hasGrown = ({ growth, value }: P) =>
    (growth ?? 0) >= EXPLODING_GROWTH && value >= began * EXPLODING_BEYOND;
  const exploding = new Set(
    points.filter((point) => hasGrown(point) || (point.ratio ?? 0) >= EXPLODING_RATIO),
  );
  const calm = points.filter((point) => !exploding.has(point));
  const largest = calm.reduce<P | null>(
    (found, each) => (found && found.value >= each.value ? found : each),
    null,
  );
  const bound = (largest?.value ?? 0) * VANISHING;
  return {
    exploding,
    vanishing: new Set(calm.filter(({ value }) => value < bound)),
    largest,
    nothing: largest?.value === 0 && exploding.size === 0,
  };
}
