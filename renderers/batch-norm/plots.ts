import type { Locale } from '../../protocol/index.js';
import { formatShare } from '../drawing/format.js';
import { type Frame, frameAxes } from '../drawing/frame.js';
import type { Palette } from '../drawing/palette.js';
import { ridgesSvg, spreadRidges } from '../drawing/ridges.js';
import type { Domain } from '../drawing/scale.js';
import { gapMaps, MOST_LINES } from './gap-maps.js';
import type { LayerReading } from './layer-reading.js';
import { memoryLines } from './memory-plot.js';
import { parameterPlots } from './parameter-plots.js';
import { statisticPlot } from './statistic-plot.js';
import { batchNormStrings } from './strings.js';

const SIDE = 16;
const ROW1 = 132;
const ROW2 = 172;
/** What a ridge's epochs take at its right. */
const EPOCHS = 26;
/** Height that the plots take. */
export const PLOTS_HEIGHT = 24 + ROW1 + 54 + ROW2 + 26;

/** A plot that has steps along its x axis, for the cursor. */
interface StepPlot {
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

/** All plots of one layer from `top` on: statistics and memory above, parameters and histograms below, in three columns. */
export function layerPlots(options: PlotsOptions): { body: string; plots: StepPlot[] } {
  const { reading, column, width, top, palette, locale, most } = options;
  const t = batchNormStrings[locale];
  const { layer, columns } = reading;
  const ink = { palette, locale, most };
  const left = SIDE + 34;
  const between = width < 640 ? 48 : 62;
  const each = (width - left - SIDE - 2 * between) / 3;
  const at = (index: number) => left + index * (each + between);
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
  const take = (drawn: { frame: Frame; body: string }, channels = false) => {
    plots.push({ frame: drawn.frame, channels });
    body += drawn.body;
  };

  if (column === null && columns > MOST_LINES)
    for (const map of gapMaps(reading, (index, domain) => frame(index, y1, ROW1, domain), ink))
      take(map, true);
  else
    for (const [index, kind] of (['mean', 'variance'] as const).entries()) {
      const drawn = statisticPlot(options, kind, (domain) => frame(index, y1, ROW1, domain));
      take({ ...drawn, body: frameAxes(drawn.frame, { ...ink, title: t[kind] }) + drawn.body });
    }

  const memory = frame(2, y1, ROW1, [0, 1]);
  const memoryAxes = frameAxes(memory, {
    ...ink,
    title: t.memory,
    yTicks: [0, 0.25, 0.5, 0.75, 1],
    yFormat: (tick) => formatShare(tick, locale),
    xLabel: t.step,
  });
  take({ frame: memory, body: memoryAxes + memoryLines(reading, memory, palette, locale, most) });

  const small = (ROW2 - 46) / 2;
  for (const parameter of parameterPlots(
    options,
    (index, domain) => frame(0, y2 + index * (small + 46), small, domain),
    ink,
  ))
    take(parameter);

  for (const [index, part] of (['before', 'after'] as const).entries()) {
    const ridges = layer.activations.map(({ epoch, ...histograms }) => ({
      epoch,
      histogram: histograms[part],
    }));
    // Under the plots above; where there is room, the epochs stand to the right of them.
    const box = { x: at(index + 1), y: y2, width: index === 0 ? each + EPOCHS : each, height: ROW2 };
    body += ridgesSvg(box, spreadRidges(ridges, options.ridges), {
      palette,
      locale,
      color: index === 0 ? palette.train : palette.best,
      title: index === 0 ? t.before : t.afterwards,
      mode: 'ridges',
      empty: t.noHistograms,
      epochWord: t.epoch,
    });
  }
  return { body, plots };
}
