import { DebuggerBridge } from './debugger/debugger-bridge.js';

/** Debugging of cells, from the first wish for it until the debugger is not needed any more. */
export class Debugging {
  private readonly bridge = new DebuggerBridge();
  private waiting: (() => void)[] = [];

  /** @param tellMain has what a debugger reads of the cells written, or removed. */
  constructor(private readonly tellMain: (on: boolean) => void) {}

  get isOpen(): boolean {
    return this.bridge.isOpen;
  }

  /** @returns the address for a debugger, once it finds everything there. */
  async open(): Promise<string> {
    const written = new Promise<void>((resolve) => this.waiting.push(resolve));
    this.tellMain(true);
    await written;
    return this.bridge.open();
  }

  /** The main thread has done what it was told. */
  told(on: boolean): void {
    if (on) for (const resolve of this.waiting.splice(0)) resolve();
  }

  /** What stands still goes on, and stops no more. */
  release(): void {
    this.bridge.release();
  }

  close(): void {
    if (!this.isOpen) return;
    this.bridge.close();
    this.tellMain(false);
  }
}
