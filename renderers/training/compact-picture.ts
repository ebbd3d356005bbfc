import type { RunPayload } from '../../protocol/index.js';
import { stillPalette } from '../drawing/palette.js';
import type { StillOptions } from '../drawing/picture.js';
import { shorten, svgDocument, svgText, textWidth, wrap } from '../drawing/svg.js';
import { compactCurves } from './compact-model.js';
import { compactFacts, finalValues } from './compact-words.js';
import { divergenceOf } from './divergence.js';
import { divergedBriefly } from './divergence-words.js';
import { statusText, statusWord } from './plan-text.js';
import { sparkCurves, sparkline } from './sparkline.js';
import { trainingStrings } from './strings.js';
import { trainingText } from './text.js';

const WIDTH = 760;
const HEIGHT = 96;
const SIDE = 16;
/** Where state and progress begin, so that the runs of a cell stand below each other in columns. */
const STATUS = 196;
const FACTS = 296;
/** Beside a small curve, from its end to the end of its values. */
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
  const facts = compactFacts(payload, locale);
  if (divergence) facts.unshift(divergedBriefly(divergence, locale));
  const room = WIDTH - SIDE - FACTS;
  // Single words are not cut: what has no room is in the description alone.
  while (facts.length > 1 && textWidth(facts.join(' · '), 11.5) > room) facts.pop();
  if (payload.status === 'lost' && payload.reason) facts.push(payload.reason);
  const [line = '', more] = wrap(facts.join(' · '), 11.5, room);
  body += svgText(FACTS, 22, more ? `${line} …` : line, quiet);
  const curves = compactCurves(payload, Math.max(8, Math.round(120 * detail)));
  const cell = (WIDTH - 2 * SIDE) / 2;
  curves.forEach((curve, index) => {
    const x = SIDE + index * cell;
    const spark = cell - 150;
    const label = index === 0 ? t.loss : shorten(curve.name, 20);
    body += `<line x1="${x}" x2="${x + spark}" y1="86.5" y2="86.5" stroke="${palette.grid}"/>`;
    body += sparkline(sparkCurves(curve.train, curve.validation, palette), {
      x,
      y: 32,
      width: spark,
      height: 54,
    });
    body += svgText(
      x + spark + 10,
      44,
      label,
      `font-size="11" font-weight="600" fill="${palette.foreground}"`,
    );
    finalValues(curve, locale).forEach(({ series, name: words, value }, row) => {
      const ink = `font-size="11" font-weight="600" fill="${palette[series]}"`;
      body += svgText(x + spark + 10, 44 + (row + 1) * 16, words, ink);
      body += svgText(x + spark + WORDS, 44 + (row + 1) * 16, value, `${ink} text-anchor="end"`);
    });
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
