import { Worker } from 'node:worker_threads';
import type { FromHistory, HistoryMethod, HistoryMethods, RunsChange } from '../../protocol/index.js';

interface Waiting {
  resolve(result: never): void;
  reject(error: Error): void;
}

/** Megabytes for the thread: a log that needs more ends the thread, not the editor. */
const MOST_MB = 1024;

/** The stored runs of a workspace, which a thread of its own reads. Begun again by the next question after it has died. */
export class RunHistory {
  private thread: Worker | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private nextId = 1;
  private looked: HistoryMethods['look']['params'] | undefined;
  private watched = false;

  /**
   * @param script `dist/kernel/history.cjs`.
   * @param cache Where summaries are kept between windows.
   * @param onChange gets what has changed.
   */
  constructor(
    private readonly script: string,
    private readonly cache: string,
    private readonly onChange: (change: RunsChange) => void,
  ) {}

  /** @throws Error with what went wrong there. */
  ask<M extends HistoryMethod>(
    method: M,
    params: HistoryMethods[M]['params'],
  ): Promise<HistoryMethods[M]['result']> {
    if (method === 'look') this.looked = params as HistoryMethods['look']['params'];
    if (method === 'watch') this.watched = (params as HistoryMethods['watch']['params']).on;
    const thread = this.thread ?? this.begin(method);
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      thread.postMessage({ id, method, params });
    });
  }

  dispose(): void {
    void this.thread?.terminate();
    this.ended(new Error('The history of runs was closed.'));
  }

  private begin(first: HistoryMethod): Worker {
    const thread = new Worker(this.script, {
      workerData: { cache: this.cache },
      resourceLimits: { maxOldGenerationSizeMb: MOST_MB },
      env: { ...process.env, NODE_OPTIONS: '' },
      execArgv: [],
    });
    this.thread = thread;
    thread.unref();
    thread.on('message', (message: FromHistory) => this.hear(message));
    thread.once('error', (error) => this.thread === thread && this.ended(error));
    thread.once('exit', () => this.thread === thread && this.ended(new Error('The thread has ended.')));
    // What one that has died had been told.
    if (this.looked && first !== 'look') void this.ask('look', this.looked).catch(() => undefined);
    if (this.watched && first !== 'watch') void this.ask('watch', { on: true }).catch(() => undefined);
    return thread;
  }

  private hear(message: FromHistory): void {
    if ('change' in message) {
      this.onChange(message.change);
      return;
    }
    const waiting = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if ('error' in message) waiting?.reject(new Error(message.error));
    else waiting?.resolve(message.result as never);
  }

  private ended(why: Error): void {
    this.thread = undefined;
    for (const { reject } of this.waiting.values()) reject(why);
    this.waiting.clear();
  }
}
