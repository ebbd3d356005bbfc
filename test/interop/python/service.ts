import { spawn } from 'node:child_process';
import { mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { interopPython } from '../../../scripts/provide-python.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** The socket of the Python that has Keras at hand, beside it its `.log`; '' where scripts start Pythons of their own. */
    warmPython: string;
  }
}

/** Starts one Python for all files of the project, which imports Keras while they begin. */
export function setup({ provide }: TestProject): (() => Promise<void>) | undefined {
  const python = interopPython();
  // A process that has TensorFlow cannot be relied on to fork elsewhere.
  if (!python || process.platform !== 'linux') {
    provide('warmPython', '');
    return undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), 'epochbook-python-'));
  const socket = join(folder, 'python.sock');
  const child = spawn(python, [join(import.meta.dirname, 'warm.py'), socket], {
    stdio: ['pipe', 'ignore', openSync(`${socket}.log`, 'w')],
  });
  provide('warmPython', socket);
  return async () => {
    const ended = child.exitCode ?? child.signalCode ?? new Promise((resolve) => child.once('exit', resolve));
    child.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
}
