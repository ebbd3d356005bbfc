import { Console } from 'node:console';
import { Writable } from 'node:stream';
import type { Outputs } from '../host/outputs.js';
import { describe } from './describe.js';

/** Sends `console.*` and `process.stdout`/`stderr` of the cells to the notebook, colours included. */
export function installConsole(outputs: Outputs): void {
  const stdout = redirect(process.stdout, (text) => outputs.stream('stdout', text));
  const stderr = redirect(process.stderr, (text) => outputs.stream('stderr', text));
  const notebook = new Console({ stdout, stderr, colorMode: true, inspectOptions: { depth: 4 } });
  const printing: Record<string, unknown> = notebook as never;
  for (const method of ['log', 'info', 'debug', 'warn', 'error', 'dir']) {
    const print = (printing[method] as (...values: unknown[]) => void).bind(notebook);
    printing[method] = safely(print, method === 'warn' || method === 'error' ? stderr : stdout);
  }
  Object.defineProperty(globalThis, 'console', { value: notebook, configurable: true, writable: true });
}

/** A value that throws while it is formatted is printed by the careful way, not by an error in the cell. */
function safely(print: (...values: unknown[]) => void, stream: Writable): (...values: unknown[]) => void {
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

function redirect(stream: NodeJS.WriteStream, put: (text: string) => void): Writable {
  const write = (chunk: string | Uint8Array, encoding?: unknown, callback?: unknown): boolean => {
    put(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'));
    const done = typeof encoding === 'function' ? encoding : callback;
    if (typeof done === 'function') queueMicrotask(() => done());
    return true;
  };
  stream.write = write as typeof stream.write;
  const writable = new Writable({ decodeStrings: false });
  writable.write = write as typeof writable.write;
  return writable;
}
