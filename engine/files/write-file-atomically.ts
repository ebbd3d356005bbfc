import { rmSync, writeFileSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { refuseDeviceName } from './device-names.js';
import { refuseReadOnly } from './refuse-read-only.js';
import { replaceFile, replaceFileSync } from './replace-file.js';
import { removeStale, temporaryFile } from './temporary-file.js';

/**
 * Writes a file so that its path always shows the old or the whole new content, also after a crash. What a writer that
 * was killed left beside it goes.
 */
export async function writeFileAtomically(path: string, content: string | Uint8Array): Promise<void> {
  refuseDeviceName(path);
  refuseReadOnly(path);
  removeStale(path);
  const temporary = temporaryFile(path);
  try {
    const file = await open(temporary, 'w');
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await replaceFile(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** The same at once, for small files; a crash of the machine itself may leave the old content. */
export function writeFileAtomicallySync(path: string, content: string | Uint8Array): void {
  refuseDeviceName(path);
  refuseReadOnly(path);
  removeStale(path);
  const temporary = temporaryFile(path);
  try {
    writeFileSync(temporary, content);
    replaceFileSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
