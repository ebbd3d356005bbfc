import type { CallbackEvent, TimelinePayload } from '../../protocol/index.js';
import { formatCount } from '../drawing/format.js';
import { type Domain, linearTicks, niceCeiling } from '../drawing/scale.js';
import { textWidth } from '../drawing/svg.js';

/** The horizontal axis that the lanes stand on. */
export interface EpochAxis {
  domain: Domain;
  ticks: number[];
  /** Where the end of an epoch, counted from 1, lies in the domain. */
  ofEpoch(epoch: number): number;
}

/** Where an epoch lies, in pixels of a plot so wide; what lies outside of the axis is drawn at its edge. */
export function pixelOf({ domain: [low, high], ofEpoch }: EpochAxis, epoch: number, width: number): number {
  const share = (ofEpoch(epoch) - low) / (high - low);
  return width * Math.min(1, Math.max(0, Number.isNaN(share) ? 0 : share));
}

/**
 * The ended epoch that is nearest to a place along the plot; null where none has ended.
 * @param epochs that have ended, ascending.
 * @param share of the plot's width that lies left of the place.
 */
export function epochUnder(
  { domain: [low, high], ofEpoch }: EpochAxis,
  epochs: readonly number[],
  share: number,
): number | null {
  const [first, last] = [epochs[0], epochs.at(-1)];
  if (first === undefined || last === undefined) return null;
  const origin = ofEpoch(0);
  const epoch = Math.round((low + share * (high - low) - origin) / (ofEpoch(1) - origin));
  return Math.min(last, Math.max(first, epoch));
}

const MOST_EPOCHS = 1e9;
const plain = (epoch: number | undefined): number =>
  epoch === undefined || !(epoch > 0) ? 0 : Math.min(epoch, MOST_EPOCHS);

/** Of the numbers of the axis, in pixels; and between two of them, at least. */
export const AXIS_SIZE = 11;
const AXIS_GAP = 10;
const MOST_TICKS = 10;

/** Round epochs whose numbers, in a plot so wide, stand apart. */
export function clearTicks(domain: Domain, width: number): number[] {
  const perEpoch = width / Math.max(1, domain[1] - domain[0]);
  const wide = (tick: number) => textWidth(formatCount(tick, 'en'), AXIS_SIZE);
  for (let count = MOST_TICKS; count > 2; count -= 1) {
    const ticks = linearTicks(domain, count, 1);
    const apart = ticks.every((tick, index) => {
      const next = ticks[index + 1];
      return next === undefined || (next - tick) * perEpoch >= (wide(tick) + wide(next)) / 2 + AXIS_GAP;
    });
    if (apart) return ticks;
  }
  return [domain[0], domain[1]];
}

/** The timeline's own axis, `width` pixels long: epochs, reaching a little into the future while the run goes on. */
export function epochAxis(payload: TimelinePayload, width: number): EpochAxis {
  const { epochs, status } = payload;
  const { events } = payload.callbacks;
  const start = Math.max(0, plain(epochs[0] ?? events.find(({ epoch }) => epoch > 0)?.epoch) - 1);
  let reached = Math.max(start, plain(epochs.at(-1)));
  const planned = Math.max(plain(payload.plannedEpochs), reached, start + 1);
  // An event beyond the plan is damage; it does not stretch the axis.
  for (const { epoch } of events) if (epoch <= planned) reached = Math.max(reached, plain(epoch));
  const end =
    status === 'running'
      ? Math.min(planned, start + niceCeiling(Math.max(10, (reached - start) * 1.3)))
      : Math.max(reached, start + 1);
  const domain: Domain = [start, Math.ceil(end)];
  return { domain, ticks: clearTicks(domain, width), ofEpoch: (epoch) => epoch };
}

/**
 * The place of each event in epochs, with the part of an epoch that was done where something happened within one: told by
 * the count of updates, as far as that agrees with the epoch.
 */
export function placesOf(events: readonly CallbackEvent[], firstEpoch: number): number[] {
  const before = Math.max(0, firstEpoch - 1);
  let perEpoch = 0;
  for (const { epoch, step } of events)
    if (epoch > before) perEpoch = Math.max(perEpoch, step / (epoch - before));
  return events.map(({ epoch, step }) => {
    const place = perEpoch > 0 ? before + step / perEpoch : epoch;
    return place > epoch - 1 && place < epoch - 1e-6 ? place : epoch;
  });
}
