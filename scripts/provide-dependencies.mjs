// `npm ci` when node_modules is missing or older than the lock file.
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './command.mjs';
import { repository } from './repository.mjs';
import { SetupError, say, text } from './say.mjs';

/** Makes node_modules agree with package-lock.json. @throws SetupError where npm fails. */
export async function provideDependencies() {
  if (isInstalled()) return;
  say(
    'Installing the packages of package-lock.json, which takes about a minute …',
    'package-lock.json의 패키지를 설치하는 중입니다. 1분쯤 걸립니다 …',
  );
  const status = await run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund'], { cwd: repository });
  if (status !== 0) {
    throw new SetupError(
      text(
        `npm ci ended with status ${status}; its reason stands above. Is the npm registry reachable?`,
        `npm ci가 실패했습니다(상태 ${status}). 이유는 위에 있습니다. npm 레지스트리에 연결되는지 확인하세요.`,
      ),
    );
  }
}

/** npm writes `.package-lock.json` into node_modules at the end of an install. */
function isInstalled() {
  const installed = join(repository, 'node_modules', '.package-lock.json');
  const wanted = join(repository, 'package-lock.json');
  return existsSync(installed) && statSync(installed).mtimeMs >= statSync(wanted).mtimeMs;
}
