import type { RunPayload, TimelinePayload } from '../../protocol/index.js';
import { own } from '../drawing/own.js';
import { divergenceOf } from '../training/divergence.js';

/** What of a run its timeline needs. */
export type TimelineSource = Pick<
  RunPayload,
  'id' | 'name' | 'status' | 'plan' | 'progress' | 'epochs' | 'steps' | 'callbacks'
> & {
  thinned?: RunPayload['thinned'];
};

/** The timeline of a run: what its callbacks did, above the values they watch. */
export function timelineOf(run: TimelineSource): TimelinePayload {
  const diverged = divergenceOf(run);
  const { epochs, callbacks = { lanes: [], events: [] } } = run;
  const monitored = new Set(callbacks.lanes.flatMap(({ monitor }) => (monitor ? [monitor] : [])));
  // Where no callback watches anything, the losses tell what happened.
  if (monitored.size === 0) for (const name of ['loss', 'val_loss']) monitored.add(name);
  const columns = [...monitored].flatMap((name) => {
    const column = own(epochs.logs, loggedName(name, epochs.logs));
    return column ? [[name, column] as const] : [];
  });
  return {
    version: 1,
    run: run.id,
    name: run.name,
    status: run.status,
    plannedEpochs: run.plan.epochs,
    epochs: epochs.epoch,
    monitored: Object.fromEntries(columns),
    learningRate: epochs.learningRate,
    ...(diverged && { diverged }),
    callbacks,
    ...(run.thinned?.events && { thinned: run.thinned.events }),
  };
}

/** tfjs logs an accuracy as `acc` whatever its name in `compile`; callbacks watch it under either name. */
function loggedName(name: string, logs: Record<string, unknown>): string {
  if (name in logs) return name;
  const other = /accuracy$/.test(name)
    ? name.replace(/accuracy$/, 'acc')
    : name.replace(/(^|_)acc$/, '$1accuracy');
  return other in logs ? other : name;
}
