import inspector from 'node:inspector';
import type { ToMain } from '../host/messages.js';

/** How long the main thread has to answer before it counts as caught in a loop. */
const ANSWER_MS = 800;

/**
 * Breaks off what the main thread computes where it goes on beyond a time that was agreed on: a loop without end behind an
 * `await`, which nothing in that thread could leave. Whoever waits for it there gives it up by a timer.
 */
export class LoopWatch {
  private readonly timers = new Map<number, NodeJS.Timeout>();
  private session: inspector.Session | undefined;

  /** @param isDebugged A thread that a debugger has stopped is in no loop. */
  constructor(
    private readonly post: (message: ToMain) => void,
    private readonly isDebugged: () => boolean,
  ) {}

  /** @param ms Milliseconds from now on. */
  begin(watch: number, ms: number): void {
    const ask = (): void => {
      this.post({ type: 'there', watch });
      this.timers.set(
        watch,
        setTimeout(() => this.breakOff(watch), ANSWER_MS),
      );
    };
    this.timers.set(watch, setTimeout(ask, ms));
  }

  /** It has ended, or the thread is free to end it. */
  end(watch: number): void {
    clearTimeout(this.timers.get(watch));
    this.timers.delete(watch);
  }

  private breakOff(watch: number): void {
    this.timers.delete(watch);
    if (this.isDebugged()) return;
    if (!this.session) {
      this.session = new inspector.Session();
      this.session.connectToMainThread();
    }
    this.session.post('Runtime.terminateExecution', () => {});
  }

  /** Node waits for a connected debugger at its end. */
  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.session?.disconnect();
    this.session = undefined;
  }
}
