// The folder that keeps what is large and the same for every clone, outside node_modules.
import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { takeLock } from '../engine/processes/process-lock.mjs';
import { say } from './say.mjs';

/** `EPOCHBOOK_CACHE`, else `epochbook` in the operating system's cache folder. It is made if missing. */
export function cacheFolder() {
  const folder = process.env.EPOCHBOOK_CACHE ?? join(systemCache(), 'epochbook');
  mkdirSync(folder, { recursive: true });
  return folder;
}

function systemCache() {
  if (process.platform === 'win32') return process.env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches');
  return process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
}

/** Runs `work` while no other process of this machine holds the same lock; that of a dead process is taken over. */
export async function withLock(folder, work) {
  let told = false;
  let lock = takeLock(folder);
  while (!lock.release) {
    if (!told)
      say(`  waiting for process ${lock.holder} …`, `  다른 프로세스(${lock.holder})를 기다리는 중 …`);
    told = true;
    await wait(500);
    lock = takeLock(folder);
  }
  try {
    return await work();
  } finally {
    lock.release();
  }
}
