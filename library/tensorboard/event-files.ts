import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** Deeper folders are not looked into. */
const MOST_DEPTH = 24;

const isEventFile = (name: string): boolean =>
  /tfevents[^/\\]*$/.test(name) && !name.endsWith('.profile-empty');

/**
 * The event files of a folder and of those below it, sorted: their names begin with the time at which they were begun. Links
 * are not followed; a folder that cannot be read is left out, and told.
 */
export async function eventFiles(
  folder: string,
  unread?: (path: string, error: Error) => void,
): Promise<string[]> {
  const found: string[] = [];
  const look = async (path: string, depth: number): Promise<void> => {
    let entries: Dirent[];
    try {
      entries = await readdir(path, { withFileTypes: true });
    } catch (error) {
      // What is not there holds nothing; it may have been removed in this moment.
      if (!['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? ''))
        unread?.(path, error as Error);
      return;
    }
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.isDirectory()) {
        if (depth < MOST_DEPTH) await look(join(path, entry.name), depth + 1);
      } else if (isEventFile(entry.name)) found.push(join(path, entry.name));
    }
  };
  await look(folder, 0);
  return found.sort();
}

/** What TensorBoard calls the run of a file: its folder, below the one that was read; `.` for that one. */
export const runOf = (folder: string, file: string): string =>
  relative(folder, join(file, '..')).split(sep).join('/') || '.';
