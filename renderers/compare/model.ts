import { type ComparedRun, type ComparePayload, fromSample, type Sample } from '../../protocol/index.js';
import { formatDuration, formatValue } from '../drawing/format.js';
import { lastKnown } from '../drawing/last-known.js';
import { higherIsBetter } from '../drawing/metric-direction.js';
import { own } from '../drawing/own.js';
import { panelLimit } from '../training/bad-marks.js';
import { isLost } from '../training/divergence.js';

/** Lists that do not belong together, in one line; `null` where all fit. */
export function damage({ runs }: ComparePayload): string | null {
  for (const { name, epoch, time, penalty, validationPenalty, logs } of runs) {
    const columns = Object.entries({
      time,
      ...(penalty && { penalty }),
      ...(validationPenalty && { validationPenalty }),
      ...logs,
    });
    const uneven = columns.find(([, column]) => column.length !== epoch.length);
    if (uneven) return `${uneven[0]} of "${name}" has ${uneven[1].length} values for ${epoch.length} epochs`;
  }
  return null;
}

/** Names to choose the curves from: the loss first, then the metrics, without `val_`. */
export function metricsOf({ runs }: ComparePayload): string[] {
  const names = new Set<string>();
  for (const { logs } of runs) for (const name of Object.keys(logs)) names.add(name.replace(/^val_/, ''));
  const rest = [...names].filter((name) => name !== 'loss');
  return [...(names.has('loss') ? ['loss'] : []), ...rest];
}

/** A column over all epochs; not measured where there is none. */
const numbers = ({ epoch }: ComparedRun, column: readonly Sample[] | undefined): (number | null)[] =>
  epoch.map((_, row) => fromSample(column?.[row]));

/** The curves of one run. */
export interface ComparedCurves {
  epoch: readonly number[];
  /** Of the loss, the data loss: without the regularization penalty; so is `validation`. */
  train: (number | null)[];
  validation: (number | null)[];
  /** How much worse validation is than training: above 0 is the sign of overfitting, whatever the metric. */
  gap: (number | null)[];
}

export function curvesOf(run: ComparedRun, metric: string): ComparedCurves {
  const without = (log: string, column: readonly Sample[] | undefined): (number | null)[] => {
    const penalty = metric === 'loss' ? numbers(run, column) : [];
    return numbers(run, own(run.logs, log)).map((value, row) =>
      value === null ? null : value - (penalty[row] ?? 0),
    );
  };
  const train = without(metric, run.penalty);
  const validation = without(`val_${metric}`, run.validationPenalty);
  const sign = higherIsBetter(metric) ? -1 : 1;
  const gap = run.epoch.map((_, row) => {
    const [own, other] = [train[row] ?? null, validation[row] ?? null];
    return own === null || other === null ? null : sign * (other - own);
  });
  return { epoch: run.epoch, train, validation, gap };
}

/** The value from which on a run's curve runs along the upper edge: what exploded must not flatten the rest. */
export const runLimit = (run: ComparedRun, metric: string): number => {
  const columns = [own(run.logs, metric), own(run.logs, `val_${metric}`)].flatMap((column) =>
    column ? [numbers(run, column)] : [],
  );
  return columns.length > 0 ? panelLimit(metric, columns) : Number.POSITIVE_INFINITY;
};

export interface ComparedScores {
  train: number | null;
  validation: number | null;
  /** Best value, of validation where there is one, before the run diverged. */
  best: { value: number; epoch: number } | null;
  gap: number | null;
  /** Milliseconds per epoch, over the whole run; `null` before the first. */
  perEpoch: number | null;
}

/** Asked for again and again by words, table and legend; a payload that came is not changed. */
const known = new WeakMap<ComparedRun, Map<string, ComparedScores>>();

export function scoresOf(run: ComparedRun, metric: string): ComparedScores {
  const ofRun = known.get(run) ?? new Map<string, ComparedScores>();
  known.set(run, ofRun);
  const scores = ofRun.get(metric) ?? computeScores(run, metric);
  ofRun.set(metric, scores);
  return scores;
}

function computeScores(run: ComparedRun, metric: string): ComparedScores {
  const { train, validation, gap, epoch } = curvesOf(run, metric);
  const validated = validation.some((value) => value !== null);
  const judged = validated ? validation : train;
  const log = validated ? `val_${metric}` : metric;
  const sign = higherIsBetter(metric) ? -1 : 1;
  let best: ComparedScores['best'] = null;
  judged.forEach((value, row) => {
    const at = epoch[row] as number;
    if (value === null || !Number.isFinite(value) || isLost(run.diverged, log, at)) return;
    if (!best || sign * value < sign * best.value) best = { value, epoch: at };
  });
  const done = (epoch.at(-1) ?? run.initialEpoch) - run.initialEpoch;
  const time = run.time.at(-1);
  return {
    train: lastKnown(train),
    validation: lastKnown(validation),
    best,
    gap: lastKnown(gap),
    perEpoch: done > 0 && time !== undefined ? time / done : null,
  };
}

/** The index of the run with the least of something; -1 where none has it. */
export function least(runs: readonly ComparedRun[], of: (run: ComparedRun) => number | null): number {
  let found = -1;
  let lowest = Number.POSITIVE_INFINITY;
  runs.forEach((run, index) => {
    const value = of(run);
    if (value === null || !Number.isFinite(value) || value >= lowest) return;
    found = index;
    lowest = value;
  });
  return found;
}

/** The indexes of all runs that have the least of something as it is written: what reads alike is a tie. */
export function leastAlike(
  runs: readonly ComparedRun[],
  of: (run: ComparedRun) => number | null,
  written: (value: number) => string = (value) => formatValue(value, 'en'),
): number[] {
  const values = runs.map(of);
  const lowest = values[least(runs, of)];
  if (lowest === undefined || lowest === null) return [];
  const words = written(lowest);
  return values.flatMap((value, index) => (value !== null && written(value) === words ? [index] : []));
}

/** The only one of several; -1 where there is a tie, or none. */
const sole = (indexes: readonly number[]): number => (indexes.length === 1 ? (indexes[0] as number) : -1);

const bestBy = (metric: string) => (run: ComparedRun) => {
  const { best } = scoresOf(run, metric);
  return best && (higherIsBetter(metric) ? -1 : 1) * best.value;
};

/** The run that does best by a metric, the first of those that do so alike; -1 where none counts. */
export const bestRun = ({ runs }: ComparePayload, metric: string): number => least(runs, bestBy(metric));

/** All runs that do best by a metric. */
export const bestRuns = ({ runs }: ComparePayload, metric: string): number[] =>
  leastAlike(runs, bestBy(metric));

/** The run that alone does best by a metric; -1 where several do, or none counts. */
export const soleBest = (payload: ComparePayload, metric: string): number => sole(bestRuns(payload, metric));

/** The run that alone ends with the smallest gap; what diverged does not count. */
export const closestRun = ({ runs }: ComparePayload, metric: string): number =>
  sole(
    leastAlike(runs, (run) => {
      const { gap } = scoresOf(run, metric);
      return run.diverged || gap === null ? null : Math.abs(gap);
    }),
  );

/** The run that alone takes the least time per epoch; -1 where several do. */
export const fastestRun = ({ runs }: ComparePayload): number =>
  sole(
    leastAlike(
      runs,
      (run) => scoresOf(run, 'loss').perEpoch,
      (time) => formatDuration(time, 'en'),
    ),
  );

/**
 * Which run alone has the best value of each column of scores: train, validation, best, gap, time per epoch; -1 where none is
 * to be praised. The last values of training say nothing of a run that is validated, nor does one run alone.
 */
export function leadersOf(payload: ComparePayload, metric: string): number[] {
  const { runs } = payload;
  if (runs.length < 2) return [-1, -1, -1, -1, -1];
  const sign = higherIsBetter(metric) ? -1 : 1;
  const validated = leastAlike(runs, (run) => {
    const { validation } = scoresOf(run, metric);
    return run.diverged || validation === null ? null : sign * validation;
  });
  return [-1, sole(validated), soleBest(payload, metric), closestRun(payload, metric), fastestRun(payload)];
}

/** The numbers of the runs, the one that does best first; what has no value that counts comes last. */
export function ranking({ runs }: ComparePayload, metric: string): number[] {
  const sign = higherIsBetter(metric) ? -1 : 1;
  const values = runs.map((run) => {
    const { best } = scoresOf(run, metric);
    return best ? sign * best.value : Number.POSITIVE_INFINITY;
  });
  return runs
    .map((_, index) => index)
    .sort((a, b) => (values[a] === values[b] ? a - b : (values[a] as number) - (values[b] as number)));
}

/** More runs than this are drawn in one quiet colour, all but the best: so many colours would tell nothing. */
const FEW = 8;
export const areMany = ({ runs }: ComparePayload): boolean => runs.length > FEW;

/** A, B … Z, AA: what stands for a run at its lines. */
export const letter = (index: number): string =>
  index < 26
    ? String.fromCharCode(65 + index)
    : `${letter(Math.floor(index / 26) - 1)}${String.fromCharCode(65 + (index % 26))}`;
