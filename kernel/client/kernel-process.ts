import type { ChildProcess } from 'node:child_process';
import { isAlive } from '../../engine/processes/index.js';
import type { ProcessEnd } from '../../protocol/index.js';

/** The process of a kernel, whoever has started it. */
export interface KernelProcess {
  /** Of the process that was started: of the kernel, or of the program that it was started through. */
  readonly pid: number | undefined;
  /** @returns false where it had ended before. */
  kill(): boolean;
  /** Settles with its end, which is looked for from the moment when its socket has closed. */
  ended(closed: Promise<void>): Promise<ProcessEnd>;
  /** It may outlive this process. */
  release(): void;
}

const LOOK_MS = 50;

/** A child of this process, of which the system tells how it ends. */
export const childProcess = (child: ChildProcess): KernelProcess => ({
  pid: child.pid,
  kill: () => child.kill('SIGKILL'),
  ended: () =>
    new Promise((resolve) => {
      const exited = (code: number | null, signal: string | null): void => resolve({ code, signal });
      if (child.exitCode !== null || child.signalCode !== null) exited(child.exitCode, child.signalCode);
      else child.once('exit', exited);
    }),
  release: () => child.unref(),
});

/**
 * A process that an earlier client has started: of its end no more can be known than that it has come.
 *
 * @param mark see `engine/processes`.
 */
export const foundProcess = (pid: number, mark: string): KernelProcess => ({
  pid,
  kill: () => isAlive(mark) && process.kill(pid, 'SIGKILL'),
  ended: async (closed) => {
    await closed;
    while (isAlive(mark)) await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    return { code: null, signal: null };
  },
  release: () => {},
});
