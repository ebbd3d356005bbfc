import {
  type Divergence,
  fromSample,
  type GroupPayload,
  type RunPayload,
  type Sample,
  toSample,
} from '../../protocol/index.js';
import { bestOf, divergenceOf } from '../../renderers/training/divergence.js';

const POINTS = 60;

/** Many runs of one cell as one picture: a line each, with small curves. */
export function groupPayload(id: string, runs: RunPayload[]): GroupPayload {
  return {
    version: 1,
    kind: 'group',
    id,
    runs: runs.map((run) => ({
      id: run.id,
      name: run.name,
      status: run.status,
      epochs: run.epochs.epoch.length,
      plannedEpochs: run.plan.epochs - run.plan.initialEpoch,
      elapsedMs: run.progress.elapsedMs,
      final: Object.fromEntries(
        Object.entries(run.epochs.logs).map(([name, values]) => [name, lastValue(values)]),
      ),
      best: bestOf(run),
      ...divergedPart(run),
      curves: Object.fromEntries(
        Object.entries(run.epochs.logs).map(([name, values]) => [name, evenly(values, POINTS)]),
      ),
    })),
  };
}

function divergedPart(run: RunPayload): { diverged?: Divergence } {
  const diverged = divergenceOf(run);
  return diverged ? { diverged } : {};
}

const lastValue = (values: Sample[]): Sample => values.findLast((value) => value !== null) ?? null;

function evenly(values: Sample[], points: number): Sample[] {
  if (values.length <= points) return values.map(short);
  return Array.from({ length: points }, (_, i) =>
    short(values[Math.round((i * (values.length - 1)) / (points - 1))]),
  );
}

function short(sample: Sample | undefined): Sample {
  const value = fromSample(sample);
  return value !== null && Number.isFinite(value) ? Number(value.toPrecision(4)) : toSample(value);
}
