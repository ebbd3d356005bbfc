import type { DoneSteps } from '../../engine/watching/index.js';
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

  /** @param first The number of the first one, from 1. */
  addSteps(first: number, { count, labels, values, rates, penalties }: DoneSteps): void {
    const { steps } = this;
    const rows = steps.step.length;
    const width = labels.length;
    for (const [place, label] of labels.entries()) {
      steps.logs[label] ??= new Array<null>(rows).fill(null);
      const column = steps.logs[label];
      for (let i = 0; i < count; i++) column.push(values[i * width + place] as number);
    }
    for (let i = 0; i < count; i++) {
      const rate = rates[i] as number;
      steps.step.push(first + i);
      steps.learningRate.push(Number.isNaN(rate) ? null : rate);
    }
    for (const column of Object.values(steps.logs))
      while (column.length < steps.step.length) column.push(null);
    if (!penalties) return;
    steps.penalty ??= [];
    for (let i = 0; i < count; i++) steps.penalty.push(penalties[i] as number);
  }

  addEpoch(row: {
    epoch: number;
    time: number;
    learningRate: number | null;
    penalty: number | null;
    validationPenalty: number | null;
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
    addColumn(epochs, 'penalty', row.penalty);
    addColumn(epochs, 'validationPenalty', row.validationPenalty);
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

/** A penalty of the row that was just added; the column begins with the first, and rows without one have none. */
function addColumn(epochs: EpochRows, name: 'penalty' | 'validationPenalty', value: number | null): void {
  const rows = epochs.epoch.length;
  if (value === null && !epochs[name]) return;
  epochs[name] ??= new Array<null>(rows - 1).fill(null);
  epochs[name].push(value);
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
