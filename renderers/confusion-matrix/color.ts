import type { Palette } from '../drawing/palette.js';

/** How opaque the colour of a share is, 0 to 1: by its root, so that a fiftieth of the greatest share can be seen. */
export const depth = (share: number, greatest: number): number =>
  share > 0 ? Math.round((0.04 + 0.54 * Math.sqrt(Math.min(1, share / greatest))) * 1000) / 1000 : 0;

/** What is right has one hue, what is wrong another. */
export const hue = (right: boolean, palette: Palette): string => (right ? palette.heat : palette.validation);
