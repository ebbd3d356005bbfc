import type { CallbackLane } from '../../protocol/index.js';

/** Pixels of a lane: its words where they stand above, its row of marks, and the room below. */
export interface LaneBox {
  label: number;
  row: number;
  gap: number;
}

/** Left of the plot there is a gutter for the titles where it is at least so wide; else they stand above their rows. */
export const GUTTER = 130;
export const titlesBeside = (left: number): boolean => left >= GUTTER;

/** A gutter narrower than this has one line of settings. */
const TWO_LINES = 170;
export const settingLines = (left: number): number => (left < TWO_LINES ? 1 : 2);

export const ROW_HEIGHT = 32;
/** Of a row of criteria that has the lanes to itself: as high as a plot, so that its lines can be told apart. */
const TALL_ROW = 100;
/** Of a row: the middles of its halves. */
export const rowMiddles = { upper: 7.5, lower: 23.5 };

/** Pixels of each row of these lanes, known before anything has happened in them. */
export const rowHeight = (lanes: readonly Pick<CallbackLane, 'name'>[]): number =>
  lanes.length === 1 && lanes[0]?.name === 'StoppingCriteria' ? TALL_ROW : ROW_HEIGHT;

/** @param left pixels left of the plot. */
export const laneBox = (left: number, row: number): LaneBox =>
  titlesBeside(left) ? { label: 3, row, gap: 7 } : { label: 14, row, gap: 7 };

export const laneHeight = (left: number, row: number): number => {
  const { label, gap } = laneBox(left, row);
  return label + row + gap;
};

/** Pixels left of the plot of a timeline so wide: in a narrow one the titles leave it their room. */
export const laneGutter = (width: number): number =>
  width < 640 ? 54 : Math.round(Math.min(184, Math.max(150, width * 0.17)));

/** Pixels left and right of the plot of a timeline so wide. */
export const timelineSides = (width: number): { left: number; right: number } => ({
  left: laneGutter(width),
  right: 140,
});

/** Where a level of the learning rate, 0 to 1, lies in the row. */
export function stairHeight(level: number, split: boolean): number {
  const [top, bottom] = split ? [17.5, 29] : [4, 28];
  return bottom - level * (bottom - top);
}
