import type { GroupPayload } from '../../protocol/index.js';
import { formatCount, formatDuration } from '../drawing/format.js';
import { stillPalette } from '../drawing/palette.js';
import type { StillOptions } from '../drawing/picture.js';
import { shorten, svgDocument, svgText, textWidth, wrap } from '../drawing/svg.js';
import { divergedBriefly } from './divergence-words.js';
import {
  bestHead,
  groupLeaders,
  groupRows,
  groupScale,
  groupScaleText,
  groupSparkline,
  groupSpread,
  groupWritten,
  leftOutText,
  meanHead,
  spreadRange,
  spreadWritten,
} from './group-model.js';
import { groupOverlays } from './group-overlay.js';
import { groupLostText } from './lost-words.js';
import { overlayPicture } from './overlay-picture.js';
import { statusWord } from './plan-text.js';
import { STRIP, spreadStrip } from './spread-strip.js';
import { trainingStrings } from './strings.js';
import { trainingText } from './text.js';

const WIDTH = 760;
const SIDE = 16;
const ROW = 24;
/** Of the curves over each other, above the table. */
const OVERLAY = 158;
/** Of what heads the best values, in two lines where it is longer. */
const BEST_HEAD = 88;
/** Numbers are narrower than text is reckoned. */
const DIGITS_WIDTH = 0.85;
/** Runs drawn one by one; of more, the first ones and a line that says how many are not drawn. */
const MOST_ROWS = 60;

/** The runs as a table with small curves, and the mean ± standard deviation below. */
export function groupSvg(payload: GroupPayload, { locale, theme, detail = 1 }: StillOptions): string {
  const t = trainingStrings[locale];
  const palette = stillPalette(theme);
  const table = groupRows(payload);
  const { columns, rows } = table;
  const written = groupWritten(table, locale);
  const scale = groupScale(rows);
  const shown = rows.slice(0, Math.max(3, Math.round(MOST_ROWS * detail)));
  const count = (value: number) => formatCount(value, locale);
  const left = { name: SIDE, status: 130, epochs: 290, time: 370, values: 385, best: 624, curve: 640 };
  const each = (left.best - 90 - left.values) / Math.max(1, columns.length);
  const valueAt = (index: number) => left.values + each * (index + 1);
  const quiet = `font-size="11" fill="${palette.muted}"`;
  const plain = `font-size="11.5" fill="${palette.foreground}"`;
  const end = ' text-anchor="end"';
  const rule = (y: number) =>
    `<line x1="${SIDE}" x2="${WIDTH - SIDE}" y1="${y}" y2="${y}" stroke="${palette.grid}"/>`;

  const leaders = groupLeaders(rows, locale);
  const ended = payload.runs.filter(({ status }) => status !== 'running').length;
  let body = svgText(
    SIDE,
    26,
    t.groupTitle(count(rows.length)),
    `font-size="15" font-weight="600" fill="${palette.foreground}"`,
  );
  body += svgText(WIDTH - SIDE, 26, t.groupDone(count(ended), count(rows.length)), quiet + end);
  let y = 52;
  // Fewer lines where a still has little room, as of rows.
  for (const overlay of groupOverlays(payload, 1)) {
    const lines = overlay.lines.slice(0, Math.max(3, Math.round(overlay.lines.length * detail)));
    const box = { x: SIDE, y: 40, width: WIDTH - 2 * SIDE, height: OVERLAY };
    const drawn = overlayPicture({ ...overlay, lines }, box, palette, locale);
    body += drawn.body;
    // The heads of the table may have two lines.
    y += drawn.height + 14;
  }
  body += svgText(left.name, y, t.run, quiet) + svgText(left.status, y, t.statusHead, quiet);
  body += svgText(left.epochs, y, t.epochs, quiet + end) + svgText(left.time, y, t.timeHead, quiet + end);
  columns.forEach((column, index) => {
    body += svgText(valueAt(index), y, shorten(column, Math.floor(each / 6.6)), quiet + end);
  });
  const range = groupScaleText(rows, scale, locale);
  const small = `font-size="10" fill="${palette.muted}"`;
  const curveWords = [t.curve, range].filter(Boolean).join(' ');
  const curveHead =
    range && DIGITS_WIDTH * textWidth(curveWords, 11) < WIDTH - SIDE - left.curve
      ? svgText(left.curve, y - 13, curveWords, quiet) +
        svgText(left.curve, y, scale.cut ? t.curveCut[scale.cut] : '', small)
      : svgText(left.curve, y, t.curve, quiet);
  body +=
    wrap(bestHead(rows, locale), 11, BEST_HEAD)
      .slice(0, 2)
      .map((line, index, { length }) => svgText(left.best, y - 13 * (length - 1 - index), line, quiet + end))
      .join('') +
    curveHead +
    rule(y + 7.5);
  for (const [index, row] of shown.entries()) {
    y += ROW;
    body += svgText(left.name, y, shorten(row.name, 17), plain);
    body += svgText(
      left.status,
      y,
      statusWord(row.status, locale, row.diverged),
      row.diverged ? `font-size="11.5" fill="${palette.bad}"` : plain,
    );
    const lower = row.diverged ? divergedBriefly(row.diverged, locale) : '';
    if (lower) body += svgText(left.status, y + 13, lower, `font-size="10.5" fill="${palette.bad}"`);
    body += svgText(left.epochs, y, `${count(row.epochs)} / ${count(row.plannedEpochs)}`, plain + end);
    body += svgText(left.time, y, formatDuration(row.elapsedMs, locale), plain + end);
    written[index]?.values.forEach((value, column) => {
      body += svgText(valueAt(column), y, value, plain + end);
    });
    const best = written[index]?.best;
    if (best)
      body += svgText(left.best, y, best, `${plain}${leaders.has(index) ? ' font-weight="600"' : ''}${end}`);
    const box = { x: left.curve, y: y - 16, width: WIDTH - SIDE - left.curve, height: 23 };
    body += groupSparkline(row, scale, box, palette);
    if (lower) y += 12;
  }
  if (shown.length < rows.length) {
    y += ROW;
    body += svgText(left.name, y, t.moreLayers(count(rows.length - shown.length)), quiet);
  }
  const spread = groupSpread(payload).filter(({ n }) => n > 1);
  if (spread.length > 0) {
    body += rule(y + 8.5);
    y += ROW + 2;
    body += svgText(left.name, y, meanHead(spread, locale), `${plain} font-weight="600"`);
    for (const each of spread) {
      const x = each.best ? left.best : valueAt(columns.indexOf(each.column));
      const { mean, sd } = spreadWritten(each, locale);
      body += svgText(x, y, mean, `${plain} font-weight="600"${end}`);
      body += svgText(x, y + 15, `± ${sd}`, quiet + end);
    }
    const told = y + 15;
    const width = Math.min(STRIP.most, each - 10);
    const strips = spread.map((spread) => {
      const right = spread.best ? left.best : valueAt(columns.indexOf(spread.column));
      return spreadStrip(spread, { x: right - width, y: y + 21, width }, palette);
    });
    body += strips.join('');
    const note = y + 33;
    y += strips.some(Boolean) ? 21 + STRIP.height : 15;
    const ranges = spread.map((each) => spreadRange(each, locale));
    if (ranges.some(Boolean)) {
      body += svgText(left.name, note, t.spreadNote, quiet);
      // In two lines where the column is narrow.
      const small = `font-size="10" fill="${palette.muted}"${end}`;
      const one = ranges.every((range) => !range || textWidth(range.join(' – '), 10) < each - 4);
      ranges.forEach((range, index) => {
        const found = spread[index] as (typeof spread)[0];
        const x = found.best ? left.best : valueAt(columns.indexOf(found.column));
        if (!range) return;
        if (one) body += svgText(x, y + 12, range.join(' – '), small);
        else body += svgText(x, y + 12, `${range[0]} –`, small) + svgText(x, y + 24, range[1], small);
      });
      y += one ? 14 : 26;
    }
    const leftOut = leftOutText(payload, locale);
    if (leftOut) body += svgText(left.name, told, leftOut, quiet);
  }
  const lost = groupLostText(payload, locale);
  for (const line of lost ? wrap(lost, 11, WIDTH - 2 * SIDE) : []) {
    y += 16;
    body += svgText(SIDE, y + 4, line, `font-size="11" fill="${palette.bad}"`);
  }
  return svgDocument({
    width: WIDTH,
    height: y + 16,
    title: t.groupTitle(count(rows.length)),
    description: trainingText(payload, locale),
    background: palette.background,
    font: palette.font,
    body,
  });
}
