import type { Locale } from '../../protocol/index.js';
import { formatCount } from '../drawing/format.js';
import { escapeXml, round, svgText } from '../drawing/svg.js';
import { glyph } from './glyphs.js';
import { laneSummary } from './labels.js';
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
  const room = right - 14;
  const x = width + 10;
  const words = countParts(new Map(counts), locale);
  let body = svgText(
    x,
    counts.length ? 9.5 : 17.5,
    cutWords(state, SIZE, room),
    `font-size="${SIZE}" font-weight="600" fill="${palette.foreground}"`,
  );
  const numbers = fittingCounts(
    counts.map(([, count]) => count),
    room - SIGN * counts.length,
    locale,
  );
  const wide = numbers.reduce((sum, number) => sum + SIGN + wordWidth(number, SIZE), 0);
  const gap = Math.max(2, Math.min(GAP, (room - wide) / Math.max(1, counts.length - 1)));
  let at = 0;
  counts.forEach(([kind], index) => {
    const number = numbers[index] ?? '';
    body +=
      `<g transform="translate(${round(x + at + 5)} 20)">${glyph(kind, palette)}</g>` +
      svgText(x + at + SIGN, 23.5, number, `font-size="${SIZE}" fill="${palette.muted}"`);
    at += SIGN + wordWidth(number, SIZE) + gap;
  });
  return `<g class="epb-lane-end"><title>${escapeXml([state, ...words].join(', '))}</title>${body}</g>`;
}

/** Counts in full, or short ("9.9K") where there is no room for all. */
function fittingCounts(counts: readonly number[], room: number, locale: Locale): string[] {
  const whole = counts.map((count) => formatCount(count, locale));
  if (whole.reduce((sum, number) => sum + wordWidth(number, SIZE) + 2, 0) <= room) return whole;
  const short = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });
  return counts.map((count) => short.format(count));
}
