import type { Distribution, DistributionsPayload, Locale } from '../../protocol/index.js';
import { formatCount } from '../drawing/format.js';
import { type Frame, frameAxes, frameLine, headsStack } from '../drawing/frame.js';
import { type Palette, stillPalette } from '../drawing/palette.js';
import type { StillOptions } from '../drawing/picture.js';
import { type Ridge, ridgesSvg, spreadRidges } from '../drawing/ridges.js';
import { linearDomain } from '../drawing/scale.js';
import { StillWords } from '../drawing/still-words.js';
import { shorten, svgDocument, svgText, textWidth } from '../drawing/svg.js';
import { layerPlots } from './by-layer.js';
import { byLayer, callsAt, type LayerRecords, lastRow, mainGradient, regularization } from './model.js';
import { distributionsStrings } from './strings.js';
import { distributionsText } from './text.js';
import { healthWords } from './words.js';

const WIDTH = 760;
const SIDE = 16;
const RIDGES = 176;
const UPPER = 86;
const LOWER = 56;
const GAP = 40;
/** Height that the plots take. */
export const PLOTS_HEIGHT = 24 + RIDGES + 52 + UPPER + GAP + LOWER + 30;
/** Callouts that a still prints; the account has all. */
const MOST_CALLS = 4;

interface PlotsOptions {
  payload: DistributionsPayload;
  layer: LayerRecords;
  /** Name of the weight that is shown: kernel, bias. */
  tensor: string | undefined;
  mode: 'ridges' | 'overlay';
  width: number;
  top: number;
  palette: Palette;
  locale: Locale;
  ridges: number;
}

export interface DistributionPlots {
  body: string;
  /** The marks of one epoch, over the body. */
  marks(row: number): string;
  /** Plots whose x axis is the epochs. */
  epochPlots: Frame[];
}

const ridgesOf = (payload: DistributionsPayload, record: Distribution | null | undefined): Ridge[] =>
  record
    ? record.histograms.flatMap((histogram, row) =>
        histogram ? [{ epoch: payload.epochs[row] as number, histogram }] : [],
      )
    : [];

/** The histograms of one layer, all layers side by side, and what regularization does, from `top` on. */
export function distributionPlots(options: PlotsOptions): DistributionPlots {
  const { payload, layer, tensor, mode, width, top, palette, locale } = options;
  const t = distributionsStrings[locale];
  const each = (width - 2 * SIDE - 2 * 28) / 3;
  const weight = layer.weights.find(({ name }) => name === tensor) ?? layer.weights[0];
  const gradient = layer.gradients.find(({ name }) => name === weight?.name) ?? mainGradient(layer);
  const { activation } = layer;
  const parts = [
    {
      record: weight,
      title: weight ? t.weights(weight.name) : t.what.weight,
      color: palette.train,
      empty: t.noWeights,
    },
    {
      record: activation,
      title: t.activations(activation?.name ?? ''),
      color: palette.best,
      empty: t.noActivations,
    },
    {
      record: gradient,
      title: gradient ? t.gradients(gradient.name) : t.what.gradient,
      color: palette.validation,
      empty: t.noGradients,
    },
  ];
  let body = parts
    .map(({ record, ...part }, index) =>
      ridgesSvg(
        { x: SIDE + 4 + index * (each + 28), y: top + 24, width: each, height: RIDGES },
        spreadRidges(ridgesOf(payload, record), options.ridges),
        { palette, locale, mode, epochWord: t.epoch, ...part, title: shorten(part.title, 30) },
      ),
    )
    .join('');

  const y = top + 24 + RIDGES + 52;
  const half = (width - 2 * SIDE - 36 - 64) / 2;
  const layers = layerPlots(
    payload,
    byLayer(payload),
    { x: SIDE + 40, y, width: half, heights: [UPPER, LOWER], gap: GAP },
    { palette, locale, most: 20 },
  );
  body += layers.still;
  const right = regularizationPlots(options, { x: SIDE + 40 + half + 60, y, width: half });
  return { body: body + right.body, marks: layers.marks, epochPlots: right.frames };
}

/** Penalty and data loss, and below them the norm of the weights, on one axis of epochs. */
function regularizationPlots(
  { payload, palette, locale }: PlotsOptions,
  { x, y, width }: { x: number; y: number; width: number },
): { body: string; frames: Frame[] } {
  const t = distributionsStrings[locale];
  const { x: epochs, penalty, dataLoss, weightNorm, any } = regularization(payload);
  const first = epochs[0] ?? 0;
  const xDomain: [number, number] = [Math.min(first, 1), Math.max(first + 1, epochs.at(-1) ?? 1)];
  const finite = (values: readonly (number | null)[]) => values.filter((value) => value !== null);
  const upper: Frame = {
    x,
    y,
    width,
    height: UPPER,
    xDomain,
    yDomain: linearDomain([...finite(penalty), ...finite(dataLoss), ...(any ? [0] : [])]),
  };
  const lower: Frame = {
    ...upper,
    y: y + UPPER + GAP,
    height: LOWER,
    yDomain: linearDomain(finite(weightNorm)),
  };
  const penaltyKey = any ? `- - ${t.penalty}` : t.noPenalty;
  const dataKey = `— ${t.dataLoss}`;
  const stacked = headsStack([{ title: t.lossPlot, note: `${dataKey}   ${penaltyKey}`, width }]);
  let body = frameAxes(upper, { palette, locale, title: t.lossPlot, stacked, xTicks: [] });
  body += frameAxes(lower, { palette, locale, title: t.normPlot, xLabel: t.epoch });
  body += frameLine(upper, { x: epochs, y: dataLoss }, { color: palette.train, width: 2 });
  if (any)
    body += frameLine(upper, { x: epochs, y: penalty }, { color: palette.data, width: 2, dash: '6 3' });
  body += frameLine(lower, { x: epochs, y: weightNorm }, { color: palette.foreground, width: 2 });
  const keyWidth = textWidth(dataKey, 10) + 8;
  const key = (text: string, color: string, at: number) =>
    svgText(at, y - 8, text, `font-size="10" fill="${color}"${stacked ? '' : ' text-anchor="end"'}`);
  body += key(penaltyKey, any ? palette.data : palette.muted, stacked ? x + keyWidth : x + width);
  body += key(dataKey, palette.train, stacked ? x : x + width - textWidth(penaltyKey, 10) - 8);
  return { body, frames: [upper, lower] };
}

/** The layer that is shown at first: one that is called out, else the first with weights. */
export function layerToShow(payload: DistributionsPayload): LayerRecords | null {
  const layers = byLayer(payload);
  const calls = payload.epochs.length ? callsAt(payload, lastRow(payload)) : [];
  const called = calls.flatMap((call) => ('layer' in call ? [call.layer] : []))[0];
  return (
    layers.find(({ layer }) => layer === called) ??
    layers.find(({ weights }) => weights.length > 0) ??
    layers[0] ??
    null
  );
}

/** The still picture: one layer's histograms, all layers at the last epoch. */
export async function distributionsSvg(
  payload: DistributionsPayload,
  { locale, theme, detail = 1 }: StillOptions,
): Promise<string> {
  const t = distributionsStrings[locale];
  const palette = stillPalette(theme);
  const found = layerToShow(payload);
  const row = lastRow(payload);
  const heading = `${t.title(shorten(payload.name, 40), payload.status)}${found ? `: ${shorten(found.layer, 30)}` : ''}`;
  const paper = new StillWords(heading, { side: SIDE, width: WIDTH }, palette);
  const { words, healthy } = healthWords(payload, row, locale);
  if (found && row >= 0)
    paper.paragraph(
      t.facts(formatCount(byLayer(payload).length, locale), formatCount(payload.epochs.length, locale)),
      'quiet',
    );
  for (const line of words.slice(0, MOST_CALLS)) paper.paragraph(line, healthy ? 'strong' : 'bad');
  if (words.length > MOST_CALLS)
    paper.paragraph(t.more(formatCount(words.length - MOST_CALLS, locale)), 'quiet');
  if (found && row >= 0) {
    const plots = distributionPlots({
      payload,
      layer: found,
      tensor: undefined,
      mode: 'ridges',
      width: WIDTH,
      top: paper.y,
      palette,
      locale,
      ridges: Math.max(3, Math.round(10 * detail)),
    });
    paper.body += plots.body + plots.marks(row);
    // What the ridges' height means stands beside the count of layers.
    paper.body += svgText(
      WIDTH - SIDE,
      46,
      t.peaks,
      `font-size="11.5" fill="${palette.muted}" text-anchor="end"`,
    );
    paper.y += PLOTS_HEIGHT;
  }
  return svgDocument({
    width: WIDTH,
    height: paper.y + 4,
    title: heading,
    description: distributionsText(payload, locale),
    background: palette.background,
    font: palette.font,
    body: paper.body,
  });
}
