import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DebuggerBridge, type ScriptUrls } from './debugger/debugger-bridge.js';

/** Debugging of cells, from the first wish for it until the debugger is not needed any more. */
export class Debugging {
  private readonly bridge: DebuggerBridge;
  private waiting: (() => void)[] = [];

  /**
   * @param folder of what a debugger reads of the cells.
   * @param tellMain has that written, or removed.
   */
  constructor(
    folder: string,
    private readonly tellMain: (on: boolean) => void,
  ) {
    this.bridge = new DebuggerBridge(scriptUrls(folder));
  }

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

/**
 * The scripts of cells stand beside their source maps, with an ending that their texts, as sources, do not have. Own files are
 * there without what tells their versions apart.
 */
function scriptUrls(folder: string): ScriptUrls {
  const start = pathToFileURL(join(folder, 'epochbook-cell-')).href;
  return {
    toDebugger: (url) =>
      url
        .replace(/^epochbook-cell-(\d+)\.ts$/, `${start}$1.js`)
        .replace(/^(file:.*)\?changed=[\da-f]+$/, '$1'),
    fromDebugger: (url) =>
      url.startsWith(start) ? `epochbook-cell-${url.slice(start.length).replace(/\.js$/, '.ts')}` : url,
  };
}
