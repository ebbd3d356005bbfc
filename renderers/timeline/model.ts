import type { CallbackLane, TimelinePayload } from '../../protocol/index.js';
import { type EpochAxis, epochAxis, pixelOf, placesOf } from './axis.js';
import { laneHeight, rowHeight } from './lane-box.js';
import { type LaneModel, laneModel } from './lane-model.js';
import type { PlacedEvent } from './placed-event.js';
import { type RateLine, rateLine, setsRate } from './rate.js';

/** Callbacks that have a lane of their own; of more only the names are told. */
const MOST_LANES = 12;

/** All that the lanes show. */
export interface TimelineModel {
  axis: EpochAxis;
  /** Pixels along the plot. */
  width: number;
  lanes: LaneModel[];
  /** Pixels of each lane's row. */
  row: number;
  /** Callbacks beyond those. */
  more: CallbackLane[];
  /** Where a callback ended the training, in pixels. */
  stops: number[];
}

/** Callbacks beyond those that have a lane. */
export const withoutLane = (lanes: readonly CallbackLane[]): CallbackLane[] => lanes.slice(MOST_LANES);

/** The callbacks that have a lane. */
export const lanesOf = ({ lanes }: Pick<TimelineModel, 'lanes'>): CallbackLane[] =>
  lanes.map(({ lane }) => lane);

/** How high the lanes of a record are, in pixels; `left` pixels left of their plot. */
export const lanesHeight = (lanes: readonly CallbackLane[], left: number): number =>
  Math.min(lanes.length, MOST_LANES) * laneHeight(left, rowHeight(lanes));

/**
 * What to draw of a timeline. Events of a lane that does not exist are passed over.
 * @param width of the plot, in pixels.
 * @param axis of the picture that the lanes are part of; their own where there is none.
 * @param detail 0 to 1: less puts more events together.
 */
export function timelineModel(
  payload: TimelinePayload,
  { width, axis, detail = 1 }: { width: number; axis?: EpochAxis; detail?: number },
): TimelineModel {
  const { lanes, events } = payload.callbacks;
  const used = axis ?? epochAxis(payload, width);
  const pixel = (epoch: number) => pixelOf(used, epoch, width);
  const shown = lanes.slice(0, MOST_LANES);
  const row = rowHeight(lanes);
  const byLane: PlacedEvent[][] = shown.map(() => []);
  const places = placesOf(events, payload.epochs[0] ?? 1);
  events.forEach((event, at) => {
    byLane[event.lane]?.push({ x: pixel(places[at] as number), at, event });
  });
  let rate: RateLine | null | undefined;
  return {
    axis: used,
    width,
    row,
    lanes: shown.map((lane, index) => {
      const own = byLane[index] as PlacedEvent[];
      const sets = setsRate(lane, own);
      if (sets) rate ??= rateLine(payload, pixel);
      return laneModel({
        index,
        lane,
        events: own,
        rate: sets ? (rate ?? null) : null,
        width,
        row,
        stretch: Math.min(width, 22 / Math.max(0.3, detail)),
        coarse: 1 / Math.max(0.3, detail),
        mostWeighty: Math.max(8, Math.round(120 * detail)),
        pixel,
      });
    }),
    more: withoutLane(lanes),
    stops: [
      ...new Set(
        byLane.flatMap((own) => own.flatMap(({ x, event }) => (event.kind === 'stopped' ? [x] : []))),
      ),
    ],
  };
}
