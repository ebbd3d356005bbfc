import type { Locale } from '../../protocol/index.js';
import { formatValue } from './format.js';
import { halo, type Palette } from './palette.js';
import { type Domain, logTicks, position } from './scale.js';
import { linePath, round, svgText, textWidth } from './svg.js';
import { apart, fittingTicks, labelOf } from './tick-labels.js';

/** One plot of a picture: its place in pixels and the ends of its axes. */
export interface Frame {
  x: number;
  y: number;
  width: number;
  height: number;
  xDomain: Domain;
  yDomain: Domain;
  /** The y axis is logarithmic. */
  log?: boolean;
}

/** A series over the x axis; `null` and what is not finite break its line. */
export interface Values {
  x: readonly number[];
  y: readonly (number | null)[];
}

export interface Stroke {
  color: string;
  width?: number;
  dash?: string;
  opacity?: number;
}

export function frameX({ x, width, xDomain: [low, high] }: Frame, value: number): number {
  return x + (high > low ? Math.min(1, Math.max(0, (value - low) / (high - low))) : 0.5) * width;
}

export const frameY = (frame: Frame, value: number): number =>
  frame.y + position(value, frame.yDomain, frame.height, frame.log);

interface AxesOptions {
  palette: Palette;
  locale: Locale;
  title: string;
  /** At the right of the title, quieter. */
  note?: string;
  /** The note stands under the title, which takes 12 pixels more. */
  stacked?: boolean;
  xTicks?: number[];
  xLabel?: string;
  /** What the x axis counts, before its last number. */
  xWord?: string;
  yTicks?: number[];
  yFormat?: (value: number) => string;
}

/** The number at the end of an axis reaches so far beyond it. */
const LAST = 6;

/** From a title to the note under it. */
export const HEAD_LINE = 12;

/** Our titles and notes have few wide letters. */
const NARROW_LETTERS = 0.88;

/** Whether a title and its note would meet in one of the plots that stand in a row: then the notes stand under the titles. */
export const headsStack = (heads: readonly { title: string; note: string; width: number }[]): boolean =>
  heads.some(
    ({ title, note, width }) => (textWidth(title, 11) + textWidth(note, 10)) * NARROW_LETTERS + 8 > width,
  );

/** Grid, labels of both axes, and the title over the plot. */
export function frameAxes(frame: Frame, options: AxesOptions): string {
  const {
    palette,
    locale,
    title,
    note,
    stacked = false,
    yFormat = (value) => formatValue(value, locale),
  } = options;
  const { x, y, width, height, xDomain, yDomain, log } = frame;
  const right = x + width;
  const bottom = y + height;
  const quiet = `font-size="10" fill="${palette.muted}"`;
  const yLabel = (tick: number) => ({ at: frameY(frame, tick), size: 11 });
  const yTicks =
    options.yTicks ??
    (log ? logTicks(yDomain, 4) : fittingTicks(yDomain, Math.max(4, Math.round(height / 28)), yLabel));
  const xLabel = (tick: number) => labelOf(formatValue(tick, locale), frameX(frame, tick));
  const xTicks = options.xTicks ?? fittingTicks(xDomain, Math.max(2, Math.floor(width / 60)), xLabel, 1);
  const rise = stacked ? HEAD_LINE : 0;
  let body = svgText(x, y - 8 - rise, title, `font-size="11" font-weight="600" fill="${palette.foreground}"`);
  if (note)
    body += stacked
      ? svgText(x, y - 8, note, quiet)
      : svgText(right, y - 8, note, `${quiet} text-anchor="end"`);
  let grid = '';
  const rows = apart(yTicks.map(yLabel));
  yTicks.forEach((tick, index) => {
    const at = round(frameY(frame, tick));
    grid += `M${round(x)},${at}H${round(right)}`;
    if (rows[index]) body += svgText(x - 5, at + 3.5, yFormat(tick), `${quiet} text-anchor="end"`);
  });
  // The end of the axis has its number first, with what the axis counts; those that would meet it give way.
  const [, end] = xDomain;
  const { xWord } = options;
  const ends = !options.xTicks && (xWord !== undefined || !xTicks.includes(end));
  const last = ends ? [xWord, formatValue(end, locale)].filter(Boolean).join(' ') : '';
  if (ends) body += svgText(right + LAST, bottom + 13, last, `${quiet} text-anchor="end"`);
  const [, ...numbers] = apart([
    labelOf(last, ends ? right + LAST - textWidth(last, 10) / 2 : Number.POSITIVE_INFINITY),
    ...xTicks.map(xLabel),
  ]);
  if (ends) grid += `M${round(right)},${round(bottom)}v3`;
  xTicks.forEach((tick, index) => {
    const at = round(frameX(frame, tick));
    grid += `M${at},${round(bottom)}v3`;
    const words = formatValue(tick, locale);
    if (numbers[index]) body += svgText(at, bottom + 13, words, `${quiet} text-anchor="middle"`);
  });
  if (options.xLabel) body += svgText(right, bottom + 25, options.xLabel, `${quiet} text-anchor="end"`);
  return `<path d="${grid}" stroke="${palette.grid}" fill="none"/>${body}`;
}

/** A series as a line. */
export function frameLine(frame: Frame, { x, y }: Values, stroke: Stroke): string {
  const path = linePath(
    x.map((at, row) => {
      const value = y[row];
      const drawn =
        value !== null && value !== undefined && Number.isFinite(value) && !(frame.log && value <= 0);
      return { x: frameX(frame, at), y: drawn ? frameY(frame, value) : null };
    }),
  );
  if (!path) return '';
  const { color, width = 1.5, dash, opacity } = stroke;
  return `<path d="${path}" fill="none" stroke="${color}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"${dash ? ` stroke-dasharray="${dash}"` : ''}${opacity === undefined ? '' : ` stroke-opacity="${opacity}"`}/>`;
}

/** The area between two series over the same x. */
export function frameBand(
  frame: Frame,
  x: readonly number[],
  low: readonly (number | null)[],
  high: readonly (number | null)[],
  fill: { color: string; opacity: number },
): string {
  const whole = x.flatMap((at, row) => {
    const [bottom, top] = [low[row], high[row]];
    return Number.isFinite(bottom) && Number.isFinite(top)
      ? [{ at: round(frameX(frame, at)), bottom: bottom as number, top: top as number }]
      : [];
  });
  if (whole.length < 2) return '';
  const along = whole.map(({ at, top }) => `${at},${round(frameY(frame, top))}`);
  const back = whole.reverse().map(({ at, bottom }) => `${at},${round(frameY(frame, bottom))}`);
  return `<path d="M${along.join('L')}L${back.join('L')}Z" fill="${fill.color}" fill-opacity="${fill.opacity}"/>`;
}

/** A word in the middle of a plot that has nothing to show. */
export const frameEmpty = ({ x, y, width, height }: Frame, words: string, palette: Palette): string =>
  svgText(
    x + width / 2,
    y + height / 2 + 4,
    words,
    `font-size="11" fill="${palette.muted}" text-anchor="middle" ${halo(palette)}`,
  );
