/** What follows a finished item: the next one, or nothing (a cell failed, so what was queued behind it is dropped). */
export type Verdict = 'next' | 'stop';

/** Runs items one after another. An item that answers `stop`, or throws, ends everything queued behind it. */
export class CellQueue<T> {
  private waiting: T[] = [];
  private running = false;
  private finished: Promise<void> = Promise.resolve();

  constructor(
    private readonly run: (item: T) => Promise<Verdict>,
    private readonly drop: (item: T) => void,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** An item is running or waits. */
  get busy(): boolean {
    return this.running || this.waiting.length > 0;
  }

  /** What waits, in order. */
  get pending(): readonly T[] {
    return this.waiting;
  }

  add(items: readonly T[]): void {
    this.waiting.push(...items);
    if (!this.running) this.finished = this.work();
  }

  /** Waits until nothing runs or waits. */
  idle(): Promise<void> {
    return this.finished;
  }

  /** Drops all that wait; what runs goes on. */
  clear(): void {
    for (const item of this.waiting.splice(0)) this.drop(item);
  }

  private async work(): Promise<void> {
    this.running = true;
    for (let item = this.waiting.shift(); item !== undefined; item = this.waiting.shift()) {
      try {
        if ((await this.run(item)) === 'stop') this.clear();
      } catch (error) {
        this.clear();
        this.failed(error);
      }
    }
    this.running = false;
  }
}
