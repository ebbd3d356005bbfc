import { closeSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Hyperparameters } from '../../library/tensorboard/index.js';
import type { ImportedFrom, RunPayload } from '../../protocol/index.js';
import { say } from '../../words/index.js';
import type { EpochRows, RunEnd, RunRows, RunStart, StepRows } from '../recorder/run-events.js';
import { encodeNumbers } from '../worker/run-log.js';
import { RunRecord } from '../worker/run-record.js';
import type { ImportedRun } from './imported-run.js';
import type { ScalarRows } from './scalar-table.js';

const ROWS_OF_LINE = 500;

/** How far the import of a run has come. */
export type Coming = 'reading' | 'read' | 'stopped';

const LEARNING_RATE = 'learning_rate';

/** The run as it would be told by a recorder. */
function startOf(run: ImportedRun, from: string): RunStart {
  const { hparams, rows } = run;
  const last = rows.step.at(-1) ?? 0;
  const settings = Object.fromEntries(Object.entries(hparams).map(([name, value]) => [name, String(value)]));
  const rate = numberOf(hparams, ['learning_rate', 'learningRate', 'lr']) ?? rateOf(rows)?.find(isKnown);
  return {
    type: 'start',
    id: run.id,
    serial: 0,
    name: run.name,
    cell: '',
    execution: 0,
    startedAt: Math.round(1000 * run.startedAt),
    engine: { name: 'TensorBoard', backend: '' },
    plan: {
      samples: null,
      validationSamples: null,
      batchSize: numberOf(hparams, ['batch_size', 'batchSize', 'bs']),
      epochs: last,
      initialEpoch: 0,
      stepsPerEpoch: null,
      steps: null,
      lectureSteps: null,
      shuffle: null,
    },
    model: { name: '', layers: [], parameters: 0, trainableParameters: 0 },
    compile: {
      optimizer: String(hparams.optimizer ?? hparams.optim ?? ''),
      learningRate: rate !== undefined && rate !== null && Number.isFinite(rate) ? rate : null,
      optimizerConfig: {},
      loss: [],
      metrics: [],
    },
    lanes: [],
    imported: { from, by: run.by, settings } satisfies ImportedFrom,
  };
}

const isKnown = (value: number | null): value is number => value !== null;

function numberOf(hparams: Hyperparameters, names: readonly string[]): number | null {
  const value = names.map((name) => hparams[name]).find((found) => typeof found === 'number' && found >= 0);
  return typeof value === 'number' && Number.isSafeInteger(Math.ceil(value)) ? value : null;
}

const rateOf = ({ columns }: ScalarRows): (number | null)[] | undefined => columns.get(LEARNING_RATE);

const logsOf = (
  columns: ScalarRows['columns'],
  from: number,
  to: number,
): Record<string, (number | null)[]> =>
  Object.fromEntries([...columns].map(([tag, values]) => [tag, values.slice(from, to)]));

const NO_STEPS: StepRows = { step: [], learningRate: [], logs: {} };

/** All rows of a run, some hundred at a time. */
function* rowsOf(run: ImportedRun): Generator<RunRows> {
  const { id, rows, updates, by, startedAt } = run;
  const at = (index: number): number =>
    Math.max(0, 1000 * ((rows.wallTime[index] ?? startedAt) - startedAt) || 0);
  const isEpoch = by === 'epoch';
  const columns = new Map([...rows.columns].filter(([tag]) => !isEpoch || tag !== LEARNING_RATE));
  const steps = updates ? stepRows(updates) : NO_STEPS;
  for (let from = 0; from < rows.step.length; from += ROWS_OF_LINE) {
    const to = Math.min(rows.step.length, from + ROWS_OF_LINE);
    const none = new Array<null>(to - from).fill(null);
    const epochs: EpochRows = {
      epoch: rows.step.slice(from, to),
      time: rows.step.slice(from, to).map((_, i) => at(from + i)),
      learningRate: (isEpoch && rateOf(rows)?.slice(from, to)) || none,
      tensors: none,
      bytes: none,
      logs: logsOf(columns, from, to),
    };
    const last = rows.step[to - 1] as number;
    yield {
      type: 'rows',
      id,
      time: at(to - 1),
      at: { epoch: last, batch: 0, steps: isEpoch ? (updates?.step.at(-1) ?? 0) : last },
      steps: from === 0 ? steps : NO_STEPS,
      epochs,
    };
  }
}

const stepRows = ({ step, columns }: ScalarRows): StepRows => ({
  step,
  learningRate: new Array<null>(step.length).fill(null),
  logs: logsOf(columns, 0, step.length),
});

function endOf({ id, status, startedAt, lastTime }: ImportedRun, coming: Coming): RunEnd | undefined {
  if (coming === 'reading') return undefined;
  const time = Math.max(0, 1000 * (lastTime - startedAt) || 0);
  if (coming === 'stopped')
    return {
      type: 'end',
      id,
      time,
      status: 'interrupted',
      reason: say('Its import was stopped before all was read.', '다 읽기 전에 가져오기를 멈췄습니다.'),
    };
  return { type: 'end', id, time, status: status === 'failure' ? 'failed' : 'completed' };
}

/** The run as its pictures take it. */
export function payloadOf(run: ImportedRun, from: string, coming: Coming): RunPayload {
  const record = new RunRecord(startOf(run, from));
  for (const rows of rowsOf(run)) record.addRows(rows);
  const end = endOf(run, coming);
  if (end) record.end(end);
  return record.payload();
}

/**
 * Puts the run where those are stored that were recorded beside the notebook, in the place of an earlier import of it.
 *
 * @throws Error from the file system.
 */
export function storeRun(
  run: ImportedRun,
  { runs, from, notebook, coming }: { runs: string; from: string; notebook: string | null; coming: Coming },
): void {
  const folder = join(runs, run.id);
  mkdirSync(folder, { recursive: true });
  const log = join(folder, 'run.jsonl');
  const file = openSync(`${log}.part`, 'w');
  try {
    const write = (value: object): number => writeSync(file, `${JSON.stringify(value, encodeNumbers)}\n`);
    // Whoever reads a log without an end can see whether its import still goes on.
    write({ version: 1, notebook, process: { pid: process.pid, host: hostname() }, ...startOf(run, from) });
    for (const rows of rowsOf(run)) write(rows);
    const end = endOf(run, coming);
    if (end) write(end);
  } finally {
    closeSync(file);
  }
  renameSync(`${log}.part`, log);
}
