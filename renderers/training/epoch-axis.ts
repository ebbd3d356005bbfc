import type { RunPayload } from '../../protocol/index.js';
import { type Domain, epochTicks, linearTicks, niceCeiling } from '../drawing/scale.js';
import { type EpochBounds, type EpochWindow, windowNow } from './zoom.js';

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

/** Where the epochs and steps of a run lie on the axis of its curves. */
export interface EpochAxis {
  ofEpoch(epoch: number): number;
  ofStep(step: number): number;
  domain: Domain;
  ticks: number[];
  /** The epochs at both ends. */
  shown: Domain;
  bounds: EpochBounds;
  /** A part of the epochs fills the axis. */
  zoomed: boolean;
}

/** @param width of the plots in pixels, which the numbers of the axis share. */
export function epochAxis(
  payload: RunPayload,
  { axis, window }: { axis: 'epoch' | 'step'; window?: EpochWindow },
  width: number,
): EpochAxis {
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
  const all: Domain = inSteps ? [0, Math.max(1, toStep(end))] : [plan.initialEpoch, end];
  const ofEpoch = inSteps ? toStep : (epoch: number) => epoch;
  const bounds = { first: plan.initialEpoch, last: end, newest: Math.ceil(reached) };
  const part = windowNow(window, bounds);
  const domain: Domain = part ? [ofEpoch(part[0]), ofEpoch(part[1])] : all;
  return {
    ofEpoch,
    ofStep: inSteps ? (step) => step : (step) => plan.initialEpoch + step / scale,
    domain,
    shown: part ?? [plan.initialEpoch, end],
    bounds,
    zoomed: part !== undefined,
    ticks: linearTicks(domain, epochTicks(width, domain[1]), 1),
  };
}
