import { availableParallelism, loadavg } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';

export { wait };

/** On a machine that is busy with other work, all of it takes a multiple of its time. */
export const PATIENCE_MS = 60_000;

/** A time that is promised, and its multiple on a machine that is busy with other work. */
export const promised = (ms: number): number =>
  ms * Math.max(1, (loadavg()[0] ?? 0) / availableParallelism());

/**
 * Looks again and again until `look` gives something other than undefined, null or false, and gives that.
 * @throws Error that names what was waited for, and the last error or view, after `timeout` milliseconds.
 */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | null | false> | T | undefined | null | false,
  { timeout = PATIENCE_MS, every = 100 }: { timeout?: number; every?: number } = {},
): Promise<T> {
  const deadline = Date.now() + timeout;
  let lastError: unknown;
  for (;;) {
    try {
      const seen = await look();
      lastError = undefined;
      if (seen !== undefined && seen !== null && seen !== false) return seen;
    } catch (error) {
      lastError = error;
    }
    if (Date.now() > deadline) {
      const because = lastError ? ` Last error: ${lastError}` : '';
      throw new Error(`Waited ${timeout / 1000} s in vain for ${what}.${because}`);
    }
    await wait(every);
  }
}
