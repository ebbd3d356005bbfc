// Packages of Debian and its kin, installed only where missing.

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from '../engine/install/find-program.mjs';
import { capture, lastLines, runQuietly } from './command.mjs';
import { SetupError, say, text } from './say.mjs';

/** Does this system have apt? */
export const hasApt = () => Boolean(findProgram('apt-get') && findProgram('dpkg-query'));

/** Those of the named packages that are not installed. */
export function missingPackages(names) {
  return names.filter((name) => {
    const { stdout } = capture('dpkg-query', ['-s', name]);
    return !stdout.includes('install ok installed');
  });
}

/**
 * Installs the named packages where missing, as root or through a sudo that does not ask.
 * @throws SetupError with the one command to type where neither is possible or apt-get fails.
 */
export async function provideDebianPackages(names, purpose) {
  const missing = missingPackages(names);
  if (missing.length === 0) return;
  const list = missing.join(' ');
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  if (asRoot.length > 0 && capture('sudo', ['-n', 'true']).status !== 0) {
    throw new SetupError(
      text(
        `${purpose} needs ${list}. Please run: sudo apt-get update && sudo apt-get install -y ${list}`,
        `${purpose}에 ${list} 패키지가 필요합니다. 다음을 실행하세요: sudo apt-get update && sudo apt-get install -y ${list}`,
      ),
    );
  }
  say(`Debian packages for ${purpose}: ${list}`, `${purpose}용 데비안 패키지: ${list}`);
  const log = join(mkdtempSync(join(tmpdir(), 'epochbook-apt-')), 'apt.log');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = async (...args) => {
    const [command, ...rest] = [...asRoot, 'apt-get', '-o', 'DPkg::Lock::Timeout=300', ...args];
    return runQuietly(`apt-get ${args[0]}`, command, rest, { log, env });
  };
  // An update may fail for one of several sources; what counts is whether the packages can be installed.
  await apt('update');
  if ((await apt('install', '-y', '--no-install-recommends', ...missing)) !== 0) {
    throw new SetupError(
      text(
        `apt-get could not install ${list}, which ${purpose} needs. Its last words (all of them: ${log}):\n${lastLines(log)}`,
        `${purpose}에 필요한 패키지를 apt-get이 설치하지 못했습니다: ${list}. 마지막 출력(전체: ${log}):\n${lastLines(log)}`,
      ),
    );
  }
}
