import type { Locale } from '../../protocol/index.js';
import { formatCount, formatRate, formatValue } from '../drawing/format.js';
import { lastKnown } from '../drawing/last-known.js';
import { position } from '../drawing/scale.js';
import { spreadLabels } from '../drawing/spread-labels.js';
import { textWidth } from '../drawing/svg.js';
import type { ChartValues } from '../drawing/vega.js';
import type { BadMark } from './bad-marks.js';
import type { Panel, Point, Series, TrainingCurves } from './model.js';
import type { ChartLayout } from './spec.js';
import { margins } from './spec.js';
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
function badLabel({ word, unit, at, forGood }: BadMark, locale: Locale): string {
  const t = trainingStrings[locale];
  const where = formatCount(at, locale);
  if (word === null) return (forGood ? t.grown : t.grownOnce)(where);
  if (unit === 'step') return (forGood ? t.badStep : t.badStepOnce)(word, where);
  return (forGood ? t.bad : t.badOnce)(word, where);
}

function panelValues(
  name: 'loss' | 'metric',
  panel: Panel,
  { width, height }: { width: number; height: number },
  xAt: (x: number) => { align: string; dx: number },
  locale: Locale,
): ChartValues {
  const t = trainingStrings[locale];
  const words: Record<Series, string> = {
    train: t.train,
    data: t.dataLoss,
    validation: t.validation,
    validationData: t.validationDataLoss,
  };
  const ended = panel.curves.flatMap(({ series, last, points }) => {
    const at = lastKnown(points.map(({ y }) => y));
    return at === null ? [] : [{ series, last, at }];
  });
  const ys = spreadLabels(
    ended.map(({ at }) => position(at, panel.domain, height, panel.log)),
    height,
  );
  const few = panel.curves.every(({ points }) => points.length <= Math.min(MOST_MARKED, width / MARK_WIDTH));
  return {
    data: {
      [`${name}Steps`]: pieces(panel.steps, null),
      [`${name}Raw`]: panel.curves.flatMap(({ raw, series }) => pieces(raw, series)),
      [`${name}Lines`]: panel.curves.flatMap(({ points, series }) => pieces(points, series)),
      [`${name}Points`]: few ? panel.curves.flatMap(({ points, series }) => pieces(points, series)) : [],
      [`${name}Ends`]: ended.map(({ series, last }, index) => ({
        s: series,
        py: ys[index],
        label: `${words[series]} ${formatValue(last, locale)}`,
      })),
      [`${name}Bad`]: panel.bad.map((mark, index) => ({
        x: mark.x,
        label: badLabel(mark, locale),
        ly: 27 + index * 15,
        ...xAt(mark.x),
      })),
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

/** Rows and parameters for `trainingChart`. */
export function chartValues(curves: TrainingCurves, layout: ChartLayout, locale: Locale): ChartValues {
  const [xMin, xMax] = curves.x.domain;
  const plot = layout.width - margins.left - margins.right;
  // A label stands on the side of its rule where there is more room.
  const side = (x: number) =>
    (x - xMin) / (xMax - xMin) > 0.5 ? { align: 'right', dx: -6 } : { align: 'left', dx: 6 };
  const loss = panelValues('loss', curves.loss, { width: plot, height: layout.lossHeight }, side, locale);
  const metric = curves.metric
    ? panelValues('metric', curves.metric, { width: plot, height: layout.metricHeight }, side, locale)
    : null;
  const { best, rate } = curves;
  const data: ChartValues['data'] = {
    ...loss.data,
    ...metric?.data,
    best: best
      ? [
          {
            x: best.x,
            label: bestLabel(best, plot, locale),
            ly: 12,
            ...side(best.x),
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
    data.rate = pieces(rate.points, null);
    const y =
      rate.last === null ? layout.rateHeight / 2 : position(rate.last, rate.domain, layout.rateHeight);
    data.rateEnds = [{ label: formatRate(rate.last, locale), py: y }];
    [signals.rateMin, signals.rateMax] = rate.domain;
  }
  return { data, signals };
}
