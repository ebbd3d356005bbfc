import type { ConfusionMatrixPayload, Locale } from '../../protocol/index.js';
import { blend } from '../drawing/blend.js';
import { formatCount } from '../drawing/format.js';
import type { Palette } from '../drawing/palette.js';
import { escapeXml, round, svgText, textWidth } from '../drawing/svg.js';
import { wordsOn } from '../drawing/word-color.js';
import { depth, hue } from './color.js';
import type { LabelLines } from './label-lines.js';
import { type ConfusionLayout, LABEL_LINE, LABEL_SIZE, MACRO_ROW, SCORES } from './layout.js';
import { type ClassScore, type ConfusionScores, RARE, wrongEnd } from './model.js';
import { confusionStrings } from './strings.js';
import { cellWords, macroWords, scoreWords, shareText } from './words.js';

/** What the parts of a matrix are drawn with. */
export interface MatrixInk {
  palette: Palette;
  locale: Locale;
  layout: ConfusionLayout;
  live: boolean;
}

const end = ' text-anchor="end"';
const middle = ' text-anchor="middle"';
const quiet = ({ palette }: MatrixInk): string => `font-size="11" fill="${palette.muted}"`;
const strong = ({ palette }: MatrixInk): string =>
  `font-size="${LABEL_SIZE}" font-weight="600" fill="${palette.foreground}"`;

/** In a live matrix, a number that can be pointed at and stepped to, with what it says. */
const spoken = (row: number, column: number, words: string, body: string, { live }: MatrixInk): string =>
  live ? `<g data-row="${row}" data-column="${column}"><title>${escapeXml(words)}</title>${body}</g>` : body;

/** A name's lines around the middle of its row, the whole name in a title. */
const nameSvg = (x: number, y: number, label: string, { lines }: LabelLines, style: string): string =>
  `<g><title>${escapeXml(label)}</title>${lines
    .map((line, index) => svgText(x, y + 4 + (index - (lines.length - 1) / 2) * LABEL_LINE, line, style))
    .join('')}</g>`;

/** The names of the classes at both axes, and what the axes are. */
export function headsSvg(labels: readonly string[], ink: MatrixInk, side: number): string {
  const { layout, locale } = ink;
  const { matrix, cell, names, heads } = layout;
  const t = confusionStrings[locale];
  const up = matrix.y + matrix.height / 2;
  let body = svgText(matrix.x, matrix.y - headRise(layout), t.predicted, quiet(ink));
  body += `<text transform="translate(${side + 11} ${round(up)}) rotate(-90)" ${quiet(ink)}${middle}>${escapeXml(t.truth)}</text>`;
  labels.forEach((label, index) => {
    const row = matrix.y + (index + 0.5) * cell.height;
    body += nameSvg(matrix.x - 8, row, label, names[index] as LabelLines, strong(ink) + end);
    const x = matrix.x + (index + 0.5) * cell.width;
    const head = heads.names[index] as LabelLines;
    if (heads.turn === 0) {
      const first = matrix.y - 7 - ((head.lines.length - 1) / 2) * LABEL_LINE - 4;
      body += nameSvg(x, first, label, head, strong(ink) + middle);
    } else {
      const place = `translate(${round(x + (heads.turn === 90 ? 4 : 2))} ${round(matrix.y - 7)}) rotate(-${heads.turn})`;
      body += `<text transform="${place}" ${strong(ink)}><title>${escapeXml(label)}</title>${escapeXml(head.lines[0] ?? '')}</text>`;
    }
  });
  return body;
}

/** From the matrix up to the line of the words "predicted class". */
function headRise({ heads }: ConfusionLayout): number {
  const longest = Math.max(
    ...heads.names.map(({ lines: [line = ''] }) => textWidth(line, LABEL_SIZE) * 1.06),
    24,
  );
  const lines = Math.max(1, ...heads.names.map(({ lines }) => lines.length));
  const turned = longest * Math.sin((heads.turn / 180) * Math.PI) + 8;
  return (heads.turn === 0 ? lines * LABEL_LINE : turned) + 10;
}

const SMALLEST = 8;

/** A count in its cell: in full, or short ("12K") where there is no room. */
function countSvg(
  value: number,
  { x, y, width, rare }: { x: number; y: number; width: number; rare: boolean },
  style: string,
  ink: MatrixInk,
): string {
  const { cell } = ink.layout;
  const usual = cell.height >= 60 ? 15 : cell.height >= 40 ? 13 : 11;
  const largest = rare ? Math.min(11, usual) : usual;
  const short = (digits: number): string =>
    new Intl.NumberFormat(ink.locale, { notation: 'compact', maximumFractionDigits: digits }).format(value);
  for (const words of [formatCount(value, ink.locale), short(1), short(0)]) {
    const size = Math.min(largest, Math.floor(((width - 4) / (0.6 * words.length)) * 2) / 2);
    if (size >= SMALLEST) return svgText(x, y, words, `font-size="${size}" ${style}`);
  }
  return '';
}

/** The counts in their colours, with their share of the true class where there is room. */
export function countsSvg(
  { counts }: ConfusionMatrixPayload,
  { classes, shares }: ConfusionScores,
  ink: MatrixInk,
): string {
  const { palette, locale, layout } = ink;
  const { matrix, cell } = layout;
  const both = cell.height >= 40 && cell.width >= 40;
  const wrong = wrongEnd({ shares, classes });
  let body = '';
  classes.forEach((truth, row) => {
    classes.forEach((predicted, column) => {
      const count = counts[row]?.[column] ?? 0;
      const share = shares[row]?.[column] ?? 0;
      // Many cells together are no match for one: they have no colour.
      const joined = truth.joined !== undefined || predicted.joined !== undefined;
      const right = row === column && !joined;
      const x = round(matrix.x + column * cell.width);
      const y = round(matrix.y + row * cell.height);
      const [midX, midY] = [round(x + cell.width / 2), round(y + cell.height / 2)];
      const weight = right ? 600 : 400;
      // However small the greatest share is, what is rare is not written as loudly as what is frequent.
      const rare = !right && share < RARE;
      const opacity = joined ? depth(share, 1) / 2 : depth(share, right ? 1 : wrong);
      const color = joined ? palette.muted : hue(right, palette);
      // An empty cell says nothing: its 0 stands back.
      const ground = blend(color, palette.background, opacity);
      const fill = wordsOn(ground, count > 0 && !rare ? palette.foreground : palette.muted);
      let one = `<rect x="${x + 0.5}" y="${y + 0.5}" width="${round(cell.width - 1)}" height="${round(cell.height - 1)}" fill="${color}" fill-opacity="${opacity}" stroke="${right ? palette.heat : palette.grid}"/>`;
      const style = `font-weight="${weight}" fill="${fill}"${middle}`;
      one += countSvg(
        count,
        { x: midX, y: midY + (both && count > 0 ? -1 : 4), width: cell.width, rare },
        style,
        ink,
      );
      if (both && count > 0)
        one += svgText(
          midX,
          midY + (cell.height >= 60 ? 16 : 13),
          shareText(share, locale),
          `font-size="10" fill="${fill}"${middle}`,
        );
      body += spoken(row, column, cellWords([truth, predicted], { count, share }, locale), one, ink);
    });
  });
  return body;
}

/** Precision, recall, F1 and samples of each class, and under them their macro averages. */
export function scoresSvg(
  classes: readonly ClassScore[],
  whole: Pick<ConfusionScores, 'macro' | 'total'>,
  ink: MatrixInk,
): string {
  const { palette, locale, layout } = ink;
  const { scores, matrix } = layout;
  const t = confusionStrings[locale];
  const n = classes.length;
  const share = (value: number | null) => shareText(value, locale);
  const plain = `font-size="11.5" fill="${palette.foreground}"${end}`;
  const heads = [t.precision, t.recall, t.f1, t.samples];
  let body = heads
    .map((word, index) =>
      svgText((scores.columns[index] as number) - 2, scores.y - 9, word, quiet(ink) + end),
    )
    .join('');
  // A bar under the number, where the row has room for it.
  const barred = scores.row >= 28;
  const number = (
    row: number,
    column: number,
    middleY: number,
    value: number | null,
    words: string,
    said: string,
  ) => {
    const right = scores.columns[column] as number;
    const left = right - scores.width + 12;
    const bar = column < SCORES - 1 && value !== null && barred;
    let one = `<rect x="${round(left - 6)}" y="${round(middleY - scores.row / 2 + 1)}" width="${round(right - left + 10)}" height="${round(Math.min(scores.row, 40) - 2)}" fill="none" stroke="none" pointer-events="all"/>`;
    if (bar) {
      const y = round(middleY + 8);
      one += `<rect x="${round(left)}" y="${y}" width="${round(right - left)}" height="3" fill="${palette.grid}"/>`;
      one += `<rect x="${round(left)}" y="${y}" width="${round((right - left) * value)}" height="3" fill="${palette.heat}"/>`;
    }
    one += svgText(right - 2, middleY + (bar ? 3 : 4), words, plain);
    body += spoken(row, n + column, said, one, ink);
  };
  classes.forEach((score, row) => {
    const y = scores.y + (row + 0.5) * scores.row;
    const said = scoreWords(score, locale);
    const values = [score.precision, score.recall, score.f1];
    if (scores.below) {
      const name = layout.names[row] as LabelLines;
      const { lines } = name;
      const one = { ...name, lines: lines.length > 1 ? [`${lines[0]}…`] : lines };
      body += nameSvg(
        (scores.columns[0] as number) - scores.width - 8,
        y,
        score.label,
        one,
        strong(ink) + end,
      );
    }
    for (const [column, value] of values.entries())
      number(row, column, y, value, share(value), said[column] as string);
    number(row, 3, y, null, formatCount(score.samples, locale), said[3] as string);
  });
  const foot = scores.y + n * scores.row;
  const y = foot + MACRO_ROW / 2 + 2;
  const rule = scores.below ? scores.x : (scores.columns[0] as number) - scores.width + 6;
  body += `<path d="M${round(rule)},${round(foot + 2)}H${scores.columns[SCORES - 1]}" stroke="${palette.muted}"/>`;
  const nameAt = scores.below
    ? (scores.columns[0] as number) - scores.width - 8
    : matrix.x + matrix.width + 16;
  body += svgText(nameAt, y + 4, t.macro, quiet(ink) + end);
  const said = macroWords(whole, locale);
  const { precision, recall, f1 } = whole.macro;
  for (const [column, value] of [precision, recall, f1].entries()) {
    const right = scores.columns[column] as number;
    const one = svgText(right - 2, y + 4, share(value), `${plain} font-weight="600"`);
    body += spoken(n, n + column, said[column] as string, one, ink);
  }
  const total = svgText(
    (scores.columns[3] as number) - 2,
    y + 4,
    formatCount(whole.total, locale),
    `${plain} font-weight="600"`,
  );
  return body + spoken(n, n + 3, said[3] as string, total, ink);
}
