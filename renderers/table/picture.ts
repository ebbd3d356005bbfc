import type { TablePayload } from '../../protocol/index.js';
import { formatCount } from '../drawing/format.js';
import { type Palette, stillPalette } from '../drawing/palette.js';
import type { StillOptions } from '../drawing/picture.js';
import { round, shorten, shortenTo, svgDocument, svgText, textWidth, wrap } from '../drawing/svg.js';
import { histogramBars, medianMark } from './histogram.js';
import {
  allValues,
  type Category,
  cellText,
  decimalsOf,
  missingShare,
  type Profile,
  profileOf,
  type TableColumn,
} from './model.js';
import { tableStrings } from './strings.js';
import { tableText } from './text.js';

const SIDE = 16;
const ROW = 20;
const MOST_ROWS = 10;
const MOST_COLUMNS = 14;
const WIDEST = 150;
/** What a page of a notebook has room for; a table that fits into it shows its texts whole, up to so many characters. */
const PAGE = 760;
const WHOLE_TEXT = 80;
/** How much wider bold letters are. */
const BOLD = 1.1;
const NARROWEST = 60;

/** A table of few columns with a text so long has it on several lines, where it does not fit on one. */
const SENTENCE = 40;
const MOST_WRAPPED = 6;
const MOST_LINES = 8;
const LINE = 15;

/** Columns that share a page: the narrow ones as they are, the wide ones in proportion, none of them narrower than a narrow one. */
function shared(wanted: readonly number[]): number[] {
  const wide = (width: number) => width > WIDEST + 18;
  const rest =
    PAGE - 2 * SIDE - wanted.filter((width) => !wide(width)).reduce((sum, width) => sum + width, 0);
  const most = wanted.filter(wide).reduce((sum, width) => sum + width, 0);
  return wanted.map((width) =>
    wide(width) ? Math.max(NARROWEST + 18, Math.floor((rest * width) / most)) : width,
  );
}

/** Below the type of a column: bars with their ends, lines of categories and of words. */
const BARS = { height: 18, ends: 12 };
const LINES = { height: 13, size: 10 };
/** As wide as the name of a category gets; its bar is so wide at the least, and ends so far before the percentages. */
const CATEGORY = { most: 90, least: 44, gap: 6 };
/** Over numbers the percentages stand left of the bars, and keep off those of the column before. */
const OVER_NUMBERS = { least: 34, indent: 12, widest: 110 };

/** Pixels of the percentages of categories. */
const sharesWidth = (categories: readonly Category[]): number =>
  Math.max(...categories.map(({ text }) => textWidth(text, LINES.size)));

function profileHeight(profile: Profile | null): number {
  if (profile === null) return 0;
  if (profile.kind === 'bars') return BARS.height + (profile.ends ? BARS.ends : 0);
  return LINES.height * (profile.kind === 'lines' ? profile.lines : profile.categories).length;
}

/** What the lines of a profile take; bars take what there is. */
function profileWidth(profile: Profile | null, numeric: boolean): number {
  if (profile?.kind === 'lines') return Math.max(...profile.lines.map((line) => textWidth(line, LINES.size)));
  if (profile?.kind !== 'categories') return 0;
  const names = profile.categories.map(({ label }) =>
    Math.min(CATEGORY.most, textWidth(label, LINES.size) + 4),
  );
  const { least, indent } = numeric ? OVER_NUMBERS : { least: CATEGORY.least, indent: 0 };
  return indent + Math.max(least, ...names) + CATEGORY.gap + sharesWidth(profile.categories);
}

interface Space {
  x: number;
  y: number;
  width: number;
  numeric: boolean;
}

function profileSvg(profile: Profile, { x, y, width, numeric }: Space, palette: Palette): string {
  const text = (at: number, line: number, words: string, right: boolean, fill: string) =>
    svgText(
      at,
      y + line * LINES.height + 9,
      words,
      `font-size="${LINES.size}" fill="${fill}"${right ? ' text-anchor="end"' : ''}`,
    );
  if (profile.kind === 'lines')
    return profile.lines
      .map((line, index) => text(numeric ? x + width : x, index, line, numeric, palette.muted))
      .join('');
  if (profile.kind === 'categories') {
    // Over numbers, which end at the right, the names end there too and the bars begin.
    const shares = sharesWidth(profile.categories);
    const most = numeric ? Math.min(width - OVER_NUMBERS.indent, OVER_NUMBERS.widest) : width;
    const room = most - shares - CATEGORY.gap;
    const left = numeric ? x + width - room : x;
    return profile.categories
      .map(({ label, share, text: words }, index) => {
        const name = shortenTo(label, LINES.size, Math.max(LINES.size, room - 4));
        const bar = Math.max(1, room * share);
        return (
          `<rect x="${round(numeric ? x + width - bar : x)}" y="${y + index * LINES.height}" width="${round(bar)}" height="${LINES.height - 1}" fill="${palette.train}" fill-opacity="0.25"/>` +
          text(numeric ? left + room : left + 2, index, name, numeric, palette.foreground) +
          text(numeric ? left - CATEGORY.gap : x + width, index, words, true, palette.foreground)
        );
      })
      .join('');
  }
  const { height } = BARS;
  const bars = histogramBars(profile.bars, { x, y, width, height, fill: palette.train, titles: false });
  const ends = profile.ends?.map((end, side) =>
    svgText(
      x + side * width,
      y + height + 10,
      end,
      `font-size="9" fill="${palette.muted}"${side === 0 ? '' : ' text-anchor="end"'}`,
    ),
  );
  const mark = profile.median ? medianMark(profile.median.share, { x, y, width, height, palette }) : '';
  return bars + mark + (ends?.join('') ?? '');
}

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
  const decimals = decimalsOf({ columns, rows });
  const textAt = (row: (typeof rows)[number], index: number) =>
    cellText(row[index], locale, decimals[index]) ?? '–';
  const missingWords = ({ missing }: TableColumn) => (missing > 0 ? t.missingCount(count(missing)) : '');
  const missingRoom = (column: TableColumn) =>
    column.missing > 0 ? textWidth(missingWords(column), 10.5 * BOLD) + 6 : 0;

  const profiles = columns.map((column, index) =>
    profileOf(column, payload.totalRows, locale, allValues(payload, index)),
  );

  const widthsUpTo = (characters: number, widest: number): number[] =>
    columns.map((column, index) => {
      const cells = rows.map((row) => textWidth(shorten(textAt(row, index), characters), 11.5));
      const head = textWidth(column.name, 11.5 * BOLD);
      const least = Math.max(NARROWEST, textWidth(t.types[column.type], 10.5) + missingRoom(column));
      const profile = profileWidth(profiles[index] ?? null, column.type === 'number');
      return Math.max(profile, Math.min(widest, Math.max(least, head, ...cells))) + 18;
    });
  const sum = (values: readonly number[]) => values.reduce((total, each) => total + each, 0) + 2 * SIDE;
  const whole = widthsUpTo(WHOLE_TEXT, PAGE);
  const sentences = rows.some((row) =>
    columns.some((_, index) => (cellText(row[index], locale) ?? '').length > SENTENCE),
  );
  const wraps = sum(whole) > PAGE && columns.length <= MOST_WRAPPED && sentences;
  const widths = sum(whole) <= PAGE ? whole : wraps ? shared(whole) : widthsUpTo(24, WIDEST);
  const linesOf = (row: (typeof rows)[number], index: number): string[] => {
    const text = textAt(row, index);
    const inner = (widths[index] as number) - 18;
    if (!wraps) return [shortenTo(text, 11.5, inner)];
    const lines = wrap(text, 11.5, inner);
    return lines.length <= MOST_LINES
      ? lines
      : [...lines.slice(0, MOST_LINES - 1), shortenTo(lines.slice(MOST_LINES - 1).join(' '), 11.5, inner)];
  };
  const title = payload.title ?? t.title;
  const titleRoom = textWidth(title, 15 * BOLD);
  const width = Math.max(360, sum(widths), Math.min(PAGE, titleRoom + 2 * SIDE));
  const quiet = `font-size="10.5" fill="${palette.muted}"`;
  const note = `${t.rows(count(rows.length), count(payload.totalRows))}, ${t.columns(count(payload.columns.length))}`;
  let body = svgText(
    SIDE,
    26,
    shortenTo(title, 15 * BOLD, width - 2 * SIDE),
    `font-size="15" font-weight="600" fill="${palette.foreground}"`,
  );
  body += svgText(SIDE, 44, note, `font-size="11.5" fill="${palette.muted}"`);
  const top = 64;
  const profiled = Math.max(0, ...profiles.map(profileHeight));
  const first = top + 46 + (profiled > 0 ? profiled + 2 : 0);
  const tops = [0];
  for (const row of rows) {
    const lines = Math.max(1, ...columns.map((_, index) => linesOf(row, index).length));
    tops.push((tops.at(-1) as number) + ROW + (lines - 1) * LINE);
  }
  let x = SIDE;
  columns.forEach((column, index) => {
    const inner = (widths[index] as number) - 18;
    const numeric = column.type === 'number';
    const end = numeric ? ' text-anchor="end"' : '';
    body += svgText(
      numeric ? x + inner : x,
      top + 8,
      shortenTo(column.name, 11.5 * BOLD, inner),
      `font-size="11.5" font-weight="600" fill="${palette.foreground}"${end}`,
    );
    const words = missingWords(column);
    body += svgText(
      numeric ? x + inner - missingRoom(column) : x,
      top + 22,
      t.types[column.type],
      quiet + end,
    );
    const share = missingShare(column, payload.totalRows);
    if (words) {
      body += svgText(
        x + inner,
        top + 22,
        words,
        `font-size="10.5" font-weight="600" fill="${palette.bad}" text-anchor="end"`,
      );
    }
    if (share > 0)
      body += `<rect x="${x}" y="${top + 27}" width="${inner}" height="3" fill="${palette.grid}"/>`;
    if (share > 0)
      body += `<rect x="${x}" y="${top + 27}" width="${Math.max(1, inner * share)}" height="3" fill="${palette.bad}"/>`;
    const profile = profiles[index];
    if (profile) body += profileSvg(profile, { x, y: top + 34, width: inner, numeric }, palette);
    rows.forEach((row, line) => {
      const empty = cellText(row[index], locale) === null;
      const at = numeric ? x + inner : x;
      linesOf(row, index).forEach((words, below) => {
        body += svgText(
          at,
          first + (tops[line] as number) + below * LINE + 10,
          words,
          `font-size="11.5" fill="${empty ? palette.bad : palette.foreground}"${numeric ? ' text-anchor="end"' : ''}`,
        );
      });
    });
    x += widths[index] as number;
  });
  body += `<line x1="${SIDE}" x2="${width - SIDE}" y1="${first - 6.5}" y2="${first - 6.5}" stroke="${palette.muted}"/>`;
  for (let line = 1; line < rows.length; line += 1) {
    const y = first + (tops[line] as number) - 4.5;
    body += `<line x1="${SIDE}" x2="${width - SIDE}" y1="${y}" y2="${y}" stroke="${palette.grid}"/>`;
  }
  let bottom = first + (tops.at(-1) as number) + 8;
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
