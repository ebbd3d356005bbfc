import type { Domain } from '../drawing/scale.js';

/** A part of the epochs of a run that fills the axis. */
export interface EpochWindow {
  from: number;
  to: number;
  /** It reached the newest epoch, and goes with it while the run goes on. */
  follows: boolean;
}

/** The epochs that there are to look at. */
export interface EpochBounds {
  first: number;
  /** The end of the axis where all of it is shown. */
  last: number;
  /** How far the run is; beyond it there is nothing to look at. */
  newest: number;
}

/** The least that fills an axis. */
const LEAST = 1;
/** Of the whole, this share less is the whole. */
const NEARLY = 0.001;

const endOf = ({ first, last, newest }: EpochBounds): number =>
  Math.max(first + LEAST, Math.min(last, newest));

/** A window of this width at this place, moved and cut so that it lies within; nothing where it is the whole. */
function within(from: number, width: number, bounds: EpochBounds): EpochWindow | undefined {
  const { first } = bounds;
  const end = endOf(bounds);
  if (!(width < (end - first) * (1 - NEARLY))) return undefined;
  const own = Math.max(LEAST, width);
  const start = Math.max(first, Math.min(end - own, from));
  return { from: start, to: start + own, follows: start + own >= end - 1e-9 };
}

/** Where a window lies now: one that follows has moved with the run. Nothing where all epochs are shown. */
export function windowNow(window: EpochWindow | undefined, bounds: EpochBounds): Domain | undefined {
  if (!window || !(window.to > window.from)) return undefined;
  const width = window.to - window.from;
  const placed = within(window.follows ? endOf(bounds) - width : window.from, width, bounds);
  return placed && [placed.from, placed.to];
}

/**
 * The window after a step nearer or farther.
 * @param factor of the width: below 1 nearer.
 * @param at the epoch that stays in its place.
 */
export function zoom(
  [low, high]: Domain,
  factor: number,
  at: number,
  bounds: EpochBounds,
): EpochWindow | undefined {
  const width = Math.max(LEAST, (high - low) * factor);
  const share = high > low ? (Math.min(high, Math.max(low, at)) - low) / (high - low) : 0.5;
  return within(at - share * width, width, bounds);
}

/** The window moved along by so many epochs. */
export const pan = ([low, high]: Domain, by: number, bounds: EpochBounds): EpochWindow | undefined =>
  within(low + by, high - low, bounds);

/** The window that a pointer drew. */
export const select = (a: number, b: number, bounds: EpochBounds): EpochWindow | undefined =>
  within(Math.min(a, b), Math.abs(b - a), bounds);

/** The window moved no more than it takes to show an epoch. */
export function showing([low, high]: Domain, epoch: number, bounds: EpochBounds): EpochWindow | undefined {
  const by = epoch < low ? epoch - low : epoch > high ? epoch - high : 0;
  return pan([low, high], by, bounds);
}
