import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '../../words/index.js';
import { takeLock } from '../processes/process-lock.mjs';
import { InstallError } from './install-error.js';

/**
 * Runs `work` as the only install of this storage folder. The lock of a process that has died is taken over.
 *
 * @throws InstallError at once where another install runs.
 */
export async function withInstallLock<T>(storage: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(storage, { recursive: true });
  const { holder, release } = takeLock(join(storage, 'install.lock'));
  if (!release) {
    throw new InstallError(
      say(
        `Another install is at work (process ${holder}). Wait until it ends, then look with "npx epochbook engine list".`,
        `다른 설치가 진행 중입니다(프로세스 ${holder}). 끝날 때까지 기다린 뒤 "npx epochbook engine list"로 확인하세요.`,
      ),
    );
  }
  try {
    return await work();
  } finally {
    release();
  }
}
