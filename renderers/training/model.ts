import { fromSample, type RunPayload, type Sample } from '../../protocol/index.js';
import { lastKnown } from '../drawing/last-known.js';
import { own } from '../drawing/own.js';
import type { Domain } from '../drawing/scale.js';
import { linearDomain, linearTicks, logDomain, logTicks } from '../drawing/scale.js';
import { type BadMark, badMarks, panelLimit } from './bad-marks.js';
import { bestOf } from './divergence.js';
import { type EpochAxis, epochAxis } from './epoch-axis.js';
import { smooth } from './smooth.js';
import { thinRows } from './thin.js';
import type { EpochBounds, EpochWindow } from './zoom.js';

/** `data` and `validationData` are losses without the regularization penalty. */
export type Series = 'train' | 'validation' | 'data' | 'validationData';

/** `faint`: single batches, or where smoothing is on, what was measured. */
export type LineName = Series | 'faint';

export interface Point {
  x: number;
  /** `null` breaks the line: not measured, or not finite. */
  y: number | null;
  /** It stands at the edge, in place of a value that is too far off to be drawn. */
  beyond?: true;
}

/** One line of a panel. */
export interface Curve {
  series: Series;
  /** What is drawn in full: smoothed where smoothing is on. */
  points: Point[];
  /** As measured, where it differs. */
  raw: Point[];
  /** The last measured value, finite or not. */
  last: number | null;
}

export interface Panel {
  /** The log's name without `val_`. */
  name: string;
  log: boolean;
  domain: Domain;
  ticks: number[];
  curves: Curve[];
  /** What there is to draw, hidden or not. */
  offered: LineName[];
  /** Single batches, within the domain. */
  steps: Point[];
  /** Where values exploded or stopped being finite. */
  bad: BadMark[];
}

export interface RateTrack {
  /** It spans a power of ten: `domain` is logarithmic. */
  log: boolean;
  /** Where the rate took each of its values, if they are few; else where it began. */
  levels: { x: number; value: number }[];
  points: Point[];
  domain: Domain;
  last: number | null;
}

/** All that the curves of one run show. */
export interface TrainingCurves {
  axis: 'epoch' | 'step';
  x: { domain: Domain; ticks: number[] };
  /** The epochs at both ends of the axis, and those there are. */
  epochs: { shown: Domain; bounds: EpochBounds };
  /** A part of the epochs fills the axis. */
  zoomed: boolean;
  loss: Panel;
  /** The chosen metric, or `null` where there is none. */
  metric: Panel | null;
  rate: RateTrack | null;
  best: { x: number; epoch: number; value: number | null; metric: string } | null;
  /** Where the end of an epoch lies on the x axis. */
  xOfEpoch(epoch: number): number;
  /** Where each row of the epoch table lies on the x axis. */
  epochX: number[];
  /** Names to choose the metric from. */
  metrics: string[];
}

/** How a person set the picture. */
export interface CurveChoice {
  axis: 'epoch' | 'step';
  log: boolean;
  /** 0: none; up to 0.99: the share of the past in an exponential mean. */
  smoothing: number;
  /** A log's name, or nothing for the first. */
  metric?: string;
  /** Lines that are not drawn. */
  hidden?: LineName[];
  /** The epochs that fill the axis; nothing for all. */
  window?: EpochWindow;
}

export const plainChoice: CurveChoice = { axis: 'epoch', log: false, smoothing: 0 };

/** Names of what was measured beside the loss, without `val_`, in the order of the compile call. */
export function metricNames(payload: Pick<RunPayload, 'epochs' | 'steps' | 'compile'>): string[] {
  const names = new Set<string>();
  const logged = [...Object.keys(payload.epochs.logs), ...Object.keys(payload.steps.logs)];
  for (const name of logged) names.add(name.replace(/^val_/, ''));
  for (const other of ['loss', 'batch', 'size']) names.delete(other);
  // Losses of single outputs come after the metrics.
  return [...names].sort((a, b) => Number(a.endsWith('_loss')) - Number(b.endsWith('_loss')));
}

const numbers = (column: readonly Sample[] | undefined): (number | null)[] => (column ?? []).map(fromSample);

const finite = (value: number | null | undefined): number | null =>
  value !== null && value !== undefined && Number.isFinite(value) ? value : null;

/** Points of a column, at most about `most`, with what is not finite as a break. */
function points(x: readonly number[], y: readonly (number | null)[], log: boolean): Point[] {
  return x.map((at, row) => {
    const value = finite(y[row]);
    return { x: at, y: log && value !== null && value <= 0 ? null : value };
  });
}

const rows = <T>(column: readonly T[], kept: readonly number[]): T[] => kept.map((row) => column[row] as T);

const isInside = (x: number | undefined, { domain: [low, high] }: EpochAxis): boolean =>
  x !== undefined && x >= low && x <= high;

/**
 * Points on the scale. Beyond `limit` a line leads to the edge and breaks there: along the edge it would read as values of the
 * scale's end.
 */
function onScale(all: readonly Point[], [low, high]: Domain, limit: number): Point[] {
  const within = (point: Point | undefined) => typeof point?.y === 'number' && Math.abs(point.y) < limit;
  return all.map((point, at) => {
    const { x, y } = point;
    if (y === null || within(point)) return { x, y: y === null ? null : Math.min(high, Math.max(low, y)) };
    const leads = within(all[at - 1]) || within(all[at + 1]);
    return { x, y: leads ? Math.min(high, Math.max(low, y)) : null, beyond: true };
  });
}

/** The rows that the axis shows, and one beyond each end, so that lines go on to the edge; `x` grows. */
function within(x: readonly number[], { domain: [low, high], zoomed }: EpochAxis): number[] {
  const all = x.map((_, row) => row);
  if (!zoomed) return all;
  const first = x.findIndex((at) => at >= low);
  const after = x.findIndex((at) => at > high);
  return all.slice(Math.max(0, (first < 0 ? x.length : first) - 1), after < 0 ? x.length : after + 1);
}

/** Of so many values at most the middle is judged. */
const MOST_JUDGED = 1000;

/** The 1st and 99th hundredth of the values: single batches beyond them are drawn at the edge. */
function middle(values: readonly (number | null)[]): number[] {
  const stride = Math.max(1, Math.floor(values.length / MOST_JUDGED));
  const judged = values.filter((value, row): value is number => row % stride === 0 && finite(value) !== null);
  judged.sort((a, b) => a - b);
  const at = (share: number) => judged[Math.round(share * (judged.length - 1))];
  return judged.length ? [at(0.01) as number, at(0.99) as number] : [];
}

interface PanelInput {
  payload: RunPayload;
  name: string;
  axis: EpochAxis;
  choice: CurveChoice;
  log: boolean;
  most: number;
  tickCount: number;
}

/** A loss without its penalty; `null` where it holds none. */
function dataLoss(loss: (number | null)[], column: readonly Sample[] | undefined): (number | null)[] | null {
  if (!column?.some((value) => typeof value === 'number' && value !== 0)) return null;
  const penalty = numbers(column);
  return loss.map((value, row) => (value === null ? null : value - (penalty[row] ?? 0)));
}

function panel(input: PanelInput): Panel {
  const { payload, name, axis, choice, log, most } = input;
  const { epochs, steps } = payload;
  const measured: { series: Series; y: (number | null)[] }[] = [];
  const train = numbers(own(epochs.logs, name));
  if (train.length) measured.push({ series: 'train', y: train });
  const withoutPenalty = name === 'loss' ? dataLoss(train, epochs.penalty) : null;
  if (withoutPenalty) measured.push({ series: 'data', y: withoutPenalty });
  const validation = numbers(epochs.logs[`val_${name}`]);
  if (validation.some((value) => value !== null)) measured.push({ series: 'validation', y: validation });
  const validationData = name === 'loss' ? dataLoss(validation, epochs.validationPenalty) : null;
  if (validationData) measured.push({ series: 'validationData', y: validationData });

  const hidden = new Set<LineName>(choice.hidden);
  const shown = measured.filter(({ series }) => !hidden.has(series));
  const x = epochs.epoch.map(axis.ofEpoch);
  const here = within(x, axis);
  const kept = thinRows(
    here.map((row) => x[row] as number),
    shown.map(({ y }) => rows(y, here)),
    most,
  ).map((at) => here[at] as number);
  const curves = shown.map(({ series, y }): Curve => {
    const smoothed = choice.smoothing > 0 ? smooth(y.map(finite), choice.smoothing) : y;
    // Validation may be rarer than epochs: rows without it are left out, so that its line holds together.
    const own = kept.filter((row) => y[row] !== null);
    const at = rows(x, own);
    return {
      series,
      points: points(at, rows(smoothed, own), log),
      raw: choice.smoothing > 0 && !hidden.has('faint') ? points(at, rows(y, own), log) : [],
      last: lastKnown(axis.zoomed ? rows(y, own).filter((_, index) => isInside(at[index], axis)) : y),
    };
  });

  const allSteps = numbers(own(steps.logs, name));
  const stepX = steps.step.map(axis.ofStep);
  const stepsHere = allSteps.length && !hidden.has('faint') ? within(stepX, axis) : [];
  const stepY = rows(allSteps, stepsHere);
  const stepsX = rows(stepX, stepsHere);
  const keptSteps = stepY.length ? thinRows(stepsX, [stepY], most) : [];
  const stepPoints = points(rows(stepsX, keptSteps), rows(stepY, keptSteps), log);

  const seen = shown
    .flatMap(({ y }) => rows(y, here))
    .filter((value): value is number => finite(value) !== null);
  // On a logarithmic scale there is room for all.
  const limit = log
    ? Number.POSITIVE_INFINITY
    : panelLimit(
        name,
        measured.map(({ y }) => y),
      );
  // Smoothed values of a part may lie outside of what was measured in it.
  const smoothed = axis.zoomed ? curves.flatMap((curve) => curve.points.flatMap(({ y }) => y ?? [])) : [];
  const values = [...seen, ...smoothed, ...middle(stepY)].filter((value) => value < limit);
  const ceiling = name !== 'loss' && values.every((value) => value <= 1) ? 1 : Number.POSITIVE_INFINITY;
  const domain = log ? logDomain(values) : linearDomain(values, ceiling);
  const inside = (all: readonly Point[]) => onScale(all, domain, limit);
  return {
    name,
    log,
    domain,
    ticks: log ? logTicks(domain, input.tickCount) : linearTicks(domain, input.tickCount),
    offered: [
      ...measured.map(({ series }) => series),
      ...(allSteps.length > 0 || choice.smoothing > 0 ? (['faint'] as const) : []),
    ],
    curves: curves.map((curve) => ({
      ...curve,
      points: inside(curve.points),
      raw: inside(curve.raw),
    })),
    steps: inside(stepPoints),
    bad: badMarks(payload, name, limit, axis).filter((mark) => !axis.zoomed || isInside(mark.x, axis)),
  };
}

/** Whether the greatest is at least ten times the least, and none is 0. */
function spansDecade(values: readonly number[]): boolean {
  let [least, greatest] = [Number.POSITIVE_INFINITY, 0];
  for (const value of values) {
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
  }
  return least > 0 && greatest >= 10 * least;
}

/** More levels than this are no steps, but a curve. */
const MOST_LEVELS = 8;

/** Where a rate took each of its values; of a curve where it began. */
function levelsOf(x: readonly number[], y: readonly (number | null)[]): RateTrack['levels'] {
  const levels: RateTrack['levels'] = [];
  y.forEach((each, row) => {
    const value = finite(each);
    if (value !== null && value !== levels.at(-1)?.value) levels.push({ x: x[row] as number, value });
  });
  return levels.length > MOST_LEVELS ? levels.slice(0, 1) : levels;
}

function rateTrack({ payload, axis, most }: Pick<PanelInput, 'payload' | 'axis' | 'most'>): RateTrack | null {
  const { epochs, steps } = payload;
  const fromSteps = steps.learningRate.some((value) => typeof value === 'number');
  const x = fromSteps ? steps.step.map(axis.ofStep) : epochs.epoch.map(axis.ofEpoch);
  const y = numbers(fromSteps ? steps.learningRate : epochs.learningRate);
  if (!y.some((value) => finite(value) !== null)) return null;
  const known = y.filter((value): value is number => finite(value) !== null);
  const log = spansDecade(known);
  const [low, high] = linearDomain([...known, 0]);
  const here = within(x, axis);
  const [hereX, hereY] = [rows(x, here), rows(y, here)];
  const kept = thinRows(hereX, [hereY], most, hereY);
  return {
    points: points(rows(hereX, kept), rows(hereY, kept), false),
    log,
    domain: log ? logDomain(known) : [low, high * 1.05],
    levels: levelsOf(hereX, hereY),
    last: lastKnown(axis.zoomed ? hereY.filter((_, row) => isInside(hereX[row], axis)) : y),
  };
}

/**
 * What to draw of a run.
 * @param most points per line, about.
 * @param tickCount labels on each y axis, about.
 * @param width of the plots in pixels, which the numbers of the x axis share.
 */
export function trainingCurves(
  payload: RunPayload,
  choice: CurveChoice,
  { most = 600, tickCount = 5, width = 566 } = {},
): TrainingCurves {
  const axis = epochAxis(payload, choice, width);
  const metrics = metricNames(payload);
  const metric = choice.metric !== undefined && metrics.includes(choice.metric) ? choice.metric : metrics[0];
  const common = { payload, axis, choice, most, tickCount };
  const found = bestOf(payload);
  const best = found && (!axis.zoomed || isInside(axis.ofEpoch(found.epoch), axis)) ? found : null;
  return {
    axis: choice.axis,
    x: { domain: axis.domain, ticks: axis.ticks },
    epochs: { shown: axis.shown, bounds: axis.bounds },
    zoomed: axis.zoomed,
    loss: panel({ ...common, name: 'loss', log: choice.log }),
    metric: metric === undefined ? null : panel({ ...common, name: metric, log: false }),
    rate: rateTrack({ payload, axis, most }),
    best: best && {
      x: axis.ofEpoch(best.epoch),
      epoch: best.epoch,
      value: fromSample(best.value),
      metric: best.metric,
    },
    xOfEpoch: axis.ofEpoch,
    epochX: payload.epochs.epoch.map(axis.ofEpoch),
    metrics,
  };
}
