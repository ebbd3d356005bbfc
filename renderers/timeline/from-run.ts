import type { RunPayload, Sample, TimelinePayload } from '../../protocol/index.js';

/** A log's other name: tfjs writes `acc` for what Keras calls `accuracy`. */
const otherName = (name: string): string =>
  /accuracy$/.test(name) ? name.replace(/accuracy$/, 'acc') : name.replace(/acc$/, 'accuracy');

/**
 * What the callbacks of a run did, on its epoch axis, with the values that they watched. Columns are those of the run,
 * not copies. A run without callbacks gives a timeline without lanes.
 */
export function timelineOf(run: RunPayload): TimelinePayload {
  const { epochs, callbacks } = run;
  const monitored: Record<string, Sample[]> = {};
  for (const { monitor } of callbacks?.lanes ?? []) {
    const column =
      monitor === undefined ? undefined : (epochs.logs[monitor] ?? epochs.logs[otherName(monitor)]);
    if (monitor !== undefined && column) monitored[monitor] = column;
  }
  return {
    version: 1,
    run: run.id,
    name: run.name,
    status: run.status,
    plannedEpochs: run.plan.epochs,
    epochs: epochs.epoch,
    monitored,
    learningRate: epochs.learningRate,
    callbacks: callbacks ?? { lanes: [], events: [] },
    ...(run.thinned?.events && { thinned: run.thinned.events }),
  };
}
