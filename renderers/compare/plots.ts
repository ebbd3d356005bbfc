import type { ComparedRun, ComparePayload, Locale } from '../../protocol/index.js';
import { formatCount, formatValue } from '../drawing/format.js';
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
import { higherIsBetter } from '../drawing/metric-direction.js';
import { halo, type Palette } from '../drawing/palette.js';
import { type Domain, linearDomain, position } from '../drawing/scale.js';
import { round, svgText, textWidth } from '../drawing/svg.js';
import { fittingTicks } from '../drawing/tick-labels.js';
import { wordColor } from '../drawing/word-color.js';
import { thinRows } from '../training/thin.js';
import { endLetter, heldLine, letters, lineEnd } from './line-ends.js';
import { runLooks } from './line-style.js';
import {
  areMany,
  bestRun,
  bestRuns,
  type ComparedCurves,
  curvesOf,
  letter,
  runLimit,
  scoresOf,
} from './model.js';
import { LEGEND_HEIGHT, settingLegend } from './setting-legend.js';
import { stringsFor } from './strings.js';

/** Runs that get lines, and the best beyond them; the table and the account have all. */
const MOST_LINES = 60;

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
  /** What the colours of many runs stand for is told above. */
  legend?: boolean;
  /** Runs whose lines are not drawn. */
  hidden?: ReadonlySet<number>;
  /** Each run's lines are a group with `data-run`, to be brought out by a sheet; of many, with all that is shown then. */
  live?: boolean;
}

/** The runs that are drawn, by their numbers; the best last, on top of the others where there are many. */
export function drawnRuns(payload: ComparePayload, best: number): number[] {
  const first = payload.runs.slice(0, MOST_LINES).map((_, index) => index);
  if (best < 0 || (!areMany(payload) && first.includes(best))) return first;
  return [...first.filter((index) => index !== best), best];
}

/** The epochs of all runs on one axis. */
export function epochDomain({ runs }: ComparePayload): Domain {
  const first = Math.min(...runs.map(({ epoch, initialEpoch }) => epoch[0] ?? initialEpoch + 1));
  const last = Math.max(...runs.map(({ epoch }) => epoch.at(-1) ?? 1));
  return Number.isFinite(first) && last > first ? [first, last] : [0, Math.max(1, last)];
}

/** Half of the cross, and a gap: where a line ends at it, its letter stands beside. */
const CROSS = 5;

/** A cross at the upper edge, over the epoch from which on a run had diverged. */
function divergedMark(frame: Frame, epoch: number, color: string): string {
  const [x, y] = [round(frameX(frame, epoch)), round(frame.y + 5)];
  return `<path d="M${x - 4},${y - 4}l8,8m0,-8l-8,8" stroke="${color}" stroke-width="2" fill="none"/>`;
}

/** Radius of the ring. */
const BEST_RING = 6;

/** A dot at a run's best epoch; around that of the best run a ring, with its value. */
function bestMark(
  frame: Frame,
  { value, epoch }: { value: number; epoch: number },
  { color, words, below, palette }: { color: string; words: string; below: boolean; palette: Palette },
): string {
  const [x, y] = [round(frameX(frame, epoch)), round(frameY(frame, value))];
  const dot = `<circle cx="${x}" cy="${y}" r="3" fill="${color}" stroke="${palette.background}"/>`;
  if (!words) return dot;
  const half = textWidth(words, 10.5) / 2;
  const middle = Math.min(frame.x + frame.width - half, Math.max(frame.x + half, x));
  const under = below ? y + 18 <= frame.y + frame.height : y - 20 < frame.y;
  return (
    `<circle cx="${x}" cy="${y}" r="${BEST_RING}" fill="none" stroke="${color}" stroke-width="1.5"/>${dot}` +
    svgText(
      middle,
      under ? y + 18 : y - 10,
      words,
      `font-size="10.5" font-weight="600" fill="${wordColor(color, palette)}" text-anchor="middle" ${halo(palette)}`,
    )
  );
}

/** The training of the best of many, which is no run of its own. */
const DOTTED = { width: 1.5, dash: '1.5 3.5', opacity: 1 };

/** The domain up to the next tick at both ends, so that plots beside each other end with a line of their grids. */
function endedByTicks(domain: Domain, height: number): Domain {
  let [low, high] = domain;
  for (let turn = 0; turn < 3; turn += 1) {
    const [first, second] = frameTicks({ yDomain: [low, high], height });
    if (first === undefined || second === undefined) return domain;
    const step = second - first;
    const tidy = (value: number) => Number(value.toPrecision(12));
    const ends: Domain = [
      tidy(Math.floor(low / step + 1e-9) * step),
      tidy(Math.ceil(high / step - 1e-9) * step),
    ];
    if (ends[0] === low && ends[1] === high) break;
    if (!Number.isFinite(ends[1] - ends[0])) return domain;
    [low, high] = ends;
  }
  return [low, high];
}

/** The ticks that axes of so many pixels get. */
const frameTicks = ({ yDomain, height }: Pick<Frame, 'yDomain' | 'height'>): number[] =>
  fittingTicks(yDomain, Math.max(4, Math.round(height / 28)), (tick) => ({
    at: position(tick, yDomain, height),
    size: 11,
  }));

/** Narrower than this, the gap stands under the curves. */
const SIDE_BY_SIDE_FROM = 400;
/** From the axis of the curves to the gap under it. */
const UNDER = 46;
/** From the upper edge of the heads to the plots. */
const LEGEND_RISE = 18;

/** A metric's curves of all runs, and beside them the gap between validation and training; each is `height` high. */
export function comparePlots(options: PlotsOptions): { body: string; frames: Frame[] } {
  const { payload, metric, x, y, width, height, palette, locale, most, live = false } = options;
  const t = stringsFor(payload, locale);
  const beside = width >= SIDE_BY_SIDE_FROM;
  const between = width < 560 ? 60 : 74;
  const left = beside ? Math.round((width - between) * (width < 560 ? 0.52 : 0.6)) : width;
  const right = beside ? width - left - between : width;
  const many = areMany(payload);
  const best = bestRun(payload, metric);
  const alike = bestRuns(payload, metric).length;
  const bold = alike > 1 ? t.boldAlike(letter(best), formatCount(alike, locale)) : t.bold(letter(best));
  const validated = best >= 0 && scoresOf(payload.runs[best] as ComparedRun, metric).validation !== null;
  const note = many && best >= 0 ? [bold, ...(validated ? [t.dotted] : [])].join('; ') : t.thick;
  const stacked = headsStack([
    { title: t.metric(metric), note, width: left },
    { title: t.gap(metric), note: t.gapNote, width: right },
  ]);
  const rise = stacked ? HEAD_LINE : 0;
  const legend = options.legend
    ? settingLegend(payload, { x, y: y - LEGEND_RISE, width, palette, locale })
    : '';
  const above = y + (legend ? LEGEND_HEIGHT : 0);
  const xDomain = epochDomain(payload);
  const indexes = drawnRuns(payload, best).filter((index) => !options.hidden?.has(index));
  const shown = indexes.map((index) => payload.runs[index] as ComparedRun);
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
    y: above + rise,
    width: left,
    height: height - rise,
    xDomain,
    yDomain: endedByTicks(linearDomain(values, ceiling), height - rise),
  };
  const gapFrame: Frame = {
    ...curves,
    ...(beside ? { x: x + left + between } : { y: curves.y + height + UNDER }),
    width: right,
    yDomain: endedByTicks(linearDomain(gaps.length ? [...gaps, 0] : []), height - rise),
  };
  let body =
    legend + frameAxes(curves, { palette, locale, title: t.metric(metric), note, stacked, xLabel: t.epoch });
  body += frameAxes(gapFrame, {
    palette,
    locale,
    title: t.gap(metric),
    note: t.gapNote,
    stacked,
    xLabel: t.epoch,
  });
  if (values.length === 0 && indexes.length > 0) body += frameEmpty(curves, t.notLogged, palette);
  if (gaps.length === 0 && indexes.length > 0) body += frameEmpty(gapFrame, t.noValidation, palette);
  if (gaps.length > 0)
    body += frameLine(gapFrame, { x: xDomain, y: [0, 0] }, { color: palette.muted, width: 1, opacity: 0.8 });
  const asideOf = (index: number, run: ComparedRun, last: number | undefined): number => {
    if (run.diverged) return CROSS;
    return index === best && scoresOf(run, metric).best?.epoch === last ? BEST_RING : 0;
  };
  const traced = drawn.map(({ epoch, train, validation, gap }, at) => {
    const limit = limits[at] as number;
    const index = indexes[at] as number;
    const validated = validation.some((value) => value !== null);
    const main = heldLine(epoch, validated ? validation : train, limit);
    const between = heldLine(epoch, gap, limit);
    return {
      index,
      main,
      between,
      thin: validated ? heldLine(epoch, train, limit) : null,
      end: lineEnd(curves, index, main, asideOf(index, shown[at] as ComparedRun, epoch.at(-1))),
      gapEnd: lineEnd(gapFrame, index, between),
    };
  });
  const bestTrace = traced.find(({ index }) => index === best);
  const look = runLooks(payload, best, palette);
  const colorOf = (index: number) => wordColor(look(index).color, palette);
  const markOf = (index: number, told: boolean): string => {
    const { best: score } = scoresOf(payload.runs[index] as ComparedRun, metric);
    if (!score || Math.abs(score.value) >= runLimit(payload.runs[index] as ComparedRun, metric)) return '';
    const words = told ? formatValue(score.value, locale) : '';
    const marked = { color: look(index).color, words, below: !higherIsBetter(metric), palette };
    return bestMark(curves, score, marked);
  };
  traced.forEach(({ index, main, between, thin, end, gapEnd }, at) => {
    const loud = !many || index === best;
    const { opacity: strength, ...own } = look(index);
    const style = loud ? own : { ...own, opacity: strength };
    let lines = '';
    // Of many, the training of one alone is shown: of the best, and live of the one that is brought out.
    if (thin && (loud || live)) {
      const opacity = palette.highContrast ? 0.7 : 0.45;
      const aside = frameLine(curves, thin, { ...own, width: 1, opacity, ...(many && DOTTED) });
      lines += loud ? aside : `<g class="epb-run-aside">${aside}</g>`;
    }
    lines += frameLine(curves, main, { ...style, width: many ? (loud ? 2.75 : 1.25) : 2 });
    const { diverged } = shown[at] as ComparedRun;
    if (diverged) lines += divergedMark(curves, diverged.epoch, own.color);
    if (!many) lines += markOf(index, false);
    lines += frameLine(gapFrame, between, { ...style, width: many ? (loud ? 2.5 : 1.25) : 1.75 });
    if (many && (loud || live)) {
      const color = wordColor(own.color, palette);
      const names =
        (end ? endLetter(end, bestTrace?.end ?? null, color) : '') +
        (gapEnd ? endLetter(gapEnd, bestTrace?.gapEnd ?? null, color) : '');
      lines += loud ? names : `<g class="epb-run-aside">${names}</g>`;
    }
    body += live
      ? `<g class="epb-run" data-run="${index}"${index === best ? ' data-best=""' : ''}>${lines}</g>`
      : lines;
  });
  if (bestTrace) body += markOf(best, true);
  if (!many)
    body +=
      letters(
        curves,
        traced.flatMap(({ end }) => end ?? []),
        colorOf,
        palette,
      ) +
      letters(
        gapFrame,
        traced.flatMap(({ gapEnd }) => gapEnd ?? []),
        colorOf,
        palette,
      );
  return { body: live ? `<g class="epb-runs">${body}</g>` : body, frames: [curves, gapFrame] };
}

function thin(curves: ComparedCurves, most: number): ComparedCurves {
  const { epoch, train, validation, gap } = curves;
  const rows = thinRows(epoch, [train, validation], most);
  const pick = <T>(column: readonly T[]): T[] => rows.map((row) => column[row] as T);
  return { epoch: pick(epoch), train: pick(train), validation: pick(validation), gap: pick(gap) };
}
