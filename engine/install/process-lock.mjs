// Plain JavaScript, because the scripts take locks too, and before anything is built.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

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
 * A holder is its process number together with the start of that process: a number that was given to another process
 * since then holds nothing (on Windows the start is not looked up, and the number alone counts). Processes of other
 * machines that share the disk are not seen.
 */
export function takeLock(folder) {
  const own = `${process.pid}-${startOf(process.pid)}-${randomBytes(6).toString('hex')}`;
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
    if (/^\d+-\d*-[0-9a-f]{12}$/.test(name.slice(prefix.length)))
      rmSync(join(dirname(folder), name), { recursive: true, force: true });
  }
}

const processOf = (entry) => Number(entry.split('-')[0]);

function isAlive(entry) {
  const [, pid, start] = /^(\d+)-(\d*)-[0-9a-f]{12}$/.exec(entry) ?? [];
  if (!pid) return false;
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    if (error.code !== 'EPERM') return false;
  }
  const now = startOf(Number(pid));
  return now !== GONE && (start === '' || now === '' || now === start);
}

/** Not yet waited for by its parent, or gone between two looks. */
const GONE = 'gone';

/** When a process began, as digits of no meaning of their own; '' where that cannot be told. */
function startOf(pid) {
  try {
    if (process.platform === 'linux') {
      // The name before the last bracket may hold anything. After it: state, and 19 fields later the start in ticks.
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ');
      return 'ZX'.includes(fields[0]) ? GONE : fields[19];
    }
    if (process.platform === 'darwin') {
      const said = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
        encoding: 'utf8',
        env: { ...process.env, LC_ALL: 'C' },
      });
      return String(Date.parse(said) || '');
    }
    return '';
  } catch {
    return '';
  }
}
