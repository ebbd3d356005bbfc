import type { ConfusionMatrixPayload, Locale } from '../../protocol/index.js';
import { formatCount } from '../drawing/format.js';
import { type Palette, stillPalette } from '../drawing/palette.js';
import type { StillOptions } from '../drawing/picture.js';
import { round, shorten, svgDocument, svgText, textWidth, wrap } from '../drawing/svg.js';
import { confusionLayout } from './layout.js';
import { legendSvg } from './legend.js';
import { countsSvg, headsSvg, type MatrixInk, scoresSvg } from './matrix-parts.js';
import { classCount, confusionScores, foldClasses, wrongEnd } from './model.js';
import { confusionStrings } from './strings.js';
import { confusionText } from './text.js';
import { confusionsLine, shareText } from './words.js';

const WIDTH = 760;
const SIDE = 16;
/** Classes that are drawn one by one; of more, the rest is put together. */
const MOST_CLASSES = 20;

/** The matrix, its scores and the key of its colours, without a title: what still and live view share. */
export interface MatrixDrawing {
  /** SVG content. */
  body: string;
  width: number;
  height: number;
  /** Of its classes; a row more holds the macro averages. */
  classes: number;
}

/**
 * Rows are true classes.
 * @param live each number is a group with `data-row`, `data-column` and a title that says it in words.
 */
export function matrixDrawing(
  payload: ConfusionMatrixPayload,
  ink: { palette: Palette; locale: Locale },
  {
    width,
    side = 0,
    top = 0,
    detail = 1,
    live = false,
  }: { width: number; side?: number; top?: number; detail?: number; live?: boolean },
): MatrixDrawing {
  const { palette, locale } = ink;
  const t = confusionStrings[locale];
  const count = (value: number) => formatCount(value, locale);
  const whole = confusionScores(payload);
  const folded = foldClasses(payload, Math.max(3, Math.round(MOST_CLASSES * detail)), (others) =>
    t.others(count(others)),
  );
  const n = folded.labels.length;
  if (n === 0) return { body: '', width, height: top, classes: 0 };
  const drawn = folded === payload ? whole : confusionScores(folded);
  const layout = confusionLayout(folded.labels, { width, side, top, samples: count(whole.total) });
  const matrix: MatrixInk = { ...ink, layout, live };
  const { legend } = layout;
  let body = headsSvg(folded.labels, matrix, side);
  body += countsSvg(folded, drawn, matrix);
  body += scoresSvg(drawn.classes, whole, matrix);
  body += `<g transform="translate(${round(legend.x)} ${round(legend.y)})">${legendSvg(ink, { room: width - side - legend.x, classes: n, wrong: wrongEnd(drawn) })}</g>`;
  let { height } = layout;
  if (folded.joined) {
    height += 18;
    const note = t.folded(count(n - 1), count(classCount(payload)));
    body += svgText(side, height - 6, note, `font-size="11" fill="${palette.muted}"`);
  }
  return { body, width: layout.width, height, classes: n };
}

/** The sentences over a matrix: how many are right, and what is confused most. */
export function headLines(payload: ConfusionMatrixPayload, locale: Locale): string[] {
  const t = confusionStrings[locale];
  const count = (value: number) => formatCount(value, locale);
  const { accuracy, right, total } = confusionScores(payload);
  const summary =
    accuracy === null ? t.noSamples : t.accuracy(shareText(accuracy, locale), count(right), count(total));
  const confused = confusionsLine(payload, locale);
  return confused ? [summary, confused] : [summary];
}

/** The still picture of a confusion matrix. */
export async function confusionSvg(
  payload: ConfusionMatrixPayload,
  { locale, theme, detail }: StillOptions,
): Promise<string> {
  const palette = stillPalette(theme);
  const title = payload.title ?? confusionStrings[locale].title;
  const words = headLines(payload, locale).flatMap((line) => wrap(line, 11.5, WIDTH - 2 * SIDE));
  const top = 34 + words.length * 16 + 6;
  const { body, width, height } = matrixDrawing(
    payload,
    { palette, locale },
    { width: WIDTH, side: SIDE, top, detail },
  );
  const wide = Math.max(...words.map((line) => textWidth(line, 11.5)), textWidth(title, 15));
  return svgDocument({
    width: Math.min(WIDTH, Math.max(payload.labels.length > 0 ? width : 0, wide + 2 * SIDE, 320)),
    height: height + 10,
    title,
    description: confusionText(payload, locale),
    background: palette.background,
    font: palette.font,
    body:
      svgText(SIDE, 26, shorten(title, 60), `font-size="15" font-weight="600" fill="${palette.foreground}"`) +
      words
        .map((line, index) =>
          svgText(SIDE, 46 + index * 16, line, `font-size="11.5" fill="${palette.muted}"`),
        )
        .join('') +
      body,
  });
}
