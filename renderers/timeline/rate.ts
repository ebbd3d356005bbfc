import { type CallbackLane, fromSample, type TimelinePayload } from '../../protocol/index.js';
import type { PlacedEvent } from './placed-event.js';

/** The learning rate as stairs, 0 (its least) to 1 (its greatest); a step holds up to `x`. */
export interface RateLine {
  stairs: { from: number; to: number; level: number }[];
  last: number;
}

/** Rates that far apart are drawn by their powers of ten. */
const WIDE = 20;

/** Whether this callback sets the learning rate. */
export const setsRate = ({ name }: CallbackLane, events: readonly PlacedEvent[]): boolean =>
  /ReduceLR|LearningRateSchedul/i.test(name) ||
  events.some(({ event: { kind } }) => kind === 'reduced' || kind === 'scheduled' || kind === 'held');

/** The learning rate of each epoch; `null` where it is not known. Stairs of the same rate are one. */
export function rateLine(
  { epochs, learningRate }: TimelinePayload,
  pixel: (epoch: number) => number,
): RateLine | null {
  const known = epochs.flatMap((epoch, row) => {
    const rate = fromSample(learningRate[row]);
    return rate !== null && Number.isFinite(rate) ? [{ rate, epoch }] : [];
  });
  if (known.length === 0) return null;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const { rate } of known) {
    low = Math.min(low, rate);
    high = Math.max(high, rate);
  }
  const log = low > 0 && high / low > WIDE;
  const [least, greatest] = log ? [Math.log(low), Math.log(high)] : [low, high];
  // Divided before they are subtracted: between the largest numbers lies more than the largest.
  const size = Math.max(Math.abs(least), Math.abs(greatest));
  const level = (rate: number) => {
    if (high === low) return 0.5;
    return ((log ? Math.log(rate) : rate) / size - least / size) / (greatest / size - least / size);
  };
  const stairs: RateLine['stairs'] = [];
  let held: number | null = null;
  for (const { rate, epoch } of known) {
    const to = pixel(epoch);
    const stair = stairs.at(-1);
    if (stair && (rate === held || to - stair.from < 0.75)) stair.to = to;
    else stairs.push({ from: stair?.to ?? pixel(epoch - 1), to, level: level(rate) });
    held = rate;
  }
  return { stairs, last: known.at(-1)?.rate as number };
}
