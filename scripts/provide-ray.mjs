// A Python environment of our own with Ray, for the tests and benchmarks of clusters. It has nothing else: each of Ray's many
// processes would load it.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findProgram } from '../engine/install/find-program.mjs';
import { cacheFolder, withLock } from './cache-folder.mjs';
import { lastLines, runQuietly } from './command.mjs';
import { main, SetupError, text } from './say.mjs';

const wanted = 'ray[client]==2.60.0';

const home = () => join(cacheFolder(), 'python-ray');
const stamp = () => join(home(), 'epochbook-packages.txt');

/** The Python that has Ray, or undefined where `provideRay` has not been run, or could not install it. */
export function rayPython() {
  const python = join(home(), 'bin', 'python');
  const isComplete = existsSync(stamp()) && readFileSync(stamp(), 'utf8') === wanted;
  return isComplete && existsSync(python) ? python : undefined;
}

/** There is no Ray for this system or its Python. */
export class NoRay extends SetupError {}

/** Installs that Python into the cache folder where it is missing. @throws SetupError */
export async function provideRay() {
  if (process.platform !== 'linux')
    throw new NoRay(text('The tests of clusters need Linux.', '클러스터 테스트에는 Linux가 필요합니다.'));
  await withLock(`${home()}.lock`, async () => {
    if (rayPython()) return;
    const base = findProgram('python3', 'python');
    if (!base) throw new SetupError(text('Python 3 is missing.', 'Python 3이 없습니다.'));
    const log = join(cacheFolder(), 'python-ray.log');
    rmSync(home(), { recursive: true, force: true });
    const label = text('Ray for the tests', '테스트용 Ray');
    const made = await runQuietly(text('Python environment', 'Python 환경'), base, ['-m', 'venv', home()], {
      log,
    });
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', wanted];
    const python = join(home(), 'bin', 'python');
    if (made !== 0 || (await runQuietly(label, python, pip, { log })) !== 0) {
      rmSync(home(), { recursive: true, force: true });
      const why = lastLines(log, 8);
      const Kind = /No matching distribution|Could not find a version/.test(why) ? NoRay : SetupError;
      throw new Kind(`${text('pip could not install', 'pip 설치 실패')}: ${wanted}\n${why}`);
    }
    writeFileSync(stamp(), wanted);
  });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main(provideRay);
