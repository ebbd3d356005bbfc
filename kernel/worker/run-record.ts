import {
  type CallbackEvent,
  type CallbackLane,
  type EpochTable,
  type Progress,
  type RunDelta,
  type RunPayload,
  type RunStatus,
  type Sample,
  type StepTable,
  toSample,
} from '../../protocol/index.js';
import { thinEvents } from '../../renderers/timeline/thin-events.js';
import { thinSteps } from '../../renderers/training/thin.js';
import type { EpochRows, RunEnd, RunRows, RunStart, StepRows } from '../recorder/run-events.js';

/** Rows of steps kept in memory; the run log on disk has them all. */
const MOST_STEPS = 40_000;
/** Callback events kept in memory. */
const MOST_EVENTS = 20_000;
/** Rows of steps in one live message: a view is not wider than this. */
const MOST_DELTA_STEPS = 200;
/** Over how long the speed is measured. */
const SPEED_MS = 3000;

const emptySteps = (): StepTable => ({ step: [], learningRate: [], logs: {} });
const emptyEpochs = (): EpochTable => ({
  epoch: [],
  time: [],
  learningRate: [],
  tensors: [],
  bytes: [],
  logs: {},
});

/** One run as the worker holds it: everything so far, and what the live views have not seen yet. */
export class RunRecord {
  readonly id: string;
  view: 'full' | 'compact' = 'full';
  private status: RunStatus = 'running';
  private reason: string | undefined;
  private readonly epochs = emptyEpochs();
  private steps = emptySteps();
  private stepsSeen = 0;
  private freshSteps = emptySteps();
  private freshEpochs = emptyEpochs();
  private readonly lanes: CallbackLane[];
  private freshLanes: CallbackLane[] = [];
  private events: CallbackEvent[] = [];
  private eventsSeen = 0;
  private freshEvents: CallbackEvent[] = [];
  private at = { epoch: 0, batch: 0, steps: 0 };
  private elapsedMs = 0;
  private readonly marks: { time: number; steps: number }[] = [{ time: 0, steps: 0 }];
  private best: RunPayload['best'] = null;
  private bestValue = Number.POSITIVE_INFINITY;
  private seq = 0;

  constructor(readonly start: RunStart) {
    this.id = start.id;
    this.at.epoch = start.plan.initialEpoch;
    this.lanes = [...start.lanes];
  }

  get running(): boolean {
    return this.status === 'running';
  }

  get currentStatus(): RunStatus {
    return this.status;
  }

  /** Milliseconds from the start to the last rows. */
  get elapsed(): number {
    return this.elapsedMs;
  }

  get lastSeq(): number {
    return this.seq;
  }

  addRows({ steps, epochs, at, time, lanes = [], events = [] }: RunRows): void {
    this.addCallbacks(lanes, events);
    const sampledSteps = sampleSteps(steps);
    const sampledEpochs = sampleEpochs(epochs);
    this.stepsSeen += steps.step.length;
    append(this.steps, sampledSteps);
    append(this.freshSteps, sampledSteps);
    append(this.epochs, sampledEpochs);
    append(this.freshEpochs, sampledEpochs);
    if (this.steps.step.length > 2 * MOST_STEPS) this.steps = thinSteps(this.steps, MOST_STEPS);
    this.findBest(epochs);
    this.at = at;
    this.elapsedMs = time;
    this.marks.push({ time, steps: at.steps });
    while (this.marks.length > 2 && time - (this.marks[1]?.time ?? 0) > SPEED_MS) this.marks.shift();
  }

  end({ status, reason, time }: RunEnd): void {
    this.status = status;
    this.reason = reason;
    this.elapsedMs = time;
  }

  private addCallbacks(lanes: CallbackLane[], events: CallbackEvent[]): void {
    this.lanes.push(...lanes);
    this.freshLanes.push(...lanes);
    this.events.push(...events);
    this.freshEvents.push(...events);
    this.eventsSeen += events.length;
    if (this.events.length > 2 * MOST_EVENTS) this.events = thinEvents(this.events, MOST_EVENTS);
  }

  /** What is new since the last call; undefined where nothing is. */
  takeDelta(): RunDelta | undefined {
    const { freshSteps, freshEpochs, freshLanes, freshEvents } = this;
    const nothing =
      freshSteps.step.length === 0 && freshEpochs.epoch.length === 0 && freshEvents.length === 0;
    if (nothing && this.running) return undefined;
    this.freshSteps = emptySteps();
    this.freshEpochs = emptyEpochs();
    this.freshLanes = [];
    this.freshEvents = [];
    return {
      run: this.id,
      seq: ++this.seq,
      status: this.status,
      progress: this.progress(),
      epochs: freshEpochs,
      steps: thinSteps(freshSteps, MOST_DELTA_STEPS),
      ...(freshLanes.length > 0 && {
        lanes: { before: this.lanes.length - freshLanes.length, added: freshLanes },
      }),
      ...(freshEvents.length > 0 && { events: freshEvents }),
      best: this.best,
    };
  }

  /** The whole run as far as it is kept in memory. */
  payload(): RunPayload {
    const { start } = this;
    const kept = this.steps.step.length;
    const fewer = kept < this.stepsSeen || this.events.length < this.eventsSeen;
    return {
      version: 1,
      kind: 'run',
      id: this.id,
      name: start.name,
      status: this.status,
      ...(this.reason !== undefined && { reason: this.reason }),
      view: this.view,
      startedAt: new Date(start.startedAt).toISOString(),
      engine: start.engine,
      plan: start.plan,
      model: start.model,
      compile: start.compile,
      ...(start.imported && { imported: start.imported }),
      progress: this.progress(),
      epochs: this.epochs,
      steps: this.steps,
      ...(this.lanes.length > 0 && { callbacks: { lanes: this.lanes, events: this.events } }),
      ...(fewer && {
        thinned: {
          epochs: { kept: this.epochs.epoch.length, of: this.epochs.epoch.length },
          steps: { kept, of: this.stepsSeen },
          ...(this.events.length < this.eventsSeen && {
            events: { kept: this.events.length, of: this.eventsSeen },
          }),
        },
      }),
      best: this.best,
    };
  }

  private progress(): Progress {
    return {
      ...this.at,
      elapsedMs: Math.round(this.elapsedMs),
      stepsPerSecond: this.speed(),
    };
  }

  private speed(): number | null {
    const first = this.running ? this.marks[0] : { time: 0, steps: 0 };
    const passed = this.elapsedMs - (first?.time ?? 0);
    if (passed <= 0 || this.at.steps === 0) return null;
    return Number(((1000 * (this.at.steps - (first?.steps ?? 0))) / passed).toPrecision(3));
  }

  private findBest({ epoch, logs }: EpochRows): void {
    const metric = this.best?.metric ?? ('val_loss' in logs ? 'val_loss' : 'loss');
    for (const [i, value] of (logs[metric] ?? []).entries()) {
      if (value === null || !Number.isFinite(value) || value >= this.bestValue) continue;
      this.bestValue = value;
      this.best = { metric, epoch: epoch[i] ?? 0, value: toSample(value) };
    }
  }
}

const column = (values: (number | null)[]): Sample[] => values.map(toSample);
const columns = (logs: Record<string, (number | null)[]>): Record<string, Sample[]> =>
  Object.fromEntries(Object.entries(logs).map(([name, values]) => [name, column(values)]));

function sampleSteps({ step, learningRate, penalty, logs }: StepRows): StepTable {
  return {
    step,
    learningRate: column(learningRate),
    ...(penalty && { penalty: column(penalty) }),
    logs: columns(logs),
  };
}

function sampleEpochs(rows: EpochRows): EpochTable {
  const { epoch, time, learningRate, penalty, validationPenalty, tensors, bytes, logs } = rows;
  return {
    epoch,
    time: time.map(Math.round),
    learningRate: column(learningRate),
    ...(penalty && { penalty: column(penalty) }),
    ...(validationPenalty && { validationPenalty: column(validationPenalty) }),
    tensors: column(tensors),
    bytes: column(bytes),
    logs: columns(logs),
  };
}

/** Adds the rows of `more` to `table`; a column that only one of them has is `null` in the other's rows. */
function append<T extends StepTable | EpochTable>(table: T, more: T): void {
  const had = rowCount(table);
  const added = rowCount(more);
  if (added === 0) return;
  const into = table as unknown as Record<string, unknown>;
  for (const [name, values] of Object.entries(more)) {
    if (name === 'logs') mergeLogs(table.logs, more.logs, had);
    else {
      into[name] ??= new Array<null>(had).fill(null);
      (into[name] as unknown[]).push(...(values as unknown[]));
    }
  }
  for (const log of Object.values(table.logs)) while (log.length < had + added) log.push(null);
  for (const column of [table.penalty, 'validationPenalty' in table ? table.validationPenalty : undefined])
    if (column) while (column.length < had + added) column.push(null);
}

function mergeLogs(into: Record<string, Sample[]>, more: Record<string, Sample[]>, had: number): void {
  for (const [name, values] of Object.entries(more)) {
    // A log may have a name that every object has.
    const column = Object.hasOwn(into, name) ? into[name] : undefined;
    if (column) column.push(...values);
    else into[name] = [...new Array<null>(had).fill(null), ...values];
  }
}

const rowCount = (table: StepTable | EpochTable): number =>
  ('step' in table ? table.step : table.epoch).length;
