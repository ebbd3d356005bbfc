import { fromSample, type RunPayload } from '../../protocol/index.js';
import { lastKnown } from '../drawing/last-known.js';
import { own } from '../drawing/own.js';
import { metricNames } from './model.js';
import { thinRows } from './thin.js';

/** One small picture of a compact run: a log's training and validation values. */
export interface CompactCurve {
  name: string;
  train: (number | null)[];
  validation: (number | null)[];
  lastTrain: number | null;
  lastValidation: number | null;
}

/** The loss and the first metric, at most `most` points each. */
export function compactCurves(payload: RunPayload, most = 120): CompactCurve[] {
  const { epochs, steps } = payload;
  const curve = (name: string): CompactCurve => {
    const perEpoch = epochs.epoch.length > 0;
    const logs = perEpoch ? epochs.logs : steps.logs;
    const train = (own(logs, name) ?? []).map(fromSample);
    const validation = (logs[`val_${name}`] ?? []).map(fromSample);
    const x = perEpoch ? epochs.epoch : steps.step;
    const rows = thinRows(x, [validation.length ? validation : train], most);
    const pick = (values: (number | null)[]) => (values.length ? rows.map((row) => values[row] ?? null) : []);
    const last = (values: (number | null)[]) => lastKnown(values);
    return {
      name,
      train: pick(train),
      validation: pick(validation),
      lastTrain: last(train),
      lastValidation: last(validation),
    };
  };
  return ['loss', ...metricNames(payload).slice(0, 1)].map(curve);
}
