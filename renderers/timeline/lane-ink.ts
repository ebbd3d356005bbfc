import type { Locale } from '../../protocol/index.js';
import type { Palette } from '../drawing/palette.js';

/** What the lanes are drawn with. */
export interface LaneInk {
  palette: Palette;
  locale: Locale;
  /** Pixels left of the plot: for the names of criteria and, where it is wide enough, for the titles of the lanes. */
  left: number;
  /** Pixels left of all words. */
  side: number;
  /** Pixels right of the plot, for what a lane has come to. */
  right: number;
  running: boolean;
}
