import type { RunSummary } from '../protocol/index.js';
import { type ComparableRun, compare } from './compare.js';
import { libraryContext } from './context.js';
import { exportRun, type ImportedLogs, type ImportOptions, importLogs } from './log-import/index.js';
import type { StoredRun } from './stored-run.js';

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
   * Reads TensorBoard's event files, whichever program wrote them (Keras, PyTorch, this library), and stores each run in them
   * beside this notebook, so that `list`, `compare` and the run history have it. A thread reads them in the background, in
   * bounded memory; curves are shown as they come. The same run of the same folder takes the place of an earlier import.
   *
   * ```ts
   * const { runs: imported } = await runs.import('logs');
   * await runs.compare(imported.slice(0, 3));
   * ```
   *
   * Each folder with event files is a run; `train` and `validation` of Keras are one. Hyperparameters become settings.
   * Histograms, texts and images are shown and in the result, but not stored. A damaged file is told with the byte, and all
   * else in it is read.
   *
   * @param logDir the folder that TensorBoard would be given.
   * @throws TypeError where `logDir` is no path; Error where there are no event files, outside a notebook, and where runs cannot
   * be stored.
   */
  import: (logDir: string, options: ImportOptions = {}): Promise<ImportedLogs> =>
    importLogs(logDir, options, () => runs.list()),

  /**
   * Writes a run as event files that TensorBoard reads, in a folder of its name below `logDir`: `train`, `validation` and its
   * settings as hyperparameters, under the tags and steps of Keras 3's callback; what layers did as histograms. A run that was
   * imported by steps keeps its tags and steps. Exporting the same run again replaces its files.
   *
   * ```ts
   * await runs.export(history, 'logs');
   * ```
   *
   * @param run what `fit` gave back, a row of `list`, or an id.
   * @returns the folder of the run.
   * @throws Error where there is no such run, or the folder has logs of another; also from the file system.
   */
  export: (run: ComparableRun | Promise<object>, logDir: string): Promise<string> => exportRun(run, logDir),

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
