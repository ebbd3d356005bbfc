import type { BatchNormPayload, Locale } from '../../protocol/index.js';
import { formatCount, formatShare, formatValue } from '../drawing/format.js';
import { type Frame, frameAxes, frameBand, frameEmpty, frameLine, type Stroke } from '../drawing/frame.js';
import { type Palette, stillPalette } from '../drawing/palette.js';
import type { StillOptions } from '../drawing/picture.js';
import { ridgesSvg, spreadRidges } from '../drawing/ridges.js';
import { type Domain, linearDomain } from '../drawing/scale.js';
import { shorten, svgDocument, svgText, textWidth, wrap } from '../drawing/svg.js';
import { thinRows } from '../training/thin.js';
import { heatSvg } from './heat.js';
import { columnOf, type LayerReading, readLayer } from './layer-reading.js';
import {
  bandsOver,
  expectedMoving,
  gapAt,
  heldShare,
  judge,
  measuredMemory,
  spreadRows,
  type Verdict,
} from './model.js';
import { batchNormStrings } from './strings.js';
import { batchNormText } from './text.js';
import { verdictWords } from './words.js';

const WIDTH = 760;
const SIDE = 16;
/** From more channels on they are a heat map. */
export const MOST_LINES = 64;

/** A plot that has steps along its x axis, for the cursor. */
export interface StepPlot {
  frame: Frame;
  /** The plot's y axis counts channels. */
  channels: boolean;
}

interface PlotsOptions {
  reading: LayerReading;
  /** A column of the reading, or all. */
  column: number | null;
  width: number;
  top: number;
  palette: Palette;
  locale: Locale;
  /** Points of a line, about. */
  most: number;
  ridges: number;
}

const ROW1 = 132;
const ROW2 = 172;
const GAP_X = 62;
/** Height that the plots take. */
export const PLOTS_HEIGHT = 24 + ROW1 + 54 + ROW2 + 26;

/** All plots of one layer from `top` on. */
export function layerPlots(options: PlotsOptions): { body: string; plots: StepPlot[] } {
  const { reading, column, width, top, palette, locale, most } = options;
  const t = batchNormStrings[locale];
  const { layer, columns } = reading;
  const left = SIDE + 34;
  const each = (width - left - SIDE - 2 * GAP_X) / 3;
  const at = (index: number) => left + index * (each + GAP_X);
  const y1 = top + 24;
  const y2 = y1 + ROW1 + 54;
  const xDomain: Domain = [0, Math.max(1, layer.steps.at(-1) ?? 1)];
  const frame = (index: number, y: number, height: number, yDomain: Domain): Frame => ({
    x: at(index),
    y,
    width: each,
    height,
    xDomain,
    yDomain,
  });
  const plots: StepPlot[] = [];
  let body = '';
  const axes = (each: Frame, title: string, more: Partial<Parameters<typeof frameAxes>[1]> = {}) => {
    body += frameAxes(each, { palette, locale, title, ...more });
    plots.push({ frame: each, channels: false });
  };

  const heat = column === null && columns > MOST_LINES;
  if (heat) {
    const rows = spreadRows(reading.rows, Math.min(most, Math.round(each / 3)));
    const x = rows.map((row) => layer.steps[row] as number);
    for (const [index, kind] of (['mean', 'spread'] as const).entries()) {
      // The first channel is at the top.
      const map = frame(index, y1, ROW1, [columns, 0]);
      const ends = [0, columns - 1];
      body += frameAxes(map, {
        palette,
        locale,
        title: index === 0 ? t.meanGap : t.spreadGap,
        note: index === 0 ? t.inDeviations : t.doublings,
        yTicks: ends,
        yFormat: (tick) => String(layer.shown?.[tick] ?? tick),
      });
      body += heatSvg({
        frame: map,
        palette,
        x,
        columns,
        limit: 1,
        lines: Math.min(64, Math.max(8, Math.round(most / 3))),
        at: (step, channel) => gapAt(reading, rows[step] as number, channel)[kind],
      });
      body += `<rect x="${map.x}" y="${map.y}" width="${each}" height="${ROW1}" fill="none" stroke="${palette.grid}"/>`;
      plots.push({ frame: map, channels: true });
    }
  } else {
    for (const [index, kind] of (['mean', 'variance'] as const).entries()) {
      const drawn = statisticPlot(options, kind, (domain) => frame(index, y1, ROW1, domain));
      axes(drawn.frame, index === 0 ? t.mean : t.variance);
      body += drawn.body;
    }
  }

  const memoryFrame = frame(2, y1, ROW1, [0, 1]);
  axes(memoryFrame, t.memory, {
    yTicks: [0, 0.25, 0.5, 0.75, 1],
    yFormat: (tick) => formatShare(tick, locale),
    xLabel: t.step,
  });
  body += memoryLines(reading, memoryFrame, palette, locale, most);

  const small = (ROW2 - 46) / 2;
  for (const [index, name] of (['gamma', 'beta'] as const).entries()) {
    const matrix = reading[name];
    const y = y2 + index * (small + 46);
    const rows = spreadRows(reading.rows, Math.round(most / 2));
    const x = rows.map((row) => layer.steps[row] as number);
    const of = (row: number, each: number) => (matrix as Float32Array)[row * columns + each] as number;
    const bands = matrix ? bandsOver(columns, rows, of) : { low: [], middle: [], high: [] };
    const lines = column === null || !matrix ? bands.middle : rows.map((row) => of(row, column));
    const shown = column === null ? [...bands.low, ...bands.high] : lines;
    const drawn = frame(0, y, small, linearDomain(shown.filter((value) => value !== null)));
    axes(drawn, index === 0 ? t.gamma : t.beta);
    if (!matrix) body += frameEmpty(drawn, index === 0 ? t.noGamma : t.noBeta, palette);
    else {
      if (column === null)
        body += frameBand(drawn, x, bands.low, bands.high, { color: palette.data, opacity: 0.25 });
      body += frameLine(drawn, { x, y: lines }, { color: palette.data, width: 2 });
    }
  }

  for (const [index, part] of (['before', 'after'] as const).entries()) {
    const ridges = layer.activations.map(({ epoch, ...histograms }) => ({
      epoch,
      histogram: histograms[part],
    }));
    const x = at(index + 1) - (index === 0 ? 24 : 36);
    body += ridgesSvg(
      { x, y: y2, width: at(index + 1) + each - x + (index === 0 ? 10 : 0), height: ROW2 },
      spreadRidges(ridges, options.ridges),
      {
        palette,
        locale,
        color: index === 0 ? palette.train : palette.best,
        title: index === 0 ? t.before : t.afterwards,
        mode: 'ridges',
        empty: t.noHistograms,
        epochWord: t.epoch,
      },
    );
  }
  return { body, plots };
}

/** Batch, moving and expected statistics of one channel, or of all as bands. */
function statisticPlot(
  { reading, column, palette, most }: PlotsOptions,
  kind: 'mean' | 'variance',
  place: (domain: Domain) => Frame,
): { frame: Frame; body: string } {
  const { layer, columns } = reading;
  const batch = kind === 'mean' ? reading.batchMean : reading.batchVariance;
  const moving = kind === 'mean' ? reading.movingMean : reading.movingVariance;
  const strokes = {
    batch: {
      color: palette.train,
      width: column === null ? 1.5 : 1,
      opacity: palette.highContrast ? 1 : 0.75,
    },
    moving: { color: palette.validation, width: 2.25 },
    expected: { color: palette.foreground, width: 1.25, dash: '4 3' },
    edge: { color: palette.validation, width: 0.75, dash: '1 2' },
  } satisfies Record<string, Stroke>;
  if (column !== null) {
    const [allBatch, allMoving] = [columnOf(batch, reading, column), columnOf(moving, reading, column)];
    const rows = thinRows(layer.steps, [allBatch, allMoving], most);
    const x = rows.map((row) => layer.steps[row] as number);
    const [batchY, movingY] = [allBatch, allMoving].map((values) => rows.map((row) => values[row] as number));
    const expected = expectedMoving(reading, kind, rows)(column);
    const frame = place(linearDomain([...(batchY ?? []), ...(movingY ?? []), ...expected]));
    return {
      frame,
      body:
        frameLine(frame, { x, y: batchY ?? [] }, strokes.batch) +
        frameLine(frame, { x, y: expected }, strokes.expected) +
        frameLine(frame, { x, y: movingY ?? [] }, strokes.moving),
    };
  }
  const rows = spreadRows(reading.rows, Math.round(most / 2));
  const x = rows.map((row) => layer.steps[row] as number);
  const of = (matrix: Float32Array) =>
    bandsOver(columns, rows, (row, each) => matrix[row * columns + each] as number);
  const [batchBands, movingBands] = [of(batch), of(moving)];
  const at = expectedMoving(reading, kind, rows);
  const expectedBy = Array.from({ length: columns }, (_, each) => at(each));
  const expected = bandsOver(
    columns,
    rows.map((_, index) => index),
    (index, each) => expectedBy[each]?.[index] as number,
  );
  const seen = [batchBands, movingBands].flatMap(({ low, high }) => [...low, ...high]);
  const frame = place(linearDomain(seen.filter((value) => value !== null)));
  return {
    frame,
    body:
      frameBand(frame, x, batchBands.low, batchBands.high, { color: palette.train, opacity: 0.18 }) +
      frameBand(frame, x, movingBands.low, movingBands.high, { color: palette.validation, opacity: 0.16 }) +
      frameLine(frame, { x, y: movingBands.low }, strokes.edge) +
      frameLine(frame, { x, y: movingBands.high }, strokes.edge) +
      frameLine(frame, { x, y: batchBands.middle }, strokes.batch) +
      frameLine(frame, { x, y: expected.middle }, strokes.expected) +
      frameLine(frame, { x, y: movingBands.middle }, strokes.moving),
  };
}

/** The expected curve 1 − momentumᵗ, and what was measured of mean and variance. */
function memoryLines(
  reading: LayerReading,
  frame: Frame,
  palette: Palette,
  locale: Locale,
  most: number,
): string {
  const t = batchNormStrings[locale];
  const { layer } = reading;
  const last = layer.steps.at(-1) ?? 0;
  const curve = Array.from({ length: 61 }, (_, index) => (last * index) / 60);
  const rows = spreadRows(reading.rows, Math.round(most / 2));
  const x = rows.map((row) => layer.steps[row] as number);
  const measured = reading.columns > 0 ? measuredMemory(reading, rows) : { mean: [], variance: [] };
  let body = frameLine(
    frame,
    { x, y: measured.variance },
    { color: palette.data, width: 1.75, dash: '7 2 1 2' },
  );
  body += frameLine(frame, { x, y: measured.mean }, { color: palette.validation, width: 2.25 });
  body += frameLine(
    frame,
    { x: curve, y: curve.map((step) => heldShare(layer.momentum, step)) },
    { color: palette.foreground, width: 1.25, dash: '4 3' },
  );
  // The words stand where the curves leave room: below them once they have risen, above while they are low.
  const held = heldShare(layer.momentum, last);
  const y = held > 0.55 ? frame.y + frame.height - 34 : frame.y + 12;
  const end = frame.x + frame.width - 2;
  const note = (line: number, words: string, color: string) =>
    svgText(end, y + line * 13, words, `font-size="10" fill="${color}" text-anchor="end"`);
  body += note(0, `1 − ${layer.momentum}ᵗ: ${formatShare(held, locale)}`, palette.foreground);
  const final = (values: (number | null)[]) => values.at(-1) ?? null;
  const [mean, variance] = [final(measured.mean), final(measured.variance)];
  if (mean !== null) body += note(1, `— ${t.measuredMean}: ${formatShare(mean, locale)}`, palette.validation);
  if (variance !== null)
    body += note(2, `–·– ${t.measuredVariance}: ${formatShare(variance, locale)}`, palette.data);
  return body;
}

/** What the lines and colours mean, on one line. */
export function layerKey(
  reading: LayerReading,
  column: number | null,
  { y, palette, locale }: { y: number; palette: Palette; locale: Locale },
): string {
  const t = batchNormStrings[locale];
  const heat = column === null && reading.columns > MOST_LINES;
  let x = SIDE;
  let body = '';
  const word = (text: string) => {
    body += svgText(x, y, text, `font-size="10.5" fill="${palette.muted}"`);
    x += textWidth(text, 10.5) + 14;
  };
  const line = (color: string, width: number, dash: string, text: string) => {
    body += `<path d="M${x},${y - 3.5}h20" stroke="${color}" stroke-width="${width}"${dash && ` stroke-dasharray="${dash}"`}/>`;
    x += 25;
    word(text);
  };
  const cell = (color: string, half: boolean, text: string) => {
    body += `<rect x="${x}" y="${half ? y - 4 : y - 9}" width="12" height="${half ? 5 : 10}" fill="${color}"/>`;
    x += 17;
    word(text);
  };
  if (heat) {
    cell(palette.validation, false, t.above);
    cell(palette.train, true, t.below);
  } else {
    line(palette.train, 1.5, '', t.batchKey);
    line(palette.validation, 2.25, '', t.movingKey);
  }
  line(palette.foreground, 1.25, '4 3', t.expectedKey);
  if (column === null && !heat) word(t.bandsKey);
  return body;
}

/** The layer that a still shows: the one whose training and inference differ most, else the first. */
export function layerToShow(payload: BatchNormPayload): { reading: LayerReading; verdict: Verdict } | null {
  let found: { reading: LayerReading; verdict: Verdict; weight: number } | null = null;
  for (const layer of payload.layers) {
    const reading = readLayer(layer);
    const verdict = judge(reading);
    const weight =
      verdict.level === 'broken'
        ? Number.POSITIVE_INFINITY
        : verdict.level === 'nothing'
          ? -1
          : verdict.distance;
    if (!found || weight > found.weight) found = { reading, verdict, weight };
  }
  return found;
}

/** The still picture: the layer that differs most. */
export async function batchNormSvg(
  payload: BatchNormPayload,
  { locale, theme, detail = 1 }: StillOptions,
): Promise<string> {
  const t = batchNormStrings[locale];
  const palette = stillPalette(theme);
  const muted = `font-size="11.5" fill="${palette.muted}"`;
  const found = layerToShow(payload);
  const name = shorten(payload.name, 40);
  const heading = found ? `${t.title(name)}: ${shorten(found.reading.layer.name, 30)}` : t.title(name);
  let body = svgText(SIDE, 26, heading, `font-size="15" font-weight="600" fill="${palette.foreground}"`);
  let y = 46;
  const paragraph = (words: string, style: string) => {
    for (const line of wrap(words, 11.5, WIDTH - 2 * SIDE)) {
      body += svgText(SIDE, y, line, style);
      y += 16;
    }
  };
  if (!found) paragraph(t.none, muted);
  else {
    const { reading, verdict } = found;
    const { layer } = reading;
    const facts = t.layerFacts(
      formatCount(layer.channels, locale),
      String(layer.momentum),
      formatValue(layer.epsilon, locale),
      formatCount(reading.rows, locale),
      formatCount(payload.every, locale),
    );
    paragraph(layer.after ? `${t.after(shorten(layer.after, 40))} · ${facts}` : facts, muted);
    if (reading.columns < layer.channels)
      paragraph(t.shown(formatCount(reading.columns, locale), formatCount(layer.channels, locale)), muted);
    const [first = '', ...rest] = verdictWords(reading, verdict, locale);
    const tone = verdict.level === 'agree' || verdict.level === 'nothing' ? palette.foreground : palette.bad;
    paragraph(first, `font-size="11.5" font-weight="600" fill="${tone}"`);
    if (rest.length) paragraph(rest.join(' '), `font-size="11.5" fill="${palette.foreground}"`);
    if (reading.rows > 0 && reading.columns > 0) {
      const column = reading.columns === 1 ? 0 : null;
      body += layerKey(reading, column, { y: y + 4, palette, locale });
      y += 14;
      body += layerPlots({
        reading,
        column,
        width: WIDTH,
        top: y,
        palette,
        locale,
        most: Math.max(12, Math.round(240 * detail)),
        ridges: Math.max(3, Math.round(10 * detail)),
      }).body;
      y += PLOTS_HEIGHT;
    }
    if (payload.layers.length > 1) y += 12;
    if (payload.layers.length > 1)
      paragraph(t.layersMore(formatCount(payload.layers.length - 1, locale)), muted);
  }
  return svgDocument({
    width: WIDTH,
    height: y + 4,
    title: heading,
    description: batchNormText(payload, locale),
    background: palette.background,
    font: palette.font,
    body,
  });
}
