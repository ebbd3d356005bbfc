import type { GradientLayer, GradientsPayload, Locale } from '../../protocol/index.js';
import { formatShort } from '../drawing/format.js';
import {
  type Frame,
  frameAxes,
  frameEmpty,
  frameLine,
  frameX,
  frameY,
  type Stroke,
} from '../drawing/frame.js';
import type { KeyEntry } from '../drawing/key.js';
import type { Palette } from '../drawing/palette.js';
import { logDomain } from '../drawing/scale.js';
import { round, shortenMiddle, svgText, textWidth } from '../drawing/svg.js';
import { apart } from '../drawing/tick-labels.js';
import { heatCells, shadeColor } from './heat.js';
import { flowCalls, gradientAt, lastRow, type Measure } from './model.js';
import { gradientsStrings } from './strings.js';

/** Below this width the lines stand below the map. */
const NARROW = 620;
const HEAD = 22;
const FOOT = 18;
const BETWEEN = 18;
/** What the numbers of an axis take. */
const NUMBERS = 52;
/** A name, and from one to the next. */
const NAMED = 12;
const HIGHEST_ROW = 72;
const LINES = 112;
/** Shades of the key. */
const RAMP = 5;

export interface PlotsOptions {
  payload: GradientsPayload;
  /** Of the layer that is brought out. */
  chosen: number;
  measure: Measure;
  x: number;
  y: number;
  width: number;
  height: number;
  palette: Palette;
  locale: Locale;
  /** Rows of the payload that are drawn. */
  rows: readonly number[];
}

export interface GradientPlots {
  body: string;
  /** Layers are its lines, from the top. */
  map: Frame;
  lines: Frame;
}

const mapHeight = (layers: number): number => Math.min(180, Math.max(48, layers * 14));

/** The least height of the plots of so many layers at a width. */
export const leastHeight = (width: number, layers: number): number =>
  width < NARROW
    ? 2 * (HEAD + FOOT) + mapHeight(layers) + LINES + 8
    : HEAD + FOOT + Math.max(150, mapHeight(layers));

/** The positive values of all layers at all rows, by a measure. */
const measured = (payload: GradientsPayload, measure: Measure): number[] =>
  payload.layers.flatMap((layer) =>
    payload.epochs.flatMap((_, row) => {
      const value = gradientAt(layer, measure, row);
      return value !== null && Number.isFinite(value) && value > 0 ? [value] : [];
    }),
  );

/** Ends of the logarithmic scale. */
const domainOf = (payload: GradientsPayload, measure: Measure): [number, number] =>
  logDomain(measured(payload, measure));

interface Ink {
  palette: Palette;
  locale: Locale;
}

/** What shades and rules mean. */
export function flowKey(payload: GradientsPayload, measure: Measure, { palette, locale }: Ink): KeyEntry[] {
  const t = gradientsStrings[locale];
  const values = measured(payload, measure);
  const calls = payload.epochs.flatMap((_, row) => flowCalls(payload, row).map(({ kind }) => kind));
  const [low, high] = [
    values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY),
    values.reduce((most, value) => Math.max(most, value), 0),
  ];
  const colors = Array.from({ length: RAMP }, (_, shade) => shadeColor(shade / (RAMP - 1), palette));
  const words = `${t.measures[measure]}: ${t.scale(formatShort(low, locale), formatShort(high, locale))}`;
  return [
    ...(values.length > 0 ? [{ sign: 'ramp', color: palette.heat, colors, words } as const] : []),
    ...(calls.includes('vanishing')
      ? [{ sign: 'line', color: palette.bad, dash: '2 2', words: t.vanishingKey } as const]
      : []),
    ...(calls.some((kind) => kind === 'exploding' || kind === 'not-finite')
      ? [{ sign: 'line', color: palette.bad, words: t.explodingKey } as const]
      : []),
  ];
}

/** The cells of the first and the last epoch are as wide as those beside them. */
function cellDomain(epochs: readonly number[]): [number, number] {
  const [first = 1, second = first + 1] = epochs;
  const last = epochs.at(-1) ?? first;
  const before = epochs.at(-2) ?? last - 1;
  return [first - (second - first) / 2, last + (last - before) / 2];
}

/** Layers × epochs as a map, and the same as lines; both over the epochs. */
export function gradientPlots(options: PlotsOptions): GradientPlots {
  const { payload, x, y, width, height } = options;
  const { layers, epochs } = payload;
  const longest = Math.max(0, ...layers.map(({ layer }) => textWidth(layer, 10)));
  const beside = width >= NARROW;
  const part = beside ? Math.round((width - BETWEEN) * 0.58) : width;
  const names = Math.min(longest + 10, part * 0.36);
  const [first, last] = [epochs[0] ?? 1, epochs.at(-1) ?? 1];
  const xDomain: [number, number] = [first, Math.max(first + 1, last)];
  const mapRoom = beside ? height - HEAD - FOOT : height - 2 * (HEAD + FOOT) - LINES - 8;
  const map: Frame = {
    x: x + names,
    y: y + HEAD,
    width: part - names - 8,
    height: Math.max(24, Math.min(mapRoom, layers.length * HIGHEST_ROW)),
    xDomain: cellDomain(epochs),
    yDomain: [layers.length, 0],
  };
  const lines: Frame = {
    x: (beside ? x + part + BETWEEN : x) + NUMBERS,
    y: beside ? y + HEAD : map.y + map.height + FOOT + HEAD + 8,
    width: (beside ? width - part - BETWEEN : width) - NUMBERS - 8,
    height: beside ? height - HEAD - FOOT : LINES,
    xDomain,
    yDomain: domainOf(payload, options.measure),
    log: true,
  };
  return { body: mapBody(options, map) + linesBody(options, lines), map, lines };
}

function mapBody({ payload, chosen, measure, palette, locale, rows }: PlotsOptions, frame: Frame): string {
  const t = gradientsStrings[locale];
  const { layers } = payload;
  const height = frame.height / Math.max(1, layers.length);
  const quiet = `font-size="10" fill="${palette.muted}"`;
  const right = frame.x + frame.width;
  const title = svgText(
    frame.x,
    frame.y - 8,
    t.heat,
    `font-size="11" font-weight="600" fill="${palette.foreground}"`,
  );
  let body = title + heatCells(payload, rows, measure, frame, domainOf(payload, measure), palette);
  const outline = `x="${round(frame.x)}" y="${round(frame.y)}" width="${round(frame.width)}" height="${round(frame.height)}"`;
  body += `<rect ${outline} fill="none" stroke="${palette.grid}"/>`;
  body += nameLabels(layers, chosen, frame, height, palette);
  if (layers.length > 1 && layers[chosen]) {
    const box = `x="${round(frame.x - 1)}" y="${round(frame.y + chosen * height - 1)}" width="${round(frame.width + 2)}" height="${round(height + 1)}"`;
    body += `<rect ${box} fill="none" stroke="${palette.foreground}" stroke-width="1.5"/>`;
  }
  const [from, to] = [payload.epochs[0], payload.epochs.at(-1)];
  const below = frame.y + frame.height + 13;
  const end = `${t.epoch} ${formatShort(to ?? null, locale)}`;
  body += svgText(right, below, end, `${quiet} text-anchor="end"`);
  if (from !== to) body += svgText(frame.x, below, String(from), quiet);
  return body;
}

/** The names that have room: the chosen layer, the first, the last, and of the others every so many. */
function nameLabels(
  layers: readonly GradientLayer[],
  chosen: number,
  frame: Frame,
  height: number,
  palette: Palette,
): string {
  const stride = Math.max(1, Math.ceil(NAMED / height));
  const even = [...layers.keys()].filter((index) => index % stride === 0);
  const order = [...new Set([chosen, 0, layers.length - 1, ...even])].filter((index) => layers[index]);
  const middle = (index: number) => frame.y + (index + 0.5) * height;
  const free = apart(order.map((index) => ({ at: middle(index), size: NAMED })));
  return order
    .map((index, place) => {
      if (!free[place]) return '';
      const { layer } = layers[index] as GradientLayer;
      const room = frame.x - 8;
      const words = shortenMiddle(layer, Math.max(3, Math.floor(room / 5.6)));
      const own = index === chosen && layers.length > 1;
      const weight = own ? ' font-weight="700"' : '';
      const color = own ? palette.foreground : palette.muted;
      return svgText(
        frame.x - 6,
        middle(index) + 3.5,
        words,
        `font-size="10" fill="${color}" text-anchor="end"${weight}`,
      );
    })
    .join('');
}

function linesBody({ payload, chosen, measure, palette, locale, rows }: PlotsOptions, frame: Frame): string {
  const t = gradientsStrings[locale];
  const x = rows.map((row) => payload.epochs[row] as number);
  const valuesOf = (layer: GradientLayer) => rows.map((row) => gradientAt(layer, measure, row));
  const axes = frameAxes(frame, {
    palette,
    locale,
    title: t.lines,
    xWord: t.epoch,
    yFormat: (value) => formatShort(value, locale),
  });
  if (measured(payload, measure).length === 0) return axes + frameEmpty(frame, t.allZero, palette);
  const opacity = palette.highContrast ? 1 : Math.max(0.35, Math.min(0.9, 6 / payload.layers.length));
  const line = (layer: GradientLayer, stroke: Stroke): string =>
    frameLine(frame, { x, y: valuesOf(layer) }, stroke);
  // A line of one point is a dot.
  const thin = x.length > 1 ? 1.25 : 5;
  const others = payload.layers
    .map((layer, index) =>
      index === chosen ? '' : line(layer, { color: palette.muted, width: thin, opacity }),
    )
    .join('');
  const own = payload.layers[chosen];
  const bold = own ? line(own, { color: palette.train, width: 2.5 }) : '';
  return axes + others + bold;
}

/** The chosen layer's place in both plots at a row. */
export function momentMarks(
  { payload, chosen, measure, palette }: Pick<PlotsOptions, 'payload' | 'chosen' | 'measure' | 'palette'>,
  { lines }: GradientPlots,
  row: number | null,
): string {
  const layer = payload.layers[chosen];
  const at = row ?? lastRow(payload);
  const epoch = payload.epochs[at];
  if (!layer || epoch === undefined) return '';
  const value = gradientAt(layer, measure, at);
  if (value === null || !Number.isFinite(value) || value <= 0) return '';
  return `<circle cx="${round(frameX(lines, epoch))}" cy="${round(frameY(lines, value))}" r="4" fill="${palette.train}" stroke="${palette.background}" stroke-width="1.5"/>`;
}
