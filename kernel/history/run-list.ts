import { statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { RunSummary, RunsChange } from '../../protocol/index.js';
import { namesIn } from './find-runs.js';
import { LABELS, readLabels } from './labels.js';
import { RunLogReader } from './log-reader.js';
import { statusOf, summaryOf } from './summary.js';
import { type FileMark, type SummaryCache, sameMark } from './summary-cache.js';

export const LOG = 'run.jsonl';
/** More runs than this are not listed: the oldest are left out. */
const MOST_RUNS = 10_000;
/** Milliseconds of reading after which what is known by then is told, and requests get their turn. */
const TELL_MS = 60;
/** A log without a first line that was changed within this time is about to get it. */
const BEGINNING_MS = 5000;

interface Known {
  mark: FileMark;
  summary: RunSummary;
  /** Of a run at work, whose log grows. */
  reader?: RunLogReader;
}

/** All runs of some folders, read in the background: the newest first, each again only when its files have changed. */
export class RunList {
  private readonly known = new Map<string, Known>();
  private scanning: Promise<void> | undefined;

  /** @param tell gets what has changed. */
  constructor(
    private readonly cache: SummaryCache,
    private readonly tell: (change: RunsChange) => void,
  ) {}

  get(path: string): RunSummary | undefined {
    return this.known.get(path)?.summary;
  }

  /** Looks at all folders once; a look that goes on is waited for, and another follows. */
  async scan(folders: Iterable<string>): Promise<void> {
    await this.scanning;
    this.scanning = this.scanOnce([...folders]);
    await this.scanning;
  }

  private async scanOnce(folders: readonly string[]): Promise<void> {
    const there = folders
      .flatMap(runFolders)
      .sort((a, b) => (basename(a) < basename(b) ? 1 : -1))
      .slice(0, MOST_RUNS);
    const gone = [...this.known.keys()].filter(notIn(there));
    for (const path of gone) {
      this.known.delete(path);
      this.cache.delete(path);
    }
    let changed: RunSummary[] = [];
    let told = Date.now();
    let toRead = 0;
    for (const [index, path] of there.entries()) {
      const summary = this.look(path);
      if (summary) changed.push(summary);
      if (Date.now() - told < TELL_MS) continue;
      if (changed.length > 0) {
        toRead = there.length - index - 1;
        this.tell({ runs: changed, gone: gone.splice(0), toRead });
      }
      changed = [];
      await new Promise(setImmediate);
      told = Date.now();
    }
    if (changed.length > 0 || gone.length > 0 || toRead > 0) this.tell({ runs: changed, gone, toRead: 0 });
  }

  /** The summary of a run where it is not as it was known. */
  private look(path: string): RunSummary | undefined {
    const mark = markOf(path);
    const known = this.known.get(path);
    // Of a folder that is being made, or that is none of a run.
    if (!mark) return undefined;
    if (known && sameMark(known.mark, mark) && !this.ended(known)) return undefined;
    const cached = known ? undefined : this.cache.get(path, mark);
    const next = cached ? { mark, summary: cached } : this.read(path, mark, known);
    if (!next) return undefined;
    this.known.set(path, next);
    return next.summary;
  }

  private read(path: string, mark: FileMark, known: Known | undefined): Known | undefined {
    const reader = known?.reader ?? new RunLogReader(join(path, LOG));
    reader.read();
    const files = { path, id: basename(path), changedAt: mark.changedAt };
    const summary = summaryOf(reader, files, readLabels(path));
    const isBeginning = summary.status === 'unreadable' && Date.now() - mark.changedAt < BEGINNING_MS;
    if (isBeginning) return undefined;
    if (summary.status === 'running') return { mark, summary, reader };
    this.cache.set(path, mark, summary);
    return { mark, summary };
  }

  /** Whether the process of a run is gone that was at work, though nobody has told its log. */
  private ended({ reader, summary }: Known): boolean {
    const payload = reader?.payload();
    return !!reader && !!payload && statusOf(payload, reader).status !== summary.status;
  }
}

function runFolders(folder: string): string[] {
  return (namesIn(folder) ?? []).filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
}

function notIn(paths: readonly string[]): (path: string) => boolean {
  const all = new Set(paths);
  return (path) => !all.has(path);
}

function markOf(path: string): FileMark | undefined {
  const log = statSync(join(path, LOG), { throwIfNoEntry: false });
  if (!log) return undefined;
  const labels = statSync(join(path, LABELS), { throwIfNoEntry: false });
  return { size: log.size, changedAt: log.mtimeMs, labelsAt: labels?.mtimeMs ?? 0 };
}
