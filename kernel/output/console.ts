import { Console } from 'node:console';
import type { CellStream } from './cell-stream.js';
import { describe } from './describe.js';

/** Sends `console.*` of the cells to the notebook, colours included. */
export function installConsole(stdout: CellStream, stderr: CellStream): void {
  const notebook = new Console({ stdout, stderr, colorMode: true, inspectOptions: { depth: 4 } });
  const printing: Record<string, unknown> = notebook as never;
  for (const method of ['log', 'info', 'debug', 'warn', 'error', 'dir']) {
    const print = (printing[method] as (...values: unknown[]) => void).bind(notebook);
    printing[method] = safely(print, method === 'warn' || method === 'error' ? stderr : stdout);
  }
  Object.defineProperty(globalThis, 'console', { value: notebook, configurable: true, writable: true });
}

/** A value that throws while it is formatted is printed by the careful way, not by an error in the cell. */
function safely(print: (...values: unknown[]) => void, stream: CellStream): (...values: unknown[]) => void {
  return (...values) => {
    try {
      print(...values);
    } catch {
      stream.write(
        `${values.map((value) => (typeof value === 'string' ? value : describe(value))).join(' ')}\n`,
      );
    }
  };
}
