import type { ComparedRun, ComparePayload, Locale } from '../../protocol/index.js';
import { formatCount, formatDuration, formatValue } from '../drawing/format.js';
import { type Palette, stillPalette } from '../drawing/palette.js';
import type { StillOptions } from '../drawing/picture.js';
import { StillWords } from '../drawing/still-words.js';
import { escapeXml, shortenTo, svgDocument, svgText, textWidth } from '../drawing/svg.js';
import { wordColor } from '../drawing/word-color.js';
import { runLooks } from './line-style.js';
import { areMany, bestRun, letter, metricsOf, ranking, scoresOf, soleBest } from './model.js';
import { comparePlots } from './plots.js';
import { settingColors } from './setting-colors.js';
import { LEGEND_HEIGHT } from './setting-legend.js';
import { stringsFor } from './strings.js';
import { compareText } from './text.js';
import { comparisonWords, differenceWords, stateWords } from './words.js';

const WIDTH = 760;
const SIDE = 16;
const PLOT = 150;
const ROW = 21;
const MOST_ROWS = 24;

/** The final values of each run, one line each. */
function table(
  payload: ComparePayload,
  metric: string,
  { top, palette, locale, rows }: { top: number; palette: Palette; locale: Locale; rows: number },
): { body: string; bottom: number } {
  const t = stringsFor(payload, locale);
  const quiet = `font-size="10.5" fill="${palette.muted}"`;
  const end = ' text-anchor="end"';
  const columns = [440, 516, 604, 672, WIDTH - SIDE];
  const heads = [t.train, t.validation, t.best, t.gapHead, t.time];
  let y = top;
  let body = svgText(SIDE + 56, y, t.run, quiet) + svgText(SIDE + 120, y, t.what, quiet);
  body += svgText(
    SIDE,
    y,
    t.metric(metric),
    `font-size="10.5" font-weight="600" fill="${palette.foreground}"`,
  );
  heads.forEach((head, index) => {
    body += svgText(columns[index] as number, y, head, quiet + end);
  });
  body += `<path d="M${SIDE},${y + 7.5}H${WIDTH - SIDE}" stroke="${palette.grid}"/>`;
  const many = areMany(payload);
  const look = runLooks(payload, bestRun(payload, metric), palette);
  const winner = soleBest(payload, metric);
  const order = many ? ranking(payload, metric) : payload.runs.map((_, index) => index);
  for (const index of order.slice(0, rows)) {
    const run = payload.runs[index] as ComparedRun;
    y += ROW;
    const { color, dash } = look(index);
    const plain = `font-size="11.5" fill="${palette.foreground}"${index === winner ? ' font-weight="600"' : ''}`;
    const { train, validation, best, gap, perEpoch } = scoresOf(run, metric);
    body += svgText(
      SIDE,
      y,
      letter(index),
      `font-size="11.5" font-weight="600" fill="${wordColor(color, palette)}"`,
    );
    body += `<path d="M${SIDE + 18},${y - 4}h30" stroke="${color}" stroke-width="2"${dash && ` stroke-dasharray="${dash}"`}/>`;
    body += svgText(SIDE + 56, y, shortenTo(run.name, 11.5, 58), plain);
    const what = differenceWords(run, payload, locale);
    const room = (columns[0] as number) - SIDE - 170;
    body += run.diverged
      ? divergedCell(what, stateWords(run, locale), { x: SIDE + 120, y, room, plain, bad: palette.bad })
      : svgText(SIDE + 120, y, shortenTo(what + stateWords(run, locale), 11.5, room), plain);
    const value = (of: number | null) => formatValue(of, locale);
    [
      value(train),
      value(validation),
      best ? t.bestAt(value(best.value), formatCount(best.epoch, locale)) : '–',
      value(gap),
      perEpoch === null ? '–' : formatDuration(perEpoch, locale),
    ].forEach((word, column) => {
      body += svgText(columns[column] as number, y, word, plain + end);
    });
  }
  return { body, bottom: y };
}

/** What differs, and that the run diverged, which is cut off last. */
function divergedCell(
  what: string,
  state: string,
  { x, y, room, plain, bad }: { x: number; y: number; room: number; plain: string; bad: string },
): string {
  const cut = shortenTo(what, 11.5, Math.max(0.35 * room, room - textWidth(state, 11.5)));
  const rest = shortenTo(state, 11.5, room - textWidth(cut, 11.5));
  return `<text x="${x}" y="${y}" ${plain}><tspan>${escapeXml(cut)}</tspan><tspan fill="${bad}">${escapeXml(rest)}</tspan></text>`;
}

/** The still picture: curves and gaps of the loss and of the first metric, and the final values. */
export async function compareSvg(
  payload: ComparePayload,
  { locale, theme, detail = 1 }: StillOptions,
): Promise<string> {
  const t = stringsFor(payload, locale);
  const palette = stillPalette(theme);
  const title = t.title(formatCount(payload.runs.length, locale));
  const paper = new StillWords(title, { side: SIDE, width: WIDTH }, palette);
  const metrics = metricsOf(payload).slice(0, 2);
  const main = metrics[0] ?? 'loss';
  for (const words of comparisonWords(payload, main, locale)) paper.paragraph(words);
  let { body, y } = paper;
  if (payload.runs.length > 0) {
    const colored = settingColors(payload, palette) !== null;
    for (const metric of metrics) {
      const legend = colored && metric === main;
      body += comparePlots({
        legend,
        payload,
        metric,
        x: SIDE + 38,
        y: y + 20,
        width: WIDTH - 2 * SIDE - 38 - 14,
        height: PLOT,
        palette,
        locale,
        most: Math.max(10, Math.round(180 * detail)),
      }).body;
      y += PLOT + 60 + (legend ? LEGEND_HEIGHT : 0);
    }
    const rows = Math.max(2, Math.round(MOST_ROWS * detail));
    // Of many runs one table is long enough.
    const tables = payload.runs.length > 8 || metrics.length === 0 ? [main] : metrics;
    for (const metric of tables) {
      const drawn = table(payload, metric, { top: y + 8, palette, locale, rows });
      body += drawn.body;
      y = drawn.bottom + 22;
    }
    const notes = [
      ...(payload.runs.length > rows ? [t.more(formatCount(payload.runs.length - rows, locale))] : []),
      ...(payload.runs.some(({ penalty }) => penalty) ? [`${t.metric('loss')}: ${t.dataLoss}`] : []),
    ];
    for (const note of notes) {
      body += svgText(SIDE, y + 2, note, `font-size="10.5" fill="${palette.muted}"`);
      y += 15;
    }
  }
  return svgDocument({
    width: WIDTH,
    height: y + 4,
    title,
    description: compareText(payload, locale),
    background: palette.background,
    font: palette.font,
    body,
  });
}
