import type {
  CallbackEvent,
  EpochTable,
  RunDelta,
  RunPayload,
  Sample,
  SavedLayers,
  StepTable,
} from '../../../protocol/index.js';
import { own } from '../../drawing/own.js';
import { thinEvents } from '../../timeline/under-curves.js';
import { thinEpochs, thinSteps } from '../thin.js';

/** Rows that a live view holds at most; of longer runs the extremes stay. */
export const MOST_LIVE_EPOCHS = 4000;
export const MOST_LIVE_STEPS = 4000;
export const MOST_LIVE_EVENTS = 2000;
/** A lost answer is asked for again after this many milliseconds. */
const PATIENCE = 2000;

export type DeltaFate = 'applied' | 'old' | 'gap';

const copyLogs = (logs: Record<string, Sample[]>) =>
  Object.fromEntries(Object.entries(logs).map(([name, column]) => [name, [...column]]));

const copyEpochs = (table: EpochTable): EpochTable => ({
  epoch: [...table.epoch],
  time: [...table.time],
  learningRate: [...table.learningRate],
  ...(table.penalty && { penalty: [...table.penalty] }),
  ...(table.validationPenalty && { validationPenalty: [...table.validationPenalty] }),
  tensors: [...table.tensors],
  bytes: [...table.bytes],
  logs: copyLogs(table.logs),
});

const copySteps = (table: StepTable): StepTable => ({
  step: [...table.step],
  learningRate: [...table.learningRate],
  ...(table.penalty && { penalty: [...table.penalty] }),
  logs: copyLogs(table.logs),
});

/** Appends a column's values; a column that is missing on either side is filled with "not measured". */
function appendColumn(
  column: Sample[] | undefined,
  more: readonly Sample[] | undefined,
  had: number,
  rows: number[],
) {
  const whole = column ?? Array<Sample>(had).fill(null);
  for (const row of rows) whole.push(more?.[row] ?? null);
  return whole;
}

function appendLogs(
  logs: Record<string, Sample[]>,
  more: Record<string, Sample[]>,
  had: number,
  rows: number[],
) {
  for (const name of new Set([...Object.keys(logs), ...Object.keys(more)]))
    logs[name] = appendColumn(own(logs, name), own(more, name), had, rows);
}

/** Rows of `x` after `last`: a state and a delta may overlap. */
const newRows = (x: readonly number[], last: number): number[] =>
  x.flatMap((value, row) => (value > last ? [row] : []));

function appendEpochs(table: EpochTable, more: EpochTable): void {
  const had = table.epoch.length;
  const rows = newRows(more.epoch, table.epoch.at(-1) ?? Number.NEGATIVE_INFINITY);
  if (rows.length === 0) return;
  if (table.penalty || more.penalty) table.penalty = appendColumn(table.penalty, more.penalty, had, rows);
  const { validationPenalty } = table;
  if (validationPenalty || more.validationPenalty)
    table.validationPenalty = appendColumn(validationPenalty, more.validationPenalty, had, rows);
  appendColumn(table.learningRate, more.learningRate, had, rows);
  appendColumn(table.tensors, more.tensors, had, rows);
  appendColumn(table.bytes, more.bytes, had, rows);
  appendLogs(table.logs, more.logs, had, rows);
  for (const row of rows) {
    table.epoch.push(more.epoch[row] as number);
    table.time.push(more.time[row] as number);
  }
}

function appendSteps(table: StepTable, more: StepTable): void {
  const had = table.step.length;
  const rows = newRows(more.step, table.step.at(-1) ?? Number.NEGATIVE_INFINITY);
  if (rows.length === 0) return;
  if (table.penalty || more.penalty) table.penalty = appendColumn(table.penalty, more.penalty, had, rows);
  appendColumn(table.learningRate, more.learningRate, had, rows);
  appendLogs(table.logs, more.logs, had, rows);
  for (const row of rows) table.step.push(more.step[row] as number);
}

const copyRun = (run: RunPayload): RunPayload => ({
  ...run,
  epochs: copyEpochs(run.epochs),
  steps: copySteps(run.steps),
  ...(run.callbacks && { callbacks: { ...run.callbacks, events: [...run.callbacks.events] } }),
});

/** Appends lanes and events to a record, which a run may get only now; what a state and a delta both hold is there once. */
function appendRecord(record: RunPayload['callbacks'], { lanes, events }: RunDelta): RunPayload['callbacks'] {
  const whole = record ?? { lanes: [], events: [] };
  appendEvents(whole.events, events ?? []);
  return lanes ? { ...whole, lanes: [...whole.lanes.slice(0, lanes.before), ...lanes.added] } : whole;
}

/** Appends events; those that a state and a delta both hold are there once. */
function appendEvents(events: CallbackEvent[], more: readonly CallbackEvent[]): void {
  const [first] = more;
  if (!first) return;
  const known = new Set<string>();
  for (let at = events.length - 1; at >= 0; at -= 1) {
    const event = events[at] as CallbackEvent;
    if (event.step < first.step) break;
    known.add(JSON.stringify(event));
  }
  for (const event of more) if (known.size === 0 || !known.has(JSON.stringify(event))) events.push(event);
}

/**
 * What a live view knows of one run, put together from saved snapshots, whole states and increments. It knows nothing of
 * the page; it says what became of each message.
 */
export class RunStore {
  private run: RunPayload;
  /** Number of the last increment that is in; `null` before the first state. */
  private seq: number | null = null;
  private askedAt: number | null = null;

  constructor(snapshot: RunPayload) {
    this.run = copyRun(snapshot);
  }

  get payload(): RunPayload {
    return this.run;
  }

  /** Whether a snapshot tells nothing that is not here already. */
  knows(snapshot: { id: string; status: string; progress: { steps: number } }): boolean {
    return (
      snapshot.id === this.run.id &&
      snapshot.status === 'running' &&
      this.run.status !== 'lost' &&
      (this.run.status !== 'running' || snapshot.progress.steps <= this.run.progress.steps)
    );
  }

  /** Takes a snapshot from the output item; false where it is older than what is here. */
  takeSnapshot(snapshot: RunPayload): boolean {
    if (this.knows(snapshot)) return false;
    const older = snapshot.progress.steps < this.run.progress.steps;
    if (older && this.run.status === 'lost') return false;
    this.replace(snapshot);
    return true;
  }

  /** A state was asked for at this time. */
  asked(now: number): void {
    this.askedAt = now;
  }

  /** Takes a whole state. `null`: no kernel knows the run; what is here stays. */
  takeState(seq: number, payload: RunPayload | null): boolean {
    const waiting = this.askedAt !== null;
    this.askedAt = null;
    if (payload === null) {
      if (this.run.status !== 'running') return false;
      this.run = { ...this.run, status: 'lost' };
      this.seq = null;
      return true;
    }
    if (!waiting && this.seq !== null && seq < this.seq) return false;
    // An ended run does not come back to life by a state that was sent before its end.
    if (payload.status === 'running' && this.run.status !== 'running' && this.run.status !== 'lost')
      return false;
    this.seq = seq;
    this.replace(payload);
    return true;
  }

  /** Takes an increment; on a gap the caller asks for the state. */
  takeDelta(delta: RunDelta, now: number): DeltaFate {
    if (this.askedAt !== null && now - this.askedAt < PATIENCE) return 'old';
    if (this.seq === null) return this.run.status === 'running' || this.run.status === 'lost' ? 'gap' : 'old';
    if (delta.seq <= this.seq) return 'old';
    if (delta.seq > this.seq + 1) return 'gap';
    this.seq = delta.seq;
    const { epochs, steps } = this.run;
    appendEpochs(epochs, delta.epochs);
    appendSteps(steps, delta.steps);
    if (delta.lanes || delta.events?.length)
      this.run = { ...this.run, callbacks: appendRecord(this.run.callbacks, delta) };
    this.run = {
      ...this.run,
      status: delta.status,
      progress: delta.progress.steps >= this.run.progress.steps ? delta.progress : this.run.progress,
      best: delta.best,
    };
    this.bound();
    return 'applied';
  }

  /** Takes what the layers of a run that goes on do. Once it has ended, what is saved is the whole. */
  takeLayers(layers: SavedLayers): boolean {
    if (this.run.status !== 'running') return false;
    this.run = { ...this.run, layers: { ...this.run.layers, ...layers } };
    return true;
  }

  private replace(payload: RunPayload): void {
    const own = this.run.layers;
    const { layers } = payload;
    this.run = copyRun(payload);
    // While the run goes on, what was asked for is newer than what came with a state.
    if (own) this.run.layers = payload.status === 'running' ? { ...layers, ...own } : { ...own, ...layers };
    this.bound();
  }

  /** Thins at half as many rows again, so that it happens seldom. */
  private bound(): void {
    const { epochs, steps, callbacks } = this.run;
    if (callbacks && callbacks.events.length > MOST_LIVE_EVENTS * 1.5)
      this.run = {
        ...this.run,
        callbacks: { ...callbacks, events: thinEvents(callbacks.events, MOST_LIVE_EVENTS) },
      };
    if (epochs.epoch.length > MOST_LIVE_EPOCHS * 1.5)
      this.run = { ...this.run, epochs: thinEpochs(epochs, MOST_LIVE_EPOCHS) };
    if (steps.step.length > MOST_LIVE_STEPS * 1.5)
      this.run = { ...this.run, steps: thinSteps(steps, MOST_LIVE_STEPS) };
  }
}
