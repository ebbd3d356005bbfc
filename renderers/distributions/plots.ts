import type { Distribution, DistributionsPayload, Locale } from '../../protocol/index.js';
import type { Frame } from '../drawing/frame.js';
import type { Palette } from '../drawing/palette.js';
import { type Ridge, ridgesSvg, spreadRidges } from '../drawing/ridges.js';
import { shorten, textWidth } from '../drawing/svg.js';
import { FOOT, HEAD, type LayerRows, layerRows } from './by-layer.js';
import { byLayer, type LayerRecords, mainGradient, type Pick, picks } from './model.js';
import { regularizationPlots } from './regularization-plots.js';
import { distributionsStrings } from './strings.js';

/** Below this width one of the plots of a layer is shown at a time, that which is picked. */
export const PICKED_BELOW = 760;
/** Below this width the plots stand in three rows. */
const NARROW = 600;
/** From more layers on, their rows take the whole height at the left. */
const FEW = 8;
const BETWEEN = 16;
/** What epochs take at the right of ridges. */
const RIDGE_GAP = 14;

interface Place {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface PlotsOptions extends Place {
  payload: DistributionsPayload;
  layer: LayerRecords;
  /** Name of the weight that is shown: kernel, bias. */
  tensor: string | undefined;
  mode: 'ridges' | 'overlay';
  palette: Palette;
  locale: Locale;
  ridges: number;
  /** What is shown alone; all without it. */
  pick?: Pick;
}

export interface DistributionPlots extends Omit<LayerRows, 'still'> {
  body: string;
  /** Plots whose x axis is the epochs. */
  epochPlots: Frame[];
}

interface Places {
  layers: Place;
  ridges: Place;
  regularization: Place;
}

/** The least height of the plots of so many layers at a width. */
export function leastHeight(width: number, layers: number): number {
  if (width < NARROW) return HEAD + FOOT + Math.min(200, Math.max(56, layers * 14)) + 130 + 100;
  return 220;
}

/** Layers first; beside them, or below, the histograms of one and what regularization does. */
function placesFor({ x, y, width, height }: Place, layers: number): Places {
  if (width < NARROW) {
    const rest = (height - 230) / 230 > 0 ? 230 : height * 0.6;
    const rows = height - rest;
    return {
      layers: { x, y, width, height: rows },
      ridges: { x, y: y + rows, width, height: rest * 0.56 },
      regularization: { x, y: y + rows + rest * 0.56, width, height: rest * 0.44 },
    };
  }
  const left = Math.min(520, width * (layers > FEW ? 0.42 : 0.4));
  const right = { x: x + left + BETWEEN, width: width - left - BETWEEN };
  const upper = height * 0.6;
  const lower = { y: y + upper, height: height - upper };
  return {
    layers: { x, y, width: left, height: layers > FEW ? height : upper },
    ridges: { ...right, y, height: upper },
    regularization: layers > FEW ? { ...right, ...lower } : { x, width, ...lower },
  };
}

const ridgesOf = (payload: DistributionsPayload, record: Distribution | null | undefined): Ridge[] =>
  record
    ? record.histograms.flatMap((histogram, row) =>
        histogram ? [{ epoch: payload.epochs[row] as number, histogram }] : [],
      )
    : [];

/** The histograms of weights, activations and gradients of one layer, over the epochs. */
function histogramPlots(
  { payload, layer, tensor, mode, palette, locale, ridges, pick }: PlotsOptions,
  { x, y, width, height }: Place,
): string {
  const t = distributionsStrings[locale];
  const weight = layer.weights.find(({ name }) => name === tensor) ?? layer.weights[0];
  const gradient = layer.gradients.find(({ name }) => name === weight?.name) ?? mainGradient(layer);
  const all = [
    { record: weight, title: t.titles.weight, color: palette.train, empty: t.noWeights },
    { record: layer.activation, title: t.titles.activation, color: palette.best, empty: t.noActivations },
    { record: gradient, title: t.titles.gradient, color: palette.validation, empty: t.noGradients },
  ];
  const parts = pick ? all.filter((_, index) => picks[index] === pick) : all;
  const each = (width - (parts.length - 1) * RIDGE_GAP) / Math.max(1, parts.length);
  const room = each - textWidth(t.epoch, 10) - 8;
  return parts
    .map(({ record, ...part }, index) => {
      const name = record?.name ?? '';
      const long = `${layer.layer} ${name}`.trim();
      const note = textWidth(long, 10) <= room ? long : shorten(name || layer.layer, Math.floor(room / 5.6));
      return ridgesSvg(
        { x: x + index * (each + RIDGE_GAP), y: y + HEAD, width: each, height: height - HEAD - FOOT },
        spreadRidges(ridgesOf(payload, record), ridges),
        { palette, locale, mode, epochWord: t.epoch, spikeWords: t.spike, logWord: t.logAxis, ...part, note },
      );
    })
    .join('');
}

/** All layers side by side, the histograms of one layer, and what regularization does. */
export function distributionPlots(options: PlotsOptions): DistributionPlots {
  const { payload, layer, palette, locale } = options;
  const layers = byLayer(payload);
  const places = placesFor(options, layers.length);
  const ink = { palette, locale };
  const { still, ...rows } = layerRows(payload, layers, layer.layer, places.layers, ink);
  const { pick } = options;
  const { body, frames } = regularizationPlots(payload, places.regularization, ink, pick && 'loss');
  const norm = pick === 'norm' ? regularizationPlots(payload, places.ridges, ink, 'norm') : null;
  return {
    body: still + (norm?.body ?? histogramPlots(options, places.ridges)) + body,
    ...rows,
    epochPlots: [...(norm?.frames ?? []), ...frames],
  };
}
