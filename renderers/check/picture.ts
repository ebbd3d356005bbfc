import type { CheckPayload, Locale } from '../../protocol/index.js';
import { type Palette, stillPalette } from '../drawing/palette.js';
import type { StillOptions } from '../drawing/picture.js';
import { shorten, svgDocument, svgText, textWidth, wrap } from '../drawing/svg.js';
import { moreMark, RING, ruleMark, scoreRing } from './marks.js';
import { type CheckLines, checkLines, type RuleLine } from './model.js';
import { checkStrings } from './strings.js';
import { checkText } from './text.js';

const WIDTH = 720;
const SIDE = 18;
const MARK = SIDE + 8;
const TEXT = 46;
const GAP = 14;
const RULE = { size: 13, line: 18 };
const DETAIL = { size: 12, line: 16.5 };
/** Rules that are drawn; of more the first ones. */
const MOST_RULES = 60;

/** Draws lines from the top down. */
class Page {
  private body = '';
  /** Where the line of the last pair has room. */
  private free = WIDTH;

  constructor(
    private readonly palette: Palette,
    private y: number,
  ) {}

  get height(): number {
    return this.y;
  }

  get content(): string {
    return this.body;
  }

  space(height: number): void {
    this.y += height;
  }

  mark(draw: (x: number, y: number, palette: Palette) => string): void {
    this.body += draw(MARK, this.y + RULE.line / 2, this.palette);
  }

  /** Text cut into lines from `x` to `right`. */
  text(text: string, x: number, right: number, { size, line }: typeof RULE, attributes: string): void {
    this.free = WIDTH;
    for (const each of wrap(text, size, right - x)) {
      this.body += svgText(x, this.y + line * 0.74, each, `font-size="${size}" ${attributes}`);
      this.y += line;
    }
  }

  /** On the line that comes next, at the right edge. */
  beside(text: string, { size, line }: typeof RULE, attributes: string): void {
    this.body += svgText(
      WIDTH - SIDE,
      this.y + line * 0.74,
      text,
      `font-size="${size}" text-anchor="end" ${attributes}`,
    );
  }

  /** A label and what belongs to it, which may have more lines. */
  pair(label: string, text: string, labels: number, color: string): void {
    this.body += svgText(
      TEXT,
      this.y + DETAIL.line * 0.74,
      label,
      `font-size="${DETAIL.size}" fill="${this.palette.muted}"`,
    );
    const above = this.y;
    this.text(text, TEXT + labels, WIDTH - SIDE, DETAIL, `fill="${color}"`);
    this.free = TEXT + labels + textWidth(text, DETAIL.size) + GAP;
    if (this.y > above + DETAIL.line) this.free = WIDTH;
  }

  /** The same behind the pair before it, where its line has the room. */
  follow(label: string, text: string, color: string): boolean {
    const at = this.free + textWidth(label, DETAIL.size) + 6;
    if (at + textWidth(text, DETAIL.size) > WIDTH - SIDE) return false;
    const y = this.y - DETAIL.line * 0.26;
    this.body +=
      svgText(this.free, y, label, `font-size="${DETAIL.size}" fill="${this.palette.muted}"`) +
      svgText(at, y, text, `font-size="${DETAIL.size}" fill="${color}"`);
    return true;
  }

  rule(): void {
    this.body += `<path d="M${SIDE},${this.y}H${WIDTH - SIDE}" stroke="${this.palette.grid}"/>`;
  }
}

/** How wide the column of labels is: what is found stands beside "Found". */
const labelsWidth = (locale: Locale): number => {
  const t = checkStrings[locale];
  const widest = Math.max(
    ...[t.found, t.wanted, t.where, t.hint].map((label) => textWidth(label, DETAIL.size)),
  );
  return Math.ceil(widest) + 12;
};

function drawRule(page: Page, rule: RuleLine, palette: Palette, locale: Locale): void {
  const t = checkStrings[locale];
  const labels = labelsWidth(locale);
  const points = rule.points ? textWidth(rule.points, DETAIL.size) + 16 : 0;
  page.mark((x, y, ink) => ruleMark(rule, x, y, ink));
  if (rule.points) page.beside(rule.points, { ...RULE, size: DETAIL.size }, `fill="${palette.muted}"`);
  page.text(rule.words, TEXT, WIDTH - SIDE - points, RULE, `fill="${palette.foreground}"`);
  if (rule.hidden) page.text(t.hidden, TEXT, WIDTH - SIDE, DETAIL, `fill="${palette.muted}"`);
  for (const { kind, label, text } of rule.details) {
    const ink = kind === 'found' && !rule.missing ? palette.bad : palette.foreground;
    if (kind !== 'wanted' || !page.follow(label, text, palette.foreground))
      page.pair(label, text, labels, ink);
  }
  for (const hint of rule.hints) page.pair(t.hint, hint, labels, palette.foreground);
  page.space(rule.details.length + rule.hints.length > 0 ? 10 : 6);
}

function drawFoot(page: Page, check: CheckLines, palette: Palette, locale: Locale): void {
  const t = checkStrings[locale];
  const muted = `fill="${palette.muted}"`;
  if (check.more) {
    page.mark(moreMark);
    page.text(check.more, TEXT, WIDTH - SIDE, RULE, muted);
    page.space(6);
  }
  const { shown, of } = check.hintCount;
  if (check.hints.length === 0 && of === 0 && !check.runs) return;
  page.space(2);
  page.rule();
  page.space(8);
  for (const hint of check.hints) page.pair(t.hint, hint, labelsWidth(locale), palette.foreground);
  const line = [
    ...(of > 0 ? [t.hintsShown(String(shown), String(of))] : []),
    ...(check.runs ? [check.runs] : []),
  ];
  page.text(line.join(' · '), TEXT, WIDTH - SIDE, DETAIL, muted);
}

/** The still picture of a check. */
export async function checkSvg(
  payload: CheckPayload,
  { locale, theme, detail = 1 }: StillOptions,
): Promise<string> {
  const palette = stillPalette(theme);
  const check = checkLines(payload, locale);
  const head = 74;
  const left = SIDE + 2 * RING + 14;
  const page = new Page(palette, head + 10);
  const most = Math.max(3, Math.round(MOST_RULES * detail));
  for (const rule of check.rules.slice(0, most)) drawRule(page, rule, palette, locale);
  if (check.rules.length > most)
    page.text(
      checkStrings[locale].left(String(most), String(check.rules.length)),
      TEXT,
      WIDTH - SIDE,
      DETAIL,
      `fill="${palette.muted}"`,
    );
  drawFoot(page, check, palette, locale);
  const title = shorten(check.title, Math.floor((WIDTH - left - SIDE) / 9));
  return svgDocument({
    width: WIDTH,
    height: page.height + 12,
    title: `${check.title}: ${check.summary}`,
    description: checkText(payload, locale),
    background: palette.background,
    font: palette.font,
    body:
      scoreRing(check, SIDE + RING, head / 2 + 2, palette) +
      svgText(left, 34, title, `font-size="15" font-weight="600" fill="${palette.foreground}"`) +
      svgText(
        left,
        53,
        check.summary,
        `font-size="12.5" fill="${check.passed ? palette.best : palette.muted}"`,
      ) +
      `<path d="M${SIDE},${head}H${WIDTH - SIDE}" stroke="${palette.grid}"/>` +
      page.content,
  });
}
