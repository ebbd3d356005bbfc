import type { Locale } from '../../protocol/index.js';
import { formatAlike, formatCount, formatRate, formatValue } from '../drawing/format.js';
import { type Domain, position } from '../drawing/scale.js';
import { spreadLabels } from '../drawing/spread-labels.js';
import { textWidth } from '../drawing/svg.js';
import type { ChartValues } from '../drawing/vega.js';
import type { BadMark } from './bad-marks.js';
import type { Panel, Point, RateTrack, Series, TrainingCurves } from './model.js';
import { seriesName } from './series.js';
import type { ChartLayout } from './spec.js';
import { plotWidth } from './spec.js';
import { trainingStrings } from './strings.js';

/** Points are marked one by one up to this many per line. */
const MOST_MARKED = 40;
/** Pixels that a marked point needs along the line. */
const MARK_WIDTH = 10;

/** Points as rows, numbered by the unbroken piece of the line that they belong to. */
function pieces(points: readonly Point[], s: Series | null): object[] {
  const rows: object[] = [];
  let piece = 0;
  for (const { x, y } of points) {
    if (y === null) piece += 1;
    else rows.push(s === null ? { x, y, piece } : { x, y, s, piece });
  }
  return rows;
}

/** "NaN from epoch 7", "exploding from epoch 5"; "∞ at epoch 3" of what came back. */
function badLabel({ word, value, unit, at, forGood }: BadMark, locale: Locale): string {
  const t = trainingStrings[locale];
  const where = formatCount(at, locale);
  if (word === null) return forGood ? t.grown(where) : t.grownOnce(formatValue(value, locale), where);
  if (unit === 'step') return (forGood ? t.badStep : t.badStepOnce)(word, where);
  return (forGood ? t.bad : t.badOnce)(word, where);
}

/** Whether the points of a panel are few enough to be marked one by one in a plot of this width. */
export const pointsMarked = ({ curves }: Panel, width: number): boolean =>
  curves.every(({ points }) => points.length <= Math.min(MOST_MARKED, width / MARK_WIDTH));

/** Nearer to the frame's edge than this, values of the last epoch stand outside of it. */
const BESIDE_ROOM = 24;
/** Pixels from the top of a plot where notes stand. */
const NOTES = 44;

interface PanelSizes {
  width: number;
  height: number;
  narrow: boolean;
  /** Of the axis along the epochs. */
  domain: Domain;
}

function panelValues(
  name: 'loss' | 'metric',
  panel: Panel,
  { width, height, narrow, domain }: PanelSizes,
  xAt: (mark: BadMark, label: string, index: number) => { align: string; dx: number; ly: number },
  locale: Locale,
): ChartValues {
  const ended = panel.curves.flatMap(({ series, last, points }) => {
    const end = points.findLast(({ y }) => y !== null);
    return end?.y === undefined || end.y === null ? [] : [{ series, last, at: end.y, x: end.x }];
  });
  const ys = spreadLabels(
    ended.map(({ at }) => position(at, panel.domain, height, panel.log)),
    height,
  );
  const few = pointsMarked(panel, width);
  const last = Math.max(...ended.map(({ x }) => x));
  const end = ((last - domain[0]) / (domain[1] - domain[0])) * width;
  // Beside the last points of a run that goes on, where no note may stand above them; else at the frame's edge.
  const noted = name === 'loss' || panel.bad.length > 0;
  const beside = end > 0 && end < width - BESIDE_ROOM && ys.every((y) => !noted || y > NOTES);
  const values = formatAlike(
    ended.map(({ last }) => last),
    locale,
  );
  return {
    data: {
      [`${name}Steps`]: pieces(panel.steps, null),
      [`${name}Raw`]: panel.curves.flatMap(({ raw, series }) => pieces(raw, series)),
      [`${name}Lines`]: panel.curves.flatMap(({ points, series }) => pieces(points, series)),
      // What lies beyond the scale has no place on it: a sign there would read as a value.
      [`${name}Points`]: few
        ? panel.curves.flatMap(({ points, series }) =>
            pieces(
              points.filter(({ beyond }) => !beyond),
              series,
            ),
          )
        : [],
      [`${name}Ends`]: ended.map(({ series }, index) => ({
        s: series,
        px: (beside ? end : width) + 8,
        py: ys[index],
        label: narrow ? values[index] : `${seriesName(series, locale)} ${values[index]}`,
      })),
      [`${name}Bad`]: panel.bad.map((mark, index) => {
        const label = badLabel(mark, locale);
        return { x: mark.x, label, ...xAt(mark, label, index) };
      }),
    },
    signals: {
      [`${name}Min`]: panel.domain[0],
      [`${name}Max`]: panel.domain[1],
      [`${name}Ticks`]: panel.ticks,
    },
  };
}

/** "best: epoch 12 · val_loss 0.41", without the value where the plot is narrow. */
function bestLabel(
  { epoch, metric, value }: NonNullable<TrainingCurves['best']>,
  plot: number,
  locale: Locale,
): string {
  const short = trainingStrings[locale].best(formatCount(epoch, locale));
  const long = `${short} · ${metric} ${formatValue(value, locale)}`;
  return textWidth(long, 12) < plot / 2 ? long : short;
}

/** Of the words of a level: their size, and their distances from its start and from its line, above or below. */
const LEVEL = { size: 10, dx: 4, above: -7, below: 8 };

/** The learning rate as a line of its own, with its value at each level that has the room for it. */
function rateValues(rate: RateTrack, layout: ChartLayout, [xMin, xMax]: Domain, locale: Locale): ChartValues {
  const t = trainingStrings[locale];
  const height = layout.rateHeight;
  const at = (value: number) => (rate.log ? Math.log10(value) : value);
  const y = (value: number) => position(value, rate.domain, height, rate.log);
  const pixels = (x: number) => ((x - xMin) / (xMax - xMin)) * plotWidth(layout);
  const levels = rate.levels.flatMap(({ x, value }, index) => {
    const left = Math.max(0, pixels(x));
    const label = formatRate(value, locale);
    const room = pixels(rate.levels[index + 1]?.x ?? xMax) - left;
    // The last one stands at the end of the line.
    if (index > 0 && value === rate.last && index === rate.levels.length - 1) return [];
    if (textWidth(label, LEVEL.size) + 2 * LEVEL.dx > room) return [];
    const beside = y(value) < height / 3 ? LEVEL.below : LEVEL.above;
    return [{ px: left + LEVEL.dx, py: y(value) + beside, label }];
  });
  return {
    data: {
      rate: pieces(
        rate.points.map((point) => ({ ...point, y: point.y === null ? null : at(point.y) })),
        null,
      ),
      rateLevels: levels,
      rateEnds: [
        { label: formatRate(rate.last, locale), py: rate.last === null ? height / 2 : y(rate.last) },
      ],
      rateHead: [{ label: rate.log ? `${t.learningRate} (${t.logNote})` : t.learningRate }],
    },
    signals: { rateMin: at(rate.domain[0]), rateMax: at(rate.domain[1]) },
  };
}

/** From the line of a peak to its words, at the top of the plot. */
const PEAK = 9;

/** Rows and parameters for `trainingChart`. */
export function chartValues(curves: TrainingCurves, layout: ChartLayout, locale: Locale): ChartValues {
  const [xMin, xMax] = curves.x.domain;
  const plot = plotWidth(layout);
  // A label stands on the side of its rule where there is more room.
  const side = (x: number) =>
    (x - xMin) / (xMax - xMin) > 0.5 ? { align: 'right', dx: -6 } : { align: 'left', dx: 6 };
  const pixels = (x: number) => ((x - xMin) / (xMax - xMin)) * plot;
  // The line of what explodes next to the best epoch is not to be covered.
  const bestSide = (x: number, label: string) => {
    const wide = textWidth(label, 10) + 8;
    const covers = curves.loss.bad.some((mark) => mark.x > x && pixels(mark.x) < pixels(x) + wide);
    if (covers && pixels(x) > wide) return { align: 'right', dx: -6 };
    // Nor a peak before it, where there is room behind.
    const peak = curves.loss.bad.some((mark) => mark.x < x && pixels(mark.x) > pixels(x) - wide - PEAK);
    return peak && !covers && pixels(x) + wide < plot ? { align: 'left', dx: 6 } : side(x);
  };
  const sizes = { width: plot, narrow: layout.narrow, domain: curves.x.domain };
  const bestNote = curves.best && bestLabel(curves.best, plot, locale);
  const bestAt = curves.best && bestNote ? bestSide(curves.best.x, bestNote) : null;
  const loss = panelValues(
    'loss',
    curves.loss,
    { ...sizes, height: layout.lossHeight },
    (mark, label, index) => {
      const below = { ...side(mark.x), ly: 27 + index * 15 };
      // A peak is narrow at its top: there, on the side that is free, no line runs behind the words.
      if (mark.word !== null || mark.forGood || curves.loss.bad.length > 1) return below;
      const wide = textWidth(label, 11) + 14;
      const [from, to] =
        curves.best && bestNote && bestAt
          ? (bestAt.align === 'right'
              ? [-textWidth(bestNote, 11) - 14, 0]
              : [0, textWidth(bestNote, 11) + 14]
            ).map((each) => each + pixels(curves.best?.x ?? 0))
          : [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
      const free = (left: number) =>
        left >= 0 && left + wide <= plot && (left + wide < (from ?? 0) || left > (to ?? 0));
      const at = pixels(mark.x);
      if (free(at)) return { align: 'left', dx: PEAK, ly: 8 };
      return free(at - wide) ? { align: 'right', dx: -PEAK, ly: 8 } : below;
    },
    locale,
  );
  const metric = curves.metric
    ? panelValues(
        'metric',
        curves.metric,
        { ...sizes, height: layout.metricHeight },
        (mark, _label, index) => ({ ...side(mark.x), ly: 27 + index * 15 }),
        locale,
      )
    : null;
  const { best, rate } = curves;
  const data: ChartValues['data'] = {
    ...loss.data,
    ...metric?.data,
    best: best
      ? [
          {
            x: best.x,
            label: bestNote,
            ly: 12,
            ...bestAt,
          },
        ]
      : [],
  };
  const signals: ChartValues['signals'] = {
    ...loss.signals,
    ...metric?.signals,
    xMin,
    xMax,
    xTicks: curves.x.ticks,
  };
  if (rate && layout.rateHeight) {
    const track = rateValues(rate, layout, [xMin, xMax], locale);
    Object.assign(data, track.data);
    Object.assign(signals, track.signals);
  }
  return { data, signals };
}
