import { setTimeout as wait } from 'node:timers/promises';

export { wait };

/**
 * Looks again and again until `look` gives something other than undefined, null or false, and gives that.
 * @throws Error that names what was waited for, and the last error or view, after `timeout` milliseconds.
 */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | null | false> | T | undefined | null | false,
  { timeout = 30_000, every = 100 }: { timeout?: number; every?: number } = {},
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
