import { type ComparedRun, type ComparePayload, fromSample } from '../../protocol/index.js';
import { own } from '../drawing/own.js';
import { savedBytes } from '../drawing/saved-bytes.js';
import { thinRows } from '../training/thin.js';

/** Logs whose extremes are kept where a run has no loss. */
const MOST_SERIES = 8;

/** At most so many epochs of a run, with the first, the last and the extremes of its losses, else of its first logs. */
export function thinRun(run: ComparedRun, most: number): ComparedRun {
  if (run.epoch.length <= most) return run;
  const losses = ['loss', 'val_loss']
    .map((name) => own(run.logs, name))
    .filter((column) => column !== undefined);
  const columns = losses.length > 0 ? losses : Object.values(run.logs).slice(0, MOST_SERIES);
  const series = columns.map((column) => column.map(fromSample));
  const rows = thinRows(run.epoch, series, most);
  const pick = <T>(column: readonly T[]): T[] => rows.map((row) => column[row] as T);
  return {
    ...run,
    epoch: pick(run.epoch),
    time: pick(run.time),
    ...(run.penalty && { penalty: pick(run.penalty) }),
    ...(run.validationPenalty && { validationPenalty: pick(run.validationPenalty) }),
    logs: Object.fromEntries(Object.entries(run.logs).map(([name, column]) => [name, pick(column)])),
  };
}

/** Fewer epochs of every run until the saved JSON fits; `null` where even two each do not. */
export function fitCompare(payload: ComparePayload, maxBytes: number): ComparePayload | null {
  if (savedBytes(payload) <= maxBytes) return payload;
  const longest = Math.max(0, ...payload.runs.map(({ epoch }) => epoch.length));
  const of = payload.thinned?.epochs.of ?? longest;
  for (let most = Math.min(longest, 4000); most >= 2; most = Math.floor(most * 0.8)) {
    const runs = payload.runs.map((run) => thinRun(run, most));
    const kept = Math.max(...runs.map(({ epoch }) => epoch.length));
    const fitted = { ...payload, runs, thinned: { epochs: { kept, of } } };
    if (savedBytes(fitted) <= maxBytes) return fitted;
  }
  return null;
}
