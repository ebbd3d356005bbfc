import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '../../words/index.js';
import { findProgram } from './find-program.mjs';
import { diskFull, InstallError, saysDiskFull } from './install-error.js';
import { type ProgramEnd, runProgram, whyFailed } from './run-program.js';
import { installCommand } from './system-packages.js';

export const TFJS_NODE = '@tensorflow/tfjs-node';
export const TFJS_NODE_VERSION = '4.22.0';

/** Longer than the official download takes on a slow line is taken for out of reach. */
const OFFICIAL_MS = 10 * 60_000;

/** The environment for an npm of its own: without what an outer `npm run` says about another package. */
function npmEnvironment(): NodeJS.ProcessEnv {
  const outer =
    /^npm_(package|lifecycle|command|execpath|node_execpath|config_(local_prefix|user_agent|npm_version))/i;
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !outer.test(name) && name !== 'NODE_ENV'),
  );
}

function npm(args: string[], cwd: string, signal?: AbortSignal, onLine?: (line: string) => void) {
  const program = findProgram('npm');
  if (!program) {
    throw new InstallError(
      say(
        `npm is missing; it comes with Node. Run: ${installCommand(['npm'])}. Then install again.`,
        `npm이 없습니다. npm은 Node와 함께 제공됩니다. ${installCommand(['npm'])}을(를) 실행한 뒤 다시 설치하세요.`,
      ),
    );
  }
  return runProgram(program, [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd,
    env: npmEnvironment(),
    signal,
    onLine,
  });
}

/** The JavaScript of tfjs-node, and the headers that its addon is compiled with. @throws InstallError */
export async function installNodePackages(folder: string, signal?: AbortSignal): Promise<void> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "name": "epochbook-native-engine", "private": true }\n');
  const packages = [`${TFJS_NODE}@${TFJS_NODE_VERSION}`, 'node-api-headers@1'];
  const end = await npm(['install', '--ignore-scripts', ...packages], folder, signal);
  if (!end.ok) throw npmFailed(end, folder);
}

/** tfjs-node's own install script: the official libraries and addon. @returns false where they are out of reach. */
export async function installOfficialBinary(folder: string, signal?: AbortSignal): Promise<boolean> {
  const late = AbortSignal.timeout(OFFICIAL_MS);
  const both = signal ? AbortSignal.any([signal, late]) : late;
  try {
    const end = await npm(['rebuild', TFJS_NODE, '--foreground-scripts'], folder, both);
    if (!end.ok && saysDiskFull(end.output)) throw diskFull(folder);
    return end.ok;
  } catch (error) {
    if (late.aborted && !signal?.aborted) return false;
    throw error;
  }
}

function npmFailed(end: ProgramEnd, folder: string): InstallError {
  if (saysDiskFull(end.output)) return diskFull(folder);
  return new InstallError(
    say(
      `npm could not install ${TFJS_NODE} ${TFJS_NODE_VERSION}. See what it said, check the network, and install again:\n${whyFailed(end)}`,
      `npm이 ${TFJS_NODE} ${TFJS_NODE_VERSION}을(를) 설치하지 못했습니다. 아래 메시지와 네트워크를 확인하고 다시 설치하세요:\n${whyFailed(end)}`,
    ),
  );
}
