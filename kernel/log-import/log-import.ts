import { setImmediate as giveWay, setTimeout as wait } from 'node:timers/promises';
import type { LogImportResult } from '../../library/log-import/index.js';
import { comparisonOf } from './comparison.js';
import { distributionsOf, histogramsOf } from './distributions.js';
import type { ImportedRun } from './imported-run.js';
import { LogFolder } from './log-folder.js';
import type { FromImport, ImportRequest } from './messages.js';
import { problemsOf } from './problems.js';
import { storeRun } from './stored-log.js';

/** The first picture comes when something of each file is there, after this time at the latest; further ones less often. */
const FIRST_MS = 500;
const PICTURE_MS = 1500;
/** A picture that takes longer to make comes less often. */
const SHARE = 0.15;
const PROGRESS_MS = 250;
/** Between two looks at what is followed. */
const LOOK_MS = 1000;

const MOST_PICTURES = 4;

/** One import: reads, tells how far it is and what it has, and stores runs when all that is there has been read. */
export class LogImport {
  private readonly folder: LogFolder;
  private readonly stopping = new AbortController();
  private nextPicture = Number.POSITIVE_INFINITY;
  private nextProgress = 0;
  private runs: ImportedRun[] = [];

  constructor(
    private readonly request: ImportRequest,
    private readonly tell: (message: FromImport) => void,
  ) {
    this.folder = new LogFolder(request.logs);
  }

  stop(): void {
    this.stopping.abort();
  }

  private get stopped(): boolean {
    return this.stopping.signal.aborted;
  }

  /** @throws Error from the file system where runs cannot be stored. */
  async run(): Promise<LogImportResult> {
    const { follow } = this.request;
    do {
      await this.folder.look();
      const isNew = this.folder.hasMore && (await this.readOn());
      if (this.stopped) break;
      if (isNew) {
        this.store();
        if (follow) this.tellPicture(true);
      }
      if (follow) await wait(LOOK_MS, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    } while (follow && !this.stopped);
    if (this.stopped && !follow) this.store();
    return this.result();
  }

  /** @returns whether anything was new. */
  private async readOn(): Promise<boolean> {
    let before = -1;
    let first = this.nextPicture === Number.POSITIVE_INFINITY;
    if (first) this.nextPicture = performance.now() + FIRST_MS;
    for await (const file of this.folder.read()) {
      before = Math.max(before, file.reader.offset);
      const now = performance.now();
      if (now >= this.nextProgress) {
        this.nextProgress = now + PROGRESS_MS;
        this.tell({ type: 'progress', progress: this.folder.progress(false) });
      }
      if (now >= this.nextPicture || (first && this.allBegun())) {
        first = false;
        this.tellPicture(false);
      }
      await giveWay();
      if (this.stopped) break;
    }
    return before > 0;
  }

  private allBegun(): boolean {
    return this.folder.files.every(({ reader, more }) => reader.offset > 0 || !more);
  }

  private tellPicture(waiting: boolean): void {
    const began = performance.now();
    this.runs = this.folder.runs();
    const comparison = comparisonOf(this.runs, this.request.logs, waiting ? 'read' : 'reading');
    this.tell({
      type: 'progress',
      progress: this.folder.progress(waiting),
      ...(comparison && { comparison }),
    });
    const now = performance.now();
    this.nextPicture = now + Math.max(PICTURE_MS, (now - began) / SHARE);
  }

  private store(): void {
    this.runs = this.folder.runs();
    const { runs, logs: from, notebook, follow } = this.request;
    const coming = this.stopped && !follow ? 'stopped' : 'read';
    for (const run of this.runs) storeRun(run, { runs, from, notebook, coming });
  }

  private result(): LogImportResult {
    const { runs, folder, request } = this;
    const stopped = this.stopped && !request.follow;
    const kept = runs.reduce((sum, { rows }) => sum + pointsOf(rows.columns), 0);
    const of = folder.progress(false).values - runs.reduce((sum, { replaced }) => sum + replaced, 0);
    const named = runs.flatMap((run) =>
      run.files.flatMap(({ media }) =>
        [...media.media.values()].flat().map((each) => ({ run: run.name, ...each })),
      ),
    );
    return {
      progress: folder.progress(false),
      runs: runs.map(({ id }) => id),
      comparison: comparisonOf(runs, request.logs, stopped ? 'stopped' : 'read'),
      distributions: runs.flatMap((run) => distributionsOf(run) ?? []).slice(0, MOST_PICTURES),
      texts: named.flatMap(({ run, tag, step, text }) =>
        text === undefined ? [] : [{ run, tag, step, text }],
      ),
      images: named.flatMap(({ run, tag, step, image }) => (image ? [{ run, tag, step, image }] : [])),
      histograms: runs.flatMap((run) =>
        [...histogramsOf(run)].flatMap(([tag, all]) => all.map((each) => ({ run: run.name, tag, ...each }))),
      ),
      problems: problemsOf(request.logs, folder.files, runs, folder.unread),
      thinned: folder.files.some(({ scalars }) => scalars.thinned) ? { kept, of } : null,
      stopped,
    };
  }
}

function pointsOf(columns: ReadonlyMap<string, readonly (number | null)[]>): number {
  let points = 0;
  for (const column of columns.values()) for (const value of column) if (value !== null) points += 1;
  return points;
}
