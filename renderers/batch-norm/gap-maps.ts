import type { Locale } from '../../protocol/index.js';
import { type Frame, frameAxes } from '../drawing/frame.js';
import type { Palette } from '../drawing/palette.js';
import type { Domain } from '../drawing/scale.js';
import { heatSvg } from './heat.js';
import type { LayerReading } from './layer-reading.js';
import { gapAt, spreadRows } from './model.js';
import { batchNormStrings } from './strings.js';

/** From more channels on they are lines of a map. */
export const MOST_LINES = 64;
/** Lines of a map that can be told apart. */
const LINES = { most: 32, least: 8 };
/** The greatest gap that is told apart: in standard deviations, and in doublings. */
export const GREATEST_GAP = 1;

/** So many channels share a line of the maps; `most` points of a line of a plot make maps coarser too. */
export const channelsPerLine = (columns: number, most = Number.POSITIVE_INFINITY): number =>
  Math.ceil(columns / Math.min(LINES.most, Math.max(LINES.least, Math.round(most / 4))));

/** How far the moving statistics are from the batch's, of every channel at every step: of the mean, and of the spread. */
export function gapMaps(
  reading: LayerReading,
  place: (index: number, yDomain: Domain) => Frame,
  { palette, locale, most }: { palette: Palette; locale: Locale; most: number },
): { frame: Frame; body: string }[] {
  const t = batchNormStrings[locale];
  const { layer, columns } = reading;
  // The first channel is at the top.
  const frames = [0, 1].map((index) => place(index, [columns, 0]));
  return frames.map((frame, index) => {
    const { x, y, width, height } = frame;
    const rows = spreadRows(reading.rows, Math.min(most, Math.round(width / 3)));
    const axes = frameAxes(frame, {
      palette,
      locale,
      title: index === 0 ? t.meanGap : t.spreadGap,
      yTicks: [0, columns - 1],
      yFormat: (tick) => String(layer.shown?.[tick] ?? tick),
    });
    const map = heatSvg({
      frame,
      palette,
      x: rows.map((row) => layer.steps[row] as number),
      columns,
      limit: GREATEST_GAP,
      perLine: channelsPerLine(columns, most),
      at: (step, channel) => gapAt(reading, rows[step] as number, channel)[index === 0 ? 'mean' : 'spread'],
    });
    const edge = `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="none" stroke="${palette.grid}"/>`;
    return { frame, body: axes + map + edge };
  });
}
