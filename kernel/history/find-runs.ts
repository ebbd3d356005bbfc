import { type Dirent, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What no workbook lies in. */
const SKIPPED = new Set(['node_modules', '__pycache__', 'site-packages']);
const MOST_DEPTH = 10;
const MOST_FOLDERS = 20_000;
/** So many folders are looked through before others get their turn. */
const AT_ONCE = 200;

/** The folder of the runs of notebooks in a folder. */
export const runsIn = (folder: string): string => join(folder, '.epochbook', 'runs');

/**
 * The folders of runs below `roots`, and in the folders `near` themselves. Hidden folders, links and those of packages are
 * left out, and what lies very deep.
 */
export async function findRuns(roots: readonly string[], near: readonly string[]): Promise<Set<string>> {
  const found = new Set<string>();
  for (const folder of near) if (namesIn(runsIn(folder))) found.add(runsIn(folder));
  let looked = 0;
  const queue = roots.map((folder) => ({ folder, depth: 0 }));
  for (let next = queue.shift(); next && looked < MOST_FOLDERS; next = queue.shift()) {
    const { folder, depth } = next;
    for (const entry of namesIn(folder) ?? []) {
      if (!entry.isDirectory()) continue;
      if (entry.name === '.epochbook') found.add(runsIn(folder));
      else if (depth < MOST_DEPTH && !entry.name.startsWith('.') && !SKIPPED.has(entry.name))
        queue.push({ folder: join(folder, entry.name), depth: depth + 1 });
    }
    looked += 1;
    if (looked % AT_ONCE === 0) await new Promise(setImmediate);
  }
  return found;
}

/** What is in a folder; undefined where it is not there, or may not be read. */
export function namesIn(folder: string): Dirent[] | undefined {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return undefined;
  }
}
