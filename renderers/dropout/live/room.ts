/** Where the parts of the view stand, in pixels of the page. */
export interface Room {
  /** Legend, numbers and readout stand beside the net, else below it. */
  wide: boolean;
  /** Of what stands beside the net. */
  side: number;
  /** Of the net, or of the plot, without the line under it. */
  width: number;
  height: number;
}

/** Least width at which there is a side. */
const LEAST_WIDE = 660;
const SIDE = { least: 232, most: 400, share: 0.26 };
export const SIDE_GAP = 16;
/** The whole view is then as high as a run's curves. */
const LEAST_HEIGHT = 290;
const MOST_HEIGHT = 480;
/** A view wider than about 1280 pixels grows in height as well. */
const HEIGHT_SHARE = 0.232;

/** @param width of the whole view within its padding. */
export function roomIn(width: number): Room {
  const wide = width >= LEAST_WIDE;
  const side = wide ? Math.round(Math.min(SIDE.most, Math.max(SIDE.least, width * SIDE.share))) : 0;
  return {
    wide,
    side,
    width: wide ? width - side - SIDE_GAP : width,
    height: Math.round(Math.min(MOST_HEIGHT, Math.max(LEAST_HEIGHT, width * HEIGHT_SHARE))),
  };
}
