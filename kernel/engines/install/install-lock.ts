import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '../../words.js';
import { InstallError } from './install-error.js';

/**
 * Runs `work` as the only install of this storage folder. The lock of a process that has died is taken over.
 *
 * @throws InstallError at once where another install runs.
 */
export async function withInstallLock<T>(storage: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(storage, { recursive: true });
  const file = join(storage, 'install.lock');
  while (!take(file)) {
    const holder = holderOf(file);
    if (holder !== undefined && isAlive(holder)) {
      throw new InstallError(
        say(
          `Another install is at work (process ${holder}). Wait until it ends, then look with "npx epochbook engine list".`,
          `다른 설치가 진행 중입니다(프로세스 ${holder}). 끝날 때까지 기다린 뒤 "npx epochbook engine list"로 확인하세요.`,
        ),
      );
    }
    rmSync(file, { force: true });
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(file: string): boolean {
  try {
    const handle = openSync(file, 'wx');
    writeSync(handle, String(process.pid));
    closeSync(handle);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function holderOf(file: string): number | undefined {
  try {
    return Number(readFileSync(file, 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
