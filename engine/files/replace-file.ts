import { renameSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

/** On Windows, a search index or a virus scanner may hold a file for a moment after it was written. */
const PAUSES_MS = process.platform === 'win32' ? [10, 30, 100, 300, 600] : [];

const isHeld = (error: unknown): boolean =>
  ['EPERM', 'EACCES', 'EBUSY'].includes((error as NodeJS.ErrnoException).code ?? '');

/** Renames a file, also over one that is there. @throws what the system says, where it still says so after a second. */
export async function replaceFile(from: string, to: string): Promise<void> {
  for (const pause of PAUSES_MS) {
    try {
      return await rename(from, to);
    } catch (error) {
      if (!isHeld(error)) throw error;
      await wait(pause);
    }
  }
  return rename(from, to);
}

/** The same at once. */
export function replaceFileSync(from: string, to: string): void {
  for (const pause of PAUSES_MS) {
    try {
      renameSync(from, to);
      return;
    } catch (error) {
      if (!isHeld(error)) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
    }
  }
  renameSync(from, to);
}
