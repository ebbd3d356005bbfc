import type { ComparedRun, ComparePayload, Locale } from '../../protocol/index.js';
import {
  type Frame,
  frameAxes,
  frameEmpty,
  frameLine,
  frameX,
  frameY,
  HEAD_LINE,
  headsStack,
} from '../drawing/frame.js';
import type { Palette } from '../drawing/palette.js';
import { type Domain, linearDomain } from '../drawing/scale.js';
import { round, svgText } from '../drawing/svg.js';
import { thinRows } from '../training/thin.js';
import { lineStyle } from './line-style.js';
import { type ComparedCurves, curvesOf, letter, runLimit } from './model.js';
import { compareStrings } from './strings.js';

/** Runs that get lines; the table and the account have all. */
export const MOST_LINES = 12;
const LETTER_GAP = 10.5;

interface PlotsOptions {
  payload: ComparePayload;
  metric: string;
  x: number;
  y: number;
  width: number;
  height: number;
  palette: Palette;
  locale: Locale;
  /** Points of a line, about. */
  most: number;
}

/** The epochs of all runs on one axis. */
export function epochDomain({ runs }: ComparePayload): Domain {
  const first = Math.min(...runs.map(({ epoch, initialEpoch }) => epoch[0] ?? initialEpoch + 1));
  const last = Math.max(...runs.map(({ epoch }) => epoch.at(-1) ?? 1));
  return Number.isFinite(first) && last > first ? [first, last] : [0, Math.max(1, last)];
}

/** Letters at the right of a plot, moved apart where lines end close together. */
function letters(frame: Frame, ends: { index: number; value: number }[], palette: Palette): string {
  const placed = ends
    .map(({ index, value }) => ({ index, y: frameY(frame, value) + 3.5 }))
    .sort((a, b) => a.y - b.y);
  placed.forEach((each, at) => {
    const above = placed[at - 1];
    if (above) each.y = Math.max(each.y, above.y + LETTER_GAP);
  });
  const over = (placed.at(-1)?.y ?? 0) - (frame.y + frame.height + 4);
  for (let at = placed.length - 1, limit = Number.POSITIVE_INFINITY; over > 0 && at >= 0; at -= 1) {
    const each = placed[at] as { index: number; y: number };
    each.y = Math.min(each.y - (at === placed.length - 1 ? over : 0), limit);
    limit = each.y - LETTER_GAP;
  }
  return placed
    .map(({ index, y }) =>
      svgText(
        frame.x + frame.width + 5,
        y,
        letter(index),
        `font-size="10.5" font-weight="600" fill="${lineStyle(index, palette).color}"`,
      ),
    )
    .join('');
}

/** A cross at the upper edge, over the epoch from which on a run had diverged. */
function divergedMark(frame: Frame, epoch: number, color: string): string {
  const [x, y] = [round(frameX(frame, epoch)), round(frame.y + 5)];
  return `<path d="M${x - 4},${y - 4}l8,8m0,-8l-8,8" stroke="${color}" stroke-width="2" fill="none"/>`;
}

/** A metric's curves of all runs, and beside them the gap between validation and training. */
export function comparePlots(options: PlotsOptions): { body: string; frames: Frame[] } {
  const { payload, metric, x, y, width, height, palette, locale, most } = options;
  const t = compareStrings[locale];
  const between = width < 560 ? 60 : 74;
  const left = Math.round((width - between) * (width < 560 ? 0.52 : 0.6));
  const stacked = headsStack([
    { title: metric, note: t.thick, width: left },
    { title: t.gap(metric), note: t.gapNote, width: width - left - between },
  ]);
  const rise = stacked ? HEAD_LINE : 0;
  const xDomain = epochDomain(payload);
  const shown = payload.runs.slice(0, MOST_LINES);
  const drawn = shown.map((run) => thin(curvesOf(run, metric), most));
  const limits = shown.map((run) => runLimit(run, metric));
  const finite = (...series: (number | null)[][]) => series.flat().filter((value) => value !== null);
  const below = (limit: number) => (value: number | null) => value !== null && Math.abs(value) < limit;
  const values = finite(
    ...drawn.flatMap(({ train, validation }, index) =>
      [train, validation].map((column) => column.filter(below(limits[index] as number))),
    ),
  );
  const gaps = finite(...drawn.map(({ gap }, index) => gap.filter(below(limits[index] as number))));
  const ceiling = metric !== 'loss' && values.every((value) => value <= 1) ? 1 : Number.POSITIVE_INFINITY;
  const curves: Frame = {
    x,
    y: y + rise,
    width: left,
    height: height - rise,
    xDomain,
    yDomain: linearDomain(values, ceiling),
  };
  const gapFrame: Frame = {
    ...curves,
    x: x + left + between,
    width: width - left - between,
    yDomain: linearDomain(gaps.length ? [...gaps, 0] : []),
  };
  let body = frameAxes(curves, { palette, locale, title: metric, note: t.thick, stacked });
  body += frameAxes(gapFrame, {
    palette,
    locale,
    title: t.gap(metric),
    note: t.gapNote,
    stacked,
    xLabel: t.epoch,
  });
  if (values.length === 0) body += frameEmpty(curves, t.notLogged, palette);
  if (gaps.length === 0) body += frameEmpty(gapFrame, t.noValidation, palette);
  else
    body += frameLine(gapFrame, { x: xDomain, y: [0, 0] }, { color: palette.muted, width: 1, opacity: 0.8 });
  const ends: { index: number; value: number }[] = [];
  const gapEnds: typeof ends = [];
  drawn.forEach(({ epoch, train, validation, gap }, index) => {
    const style = lineStyle(index, palette);
    const validated = validation.some((value) => value !== null);
    const thick = validated ? validation : train;
    const opacity = palette.highContrast ? 0.85 : 0.6;
    if (validated) body += frameLine(curves, held(epoch, train), { ...style, width: 1, opacity });
    body += frameLine(curves, held(epoch, thick), { ...style, width: 2 });
    const { diverged } = shown[index] as ComparedRun;
    if (diverged) body += divergedMark(curves, diverged.epoch, style.color);
    body += frameLine(gapFrame, held(epoch, gap), { ...style, width: 1.75 });
    const last = thick.filter((value) => value !== null && Number.isFinite(value)).at(-1);
    const lastGap = gap.filter((value) => value !== null && Number.isFinite(value)).at(-1);
    if (last !== undefined && last !== null) ends.push({ index, value: last });
    if (lastGap !== undefined && lastGap !== null) gapEnds.push({ index, value: lastGap });
  });
  body += letters(curves, ends, palette) + letters(gapFrame, gapEnds, palette);
  return { body, frames: [curves, gapFrame] };
}

/** Epochs without a value are left out, so that a line of rare validations holds together. */
function held(epoch: readonly number[], y: readonly (number | null)[]) {
  const rows = epoch.flatMap((_, row) => (y[row] === null || y[row] === undefined ? [] : [row]));
  return { x: rows.map((row) => epoch[row] as number), y: rows.map((row) => y[row] as number) };
}

function thin(curves: ComparedCurves, most: number): ComparedCurves {
  const { epoch, train, validation, gap } = curves;
  const rows = thinRows(epoch, [train, validation], most);
  const pick = <T>(column: readonly T[]): T[] => rows.map((row) => column[row] as T);
  return { epoch: pick(epoch), train: pick(train), validation: pick(validation), gap: pick(gap) };
}
