import { fromSample, type RunPayload } from '../../protocol/index.js';
import { lastKnown } from '../drawing/last-known.js';
import { higherIsBetter } from '../drawing/metric-direction.js';
import { own } from '../drawing/own.js';
import { niceCeiling } from '../drawing/scale.js';
import { divergenceOf, isLost } from './divergence.js';
import { metricNames } from './model.js';
import { thinRows } from './thin.js';

/** The best value of a small curve, by validation where there was one. */
export interface CompactBest {
  series: 'train' | 'validation';
  epoch: number;
  value: number;
  /** The place of it in the values that are drawn. */
  row: number;
}

/** One small picture of a compact run: a log's training and validation values. */
export interface CompactCurve {
  name: string;
  train: (number | null)[];
  validation: (number | null)[];
  /** How many values the whole width has room for: while training, and where it was lost, the epochs that are planned. */
  room: number;
  firstTrain: number | null;
  firstValidation: number | null;
  lastTrain: number | null;
  lastValidation: number | null;
  /** None while the first epoch runs, nor where all values are lost. */
  best: CompactBest | null;
}

/** Of the epochs planned a training that goes on, or was lost, shows no more than so many times those done, so that it is seen. */
const MOST_AHEAD = 12;

/** For how many values, of epochs or of steps while the first one runs, a small curve has room. */
function roomOf({ status, plan, epochs }: RunPayload, drawn: number): number {
  const done = (epochs.epoch.at(-1) ?? plan.initialEpoch) - plan.initialEpoch;
  if ((status !== 'running' && status !== 'lost') || done < 1) return drawn;
  const whole = Math.min(plan.epochs - plan.initialEpoch, niceCeiling(done * MOST_AHEAD));
  if (whole <= done) return drawn;
  // A long curve has fewer points than epochs.
  return drawn > 1 && done > 1 ? 1 + ((drawn - 1) * (whole - 1)) / (done - 1) : whole;
}

const firstKnown = (values: readonly (number | null)[]): number | null =>
  values.find((value) => value !== null) ?? null;

/** The loss and the first metric, at most `most` points each, the best of them always. */
export function compactCurves(payload: RunPayload, most = 120): CompactCurve[] {
  const { epochs, steps } = payload;
  const divergence = divergenceOf(payload);
  const bestRow = (log: string, values: readonly (number | null)[]): number => {
    const sign = higherIsBetter(log) ? -1 : 1;
    return values.reduce<number>((best, value, row) => {
      if (value === null || !Number.isFinite(value) || isLost(divergence, log, epochs.epoch[row] ?? 0))
        return best;
      return best < 0 || sign * value < sign * (values[best] as number) ? row : best;
    }, -1);
  };
  const curve = (name: string): CompactCurve => {
    const perEpoch = epochs.epoch.length > 0;
    const logs = perEpoch ? epochs.logs : steps.logs;
    const train = (own(logs, name) ?? []).map(fromSample);
    const validation = (own(logs, `val_${name}`) ?? []).map(fromSample);
    const x = perEpoch ? epochs.epoch : steps.step;
    const series = validation.length ? 'validation' : 'train';
    const leading = validation.length ? validation : train;
    const at = perEpoch ? bestRow(validation.length ? `val_${name}` : name, leading) : -1;
    const thinned = thinRows(x, [leading], most);
    const rows =
      at < 0 || thinned.includes(at) ? thinned : [...thinned, at].sort((first, second) => first - second);
    const pick = (values: (number | null)[]) => (values.length ? rows.map((row) => values[row] ?? null) : []);
    const epoch = epochs.epoch[at];
    return {
      name,
      train: pick(train),
      validation: pick(validation),
      room: roomOf(payload, rows.length),
      firstTrain: firstKnown(train),
      firstValidation: firstKnown(validation),
      lastTrain: lastKnown(train),
      lastValidation: lastKnown(validation),
      best:
        epoch === undefined ? null : { series, epoch, value: leading[at] as number, row: rows.indexOf(at) },
    };
  };
  return ['loss', ...metricNames(payload).slice(0, 1)].map(curve);
}
