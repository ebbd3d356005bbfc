import type { CallbackEvent, CallbackLane } from '../../protocol/index.js';
import type { EpochRows, HandedRows } from './run-events.js';
import { StepStretches } from './step-stretches.js';

type Logs = Record<string, number>;

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
  readonly steps = new StepStretches();
  private epochs = emptyEpochs();
  private lanes: CallbackLane[] = [];
  private events: CallbackEvent[] = [];

  get isEmpty(): boolean {
    const { steps, epochs, events } = this;
    return steps.isEmpty && epochs.epoch.length === 0 && events.length === 0;
  }

  addLane(lane: CallbackLane): void {
    this.lanes.push(lane);
  }

  addEvent(event: CallbackEvent): void {
    this.events.push(event);
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

  take(): Pick<HandedRows, 'steps' | 'epochs' | 'lanes' | 'events'> {
    const { epochs, lanes, events } = this;
    const steps = this.steps.take();
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
