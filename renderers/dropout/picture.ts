import type { DropoutPayload, Locale } from '../../protocol/index.js';
import { formatCount, formatValue } from '../drawing/format.js';
import { type Palette, stillPalette } from '../drawing/palette.js';
import type { StillOptions } from '../drawing/picture.js';
import { shorten, svgDocument, textWidth, wrap } from '../drawing/svg.js';
import { SvgPen } from '../drawing/svg-pen.js';
import { netLayout } from './layout.js';
import { keepScale, type StepView, stepView } from './model.js';
import { type NetEdges, netEdges } from './net-edges.js';
import { edgeInk, type NetScene, paintNet } from './paint.js';
import { type DropoutRecord, openRecord } from './record.js';
import { dropoutStrings } from './strings.js';
import { distinctWords, dropoutText, maskWords, scaleWords, statusWords, stepWords } from './text.js';

const WIDTH = 860;
const SIDE = 16;
const BETWEEN = 36;
/** Nets of more ranks have (b) under (a). */
const MOST_BESIDE = 7;
/** Lines in one net; fewer where many layers already take their room in the file. */
const MOST_EDGES = { beside: 1100, below: 700 };
const MOST_SENTENCES = 3;

/** The factor of kept units; of several layers the range. */
export function scaleFactors(record: DropoutRecord, locale: Locale): string {
  const factors = record.tracks.flatMap((track) => keepScale(track) ?? []);
  if (factors.length === 0) return '–';
  const ends = [Math.min(...factors), Math.max(...factors)].map((factor) => formatValue(factor, locale));
  return ends[0] === ends[1] ? (ends[0] as string) : ends.join('–');
}

/** How many weights are drawn, and of when. */
export function edgeWords({ shown, total, whole }: NetEdges, view: StepView, locale: Locale): string {
  const t = dropoutStrings[locale];
  const count = (value: number) => formatCount(value, locale);
  if (shown === 0) return t.noEdges;
  const epoch = view.weights[0]?.epoch ?? 0;
  const when = epoch === 0 ? t.weightsAtStart : t.weightsAfter(count(epoch));
  return `${whole ? t.allEdges : t.strongest(count(shown), count(total))} (${when})`;
}

/** The still picture: (a) the standard net and (b) the net that the last recorded step trained. */
export async function dropoutSvg(
  payload: DropoutPayload,
  { locale, theme, detail = 1 }: StillOptions,
): Promise<string> {
  const palette = stillPalette(theme);
  const opened = openRecord(payload, locale);
  if (!opened.ok) return reasonSvg(opened.reason, palette, locale);
  const { record } = opened;
  const t = dropoutStrings[locale];
  const view = stepView(record, record.steps.length - 1, 0);
  const ranks = 1 + Math.max(0, ...record.graph.columns.map(({ rank }) => rank));
  const beside = ranks <= MOST_BESIDE;
  const width = beside ? (WIDTH - 2 * SIDE - BETWEEN) / 2 : WIDTH - 2 * SIDE;
  const tallest = Math.max(...record.graph.columns.map(({ units }) => units));
  const room = Math.max(190, Math.min(300, tallest * 36 + 50));
  const height = (beside ? room : 190) + (isBranched(record) ? 90 : 0);
  const layout = netLayout(record.graph, { width, height });
  const edges = netEdges(view.weights, layout, Math.round(MOST_EDGES[beside ? 'beside' : 'below'] * detail));
  const scene: NetScene = { record, layout, edges, palette, locale };
  const pen = new SvgPen();
  const strong = { fill: palette.foreground, weight: 600 };
  pen.text(SIDE, 28, shorten(t.title(payload.name), 80), { ...strong, size: 15 });
  pen.text(SIDE, 47, statusWords(record, locale), { fill: palette.muted, size: 11.5 });

  let bottom = 70;
  const panel = (x: number, y: number, title: string, note: string, of: StepView | null) => {
    pen.text(x, y, title, { ...strong, size: 13 });
    pen.text(x, y + 17, note, { fill: palette.muted, size: 11 });
    pen.within(x, y + 28, () => paintNet(pen, scene, of));
  };
  const second = `${t.thinned} · ${stepWords(view, locale)}`;
  const note = t.thinnedNote(scaleFactors(record, locale));
  panel(SIDE, bottom, t.standard, t.standardNote, null);
  if (beside) panel(SIDE + width + BETWEEN, bottom, second, note, view);
  else {
    bottom += height + 50;
    panel(SIDE, bottom, second, note, view);
  }
  bottom += height + 44;
  paintLegend(pen, palette, locale, bottom);
  bottom += 17;
  pen.text(SIDE, bottom, edgeWords(edges, view, locale), { fill: palette.muted, size: 11 });
  bottom += 6;
  const few = view.masks.slice(0, MOST_SENTENCES);
  const sentences = [...record.notes, ...few.map((mask) => `${maskWords(record, mask, locale)}.`)];
  const [first] = view.masks;
  if (first) sentences.push(scaleWords(first, locale));
  sentences.push(...few.map((mask) => `${distinctWords(mask, locale)}.`));
  if (view.masks.length > few.length)
    sentences.push(t.moreLayers(formatCount(view.masks.length - few.length, locale)));
  sentences.forEach((sentence, index) => {
    const fill = index < record.notes.length ? palette.bad : palette.foreground;
    for (const line of wrap(sentence, 11.5, WIDTH - 2 * SIDE)) {
      bottom += 17;
      pen.text(SIDE, bottom, line, { fill, size: 11.5 });
    }
  });
  return svgDocument({
    width: WIDTH,
    height: bottom + 16,
    title: t.title(payload.name),
    description: dropoutText(payload, locale),
    background: palette.background,
    font: palette.font,
    body: pen.body,
  });
}

const isBranched = ({ graph }: DropoutRecord): boolean =>
  new Set(graph.columns.map(({ rank }) => rank)).size < graph.columns.length;

/** What the marks mean, in one row. */
function paintLegend(pen: SvgPen, palette: Palette, locale: Locale, y: number): void {
  const t = dropoutStrings[locale];
  const look = { fill: palette.muted, size: 11 };
  let x = SIDE;
  const word = (words: string) => {
    pen.text(x, y, words, look);
    x += textWidth(words, 11) + 18;
  };
  pen.discs([x + 6, y - 4], 5, { fill: palette.heat, opacity: palette.highContrast ? 0.55 : 0.28 });
  pen.discs([x + 6, y - 4], 5, { stroke: palette.foreground, width: 1.2 });
  x += 16;
  word(t.keptUnit);
  pen.discs([x + 6, y - 4], 5, { stroke: palette.muted, dash: [2.5, 2] });
  pen.segments([x + 1, y - 9, x + 11, y + 1, x + 1, y + 1, x + 11, y - 9], {
    stroke: palette.bad,
    width: 1.6,
  });
  x += 16;
  word(t.silencedUnit);
  for (const negative of [false, true]) {
    pen.segments([x, y - 4, x + 24, y - 4], { ...edgeInk(palette, negative, 2, false), opacity: 1 });
    x += 30;
    word(negative ? t.negative : t.positive);
  }
}

/** One sentence in place of a picture. */
function reasonSvg(reason: string, palette: Palette, locale: Locale): string {
  const lines = wrap(reason, 12.5, WIDTH - 2 * SIDE);
  const pen = new SvgPen();
  lines.forEach((line, index) => {
    pen.text(SIDE, 30 + index * 18, line, { fill: palette.foreground, size: 12.5 });
  });
  return svgDocument({
    width: WIDTH,
    height: 26 + lines.length * 18,
    title: dropoutStrings[locale].title('Epochbook'),
    description: reason,
    background: palette.background,
    font: palette.font,
    body: pen.body,
  });
}
