import type { ConfusionMatrixPayload, Locale } from '../../protocol/index.js';
import { formatCount, formatShare } from '../drawing/format.js';
import { type Palette, stillPalette } from '../drawing/palette.js';
import type { StillOptions } from '../drawing/picture.js';
import { escapeXml, shorten, svgDocument, svgText, textWidth } from '../drawing/svg.js';
import { confusionScores, foldClasses } from './model.js';
import { confusionStrings } from './strings.js';
import { confusionText } from './text.js';

/** Left of all words. */
export const SIDE = 16;
const MOST_CLASSES = 20;
const LONGEST_LABEL = 18;

/** Side of a cell, by the number of classes. */
const cellSide = (classes: number): number =>
  classes <= 3 ? 84 : classes <= 6 ? 64 : classes <= 12 ? 46 : 30;

/**
 * The matrix as SVG with the palette's colours: rows are true classes. A live matrix has each cell as a group with
 * `data-row`, `data-column` and a title.
 */
export function confusionSvgWith(
  payload: ConfusionMatrixPayload,
  palette: Palette,
  locale: Locale,
  { detail = 1, live = false } = {},
): string {
  const t = confusionStrings[locale];
  const count = (value: number) => formatCount(value, locale);
  const share = (value: number | null) => (value === null ? '–' : formatShare(value, locale));
  const whole = confusionScores(payload);
  const folded = foldClasses(payload, Math.max(3, Math.round(MOST_CLASSES * detail)), (others) =>
    t.others(count(others)),
  );
  const { classes, shares } = confusionScores(folded);
  const n = classes.length;
  const side = cellSide(n);
  const labels = folded.labels.map((label) => shorten(label, LONGEST_LABEL));
  const labelWidth = Math.min(140, Math.max(30, ...labels.map((label) => textWidth(label, 11.5))));
  const tilt = labels.some((label) => textWidth(label, 11.5) > side - 6);
  const left = SIDE + 22 + labelWidth + 8;
  const top = 78 + (tilt ? labelWidth * 0.8 : 14);
  const size = n * side;
  const quiet = `font-size="11" fill="${palette.muted}"`;
  const strong = `font-size="11.5" font-weight="600" fill="${palette.foreground}"`;
  const end = ' text-anchor="end"';
  const middle = ' text-anchor="middle"';

  const title = payload.title ?? t.title;
  let body = svgText(
    SIDE,
    26,
    shorten(title, 60),
    `font-size="15" font-weight="600" fill="${palette.foreground}"`,
  );
  const summary =
    whole.accuracy === null
      ? t.noSamples
      : t.accuracy(share(whole.accuracy), count(whole.right), count(whole.total));
  body += svgText(SIDE, 45, summary, `font-size="11.5" fill="${palette.muted}"`);
  if (n > 0) {
    body += svgText(left + Math.max(size, 60) / 2, 68, t.predicted, quiet + middle);
    body += `<text transform="translate(${SIDE + 10} ${top + size / 2}) rotate(-90)" ${quiet}${middle}>${escapeXml(t.truth)}</text>`;
  }

  labels.forEach((label, index) => {
    const at = index * side + side / 2;
    body += svgText(left - 8, top + at + 4, label, strong + end);
    const x = left + at;
    body += tilt
      ? `<text transform="translate(${x} ${top - 8}) rotate(-40)" ${strong}>${escapeXml(label)}</text>`
      : svgText(x, top - 8, label, strong + middle);
  });
  // The three columns at the right: precision, recall, samples.
  const scoreX = [0, 1, 2].map((index) => left + size + 72 + index * 66);
  [t.precision, t.recall, t.samples].forEach((word, index) => {
    if (n > 0) body += svgText(scoreX[index] as number, top - 8, word, quiet + end);
  });
  for (let row = 0; row < n; row += 1) {
    for (let column = 0; column < n; column += 1) {
      const value = folded.counts[row]?.[column] ?? 0;
      const part = shares[row]?.[column] ?? 0;
      const x = left + column * side;
      const y = top + row * side;
      const words = t.cell(folded.labels[row] ?? '', folded.labels[column] ?? '', count(value), share(part));
      // The diagonal is right and drawn in one hue, the rest is wrong and drawn in the other; depth is the share.
      const hue = row === column ? palette.heat : palette.validation;
      const depth = part === 0 ? 0 : 0.12 + 0.68 * part;
      const ink = `fill="${palette.foreground}"`;
      if (live) body += `<g data-row="${row}" data-column="${column}"><title>${escapeXml(words)}</title>`;
      body += `<rect x="${x + 0.5}" y="${y + 0.5}" width="${side - 1}" height="${side - 1}" fill="${hue}" fill-opacity="${Math.round(depth * 0.7 * 100) / 100}" stroke="${row === column ? palette.heat : palette.grid}"/>`;
      const big = side >= 46;
      const room = (side - 6) / (0.64 * count(value).length);
      const numberSize = Math.min(side >= 64 ? 15 : big ? 12 : 9.5, Math.round(room * 10) / 10);
      const center = x + side / 2;
      body += svgText(
        center,
        y + side / 2 + (big ? -1 : 3.5),
        count(value),
        `font-size="${numberSize}" font-weight="${row === column ? 600 : 400}" ${ink}${middle}`,
      );
      if (big)
        body += svgText(
          center,
          y + side / 2 + (side >= 64 ? 15 : 12),
          share(part),
          `font-size="10" ${ink}${middle}`,
        );
      if (live) body += '</g>';
    }
    const score = classes[row];
    if (!score) continue;
    const y = top + row * side + side / 2 + 4;
    [share(score.precision), share(score.recall), count(score.samples)].forEach((word, index) => {
      body += svgText(
        scoreX[index] as number,
        y,
        word,
        `font-size="11.5" fill="${palette.foreground}"${end}`,
      );
    });
  }
  let bottom = top + size + 14;
  if (folded !== payload) {
    body += svgText(SIDE, bottom + 8, t.folded(count(n - 1), count(payload.labels.length)), quiet);
    bottom += 18;
  }
  return svgDocument({
    width: Math.max(n > 0 ? (scoreX[2] as number) + SIDE : 0, SIDE * 2 + textWidth(summary, 11.5), 320),
    height: bottom + 6,
    title,
    description: confusionText(payload, locale),
    background: palette.background,
    font: palette.font,
    body,
  });
}

/** The still picture of a confusion matrix. */
export const confusionSvg = async (
  payload: ConfusionMatrixPayload,
  { locale, theme, detail }: StillOptions,
): Promise<string> => confusionSvgWith(payload, stillPalette(theme), locale, { detail });
