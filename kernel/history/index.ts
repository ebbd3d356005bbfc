import { existsSync } from 'node:fs';
import type { BinnedRun, HistoryMethod, HistoryMethods, RunsChange } from '../../protocol/index.js';
import { binnedRuns, emptyBin, putIntoBin, takeFromBin } from './bin.js';
import { findRuns, runsIn } from './find-runs.js';
import { writeLabels } from './labels.js';
import { RunList } from './run-list.js';
import { originOf, savedFiles, storedComparison, storedPicture } from './stored-pictures.js';
import { SummaryCache } from './summary-cache.js';

export { runsIn } from './find-runs.js';
export { RunList } from './run-list.js';
export { readStoredRun } from './stored-pictures.js';
export { SummaryCache } from './summary-cache.js';

/** Milliseconds between two looks at known folders; folders are looked for anew at every `FIND_EVERY`th. */
const LOOK_MS = 1000;
const FIND_EVERY = 20;
/** A look takes at most this share of the time, but is never put off for long. */
const SHARE = 0.1;
const MOST_LOOK_MS = 5000;

type Answers = {
  [M in HistoryMethod]: (
    params: HistoryMethods[M]['params'],
  ) => HistoryMethods[M]['result'] | Promise<HistoryMethods[M]['result']>;
};

/** The runs of a workspace: finds them, watches them while somebody looks, and does what is asked with them. */
export class History {
  private readonly list: RunList;
  private roots: readonly string[] = [];
  private near: readonly string[] = [];
  private folders = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private looks = 0;
  private watched = false;

  readonly answers: Answers = {
    look: async ({ roots, near }) => {
      this.roots = roots;
      this.near = near;
      await this.find();
      return null;
    },
    watch: ({ on }) => {
      this.watched = on;
      clearTimeout(this.timer);
      if (on) this.lookLater(0);
      return null;
    },
    run: ({ path }) => storedPicture(path),
    compare: ({ paths }) => storedComparison(paths),
    origin: ({ path }) => originOf(path),
    saved: ({ path }) => savedFiles(path),
    label: async ({ path, name, note }) => {
      writeLabels(path, { ...(name !== undefined && { name }), ...(note !== undefined && { note }) });
      await this.list.scan(this.folders);
      return null;
    },
    remove: ({ paths }) => this.remove(paths),
    restore: async ({ paths }) => {
      const restored = paths.map(takeFromBin);
      await this.list.scan(this.folders);
      return restored;
    },
    bin: () => [...this.folders].flatMap(binnedRuns).sort((a, b) => b.deletedAt - a.deletedAt),
    emptyBin: ({ paths }) => {
      emptyBin(paths);
      return null;
    },
  };

  /**
   * @param cache Where summaries are kept between windows.
   * @param tell gets what has changed.
   */
  constructor(cache: string, tell: (change: RunsChange) => void) {
    this.list = new RunList(new SummaryCache(cache), tell);
  }

  private async find(): Promise<void> {
    this.folders = await findRuns(this.roots, this.near);
    await this.list.scan(this.folders);
  }

  private lookLater(ms: number): void {
    this.timer = setTimeout(async () => {
      const began = Date.now();
      this.looks += 1;
      // Of a first training the folder comes to be in this moment.
      for (const folder of [...this.roots, ...this.near]) {
        const runs = runsIn(folder);
        if (existsSync(runs)) this.folders.add(runs);
      }
      if (this.looks % FIND_EVERY === 0) await this.find();
      else await this.list.scan(this.folders);
      if (this.watched)
        this.lookLater(Math.min(MOST_LOOK_MS, Math.max(LOOK_MS, (Date.now() - began) / SHARE)));
    }, ms);
  }

  private async remove(paths: readonly string[]): Promise<HistoryMethods['remove']['result']> {
    // Also one that has ended since the list was drawn, or begun.
    await this.list.scan(this.folders);
    const refused = paths.filter((path) => this.list.get(path)?.status === 'running');
    const binned: BinnedRun[] = [];
    let failed: string | undefined;
    for (const path of paths.filter((each) => !refused.includes(each))) {
      const { name, renamed } = this.list.get(path) ?? { name: '' };
      try {
        binned.push(putIntoBin(path, renamed ?? name));
      } catch (error) {
        failed ??= (error as Error).message;
      }
    }
    await this.list.scan(this.folders);
    return { binned, refused, ...(failed !== undefined && { failed }) };
  }
}
