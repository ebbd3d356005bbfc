import type { Palette } from '../drawing/palette.js';
import { round } from '../drawing/svg.js';
import type { Spread } from './group-model.js';

/** Pixels of a strip; narrower than `least`, dots would lie on each other. */
export const STRIP = { height: 16, most: 84, least: 34 } as const;
const RADIUS = 2.4;

/**
 * The values of the runs as dots on a line of their own scale, over the band of one standard deviation to both sides of the
 * mean: whether the mean stands for its runs, or between two kinds of them.
 *
 * @returns SVG content from (x, y) of `width` × `STRIP.height` pixels; '' where there is nothing to spread, or no room.
 */
export function spreadStrip(
  { values, mean, sd, column }: Spread,
  { x, y, width }: { x: number; y: number; width: number },
  palette: Palette,
): string {
  if (mean === null || sd === null || width < STRIP.least) return '';
  const low = Math.min(...values, mean - sd);
  const span = Math.max(...values, mean + sd) - low;
  if (!(span > 0 && Number.isFinite(span))) return '';
  const at = (value: number) => x + RADIUS + ((value - low) / span) * (width - 2 * RADIUS);
  const middle = y + STRIP.height / 2;
  const color = column.startsWith('val_') ? palette.validation : palette.train;
  const stroke = palette.highContrast ? 2 : 1.5;
  const band = at(mean + sd) - at(mean - sd);
  return (
    `<path d="M${round(x)},${middle}h${round(width)}" stroke="${palette.grid}"/>` +
    `<rect x="${round(at(mean - sd))}" y="${y + 2}" width="${round(band)}" height="${STRIP.height - 4}" fill="${color}" fill-opacity="0.22"/>` +
    values
      .map(
        (value) =>
          `<circle cx="${round(at(value))}" cy="${middle}" r="${RADIUS}" fill="${color}" fill-opacity="0.75"/>`,
      )
      .join('') +
    `<path d="M${round(at(mean))},${y}v${STRIP.height}" stroke="${palette.foreground}" stroke-width="${stroke}"/>`
  );
}
