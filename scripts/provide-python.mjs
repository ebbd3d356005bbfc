// A Python environment of our own with real Keras and TensorBoard, for the interop tests and benchmarks.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findProgram } from '../engine/install/find-program.mjs';
import { cacheFolder, withLock } from './cache-folder.mjs';
import { isWindows, lastLines, runQuietly } from './command.mjs';
import { main, SetupError, text } from './say.mjs';

const packages = [
  'keras==3.15.1',
  'tensorflow-cpu==2.21.0',
  'tf-keras==2.21.0',
  'tensorboard==2.21.0',
  'h5py==3.14.0',
];

/** Another backend of Keras, beside TensorFlow. */
const jax = 'jax==0.10.2';

const home = () => join(cacheFolder(), 'python');
const stamp = () => join(home(), 'epochbook-packages.txt');
const isComplete = () => existsSync(stamp()) && readFileSync(stamp(), 'utf8') === packages.join('\n');

const jaxStamp = () => join(home(), 'epochbook-jax.txt');

/** Whether that Python has JAX too. One that `EPOCHBOOK_PYTHON` names is taken to have it. */
export const hasJax = () =>
  Boolean(process.env.EPOCHBOOK_PYTHON) ||
  (existsSync(jaxStamp()) && readFileSync(jaxStamp(), 'utf8') === jax);

/** The Python that has Keras 3, tf-keras, TensorBoard and h5py, or undefined where `providePython` has not been run. */
export function interopPython() {
  if (process.env.EPOCHBOOK_PYTHON) return process.env.EPOCHBOOK_PYTHON;
  const python = join(home(), isWindows ? 'Scripts/python.exe' : 'bin/python');
  return isComplete() && existsSync(python) ? python : undefined;
}

/** Installs that Python into the cache folder where it is missing. @throws SetupError */
export async function providePython() {
  await withLock(`${home()}.lock`, async () => {
    if (interopPython()) {
      if (!hasJax()) await provideJax();
      return;
    }
    const base = findProgram('python3', 'python');
    if (!base) throw new SetupError(text('Python 3 is missing.', 'Python 3이 없습니다.'));
    const log = join(cacheFolder(), 'python.log');
    rmSync(home(), { recursive: true, force: true });
    const python = join(home(), isWindows ? 'Scripts/python.exe' : 'bin/python');
    const label = text('Keras and TensorBoard for the tests', '테스트용 Keras와 TensorBoard');
    const made = await runQuietly(text('Python environment', 'Python 환경'), base, ['-m', 'venv', home()], {
      log,
    });
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages];
    if (made !== 0 || (await runQuietly(label, python, pip, { log })) !== 0) {
      rmSync(home(), { recursive: true, force: true });
      throw new SetupError(
        `${text('pip could not install', 'pip 설치 실패')}: ${packages.join(', ')}\n${lastLines(log, 8)}`,
      );
    }
    writeFileSync(stamp(), packages.join('\n'));
    await provideJax();
  });
}

async function provideJax() {
  const log = join(cacheFolder(), 'python.log');
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', jax];
  const status = await runQuietly(text('JAX for the tests', '테스트용 JAX'), interopPython(), pip, { log });
  if (status !== 0)
    throw new SetupError(`${text('pip could not install', 'pip 설치 실패')}: ${jax}\n${lastLines(log, 8)}`);
  writeFileSync(jaxStamp(), jax);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main(providePython);
