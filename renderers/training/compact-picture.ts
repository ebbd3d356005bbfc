import type { RunPayload } from '../../protocol/index.js';
import { formatValue } from '../drawing/format.js';
import { stillPalette } from '../drawing/palette.js';
import type { StillOptions } from '../drawing/picture.js';
import { escapeXml, round, shorten, svgDocument, svgText, textWidth } from '../drawing/svg.js';
import { compactCurves } from './compact-model.js';
import { divergenceOf } from './divergence.js';
import { progressParts, statusText } from './plan-text.js';
import { sparkCurves, sparkline } from './sparkline.js';
import { trainingStrings } from './strings.js';
import { trainingText } from './text.js';

const WIDTH = 760;
const HEIGHT = 96;
const SIDE = 16;

/** One line of words and small curves beside each other. */
export function compactSvg(payload: RunPayload, { locale, theme, detail = 1 }: StillOptions): string {
  const t = trainingStrings[locale];
  const palette = stillPalette(theme);
  const name = shorten(payload.name, 40);
  const divergence = divergenceOf(payload);
  const status = statusText(payload.status, locale, divergence);
  const after = SIDE + textWidth(name, 13) * 1.08 + 14;
  let body = svgText(SIDE, 22, name, `font-size="13" font-weight="600" fill="${palette.foreground}"`);
  const facts = progressParts(payload, locale);
  if (payload.status === 'lost' && payload.reason) facts.push(shorten(payload.reason, 48));
  const quiet = `font-size="11.5" fill="${palette.muted}"`;
  body += divergence
    ? `<text x="${round(after)}" y="22" ${quiet}><tspan fill="${palette.bad}" font-weight="600">${escapeXml(status)}</tspan>` +
      `<tspan> · ${escapeXml(facts.join(' · '))}</tspan></text>`
    : svgText(after, 22, [status, ...facts].join(' · '), quiet);
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
    const text = (row: number, words: string, fill: string, weight = 600) =>
      svgText(x + spark + 10, 44 + row * 16, words, `font-size="11" font-weight="${weight}" fill="${fill}"`);
    body += text(0, label, palette.foreground);
    if (curve.lastTrain !== null)
      body += text(1, `${t.train} ${formatValue(curve.lastTrain, locale)}`, palette.train);
    if (curve.lastValidation !== null)
      body += text(2, `${t.validation} ${formatValue(curve.lastValidation, locale)}`, palette.validation);
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
