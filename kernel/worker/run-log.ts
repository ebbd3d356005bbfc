import { closeSync, fdatasyncSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { RunEnd, RunRows, RunStart } from '../recorder/run-events.js';

const FLUSH_MS = 1000;
/** Characters of a cell's text that are kept with a run. */
const MOST_SOURCE = 64 * 1024;

/**
 * `.epochbook/runs/<id>/run.jsonl`: one JSON object a line, `start`, then `rows`, then `end`. Written as the run goes, so
 * that whatever dies, at most the last second is lost.
 */
export class RunLog {
  /** Of this run. */
  readonly folder: string;
  private readonly file: number;
  private waiting: RunRows[] = [];
  private timer: NodeJS.Timeout | undefined;

  /**
   * @param source The text of the cell that trains, as it is run, where it is known.
   * @throws when the folder cannot be written.
   */
  constructor(
    folder: string,
    start: RunStart,
    { notebook, source }: { notebook: string | null; source: string | undefined },
    private readonly onError: (error: Error) => void,
  ) {
    this.folder = join(folder, '.epochbook', 'runs', start.id);
    mkdirSync(this.folder, { recursive: true });
    this.file = openSync(join(this.folder, 'run.jsonl'), 'a');
    // Whoever reads a log without an end can see whether its run still goes on.
    const owner = { pid: process.pid, host: hostname() };
    const told = source !== undefined && source.length <= MOST_SOURCE ? { source } : {};
    this.write({ version: 1, notebook, process: owner, ...start, ...told });
  }

  add(rows: RunRows): void {
    this.waiting.push(rows);
    if (rows.events?.some(({ kind }) => kind === 'saved')) this.flushNow();
    else this.timer ??= setTimeout(() => this.attempt(() => this.flush()), FLUSH_MS);
  }

  end(end: RunEnd): void {
    this.attempt(() => {
      this.flush();
      this.write(end);
    });
    this.attempt(() => closeSync(this.file));
  }

  /** What waits is on disk when this returns. */
  flushNow(): void {
    this.attempt(() => this.flush());
  }

  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    for (const rows of this.waiting) this.writeLine(rows);
    this.waiting = [];
    fdatasyncSync(this.file);
  }

  private write(value: object): void {
    this.writeLine(value);
    fdatasyncSync(this.file);
  }

  private writeLine(value: object): void {
    writeSync(this.file, `${JSON.stringify(value, encodeNumbers)}\n`);
  }

  private attempt(action: () => void): void {
    try {
      action();
    } catch (error) {
      this.onError(error as Error);
    }
  }
}

/** JSON has no NaN or infinities; they are written as words. */
export const encodeNumbers = (_key: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
