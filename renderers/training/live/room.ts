import type { RunPayload } from '../../../protocol/index.js';

/** Of a view without its chart and the lanes of callbacks, where every text has the room of a line. */
const FRAME_HEIGHT = 112;
/** Of a chart as wide as a page. */
const CHART_HEIGHT = 328;
const TALLEST_CHART = 528;
/** Wider charts are higher too, so that lines keep their slope. */
const GROWS_FROM = 1100;
const GROWTH = 0.24;

/** A run with callbacks may come to show its learning rate, a plot more. */
const RATE_ROOM = 88;
/** Below this width lanes and sentences need the height. */
const RATE_ROOM_FROM = 560;

/** Pixels of the chart's height in a view of this width; of a run with lanes of callbacks, `lanes`. */
export const chartHeight = (width: number, lanes = false): number =>
  Math.round(
    Math.min(
      TALLEST_CHART,
      CHART_HEIGHT +
        (lanes && width >= RATE_ROOM_FROM ? RATE_ROOM : 0) +
        Math.max(0, width - GROWS_FROM) * GROWTH,
    ),
  );

/** Pixels of a view with a chart of this height, before any text needs a second line. */
export const viewHeight = (chart: number, lanes: number): number => FRAME_HEIGHT + chart + lanes;

/** What the chart gives up to the sentences below it, of a run that diverged or was lost. */
const MOST_GIVEN_UP = 32;
const NOTE_LINE = 18;

/** Pixels that a chart gives up, so that the view stays as high as it was where a note needs more than its line. */
export const givenUp = (note: number): number => Math.min(MOST_GIVEN_UP, Math.max(0, note - NOTE_LINE));

/** From this width on the values of an epoch stand beside the chart, in a column of this width. */
const DOCKED_FROM = 1000;
const DOCK = 264;

/** Pixels that the column of an epoch's values takes of a view of this width, with what lies before it. */
export const dockWidth = (width: number): number => (width < DOCKED_FROM ? 0 : DOCK);

/** Whether the run has, or will have, lanes of callbacks under its curves. */
export const hasLanes = ({ callbacks }: Pick<RunPayload, 'callbacks'>): boolean =>
  (callbacks?.lanes.length ?? 0) > 0;

const SAID_LINE = 16;
/** Sentences that are shown of an epoch. */
const MOST_SAID = 4;

/** Pixels for what the callbacks did at an epoch, a line each below the epoch's. */
export const saidHeight = ({ callbacks }: Pick<RunPayload, 'callbacks'>): number =>
  SAID_LINE * (1 + Math.min(MOST_SAID, callbacks?.lanes.length ?? 0));

/** Keeps a text as high as it ever was at its width, so that what lies below moves once at most while a run goes on. */
export class SteadyHeight {
  private width = 0;

  constructor(private readonly element: HTMLElement) {}

  /** @param least that is kept free for the text from the start. */
  keep(width: number, least = 0): void {
    const { element } = this;
    if (width !== this.width) element.style.minHeight = `${least}px`;
    this.width = width;
    element.style.minHeight = `${element.offsetHeight}px`;
  }
}
