import type { RunSummary } from '../protocol/index.js';
import { type ComparableRun, compare } from './compare.js';
import { libraryContext } from './context.js';

/** A training that is stored beside the notebook, as a row of a table. */
export interface StoredRun {
  /** What names it: `compare([id1, id2])`. */
  id: string;
  /** Its name of the run history, else "Run 3". */
  name: string;
  /** `unreadable`: nothing is known of it but that there is a folder. */
  status: RunSummary['status'];
  /** Local time, `2026-03-01 14:05:09`. */
  startedAt: string;
  seconds: number;
  /** Epochs that it has gone through. */
  epochs: number;
  /** By which it is judged: what its callbacks watch, else `val_loss`, else `loss`; null before its first epoch. */
  metric: string | null;
  best: number | null;
  bestEpoch: number | null;
  optimizer: string | null;
  /** At the start. */
  learningRate: number | null;
  batchSize: number | null;
  loss: string | null;
  parameters: number | null;
  note: string | null;
  /** The path of the notebook that made it. */
  notebook: string | null;
}

/**
 * The trainings that are stored beside this notebook (`.epochbook/runs`), by whichever kernel: those of last week as those of
 * the cell above.
 *
 * ```ts
 * const all = await runs.list();
 * await show.table(all);
 * await runs.compare(all.filter(({ optimizer }) => optimizer === 'Adam').slice(0, 5));
 * ```
 */
export const runs = {
  /** @returns one row for each, the latest first; none outside a notebook. */
  async list(): Promise<StoredRun[]> {
    const found = (await libraryContext().storedRuns?.()) ?? [];
    return found.map(rowOf);
  },

  /**
   * Several of them side by side, as `compare` shows them.
   *
   * @param chosen rows of `list`, ids, or histories that `fit` gave back.
   * @throws TypeError where there is none.
   * @throws Error naming the first that is not there, or cannot be read.
   */
  compare: (chosen: readonly ComparableRun[]): Promise<void> => compare(chosen),
};

function rowOf({ id, name, renamed, status, startedAt, elapsedMs, epochs, ...run }: RunSummary): StoredRun {
  const { metric, best, settings, note, notebook } = run;
  return {
    id,
    name: renamed ?? name,
    status,
    startedAt: localTime(new Date(startedAt)),
    seconds: Math.round(elapsedMs) / 1000,
    epochs: epochs.done,
    metric: metric ?? null,
    best: best?.value ?? null,
    bestEpoch: best?.epoch ?? null,
    optimizer: settings?.optimizer ?? null,
    learningRate: settings?.learningRate ?? null,
    batchSize: settings?.batchSize ?? null,
    loss: settings?.loss ?? null,
    parameters: settings?.parameters ?? null,
    note: note ?? null,
    notebook: notebook ?? null,
  };
}

function localTime(time: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join('-');
  return `${day} ${[time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(':')}`;
}
