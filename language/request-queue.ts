import type { EngineTask } from './engine-task.js';

/** Hands the engine one request after the other; those that are called back before their turn never reach it. */
export class RequestQueue {
  private readonly waiting: EngineTask[] = [];
  private running: number | undefined;

  constructor(
    private readonly hand: (task: EngineTask) => void,
    /** Tells the engine that it may stop with this one. */
    private readonly breakOff: (id: number) => void,
    private readonly answer: (line: string) => void,
  ) {}

  add(task: EngineTask): void {
    this.waiting.push(task);
    this.next();
  }

  cancel(id: number): void {
    if (this.running === id) {
      this.breakOff(id);
      return;
    }
    const at = this.waiting.findIndex((task) => task.id === id);
    if (at < 0) return;
    this.waiting.splice(at, 1);
    this.answer(JSON.stringify({ id, cancelled: true }));
  }

  /** The engine is done with the one that it was handed. */
  answered(line: string): void {
    this.running = undefined;
    this.answer(line);
    this.next();
  }

  private next(): void {
    if (this.running !== undefined) return;
    const task = this.waiting.shift();
    if (!task) return;
    this.running = task.id;
    this.hand(task);
  }
}
