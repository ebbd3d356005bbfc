import type { DropoutPayload, Locale } from '../../protocol/index.js';
import { formatCount, formatValue } from '../drawing/format.js';
import { type Palette, stillPalette } from '../drawing/palette.js';
import type { StillOptions } from '../drawing/picture.js';
import { shorten, svgDocument, wrap } from '../drawing/svg.js';
import { SvgPen } from '../drawing/svg-pen.js';
import { netLayout } from './layout.js';
import { keepScale, type StepView, stepView } from './model.js';
import { type NetEdges, netEdges } from './net-edges.js';
import { paintNet } from './paint.js';
import { isQuiet } from './paint-units.js';
import { type DropoutRecord, openRecord } from './record.js';
import type { NetScene } from './scene.js';
import { paintLegend } from './still-legend.js';
import { dropoutStrings } from './strings.js';
import { distinctWords, dropoutText, maskWords, scaleWords, statusWords, stepWords } from './text.js';
import { type WhatIfRates, whatIfView } from './what-if.js';
import { whatIfStrings } from './what-if-strings.js';
import { ownRates, ratesWords, type WhatIf, whatIfFacts } from './what-if-words.js';

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

/** Of when the weights are that are drawn, and how many of how many. */
export function edgeWords({ shown, total, whole, epochs }: NetEdges, locale: Locale): string {
  const t = dropoutStrings[locale];
  const count = (value: number) => formatCount(value, locale);
  const [first, last] = [epochs[0], epochs.at(-1)];
  if (shown === 0 || first === undefined || last === undefined) return t.noEdges;
  const when =
    last === 0
      ? t.weightsAtStart
      : t.weightsAfter(first === last ? count(last) : t.to(count(first), count(last)));
  return whole ? t.allEdges(when) : t.strongest(when, count(shown), count(total));
}

/** What a still shows of a record; without it, the last recorded step. */
export interface ShownStep {
  /** Among the recorded steps, and the sample of it, both counted from 0. */
  index: number;
  sample: number;
  /** Rates that are tried in place of those of the training. */
  rates?: WhatIfRates;
}

/** The still picture: (a) the standard net and (b) the net that the last recorded step trained. */
export async function dropoutSvg(payload: DropoutPayload, options: StillOptions): Promise<string> {
  const opened = openRecord(payload, options.locale);
  if (!opened.ok) return reasonSvg(opened.reason, stillPalette(options.theme), options.locale);
  const { record } = opened;
  return stepSvg(record, { index: record.steps.length - 1, sample: 0 }, options);
}

/** A still of one step; with other rates, of what was and of what would be. */
export function stepSvg(
  record: DropoutRecord,
  { index, sample, rates = new Map() }: ShownStep,
  { locale, theme, detail = 1 }: StillOptions,
): string {
  const palette = stillPalette(theme);
  const { payload } = record;
  const t = dropoutStrings[locale];
  const view = stepView(record, index, sample);
  const whatIf: WhatIf | null = rates.size > 0 ? { rates, view: whatIfView(record, view, rates) } : null;
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
  const panels = whatIf ? suppositionPanels(view, whatIf, locale) : usualPanels(record, view, locale);
  panels.forEach(({ title, note, seen, was }, at) => {
    if (at > 0 && !beside) bottom += height + 50;
    const x = SIDE + (beside ? at * (width + BETWEEN) : 0);
    pen.text(x, bottom, title, { ...strong, size: 13, ...(was && { fill: palette.data }) });
    pen.text(x, bottom + 17, note, { fill: palette.muted, size: 11 });
    pen.within(x, bottom + 28, () => {
      if (was) pen.rects([-6, -6, width + 12, height + 12], { stroke: palette.data, dash: [4, 3] });
      paintNet(pen, scene, seen, was);
    });
  });
  bottom += height + 46;
  pen.text(SIDE, bottom, edgeWords(edges, locale), { fill: palette.muted, size: 11 });
  bottom += 20;
  paintLegend(
    pen,
    palette,
    locale,
    { x: SIDE, y: bottom },
    {
      whatIf: whatIf !== null,
      quiet: isQuiet(record, layout),
    },
  );
  bottom += 6;
  const few = view.masks.slice(0, MOST_SENTENCES);
  const sentences = [...record.notes, ...(whatIf ? whatIfFacts(view, whatIf, locale) : [])];
  sentences.push(...few.map((mask) => `${maskWords(record, mask, locale)}.`));
  const [first] = view.masks;
  if (first) sentences.push(scaleWords(first, locale));
  sentences.push(...few.map((mask) => `${distinctWords(mask, locale)}.`));
  if (view.masks.length > few.length)
    sentences.push(t.moreLayers(formatCount(view.masks.length - few.length, locale)));
  sentences.forEach((sentence, at) => {
    const fill = at < record.notes.length ? palette.bad : palette.foreground;
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

interface StillPanel {
  title: string;
  note: string;
  seen: StepView | null;
  /** What really was, where `seen` is what would be. */
  was: StepView | null;
}

function usualPanels(record: DropoutRecord, view: StepView, locale: Locale): StillPanel[] {
  const t = dropoutStrings[locale];
  const title = `${t.thinned} · ${stepWords(view, locale)}`;
  return [
    { title: t.standard, note: t.standardNote, seen: null, was: null },
    { title, note: t.thinnedNote(scaleFactors(record, locale)), seen: view, was: null },
  ];
}

function suppositionPanels(view: StepView, { rates, view: would }: WhatIf, locale: Locale): StillPanel[] {
  const w = whatIfStrings[locale];
  return [
    {
      title: `${w.was} · ${stepWords(view, locale)}`,
      note: ratesWords(view, ownRates(view, rates), locale),
      seen: view,
      was: null,
    },
    { title: `${w.would} (${w.notTrained})`, note: ratesWords(view, rates, locale), seen: would, was: view },
  ];
}

const isBranched = ({ graph }: DropoutRecord): boolean =>
  new Set(graph.columns.map(({ rank }) => rank)).size < graph.columns.length;

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
