import type { TablePayload } from '../../protocol/index.js';
import { formatCount } from '../drawing/format.js';
import { stillPalette } from '../drawing/palette.js';
import type { StillOptions } from '../drawing/picture.js';
import { shorten, svgDocument, svgText, textWidth } from '../drawing/svg.js';
import { histogramBars } from './histogram.js';
import { cellText, missingShare } from './model.js';
import { tableStrings } from './strings.js';
import { tableText } from './text.js';

const SIDE = 16;
const ROW = 20;
const MOST_ROWS = 10;
const MOST_COLUMNS = 14;
const WIDEST = 150;
const NARROWEST = 60;
/** Room for the type and the missing count beside each other. */
const NARROWEST_WITH_MISSING = 92;

/** The first rows with each column's type, missing values and small histogram. */
export async function tableSvg(
  payload: TablePayload,
  { locale, theme, detail = 1 }: StillOptions,
): Promise<string> {
  const t = tableStrings[locale];
  const palette = stillPalette(theme);
  const columns = payload.columns.slice(0, Math.max(2, Math.round(MOST_COLUMNS * detail)));
  const rows = payload.rows.slice(0, MOST_ROWS);
  const count = (value: number) => formatCount(value, locale);

  const widths = columns.map((column, index) => {
    const cells = rows.map((row) => textWidth(shorten(cellText(row[index], locale) ?? '–', 24), 11.5));
    const head = textWidth(column.name, 11.5) * 1.1;
    return (
      Math.min(WIDEST, Math.max(column.missing > 0 ? NARROWEST_WITH_MISSING : NARROWEST, head, ...cells)) + 18
    );
  });
  const width = Math.max(360, widths.reduce((sum, each) => sum + each, 0) + 2 * SIDE);
  const quiet = `font-size="10.5" fill="${palette.muted}"`;
  const title = payload.title ?? t.title;
  const note = `${t.rows(count(rows.length), count(payload.totalRows))}, ${t.columns(count(payload.columns.length))}`;
  let body = svgText(
    SIDE,
    26,
    shorten(title, Math.floor(width / 12)),
    `font-size="15" font-weight="600" fill="${palette.foreground}"`,
  );
  body += svgText(SIDE, 44, note, `font-size="11.5" fill="${palette.muted}"`);
  const top = 64;
  const first = top + 66;
  let x = SIDE;
  columns.forEach((column, index) => {
    const inner = (widths[index] as number) - 18;
    const numeric = column.type === 'number';
    const fits = Math.floor(inner / 6.2);
    body += svgText(
      x,
      top + 8,
      shorten(column.name, Math.max(4, fits)),
      `font-size="11.5" font-weight="600" fill="${palette.foreground}"`,
    );
    body += svgText(x, top + 22, t.types[column.type], quiet);
    const share = missingShare(column, payload.totalRows);
    if (column.missing > 0) {
      const words = `– ${count(column.missing)}`;
      body += svgText(
        x + inner,
        top + 22,
        words,
        `font-size="10.5" font-weight="600" fill="${palette.bad}" text-anchor="end"`,
      );
    }
    body += `<rect x="${x}" y="${top + 27}" width="${inner}" height="3" fill="${palette.grid}"/>`;
    if (share > 0)
      body += `<rect x="${x}" y="${top + 27}" width="${Math.max(1, inner * share)}" height="3" fill="${palette.bad}"/>`;
    body += histogramBars(column, {
      x,
      y: top + 34,
      width: inner,
      height: 18,
      fill: palette.train,
      titles: false,
    });
    rows.forEach((row, line) => {
      const text = cellText(row[index], locale);
      const at = numeric ? x + inner : x;
      body += svgText(
        at,
        first + line * ROW + 10,
        shorten(text ?? '–', Math.max(4, fits)),
        `font-size="11.5" fill="${text === null ? palette.bad : palette.foreground}"${numeric ? ' text-anchor="end"' : ''}`,
      );
    });
    x += widths[index] as number;
  });
  body += `<line x1="${SIDE}" x2="${width - SIDE}" y1="${first - 6.5}" y2="${first - 6.5}" stroke="${palette.muted}"/>`;
  for (let line = 1; line < rows.length; line += 1) {
    const y = first + line * ROW - 4.5;
    body += `<line x1="${SIDE}" x2="${width - SIDE}" y1="${y}" y2="${y}" stroke="${palette.grid}"/>`;
  }
  let bottom = first + rows.length * ROW + 8;
  if (rows.length === 0) {
    body += svgText(SIDE, first + 12, t.noRows, quiet);
    bottom += ROW;
  }
  if (columns.length < payload.columns.length) {
    body += svgText(SIDE, bottom + 10, t.moreColumns(count(payload.columns.length - columns.length)), quiet);
    bottom += ROW;
  }
  return svgDocument({
    width,
    height: bottom + 4,
    title,
    description: tableText(payload, locale),
    background: palette.background,
    font: palette.font,
    body,
  });
}
