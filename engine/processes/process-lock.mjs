// Plain JavaScript, because the scripts take locks too, and before anything is built.
import { mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isAlive, MARK, newMark } from './process-mark.mjs';

/**
 * Takes a lock among the processes of this machine: `folder`, with one entry in it that names its holder.
 *
 * Why it cannot be held twice, however many processes come upon it at once, and wherever one of them is killed:
 * - The folder is made elsewhere, with its entry, and put in place by a rename, which fails where a folder with an entry
 *   stands. So it is never there without its holder's name, and only one rename wins.
 * - An entry has a name that no other ever gets. Who clears up after a dead holder removes that name, so it can never
 *   remove the entry of somebody who was quicker.
 * - A folder without an entry belongs to nobody. It is only ever removed as an empty folder, which fails once it is taken.
 *
 * An entry is the mark of its holder's process (`process-mark.mjs`).
 */
export function takeLock(folder) {
  const own = newMark();
  for (;;) {
    const holder = clearUp(folder);
    if (holder !== undefined) return { holder };
    if (!putInPlace(folder, own)) continue;
    removeStrays(folder);
    return { release: () => release(folder, own) };
  }
}

/** Removes what dead holders left. @returns the process that lives and holds the lock. */
function clearUp(folder) {
  for (const entry of entriesOf(folder)) {
    if (isAlive(entry)) return processOf(entry);
    rmSync(join(folder, entry), { recursive: true, force: true });
  }
  removeIfEmpty(folder);
  return undefined;
}

function entriesOf(folder) {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    if (error.code !== 'ENOTDIR') throw error;
    // The lock of an older version, a file. A folder is not removed by this.
    rmSync(folder, { force: true });
    return [];
  }
}

function putInPlace(folder, own) {
  const made = `${folder}.${own}`;
  mkdirSync(made);
  try {
    writeFileSync(join(made, own), '');
    renameSync(made, folder);
    return true;
  } catch (error) {
    rmSync(made, { recursive: true, force: true });
    // Windows has other words for a folder that is not empty.
    const taken = process.platform === 'win32' ? ['EPERM', 'EACCES', 'EEXIST'] : ['ENOTEMPTY', 'EEXIST'];
    if (taken.includes(error.code)) return false;
    throw error;
  }
}

function release(folder, own) {
  rmSync(join(folder, own), { force: true });
  removeIfEmpty(folder);
}

function removeIfEmpty(folder) {
  try {
    rmdirSync(folder);
  } catch (error) {
    if (!['ENOENT', 'ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES', 'EBUSY'].includes(error.code)) throw error;
  }
}

/** Folders of processes that died before they could put them in place. */
function removeStrays(folder) {
  const prefix = `${basename(folder)}.`;
  for (const name of readdirSync(dirname(folder))) {
    if (!name.startsWith(prefix) || isAlive(name.slice(prefix.length))) continue;
    if (MARK.test(name.slice(prefix.length)))
      rmSync(join(dirname(folder), name), { recursive: true, force: true });
  }
}

const processOf = (entry) => Number(entry.split('-')[0]);
