import { type Divergence, fromSample, type RunPayload, type Sample } from '../../protocol/index.js';
import { own } from '../drawing/own.js';

/** What of a run tells whether it diverged. */
export type DivergenceSource = Pick<RunPayload, 'epochs' | 'steps' | 'plan' | 'progress'>;

/** So many times the first loss is an explosion where no later epoch comes back below it. */
const TIMES = 1000;
/** What is on its way there, and does not come back either, is part of it: so many times the first loss. */
const TIMES_ON_THE_WAY = 10;
/** For a single last epoch, which nothing after it confirms. */
const TIMES_ALONE = 1e6;
/** A first loss below this counts as this much: what starts near 0 may well grow a thousandfold. */
const LEAST_FIRST = 0.01;
/** Steps at the start whose largest loss stands for the start where the first epoch as a whole is beyond it. */
const FIRST_STEPS = 5;

type Values = readonly (number | null)[];

/**
 * The size from which on a loss has exploded, by its first value; infinite where there is none. Falling without end is no
 * explosion: a log likelihood may.
 */
export function explosionLimit(values: Values, firstSteps: Values = []): number {
  const first = values.find((value) => value !== null) ?? null;
  const steps = firstSteps.filter((value): value is number => value !== null && Number.isFinite(value));
  const opening = steps.length > 0 ? Math.max(...steps.map(Math.abs)) : Number.POSITIVE_INFINITY;
  const start = Math.min(
    first === null || Number.isNaN(first) ? Number.POSITIVE_INFINITY : Math.abs(first),
    opening,
  );
  return TIMES * Math.max(start, LEAST_FIRST);
}

/** The first row from which on everything known is `lost`; -1 where the last known value is not. */
function tailOf(values: Values, lost: (value: number) => boolean): number {
  let start = -1;
  for (let row = values.length - 1; row >= 0; row -= 1) {
    const value = values[row] ?? null;
    if (value === null) continue;
    if (!lost(value)) break;
    start = row;
  }
  return start;
}

const notFinite = (value: number): boolean => !Number.isFinite(value);
const numbers = (column: readonly Sample[] | undefined): (number | null)[] => (column ?? []).map(fromSample);
const word = (value: number | null | undefined): NonNullable<Divergence['broken']>['value'] =>
  value === Number.POSITIVE_INFINITY ? 'Infinity' : value === Number.NEGATIVE_INFINITY ? '-Infinity' : 'NaN';

/** The first row from which on a column of a loss has diverged; -1 where it has not. */
export function divergedRow(values: Values, firstSteps: Values = []): number {
  const limit = explosionLimit(values, firstSteps);
  const row = tailOf(values, (value) => notFinite(value) || value >= limit);
  const tail = row < 0 ? [] : values.slice(row).filter((value): value is number => value !== null);
  const alone = (limit / TIMES) * TIMES_ALONE;
  if (tail.length < 2 && !tail.some((value) => notFinite(value) || value >= alone)) return -1;
  // A run that is known to have diverged may have begun to within its first epoch.
  const early = [...firstSteps.slice(0, 3)].sort((a, b) => (a ?? 0) - (b ?? 0));
  const near = Math.min(
    drawnLimit(limit),
    TIMES_ON_THE_WAY * Math.max(Math.abs(middle(early) ?? limit), LEAST_FIRST),
  );
  return tailOf(values, (value) => notFinite(value) || value >= near);
}

const middle = (sorted: Values): number | null =>
  sorted.length < 3 ? null : (sorted[Math.floor(sorted.length / 2)] ?? null);

/** Where a scale ends whose values beyond an explosion limit must not flatten the rest. */
export const drawnLimit = (limit: number): number => (limit / TIMES) * TIMES_ON_THE_WAY;

/** Rows that tell where a column diverged: no thinning may lose them. */
export const divergenceRows = (values: Values): number[] =>
  [
    divergedRow(values),
    tailOf(values, notFinite),
    values.findIndex((value) => value !== null && notFinite(value)),
  ].filter((row) => row >= 0);

/** The first losses of single batches, where the table still begins with them. */
const openingSteps = ({ steps }: DivergenceSource): (number | null)[] =>
  steps.step[0] === 1
    ? numbers(steps.logs.loss).filter((_, row) => (steps.step[row] as number) <= FIRST_STEPS)
    : [];

function ofLog(run: DivergenceSource, log: string): Divergence | null {
  const { epoch, logs } = run.epochs;
  const values = numbers(own(logs, log));
  const row = divergedRow(values, log === 'loss' ? openingSteps(run) : []);
  if (row < 0) return null;
  const tail = values.slice(row);
  const broken = tail.findIndex((value) => value !== null && notFinite(value));
  return {
    log,
    validationOnly: log !== 'loss',
    epoch: epoch[row] as number,
    grown: broken === 0 ? null : (tail.findLast((value) => value !== null && Number.isFinite(value)) ?? null),
    broken:
      broken < 0 ? null : { epoch: epoch[row + broken] as number, step: null, value: word(tail[broken]) },
  };
}

/** Where single batches stopped being finite for good. */
function brokenStep({ steps, plan, progress }: DivergenceSource): Divergence['broken'] {
  const values = numbers(steps.logs.loss);
  const row = tailOf(values, notFinite);
  if (row < 0) return null;
  const step = steps.step[row] as number;
  const epoch = plan.stepsPerEpoch
    ? plan.initialEpoch + Math.ceil(step / plan.stepsPerEpoch)
    : Math.max(progress.epoch, plan.initialEpoch + 1);
  return { epoch, step, value: word(values[row]) };
}

/**
 * Whether a run's loss, or else its validation loss, has left all measure for good: it is not finite, or a thousand times
 * the first one, and no later value comes back. A spike that comes back is not meant, nor a validation loss that grows with
 * overfitting, nor a loss that falls without end.
 */
export function divergenceOf(run: DivergenceSource): Divergence | null {
  const [train, validation] = [ofLog(run, 'loss'), ofLog(run, 'val_loss')];
  const step = brokenStep(run);
  // In the epoch at work there are single batches only.
  if (!train && step) {
    const done = run.epochs.epoch.at(-1) ?? run.plan.initialEpoch;
    const epoch = Math.max(step.epoch, done);
    const own = { log: 'loss', validationOnly: false, epoch, grown: null, broken: { ...step, epoch } };
    return validation && validation.epoch <= epoch
      ? withStep({ ...validation, validationOnly: false }, step)
      : own;
  }
  // An update at the end of an epoch shows in its validation first.
  const first = validation && (!train || validation.epoch < train.epoch) ? validation : train;
  if (!first) return null;
  const whole = { ...first, validationOnly: train === null };
  return step ? withStep(whole, step) : whole;
}

/** The step at which training broke, where it lies no later than what is told. */
function withStep(divergence: Divergence, step: NonNullable<Divergence['broken']>): Divergence {
  const { broken } = divergence;
  return broken && step.epoch <= broken.epoch
    ? { ...divergence, broken: { ...broken, step: step.step } }
    : divergence;
}

/** Whether the value of a log in an epoch comes from a diverged model. */
export const isLost = (divergence: Divergence | null | undefined, log: string, epoch: number): boolean =>
  divergence !== null &&
  divergence !== undefined &&
  epoch >= divergence.epoch &&
  (!divergence.validationOnly || log.startsWith('val_'));

/** A run's best epoch, never one of those in which it had diverged. */
export function bestOf(run: DivergenceSource & Pick<RunPayload, 'best'>): RunPayload['best'] {
  const { best, epochs } = run;
  if (!best) return null;
  const divergence = divergenceOf(run);
  if (typeof best.value === 'number' && !isLost(divergence, best.metric, best.epoch)) return best;
  let found: RunPayload['best'] = null;
  for (const [row, value] of (own(epochs.logs, best.metric) ?? []).entries()) {
    const epoch = epochs.epoch[row] as number;
    if (typeof value !== 'number' || isLost(divergence, best.metric, epoch)) continue;
    if (!found || value < (found.value as number)) found = { metric: best.metric, epoch, value };
  }
  return found;
}

/** A value that left all measure in between and came back. */
export interface Spike {
  log: string;
  epoch: number;
  value: number;
}

/** The worst epoch of a loss that came back from it; `null` where there is none. */
export function spikeOf(run: DivergenceSource): Spike | null {
  for (const log of ['loss', 'val_loss']) {
    const values = numbers(own(run.epochs.logs, log));
    const opening = log === 'loss' ? openingSteps(run) : [];
    const limit = explosionLimit(values, opening);
    const end = divergedRow(values, opening);
    let worst: Spike | null = null;
    values.forEach((value, row) => {
      if (value === null || (end >= 0 && row >= end) || !(notFinite(value) || value >= limit)) return;
      if (row === values.length - 1) return;
      if (!worst || !(value <= worst.value)) worst = { log, epoch: run.epochs.epoch[row] as number, value };
    });
    if (worst) return worst;
  }
  return null;
}
