import type { Locale } from '../../protocol/index.js';
import { formatCount, formatShare } from '../drawing/format.js';
import type { Palette } from '../drawing/palette.js';
import type { Pen } from '../drawing/pen.js';
import { linearTicks, position } from '../drawing/scale.js';
import { type Frequency, isOutside } from './model.js';

export interface PlotSize {
  width: number;
  height: number;
}

const LEFT = 52;
const RIGHT = 12;
const TOP = 10;
const BOTTOM = 24;
/** Fewer units are drawn as stems. */
const MOST_STEMS = 64;

/** The shares that are shown: the band thrice as wide, and every unit. */
function domainOf({ kept, draws, expected, band }: Frequency): [number, number] {
  if (draws === 0) return [0, 1];
  let farthest = Math.max(1.6 * Math.max(band.high / draws - expected, expected - band.low / draws), 0.005);
  for (const count of kept) {
    const away = Math.abs(count / draws - expected) * 1.06;
    if (away > farthest && Number.isFinite(away)) farthest = away;
  }
  return [Math.max(0, expected - farthest), Math.min(1, expected + farthest)];
}

/** Where a unit stands on the horizontal axis. */
export const unitX = (unit: number, units: number, { width }: PlotSize): number =>
  LEFT + ((unit + 0.5) / units) * (width - LEFT - RIGHT);

/** The unit at a place of the horizontal axis. */
export const unitAtX = (x: number, units: number, { width }: PlotSize): number =>
  Math.max(0, Math.min(units - 1, Math.floor(((x - LEFT) / (width - LEFT - RIGHT)) * units)));

/**
 * Each unit's share kept so far over the band that chance allows. A unit outside the band is a larger, crossed mark in
 * another colour; one that this step silences is hollow.
 *
 * @param alive of this step, by unit; `null` where the mask is not known.
 */
export function paintFrequency(
  pen: Pen,
  frequency: Frequency,
  alive: Float32Array | null,
  size: PlotSize,
  palette: Palette,
  locale: Locale,
): void {
  const { kept, draws, expected, band } = frequency;
  const domain = domainOf(frequency);
  const tall = size.height - TOP - BOTTOM;
  const end = size.width - RIGHT;
  const y = (share: number) => TOP + position(share, domain, tall);
  const axis = { fill: palette.muted, size: 11 };
  if (draws > 0) {
    const [top, bottom] = [y(band.high / draws), y(band.low / draws)];
    pen.rects([LEFT, top, end - LEFT, Math.max(1, bottom - top)], { fill: palette.train, opacity: 0.13 });
    pen.segments([LEFT, top, end, top, LEFT, bottom, end, bottom], {
      stroke: palette.train,
      width: palette.highContrast ? 1.5 : 0.8,
      dash: [5, 3],
    });
  }
  for (const tick of linearTicks(domain, 6)) {
    pen.segments([LEFT, y(tick), end, y(tick)], { stroke: palette.grid, width: 1 });
    pen.text(LEFT - 6, y(tick) + 4, formatShare(tick, locale), { ...axis, anchor: 'end' });
  }
  pen.segments([LEFT, y(expected), end, y(expected)], { stroke: palette.foreground, width: 1.4 });
  for (const tick of unitTicks(kept.length))
    pen.text(unitX(tick - 1, kept.length, size), size.height - 6, formatCount(tick, locale), {
      ...axis,
      anchor: 'middle',
    });
  if (draws > 0) paintUnits(pen, frequency, alive, size, palette, y);
}

function paintUnits(
  pen: Pen,
  { kept, draws, expected, band }: Frequency,
  alive: Float32Array | null,
  size: PlotSize,
  palette: Palette,
  y: (share: number) => number,
): void {
  const stems: number[] = [];
  const full: number[] = [];
  const hollow: number[] = [];
  const strange: number[] = [];
  const radius = kept.length <= 32 ? 5 : kept.length <= 128 ? 3.5 : kept.length <= 1024 ? 2.2 : 1.4;
  const reach = Math.max(3.5, radius + 1);
  kept.forEach((count, unit) => {
    if (!Number.isFinite(count)) return;
    const [px, py] = [unitX(unit, kept.length, size), y(count / draws)];
    if (kept.length <= MOST_STEMS) stems.push(px, y(expected), px, py);
    (alive && alive.length === kept.length && alive[unit] === 0 ? hollow : full).push(px, py);
    if (isOutside(count, band))
      strange.push(
        px - reach,
        py - reach,
        px + reach,
        py + reach,
        px - reach,
        py + reach,
        px + reach,
        py - reach,
      );
  });
  pen.segments(stems, { stroke: palette.muted, width: 1 });
  pen.dots(hollow, radius, palette.background);
  pen.discs(hollow, radius, { stroke: palette.train, width: 1.2 });
  if (radius < 2) squares(pen, full, radius, palette.train);
  else pen.dots(full, radius, palette.train);
  pen.segments(strange, { stroke: palette.bad, width: 1.8 });
}

/** Thousands of dots of two pixels: squares look the same and are much faster. */
function squares(pen: Pen, middles: readonly number[], radius: number, fill: string): void {
  const places: number[] = [];
  for (let at = 0; at < middles.length; at += 2)
    places.push(
      (middles[at] as number) - radius,
      (middles[at + 1] as number) - radius,
      2 * radius,
      2 * radius,
    );
  pen.rects(places, { fill });
}

/** The first, the last, and round numbers between. */
function unitTicks(units: number): number[] {
  const round = linearTicks([1, units], 8, 1).filter(
    (tick) => Number.isInteger(tick) && tick > 1 && units - tick > units / 16,
  );
  return [...new Set([1, ...round, units])];
}
