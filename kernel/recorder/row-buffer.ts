import type { CallbackEvent, CallbackLane } from '../../protocol/index.js';
import type { EpochRows, RunRows, StepRows } from './run-events.js';

type Logs = Record<string, number>;

const emptySteps = (): StepRows => ({ step: [], learningRate: [], logs: {} });
const emptyEpochs = (): EpochRows => ({
  epoch: [],
  time: [],
  learningRate: [],
  tensors: [],
  bytes: [],
  logs: {},
});

/** Rows since the last flush, in columns. */
export class RowBuffer {
  private steps = emptySteps();
  private epochs = emptyEpochs();
  private lanes: CallbackLane[] = [];
  private events: CallbackEvent[] = [];

  get isEmpty(): boolean {
    const { steps, epochs, events } = this;
    return steps.step.length === 0 && epochs.epoch.length === 0 && events.length === 0;
  }

  addLane(lane: CallbackLane): void {
    this.lanes.push(lane);
  }

  addEvent(event: CallbackEvent): void {
    this.events.push(event);
  }

  addStep(step: number, learningRate: number | null, penalty: number | null, logs: Logs): void {
    const { steps } = this;
    addLogs(steps.logs, logs, steps.step.length);
    steps.step.push(step);
    steps.learningRate.push(learningRate);
    if (penalty === null) return;
    steps.penalty ??= [];
    steps.penalty.push(penalty);
  }

  addEpoch(row: {
    epoch: number;
    time: number;
    learningRate: number | null;
    penalty: number | null;
    memory: { numTensors: number; numBytes: number };
    logs: Logs;
  }): void {
    const { epochs } = this;
    addLogs(epochs.logs, row.logs, epochs.epoch.length);
    epochs.epoch.push(row.epoch);
    epochs.time.push(row.time);
    epochs.learningRate.push(row.learningRate);
    epochs.tensors.push(row.memory.numTensors);
    epochs.bytes.push(row.memory.numBytes);
    if (row.penalty === null) return;
    epochs.penalty ??= [];
    epochs.penalty.push(row.penalty);
  }

  take(): Pick<RunRows, 'steps' | 'epochs' | 'lanes' | 'events'> {
    const { steps, epochs, lanes, events } = this;
    this.steps = emptySteps();
    this.epochs = emptyEpochs();
    this.lanes = [];
    this.events = [];
    return { steps, epochs, ...(lanes.length > 0 && { lanes }), ...(events.length > 0 && { events }) };
  }
}

/** Adds one row to the columns; a log that is new, or missing this time, is `null` in the rows without it. */
function addLogs(columns: Record<string, (number | null)[]>, logs: Logs, rows: number): void {
  for (const [name, value] of Object.entries(logs)) {
    if (typeof value !== 'number') continue;
    columns[name] ??= new Array<null>(rows).fill(null);
    columns[name].push(value);
  }
  for (const column of Object.values(columns)) if (column.length === rows) column.push(null);
}
