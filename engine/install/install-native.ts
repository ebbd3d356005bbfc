import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '../../words/index.js';
import { findNative } from '../native/find-native.js';
import { needBuildTools } from './build-tools.js';
import { checkEngine } from './check-engine.js';
import { compileAddon, hasAddon } from './compile-addon.js';
import { diskFull, InstallError, saysDiskFull } from './install-error.js';
import { withInstallLock } from './install-lock.js';
import { installNodePackages, installOfficialBinary, TFJS_NODE } from './node-packages.js';
import { prune } from './prune.js';
import { installedFolder } from './storage.js';
import { downloadWheel, unpackWheel, wheelFits } from './wheel.js';

/** While installing, at most: packages, libraries and addon. */
const NEEDED_BYTES = 1.3e9;
const WHEEL_BYTES = 0.3e9;

export interface InstallProgress {
  /** For people: what is being done. */
  text: string;
  /** Of the whole install, from 0 to 1. */
  fraction: number;
}

export interface InstallOptions {
  /** See `engineStorage`. */
  storage: string;
  /** See `downloadCache`. */
  cache: string;
  /** The command line's script, which checks the new engine in a process of its own. */
  cli: string;
  /** A TensorFlow wheel at hand: nothing is downloaded but what npm needs. */
  wheel?: string;
  /** Also where a working one is installed. */
  force?: boolean;
  signal?: AbortSignal;
  onProgress?(progress: InstallProgress): void;
}

export interface Installed {
  /** "native (TensorFlow 2.21.0)" */
  label: string;
  path: string;
  /** False where the one that was there works and was left as it is. */
  fresh: boolean;
}

/**
 * Installs the native engine, checks that it trains, and only then puts it in its place. Until then, and if anything
 * fails, the engine that was there stays as it was.
 *
 * @throws InstallError with what happened and what to do.
 */
export function installNative(options: InstallOptions): Promise<Installed> {
  const { storage } = options;
  return guardDisk(storage, () => withInstallLock(storage, () => install(options)));
}

/** Removes the installed native engine. @returns false where there is none. @throws InstallError while one installs. */
export function removeNative(storage: string): Promise<boolean> {
  return withInstallLock(storage, async () => {
    sweep(storage);
    const folder = installedFolder(storage);
    if (!existsSync(folder)) return false;
    // Renamed first, so that a kill in the middle leaves no half engine under its name.
    const trash = join(storage, `native.part-${process.pid}`);
    renameSync(folder, trash);
    rmSync(trash, { recursive: true, force: true });
    return true;
  });
}

async function install(options: InstallOptions): Promise<Installed> {
  const { storage, cache, cli, wheel, force, signal } = options;
  const tell = (fraction: number, text: string): void => options.onProgress?.({ fraction, text });
  sweep(storage);
  const [present] = findNative({ storage });
  if (present && !force) {
    tell(0, say('Checking the engine that is installed', '설치된 엔진을 확인하는 중'));
    const check = await checkEngine(cli, present.path, signal);
    if (check.ok) return { label: check.label, path: present.path, fresh: false };
  }
  needRoom(storage, NEEDED_BYTES);
  if (wheel) await needBuildTools(signal);
  const staging = join(storage, `native.part-${process.pid}`);
  try {
    tell(0.02, say('Fetching the packages of tfjs-node', 'tfjs-node 패키지를 받는 중'));
    await installNodePackages(staging, signal);
    if (!wheel) tell(0.15, say('Trying the official download', '공식 다운로드를 시도하는 중'));
    const official = !wheel && (await installOfficialBinary(staging, signal)) && hasAddon(staging);
    if (!official) await build(staging, options, tell);
    tell(0.9, say('Checking that it trains', '학습이 되는지 확인하는 중'));
    prune(staging);
    const check = await checkEngine(cli, join(staging, 'node_modules', TFJS_NODE), signal);
    if (!check.ok) {
      throw new InstallError(
        say(
          `The new engine does not train, so it is not used: ${check.reason}`,
          `새 엔진으로 학습이 되지 않아 쓰지 않습니다: ${check.reason}`,
        ),
      );
    }
    putInPlace(staging, storage);
    if (!wheel) removeDownloads(cache);
    tell(1, say('Done', '완료'));
    return {
      label: check.label,
      path: join(installedFolder(storage), 'node_modules', TFJS_NODE),
      fresh: true,
    };
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** The way that needs a compiler: TensorFlow's libraries out of its Python wheel, the addon out of its sources. */
async function build(
  staging: string,
  { cache, wheel, signal }: InstallOptions,
  tell: (fraction: number, text: string) => void,
): Promise<void> {
  if (!wheelFits()) {
    throw new InstallError(
      say(
        `The official download of ${TFJS_NODE} failed, and on ${process.platform} ${process.arch} there is no other way. Check the network and install again; the embedded engine works meanwhile.`,
        `${TFJS_NODE}의 공식 다운로드에 실패했고, ${process.platform} ${process.arch}에서는 다른 방법이 없습니다. 네트워크를 확인하고 다시 설치하세요. 그동안 내장 엔진을 쓸 수 있습니다.`,
      ),
    );
  }
  const { python, compiler } = await needBuildTools(signal);
  let file = wheel;
  if (!file) {
    mkdirSync(cache, { recursive: true });
    needRoom(cache, WHEEL_BYTES);
    const downloading = say('Downloading TensorFlow (270 MB)', 'TensorFlow를 내려받는 중(270MB)');
    tell(0.2, downloading);
    const onProgress = (done: number): void => tell(0.2 + 0.4 * done, downloading);
    file = await downloadWheel({ python, cache, signal, onProgress });
  }
  const unpacked = join(staging, 'unpacked');
  tell(0.6, say('Unpacking the libraries', '라이브러리를 푸는 중'));
  await unpackWheel(file, unpacked, { python, signal });
  tell(0.7, say('Compiling the addon', '애드온을 컴파일하는 중'));
  await compileAddon(staging, join(unpacked, 'tensorflow'), { compiler, signal });
  rmSync(unpacked, { recursive: true, force: true });
}

/** Two renames: between them an older engine is out of place, and `sweep` brings it back after a kill. */
function putInPlace(staging: string, storage: string): void {
  const folder = installedFolder(storage);
  const old = `${folder}.old`;
  if (existsSync(folder)) renameSync(folder, old);
  renameSync(staging, folder);
  rmSync(old, { recursive: true, force: true });
}

/** Clears up after an install that was killed. Runs under the lock. */
function sweep(storage: string): void {
  const folder = installedFolder(storage);
  if (existsSync(`${folder}.old`) && !existsSync(folder)) renameSync(`${folder}.old`, folder);
  for (const name of readdirSync(storage)) {
    if (/^native\.(part-\d+|old)$/.test(name)) rmSync(join(storage, name), { recursive: true, force: true });
  }
}

function removeDownloads(cache: string): void {
  if (!existsSync(cache)) return;
  for (const name of readdirSync(cache)) {
    if (/^tensorflow_cpu-.*\.whl(\.part)?$/.test(name)) rmSync(join(cache, name), { force: true });
  }
  rmSync(join(cache, 'pip-target'), { recursive: true, force: true });
}

function needRoom(folder: string, bytes: number): void {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < bytes) throw diskFull(folder, bytes, bavail * bsize);
}

async function guardDisk<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof InstallError || !saysDiskFull(String(error))) throw error;
    throw diskFull(folder);
  }
}
