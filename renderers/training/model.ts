import { fromSample, type RunPayload, type Sample } from '../../protocol/index.js';
import { lastKnown } from '../drawing/last-known.js';
import { own } from '../drawing/own.js';
import type { Domain } from '../drawing/scale.js';
import { linearDomain, linearTicks, logDomain, logTicks, niceCeiling } from '../drawing/scale.js';
import { type BadMark, badMarks, panelLimit } from './bad-marks.js';
import { bestOf } from './divergence.js';
import { smooth } from './smooth.js';
import { thinRows } from './thin.js';

/** `data` and `validationData` are losses without the regularization penalty. */
export type Series = 'train' | 'validation' | 'data' | 'validationData';

export interface Point {
  x: number;
  /** `null` breaks the line: not measured, or not finite. */
  y: number | null;
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
  /** Single batches, within the domain. */
  steps: Point[];
  /** Where values exploded or stopped being finite. */
  bad: BadMark[];
}

export interface RateTrack {
  points: Point[];
  domain: Domain;
  last: number | null;
}

/** All that the curves of one run show. */
export interface TrainingCurves {
  axis: 'epoch' | 'step';
  x: { domain: Domain; ticks: number[] };
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

/** Steps per epoch: planned, else what the run itself shows, else unknown. */
export function stepsPerEpoch(payload: Pick<RunPayload, 'plan' | 'progress' | 'epochs'>): number | null {
  const { plan, progress, epochs } = payload;
  if (plan.stepsPerEpoch) return plan.stepsPerEpoch;
  const done = (epochs.epoch.at(-1) ?? plan.initialEpoch) - plan.initialEpoch;
  if (done <= 0) return null;
  const open = progress.epoch > done + plan.initialEpoch ? progress.batch : 0;
  const steps = (progress.steps - open) / done;
  return steps > 0 ? steps : null;
}

const numbers = (column: readonly Sample[] | undefined): (number | null)[] => (column ?? []).map(fromSample);

const finite = (value: number | null | undefined): number | null =>
  value !== null && value !== undefined && Number.isFinite(value) ? value : null;

interface Axis {
  ofEpoch(epoch: number): number;
  ofStep(step: number): number;
  domain: Domain;
  ticks: number[];
}

function xAxis(payload: RunPayload, axis: 'epoch' | 'step', tickCount: number): Axis {
  const { plan, progress, epochs, steps, status } = payload;
  const perEpoch = stepsPerEpoch(payload);
  const lastEpoch = epochs.epoch.at(-1) ?? plan.initialEpoch;
  const lastStep = Math.max(progress.steps, steps.step.at(-1) ?? 0);
  const reached = Math.max(
    lastEpoch,
    perEpoch ? plan.initialEpoch + lastStep / perEpoch : lastEpoch,
    plan.initialEpoch,
  );
  // While training the axis reaches a little into the future and jumps seldom; at the end it fits what was done.
  const whole = Math.max(plan.epochs, Math.ceil(reached), plan.initialEpoch + 1);
  const end =
    status === 'running'
      ? Math.min(whole, plan.initialEpoch + niceCeiling(Math.max(10, (reached - plan.initialEpoch) * 1.3)))
      : Math.max(Math.ceil(reached), plan.initialEpoch + 1);
  const inSteps = axis === 'step';
  const scale = perEpoch ?? Math.max(1, lastStep);
  const toStep = (epoch: number) => (epoch - plan.initialEpoch) * scale;
  const domain: Domain = inSteps ? [0, Math.max(1, toStep(end))] : [plan.initialEpoch, end];
  return {
    ofEpoch: inSteps ? toStep : (epoch) => epoch,
    ofStep: inSteps ? (step) => step : (step) => plan.initialEpoch + step / scale,
    domain,
    ticks: linearTicks(domain, tickCount, 1),
  };
}

/** Points of a column, at most about `most`, with what is not finite as a break. */
function points(x: readonly number[], y: readonly (number | null)[], log: boolean): Point[] {
  return x.map((at, row) => {
    const value = finite(y[row]);
    return { x: at, y: log && value !== null && value <= 0 ? null : value };
  });
}

const rows = <T>(column: readonly T[], kept: readonly number[]): T[] => kept.map((row) => column[row] as T);

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
  axis: Axis;
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

  const x = epochs.epoch.map(axis.ofEpoch);
  const kept = thinRows(
    x,
    measured.map(({ y }) => y),
    most,
  );
  const curves = measured.map(({ series, y }): Curve => {
    const smoothed = choice.smoothing > 0 ? smooth(y.map(finite), choice.smoothing) : y;
    // Validation may be rarer than epochs: rows without it are left out, so that its line holds together.
    const own = kept.filter((row) => y[row] !== null);
    const at = rows(x, own);
    return {
      series,
      points: points(at, rows(smoothed, own), log),
      raw: choice.smoothing > 0 ? points(at, rows(y, own), log) : [],
      last: lastKnown(y),
    };
  });

  const stepY = numbers(own(steps.logs, name));
  const stepX = steps.step.map(axis.ofStep);
  const keptSteps = stepY.length ? thinRows(stepX, [stepY], most) : [];
  const stepPoints = points(rows(stepX, keptSteps), rows(stepY, keptSteps), log);

  const seen = measured.flatMap(({ y }) => y).filter((value): value is number => finite(value) !== null);
  // On a logarithmic scale there is room for all.
  const limit = log
    ? Number.POSITIVE_INFINITY
    : panelLimit(
        name,
        measured.map(({ y }) => y),
      );
  const values = [...seen, ...middle(stepY)].filter((value) => value < limit);
  const ceiling = name !== 'loss' && values.every((value) => value <= 1) ? 1 : Number.POSITIVE_INFINITY;
  const domain = log ? logDomain(values) : linearDomain(values, ceiling);
  const inside = ({ x: at, y }: Point): Point => ({
    x: at,
    y: y === null ? null : Math.min(domain[1], Math.max(domain[0], y)),
  });
  return {
    name,
    log,
    domain,
    ticks: log ? logTicks(domain, input.tickCount) : linearTicks(domain, input.tickCount),
    curves: curves.map((curve) => ({
      ...curve,
      points: curve.points.map(inside),
      raw: curve.raw.map(inside),
    })),
    steps: stepPoints.map(inside),
    bad: badMarks(payload, name, limit, axis),
  };
}

function rateTrack({ payload, axis, most }: Pick<PanelInput, 'payload' | 'axis' | 'most'>): RateTrack | null {
  const { epochs, steps } = payload;
  const fromSteps = steps.learningRate.some((value) => typeof value === 'number');
  const x = fromSteps ? steps.step.map(axis.ofStep) : epochs.epoch.map(axis.ofEpoch);
  const y = numbers(fromSteps ? steps.learningRate : epochs.learningRate);
  if (!y.some((value) => finite(value) !== null)) return null;
  const [low, high] = linearDomain([...y.filter((value): value is number => value !== null), 0]);
  const kept = thinRows(x, [y], most, y);
  return {
    points: points(rows(x, kept), rows(y, kept), false),
    domain: [low, high * 1.05],
    last: lastKnown(y),
  };
}

/**
 * What to draw of a run.
 * @param most points per line, about.
 * @param tickCount labels on each y axis, about.
 */
export function trainingCurves(
  payload: RunPayload,
  choice: CurveChoice,
  { most = 600, tickCount = 5, xTicks = 8 } = {},
): TrainingCurves {
  const axis = xAxis(payload, choice.axis, xTicks);
  const metrics = metricNames(payload);
  const metric = choice.metric !== undefined && metrics.includes(choice.metric) ? choice.metric : metrics[0];
  const common = { payload, axis, choice, most, tickCount };
  const best = bestOf(payload);
  return {
    axis: choice.axis,
    x: { domain: axis.domain, ticks: axis.ticks },
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
