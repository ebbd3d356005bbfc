import { fromSample, type TimelinePayload } from '../../protocol/index.js';
import { lastKnown } from '../drawing/last-known.js';
import { higherIsBetter } from '../drawing/metric-direction.js';
import { own } from '../drawing/own.js';
import { type Domain, linearDomain, linearTicks } from '../drawing/scale.js';
import type { Point } from '../drawing/svg.js';
import { thinPoints } from '../drawing/thin-points.js';
import { panelLimit } from '../training/bad-marks.js';
import { divergedRow, isLost } from '../training/divergence.js';

/** One monitored metric: its values, and the best so far. Places are in pixels along the plot, values in their own unit. */
export interface MonitorPanel {
  name: string;
  mode: 'min' | 'max';
  points: Point[];
  /** Where the best so far changed. */
  steps: { x: number; y: number }[];
  best: { x: number; epoch: number; value: number } | null;
  /** Where values exploded or stopped being finite, for good or for once. */
  bad: { x: number; epoch: number; value: number; forGood: boolean } | null;
  last: number | null;
  domain: Domain;
  ticks: number[];
}

const MOST_PANELS = 3;

function panel(
  payload: TimelinePayload,
  name: string,
  pixel: (epoch: number) => number,
  most: number,
): MonitorPanel {
  const { epochs, callbacks } = payload;
  const mode =
    callbacks.lanes.find((lane) => lane.monitor === name && lane.mode)?.mode ??
    (higherIsBetter(name) ? 'max' : 'min');
  const values = epochs.map((_, row) => fromSample(own(payload.monitored, name)?.[row]));
  const points: MonitorPanel['points'] = [];
  const steps: MonitorPanel['steps'] = [];
  let best: MonitorPanel['best'] = null;
  values.forEach((value, row) => {
    const epoch = epochs[row] as number;
    const x = pixel(epoch);
    if (value === null) return;
    if (!Number.isFinite(value)) {
      points.push({ x, y: null });
      return;
    }
    points.push({ x, y: value });
    if (isLost(payload.diverged, name, epoch)) return;
    if (best !== null && (mode === 'min' ? value >= best.value : value <= best.value)) return;
    best = { x, epoch, value };
    const before = steps.at(-1);
    if (before && x - before.x < 0.75) before.y = value;
    else steps.push({ x, y: value });
  });
  const limit = panelLimit(name, [values]);
  const finite = points.flatMap(({ y }) => (y === null || y >= limit ? [] : [y]));
  const domain = linearDomain(finite, mode === 'max' && finite.every((y) => y <= 1) ? 1 : undefined);
  const lost = mode === 'min' ? divergedRow(values) : -1;
  const row = lost >= 0 ? lost : values.findIndex((value) => value !== null && !Number.isFinite(value));
  const [at, value] = [epochs[row], values[row]];
  const forGood = row >= 0 && (lost >= 0 || !Number.isFinite(lastKnown(values)));
  const bad =
    at === undefined || value === null || value === undefined
      ? null
      : { x: pixel(at), epoch: at, value, forGood };
  return {
    name,
    mode,
    points: thinPoints(points, most),
    steps,
    best,
    bad,
    last: lastKnown(values),
    domain,
    ticks: linearTicks(domain, 3),
  };
}

/** The first few of the monitored metrics. */
export const monitorPanels = (
  payload: TimelinePayload,
  pixel: (epoch: number) => number,
  most: number,
): MonitorPanel[] =>
  Object.keys(payload.monitored)
    .slice(0, MOST_PANELS)
    .map((name) => panel(payload, name, pixel, most));
