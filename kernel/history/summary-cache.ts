import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { RunSummary } from '../../protocol/index.js';

/** What a summary was made of: as long as all of it is the same, so is the summary. */
export interface FileMark {
  size: number;
  /** Milliseconds since 1970. */
  changedAt: number;
  /** Of what is written on the run; 0 where nothing is. */
  labelsAt: number;
}

interface Kept {
  mark: FileMark;
  summary: RunSummary;
}

/** Grows with each change of what a summary holds. */
const VERSION = 2;
const MOST = 10_000;
const WRITE_MS = 2000;

/** Summaries of runs that have ended, on disk, so that the next window need not read their logs again. */
export class SummaryCache {
  private readonly kept: Map<string, Kept>;
  private timer: NodeJS.Timeout | undefined;

  /** @param path None: they are kept in memory alone. */
  constructor(private readonly path?: string) {
    this.kept = path === undefined ? new Map() : readCache(path);
  }

  get(path: string, mark: FileMark): RunSummary | undefined {
    const kept = this.kept.get(path);
    return kept && sameMark(kept.mark, mark) ? kept.summary : undefined;
  }

  set(path: string, mark: FileMark, summary: RunSummary): void {
    this.kept.delete(path);
    this.kept.set(path, { mark, summary });
    if (this.kept.size > MOST) this.kept.delete(this.kept.keys().next().value as string);
    this.writeLater();
  }

  delete(path: string): void {
    if (this.kept.delete(path)) this.writeLater();
  }

  private writeLater(): void {
    const { path } = this;
    if (path !== undefined) this.timer ??= setTimeout(() => this.write(path), WRITE_MS);
  }

  private write(path: string): void {
    this.timer = undefined;
    try {
      mkdirSync(dirname(path), { recursive: true });
      // Windows of one workspace share the file: each replaces it as a whole.
      const part = `${path}.${process.pid}.part`;
      writeFileSync(part, JSON.stringify({ version: VERSION, runs: [...this.kept] }));
      renameSync(part, path);
    } catch {
      // Without it the next window reads the logs again.
    }
  }
}

export const sameMark = (a: FileMark, b: FileMark): boolean =>
  a.size === b.size && a.changedAt === b.changedAt && a.labelsAt === b.labelsAt;

function readCache(path: string): Map<string, Kept> {
  try {
    const { version, runs } = JSON.parse(readFileSync(path, 'utf8')) as {
      version?: unknown;
      runs?: [string, Kept][];
    };
    return version === VERSION && Array.isArray(runs) ? new Map(runs) : new Map();
  } catch {
    return new Map();
  }
}
