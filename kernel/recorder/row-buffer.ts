import type { EpochRows, StepRows } from './run-events.js';

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

  get isEmpty(): boolean {
    return this.steps.step.length === 0 && this.epochs.epoch.length === 0;
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

  take(): { steps: StepRows; epochs: EpochRows } {
    const taken = { steps: this.steps, epochs: this.epochs };
    this.steps = emptySteps();
    this.epochs = emptyEpochs();
    return taken;
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
