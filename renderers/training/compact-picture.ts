import type { RunPayload } from '../../protocol/index.js';
import { stillPalette } from '../drawing/palette.js';
import type { StillOptions } from '../drawing/picture.js';
import { round, shorten, svgDocument, svgText, textWidth, wrap } from '../drawing/svg.js';
import { compactCurves } from './compact-model.js';
import { sparkWords } from './compact-words.js';
import { divergenceOf } from './divergence.js';
import { divergedBriefly } from './divergence-words.js';
import { progressParts, statusText, statusWord } from './plan-text.js';
import { sparkBest, sparkCurves, sparkGround, sparkline } from './sparkline.js';
import { trainingStrings } from './strings.js';
import { trainingText } from './text.js';

const WIDTH = 760;
const HEIGHT = 112;
const SIDE = 16;
/** Where state and progress begin, so that the runs of a cell stand below each other in columns. */
const STATUS = 196;
const FACTS = 296;
/** The curves: their upper edge, their height, what lies between the two. */
const TOP = 52;
const SPARK = 50;
const BETWEEN = 24;
/** Beside a small curve: to its left for its first values; from its end to the end of its last ones. */
const FIRST = 48;
const WORDS = 124;

/** One line of words and small curves beside each other. */
export function compactSvg(payload: RunPayload, { locale, theme, detail = 1 }: StillOptions): string {
  const t = trainingStrings[locale];
  const palette = stillPalette(theme);
  const name = shorten(payload.name, 22);
  const divergence = divergenceOf(payload);
  const status = statusText(payload.status, locale, divergence);
  let body = svgText(SIDE, 22, name, `font-size="13" font-weight="600" fill="${palette.foreground}"`);
  const quiet = `font-size="11.5" fill="${palette.muted}"`;
  const bad = `font-size="11.5" font-weight="600" fill="${palette.bad}"`;
  const word = statusWord(payload.status, locale, divergence);
  body += svgText(STATUS, 22, word, divergence || payload.status === 'lost' ? bad : quiet);
  const facts = progressParts(payload, locale);
  if (divergence) facts.unshift(divergedBriefly(divergence, locale));
  const room = WIDTH - SIDE - FACTS;
  // Single words are not cut: what has no room is in the description alone.
  while (facts.length > 1 && textWidth(facts.join(' · '), 11.5) > room) facts.pop();
  if (payload.status === 'lost' && payload.reason) facts.push(payload.reason);
  const [line = '', more] = wrap(facts.join(' · '), 11.5, room);
  body += svgText(FACTS, 22, more ? `${line} …` : line, quiet);
  const curves = compactCurves(payload, Math.max(8, Math.round(120 * detail)));
  const cell = (WIDTH - 2 * SIDE + BETWEEN) / 2;
  curves.forEach((curve, index) => {
    const x = SIDE + index * cell;
    const label = index === 0 ? t.loss : shorten(curve.name, 20);
    const lines = sparkCurves(curve.train, curve.validation, palette);
    const words = sparkWords(curve, lines, SPARK, locale);
    const left = x + (words.first.length ? FIRST : 0);
    const width = x + cell - BETWEEN - WORDS - left;
    const strong = 'font-size="11" font-weight="600"';
    body += svgText(x, TOP - 8, label, `${strong} fill="${palette.foreground}"`);
    if (words.best) {
      const at = x + textWidth(label, 11) * 1.15 + 12;
      body += `<circle cx="${round(at + 3)}" cy="${TOP - 12}" r="3" fill="${palette.best}"/>`;
      body += svgText(at + 10, TOP - 8, words.best, `font-size="11" fill="${palette.foreground}"`);
    }
    body += sparkGround(curve, { x: left, y: TOP + SPARK + 0.5, width }, palette);
    body += sparkline(lines, {
      x: left,
      y: TOP,
      width,
      height: SPARK,
      count: curve.room,
      ahead: true,
      ...sparkBest(curve, palette),
    });
    for (const { series, value, y } of words.first)
      body += svgText(
        left - 6,
        TOP + y + 4,
        value,
        `font-size="10.5" fill="${palette[series]}" text-anchor="end"`,
      );
    for (const { series, name, value, y } of words.last) {
      const ink = `${strong} fill="${palette[series]}"`;
      body += svgText(left + width + 8, TOP + y + 4, name, ink);
      body += svgText(left + width + WORDS, TOP + y + 4, value, `${ink} text-anchor="end"`);
    }
  });
  return svgDocument({
    width: WIDTH,
    height: HEIGHT,
    title: `${payload.name}: ${status}`,
    description: trainingText(payload, locale),
    background: palette.background,
    font: palette.font,
    body,
  });
}
