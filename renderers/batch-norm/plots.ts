import type { Locale } from '../../protocol/index.js';
import { type Frame, frameAxes } from '../drawing/frame.js';
import type { Palette } from '../drawing/palette.js';
import { type Ridge, ridgeDomain, ridgesSvg, spreadRidges } from '../drawing/ridges.js';
import type { Domain } from '../drawing/scale.js';
import { gapMaps, MOST_LINES } from './gap-maps.js';
import type { LayerReading } from './layer-reading.js';
import { END_LABELS, memoryPlot } from './memory-plot.js';
import { parameterPlots } from './parameter-plots.js';
import { statisticPlot } from './statistic-plot.js';
import { batchNormStrings } from './strings.js';

/** Below this width there are two plots in a row, else three. */
const TWO_BELOW = 600;
/** Between two columns, what the numbers at the left of a plot take, and what lies free at its right. */
const BETWEEN = 12;
const NUMBERS = 38;
const RIGHT = 8;
/** Beside the plots of statistics, for the word at the bracket. */
const GAP_WORD = 30;
/** The title over a plot, and the numbers under it. */
const HEAD = 21;
const FOOT = 16;
/** The least height of a plot that can be read. */
const LEAST = 57;

const columnsAt = (width: number): number => (width < TWO_BELOW ? 2 : 3);

/** The least height of the plots at a width. */
export const leastHeight = (width: number): number => (6 / columnsAt(width)) * (HEAD + LEAST + FOOT);

/** A plot that has steps along its x axis, for the cursor. */
interface StepPlot {
  frame: Frame;
  /** The plot's y axis counts channels. */
  channels: boolean;
}

export interface PlotsOptions {
  reading: LayerReading;
  /** A column of the reading, or all. */
  column: number | null;
  /** Where the plots begin. */
  x: number;
  y: number;
  width: number;
  height: number;
  palette: Palette;
  locale: Locale;
  /** Points of a line, about. */
  most: number;
  ridges: number;
}

/** Of a common axis, the least share that each of the two must take. */
const LEAST_SHARE = 0.2;

/** One axis for what is before and after shows what normalizing does; where one of them would be a needle, each has its own. */
function sharedDomain(both: readonly Ridge[][]): Domain | undefined {
  const known = both.filter((ridges) =>
    ridges.some(({ histogram }) => histogram.counts.some((count) => count > 0)),
  );
  if (known.length < both.length) return undefined;
  const domains = known.map(ridgeDomain);
  const [low, high] = [Math.min(...domains.map(([one]) => one)), Math.max(...domains.map(([, one]) => one))];
  return domains.every(([from, to]) => to - from >= LEAST_SHARE * (high - low)) ? [low, high] : undefined;
}

/** All plots of one layer: what the statistics are, how far they have come, γ and β, and what came of the activations. */
export function layerPlots(options: PlotsOptions): { body: string; plots: StepPlot[] } {
  const { reading, column, palette, locale, most } = options;
  const t = batchNormStrings[locale];
  const { layer, columns } = reading;
  const ink = { palette, locale, most };
  const across = columnsAt(options.width);
  const each = (options.width - (across - 1) * BETWEEN) / across;
  const row = options.height / (6 / across);
  const xDomain: Domain = [0, Math.max(1, layer.steps.at(-1) ?? 1)];
  /** The place of the n-th plot, within its title and its numbers. */
  const place = (index: number, yDomain: Domain, right = RIGHT): Frame => ({
    x: options.x + (index % across) * (each + BETWEEN) + NUMBERS,
    y: options.y + Math.floor(index / across) * row + HEAD,
    width: each - NUMBERS - right,
    height: row - HEAD - FOOT,
    xDomain,
    yDomain,
  });
  const plots: StepPlot[] = [];
  let body = '';
  const take = (drawn: { frame: Frame; body: string }, channels = false) => {
    plots.push({ frame: drawn.frame, channels });
    body += drawn.body;
  };

  if (column === null && columns > MOST_LINES)
    for (const map of gapMaps(reading, place, ink)) take(map, true);
  else
    for (const [index, kind] of (['mean', 'variance'] as const).entries()) {
      const drawn = statisticPlot({ ...options, gapWord: t.gap }, kind, (domain) =>
        place(index, domain, GAP_WORD),
      );
      take({ ...drawn, body: frameAxes(drawn.frame, { ...ink, title: t[kind] }) + drawn.body });
    }
  take(memoryPlot(reading, (domain) => place(2, domain, END_LABELS), ink));
  const whole = place(3, [0, 1]);
  const half = (whole.height - HEAD) / 2;
  const part = (index: number, yDomain: Domain): Frame => ({
    ...whole,
    y: whole.y + index * (half + HEAD),
    height: half,
    yDomain,
  });
  for (const parameter of parameterPlots(options, part, ink)) take(parameter);

  const activations = (['before', 'after'] as const).map((when) =>
    layer.activations.map(({ epoch, ...histograms }) => ({ epoch, histogram: histograms[when] })),
  );
  const domain = sharedDomain(activations);
  for (const [index, ridges] of activations.entries()) {
    body += ridgesSvg(place(4 + index, [0, 1], 0), spreadRidges(ridges, options.ridges), {
      palette,
      locale,
      color: index === 0 ? palette.train : palette.best,
      title: index === 0 ? t.before : t.afterwards,
      mode: 'ridges',
      empty: t.noHistograms,
      epochWord: t.epoch,
      ...(domain && { domain }),
    });
  }
  return { body, plots };
}
