import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where the installed engine lives: `EPOCHBOOK_STORAGE`, else `epochbook/engines` in the user's data folder. */
export function engineStorage(env: NodeJS.ProcessEnv = process.env): string {
  return env.EPOCHBOOK_STORAGE || join(userData(env), 'epochbook', 'engines');
}

/** Where downloads wait until they are used: `EPOCHBOOK_CACHE`, else `epochbook` in the user's cache folder. */
export function downloadCache(env: NodeJS.ProcessEnv = process.env): string {
  return env.EPOCHBOOK_CACHE || join(userCache(env), 'epochbook');
}

/** The folder of the installed native engine in a storage folder. */
export const installedFolder = (storage: string): string => join(storage, 'native');

function userData(env: NodeJS.ProcessEnv): string {
  if (process.platform === 'win32') return env.LOCALAPPDATA || join(homedir(), 'AppData', 'Local');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support');
  return env.XDG_DATA_HOME || join(homedir(), '.local', 'share');
}

function userCache(env: NodeJS.ProcessEnv): string {
  if (process.platform === 'win32') return env.LOCALAPPDATA || join(homedir(), 'AppData', 'Local');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches');
  return env.XDG_CACHE_HOME || join(homedir(), '.cache');
}
