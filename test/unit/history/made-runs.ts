import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What differs between made-up runs. */
export interface MadeRun {
  id: string;
  name?: string;
  logs?: Record<string, (number | string | null)[]>;
  planned?: number;
  optimizer?: string;
  learningRate?: number;
  batchSize?: number;
  lanes?: object[];
  events?: object[];
  startedAt?: number;
  notebook?: string | null;
  cell?: string;
  source?: string;
  process?: { pid: number; host: string };
  version?: unknown;
  /** `null`: none, as of a process that has died. */
  end?: { status: string; reason?: string; endedAt?: string } | null;
}

/** The lines of a run's log, as the recorder writes them: a line of rows for each epoch. */
export function logLines(run: MadeRun): string[] {
  const { id, name = 'Run 1', logs = { loss: [1, 0.5] }, optimizer = 'sgd', learningRate = 0.1 } = run;
  const epochs = Object.values(logs)[0]?.length ?? 0;
  const start = {
    version: run.version ?? 1,
    notebook: run.notebook ?? null,
    ...(run.process && { process: run.process }),
    type: 'start',
    id,
    serial: 1,
    name,
    cell: run.cell ?? 'cell-1',
    execution: 1,
    startedAt: run.startedAt ?? 1_790_000_000_000,
    engine: { name: 'embedded', backend: 'wasm' },
    plan: {
      samples: 100,
      validationSamples: null,
      batchSize: run.batchSize ?? 32,
      epochs: run.planned ?? epochs,
      initialEpoch: 0,
      stepsPerEpoch: 4,
      steps: 4 * epochs,
      lectureSteps: 4 * epochs,
      shuffle: true,
    },
    model: { name: 'sequential_1', layers: [], parameters: 41, trainableParameters: 41 },
    compile: { optimizer, learningRate, optimizerConfig: {}, loss: ['meanSquaredError'], metrics: [] },
    lanes: run.lanes ?? [],
    ...(run.source !== undefined && { source: run.source }),
  };
  const rows = Array.from({ length: epochs }, (_, row) => ({
    type: 'rows',
    id,
    time: 100 * (row + 1),
    at: { epoch: row + 1, batch: 4, steps: 4 * (row + 1) },
    steps: {
      step: [4 * (row + 1)],
      learningRate: [learningRate],
      logs: { loss: [logs.loss?.[row] ?? null] },
    },
    epochs: {
      epoch: [row + 1],
      time: [100 * (row + 1)],
      learningRate: [learningRate],
      tensors: [10],
      bytes: [400],
      logs: Object.fromEntries(Object.entries(logs).map(([log, values]) => [log, [values[row]]])),
    },
    ...(row === epochs - 1 && run.events && { events: run.events }),
  }));
  const end = run.end === null ? [] : [{ type: 'end', id, time: 100 * epochs, ...(run.end ?? COMPLETED) }];
  return [start, ...rows, ...end].map((line) => JSON.stringify(line));
}

const COMPLETED = { status: 'completed' };

/** Writes the log of a run beside a notebook in `folder`; gives the run's own folder. */
export function makeRun(folder: string, run: MadeRun, lines = logLines(run)): string {
  const path = join(folder, '.epochbook', 'runs', run.id);
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'run.jsonl'), lines.map((line) => `${line}\n`).join(''));
  return path;
}
