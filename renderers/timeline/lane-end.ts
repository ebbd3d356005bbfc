import type { CallbackEventKind, Locale } from '../../protocol/index.js';
import { formatCount } from '../drawing/format.js';
import { lastKnown } from '../drawing/last-known.js';
import type { Palette } from '../drawing/palette.js';
import { spreadLabels } from '../drawing/spread-labels.js';
import { escapeXml, round, svgText } from '../drawing/svg.js';
import { wordColor } from '../drawing/word-color.js';
import { type Criterion, isMet } from './criteria.js';
import { criterionEnd } from './criterion-end.js';
import { glyph } from './glyphs.js';
import { isolate } from './isolate.js';
import { type Sign, signs } from './kinds.js';
import { laneSummary } from './labels.js';
import { ROW_HEIGHT } from './lane-box.js';
import type { LaneInk } from './lane-ink.js';
import type { LaneModel } from './lane-model.js';
import { countParts } from './sentence.js';
import { cutWords, wordWidth } from './words.js';

const SIZE = 10.5;
/** From the left edge of a sign to its number; and from one number to the next sign, at most. */
const SIGN = 13;
const GAP = 8;

/**
 * Right of the row: what the lane has come to, and under it how often what happened, with the signs of the key, as words for
 * all kinds would not fit. The words are in the title.
 */
export function laneEnd(
  lane: LaneModel,
  width: number,
  { palette, right, locale, running }: LaneInk,
): string {
  const { state, counts } = laneSummary(lane, running, locale);
  const room = right - 16;
  const x = width + 12;
  if (lane.criteria && lane.row > ROW_HEIGHT)
    return criteriaEnd(lane, lane.criteria.lines, { state, x, room }, palette);
  const words = countParts(new Map(counts), locale);
  let body = svgText(
    x,
    counts.length ? 11.5 : 19.5,
    cutWords(state, SIZE, room),
    `font-size="${SIZE}" font-weight="600" fill="${palette.foreground}"`,
  );
  const signed = bySign(counts);
  const numbers = fittingCounts(
    signed.map(([, count]) => count),
    room - SIGN * signed.length,
    locale,
  );
  const wide = numbers.reduce((sum, number) => sum + SIGN + wordWidth(number, SIZE), 0);
  const gap = Math.max(2, Math.min(GAP, (room - wide) / Math.max(1, signed.length - 1)));
  let at = 0;
  signed.forEach(([kind], index) => {
    const number = numbers[index] ?? '';
    body +=
      `<g transform="translate(${round(x + at + 5)} 23)">${glyph(kind, palette)}</g>` +
      svgText(x + at + SIGN, 26.5, number, `font-size="${SIZE}" fill="${palette.muted}"`);
    at += SIGN + wordWidth(number, SIZE) + gap;
  });
  return `<g class="epb-lane-end"><title>${escapeXml([state, ...words].join(', '))}</title>${body}</g>`;
}

/** From line to line, and below the state. */
const CRITERION = { pitch: 13, first: 16, size: 10 };

/** Right of a tall row of criteria, at the end of each line, its last value against its threshold, and whether it is met. */
function criteriaEnd(
  { row }: LaneModel,
  lines: readonly Criterion[],
  { state, x, room }: { state: string; x: number; room: number },
  palette: Palette,
): string {
  const most = Math.floor((row - CRITERION.first) / CRITERION.pitch);
  const shown = lines.slice(0, most);
  const wanted = shown.map(({ points }) => (lastKnown(points.map(({ y }) => y)) ?? 0) - CRITERION.first);
  const ys = spreadLabels(wanted, row - CRITERION.first - 2, CRITERION.pitch);
  const ends = shown.map(({ newest, name }, index) => {
    const met = isMet(newest);
    const words = criterionEnd(newest, isolate(name), (text) => wordWidth(text, CRITERION.size) <= room);
    const look = met
      ? `font-weight="600" fill="${wordColor(palette.best, palette)}"`
      : `fill="${palette.muted}"`;
    const y = (ys[index] ?? 0) + CRITERION.first + 4;
    return svgText(x, y, cutWords(words, CRITERION.size, room), `font-size="${CRITERION.size}" ${look}`);
  });
  const head = `font-size="${SIZE}" font-weight="600" fill="${palette.foreground}"`;
  return `<g class="epb-lane-end"><title>${escapeXml(state)}</title>${svgText(x, 8, cutWords(state, SIZE, room), head)}${ends.join('')}</g>`;
}

type Counts = [kind: CallbackEventKind, count: number][];

/** What shares a sign is counted together; the words beside tell the kinds apart. */
function bySign(counts: Counts): Counts {
  const together = new Map<Sign, Counts[number]>();
  for (const [kind, count] of counts) {
    const before = together.get(signs[kind]);
    if (before) before[1] += count;
    else together.set(signs[kind], [kind, count]);
  }
  return [...together.values()];
}

/** Counts in full, or short ("9.9K") where there is no room for all. */
function fittingCounts(counts: readonly number[], room: number, locale: Locale): string[] {
  const whole = counts.map((count) => formatCount(count, locale));
  if (whole.reduce((sum, number) => sum + wordWidth(number, SIZE) + 2, 0) <= room) return whole;
  const short = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });
  return counts.map((count) => short.format(count));
}
