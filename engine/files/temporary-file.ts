import { readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isAlive, MARK, newMark } from '../processes/process-mark.mjs';

/** Characters of a name that its temporary file keeps: systems allow 255 bytes, and a name may use them all. */
const KEPT = 40;
const ENDING = '.tmp';
/** No write takes as long, even where a process of the same number lives. */
const DAY_MS = 86_400_000;

const start = (path: string): string => `${[...basename(path)].slice(0, KEPT).join('')}.`;

/** A name beside `path` that no other process writes to. */
export const temporaryFile = (path: string): string =>
  join(dirname(path), `${start(path)}${newMark()}${ENDING}`);

/** Removes what writers of `path` left beside it when they were killed. */
export function removeStale(path: string): void {
  const folder = dirname(path);
  const prefix = start(path);
  for (const name of namesIn(folder)) {
    if (!name.startsWith(prefix) || !name.endsWith(ENDING)) continue;
    const mark = name.slice(prefix.length, -ENDING.length);
    if (!MARK.test(mark)) continue;
    const file = join(folder, name);
    if (isAlive(mark) && ageOf(file) < DAY_MS) continue;
    rmSync(file, { force: true });
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function ageOf(file: string): number {
  try {
    return Date.now() - statSync(file).mtimeMs;
  } catch {
    return 0;
  }
}
