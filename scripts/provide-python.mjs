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

/** What is added to it apart, so that a change of one does not install all anew. */
const extras = [
  // Another backend of Keras, beside TensorFlow.
  { name: 'jax', wanted: 'jax==0.10.2', label: text('JAX for the tests', '테스트용 JAX') },
  {
    name: 'nbconvert',
    wanted: 'nbconvert==7.17.2',
    label: text('nbconvert for the tests', '테스트용 nbconvert'),
  },
  // What student copies are compared with.
  {
    name: 'nbgrader',
    wanted: 'nbgrader==0.9.6',
    label: text('nbgrader for the tests', '테스트용 nbgrader'),
  },
  // Whose logs are read: it writes as PyTorch's SummaryWriter does, whose parent it is.
  {
    name: 'tensorboardX',
    wanted: 'tensorboardX==2.6.5',
    label: text('tensorboardX for the tests', '테스트용 tensorboardX'),
  },
  // What scaling, metrics and ridge are compared with.
  {
    name: 'scikit-learn',
    wanted: 'scikit-learn==1.9.1',
    label: text('scikit-learn for the tests', '테스트용 scikit-learn'),
  },
];

const home = () => join(cacheFolder(), 'python');
const stamp = () => join(home(), 'epochbook-packages.txt');
const isComplete = () => existsSync(stamp()) && readFileSync(stamp(), 'utf8') === packages.join('\n');

const extraStamp = (name) => join(home(), `epochbook-${name}.txt`);

const isAdded = ({ name, wanted }) =>
  Boolean(process.env.EPOCHBOOK_PYTHON) ||
  (existsSync(extraStamp(name)) && readFileSync(extraStamp(name), 'utf8') === wanted);

/** Whether that Python has one of the extras too. One that `EPOCHBOOK_PYTHON` names is taken to have them. */
export const hasExtra = (name) => extras.some((extra) => extra.name === name && isAdded(extra));

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
      await addExtras();
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
    await addExtras();
  });
}

async function addExtras() {
  const log = join(cacheFolder(), 'python.log');
  for (const extra of extras) {
    if (isAdded(extra)) continue;
    const { name, wanted, label } = extra;
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', wanted];
    const status = await runQuietly(label, interopPython(), pip, { log });
    if (status !== 0)
      throw new SetupError(
        `${text('pip could not install', 'pip 설치 실패')}: ${wanted}\n${lastLines(log, 8)}`,
      );
    writeFileSync(extraStamp(name), wanted);
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main(providePython);
