import { setTimeout as wait } from 'node:timers/promises';
import { takeLock } from '../../engine/processes/index.js';

const LOOK_EVERY_MS = 300;

/**
 * Runs `work` while no other process of this machine does so for the same `path`. Who comes second waits; the lock of a process
 * that has died is taken over.
 *
 * @param waiting Told again and again while another process holds the lock.
 * @throws what the file system says where the lock cannot be written beside `path`.
 */
export async function asOnlyProcess<T>(
  path: string,
  work: () => Promise<T>,
  waiting: () => Promise<void>,
): Promise<T> {
  for (;;) {
    const { release } = takeLock(`${path}.lock`);
    if (!release) {
      await waiting();
      await wait(LOOK_EVERY_MS);
      continue;
    }
    try {
      return await work();
    } finally {
      release();
    }
  }
}
