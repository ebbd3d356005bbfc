import { fromSample, type GroupPayload } from '../../protocol/index.js';
import { higherIsBetter } from '../drawing/metric-direction.js';
import { own } from '../drawing/own.js';
import { type Domain, linearDomain } from '../drawing/scale.js';
import { panelLimit } from './bad-marks.js';
import { divergedRow } from './divergence.js';
import { groupColumns, leftOutOf } from './group-model.js';

/** How the line of a run ends. */
export type LineEnd = 'ended' | 'running' | 'broken' | 'diverged';

interface OverlayPoint {
  epoch: number;
  value: number | null;
}

export interface OverlayLine {
  points: OverlayPoint[];
  end: LineEnd;
  /** Where the line leaves all measure; `null` where it does not. */
  divergedAt: number | null;
}

export interface MeanPoint {
  epoch: number;
  mean: number;
  /** Sample standard deviation, n − 1 below. */
  sd: number;
}

/** One log of many runs over each other. */
export interface Overlay {
  log: string;
  /** The last epoch of the axis, and the ends of the values. */
  epochs: number;
  values: Domain;
  lines: OverlayLine[];
  /** Of how many runs with this log `lines` are some. */
  of: number;
  /** At the epochs that every counted run has measured; empty where these are too few to tell. */
  means: MeanPoint[];
  /** How many runs the means are of: those of the table's. */
  n: number;
  /** The place in `means` of the best one; -1 where there is none. */
  best: number;
  /** Whether runs went on from earlier ones: their epochs are counted from their own beginning. */
  continued: boolean;
}

/** Lines drawn; the means are of all runs, drawn or not. */
const MOST_LINES = 60;
/** The means are drawn where they have at least this share of the points that the shortest run has. */
const LEAST_SHARED = 0.5;

type GroupRun = GroupPayload['runs'][number];

/** The epochs at which a curve was kept: all of them, or evenly spread ones. */
function pointsOf({ epochs }: GroupRun, values: (number | null)[]): OverlayPoint[] {
  const last = values.length - 1;
  const stretch = epochs > values.length && last > 0 ? (epochs - 1) / last : 1;
  return values.map((value, index) => ({ epoch: 1 + Math.round(index * stretch), value }));
}

/** Mean and deviation at the epochs that each of the runs has measured. */
function sharedMeans(runs: readonly OverlayPoint[][]): MeanPoint[] {
  const fewest = Math.min(...runs.map((points) => points.length));
  if (runs.length < 2 || fewest < 2) return [];
  const at = new Map<number, number[]>();
  for (const points of runs)
    for (const { epoch, value } of points)
      if (value !== null && Number.isFinite(value)) {
        const values = at.get(epoch);
        if (values) values.push(value);
        else at.set(epoch, [value]);
      }
  const shared = [...at].filter(([, values]) => values.length === runs.length).sort(([a], [b]) => a - b);
  if (shared.length < Math.max(2, fewest * LEAST_SHARED)) return [];
  return shared.flatMap(([epoch, values]) => {
    const mean = values.reduce((sum, value) => sum + value / values.length, 0);
    const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2 / (values.length - 1), 0));
    return Number.isFinite(mean) && Number.isFinite(sd) ? [{ epoch, mean, sd }] : [];
  });
}

function endOf(run: GroupRun): LineEnd {
  const why = leftOutOf(run);
  return why === 'failed' || why === 'lost' ? 'broken' : (why ?? 'ended');
}

/** One log of all runs of a group; `null` where fewer than two runs have two epochs of it. */
function overlayOf({ runs }: GroupPayload, log: string): Overlay | null {
  const found = runs.flatMap((run) => {
    const values = own(run.curves, log)?.map(fromSample) ?? [];
    return values.length === 0 ? [] : [{ run, values, points: pointsOf(run, values) }];
  });
  const known = ({ values }: { values: (number | null)[] }) =>
    values.filter((value) => value !== null && Number.isFinite(value)).length;
  if (found.filter((each) => known(each) > 1).length < 2) return null;
  const counted = found.filter(({ run }) => leftOutOf(run) === null);
  const means = sharedMeans(counted.map(({ points }) => points));
  const sign = higherIsBetter(log) ? -1 : 1;
  const best = means.reduce(
    (least, { mean }, at) => (least < 0 || sign * mean < sign * (means[least]?.mean ?? 0) ? at : least),
    -1,
  );
  const shown = found.slice(0, MOST_LINES);
  const inside = shown.flatMap(({ values }) => {
    const limit = panelLimit(log, [values]);
    return values.filter(
      (value): value is number => value !== null && Number.isFinite(value) && value < limit,
    );
  });
  const band = means.flatMap(({ mean, sd }) => [mean - sd, mean + sd]);
  const notBelow = Math.min(...inside) >= 0 ? 0 : Number.NEGATIVE_INFINITY;
  return {
    log,
    epochs: Math.max(2, ...found.map(({ run, points }) => reached(run, points.at(-1)?.epoch ?? 1))),
    values: linearDomain([...inside, ...band.map((value) => Math.max(notBelow, value))]),
    lines: shown.map(({ run, values, points }) => {
      const lost = log.replace(/^val_/, '') === 'loss' ? divergedRow(values) : -1;
      return { points, end: endOf(run), divergedAt: points[lost]?.epoch ?? null };
    }),
    of: found.length,
    means,
    n: counted.length,
    best,
    continued: runs.some((run) => run.best !== null && run.best.epoch > run.epochs),
  };
}

/** A run that goes on has its planned epochs before it. */
const reached = ({ status, plannedEpochs }: GroupRun, last: number): number =>
  status === 'running' ? Math.max(last, plannedEpochs) : last;

/** The charts of a group: of the loss and, beside it, of the next column. */
export function groupOverlays(payload: GroupPayload, most = 2): Overlay[] {
  return groupColumns(payload)
    .flatMap((log) => overlayOf(payload, log) ?? [])
    .slice(0, most);
}
