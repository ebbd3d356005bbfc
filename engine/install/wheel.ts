import { createHash } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { howEnded, say } from '../../words/index.js';
import { cancelled, diskFull, InstallError, saysDiskFull } from './install-error.js';
import { lastLines, runProgram, whyFailed } from './run-program.js';

/** TensorFlow's wheel in the Python registry, of which only the two libraries and some headers are used. */
const REQUIREMENT = 'tensorflow-cpu==2.21.0';
/** Which of its builds. Its libraries do not depend on the Python at hand, so one build serves all. */
const BUILD = ['--python-version', '3.11', '--implementation', 'cp', '--abi', 'cp311'];
const PLATFORM = ['--platform', 'manylinux_2_27_x86_64'];

/** Where this way of installing was seen to work. */
export const wheelFits = (): boolean => process.platform === 'linux' && process.arch === 'x64';

export interface WheelOptions {
  python: string;
  /** See `downloadCache`. */
  cache: string;
  signal?: AbortSignal;
  /** @param fraction of the download that is done, from 0 to 1. */
  onProgress(fraction: number): void;
}

/**
 * Downloads the wheel, going on where an earlier try was broken off, and holds it against the registry's hash.
 *
 * @returns its path.
 * @throws InstallError
 */
export async function downloadWheel(options: WheelOptions): Promise<string> {
  const { url, sha256 } = await locate(options);
  mkdirSync(options.cache, { recursive: true });
  const file = join(options.cache, decodeURIComponent(basename(new URL(url).pathname)));
  if (existsSync(file) && (await hashOf(file)) === sha256) return file;
  const part = `${file}.part`;
  try {
    await fetchResuming(url, part, options);
  } catch (error) {
    if (options.signal?.aborted || existsSync(part) || !(await downloadWithPip(options, file, part)))
      throw error;
  }
  await verifyHash(part, sha256);
  renameSync(part, file);
  return file;
}

/** Where nothing arrived, a proxy or certificates that only pip is set up for may stand between. */
async function downloadWithPip(
  { python, cache, signal }: WheelOptions,
  file: string,
  part: string,
): Promise<boolean> {
  const args = ['-m', 'pip', 'download', '--no-deps', '--only-binary=:all:', '--dest', cache];
  const end = await runProgram(python, [...args, ...BUILD, ...PLATFORM, REQUIREMENT], { signal });
  if (saysDiskFull(end.output)) throw diskFull(cache);
  if (!end.ok || !existsSync(file)) return false;
  renameSync(file, part);
  return true;
}

/** Asks the registry that pip is set up for. */
async function locate({ python, cache, signal }: WheelOptions): Promise<{ url: string; sha256: string }> {
  const target = join(cache, 'pip-target');
  const args = ['-m', 'pip', 'install', '--dry-run', '--quiet', '--ignore-installed', '--no-deps'];
  args.push('--disable-pip-version-check', '--report', '-', '--target', target, '--only-binary=:all:');
  const end = await runProgram(python, [...args, ...BUILD, ...PLATFORM, REQUIREMENT], { signal });
  if (!end.ok) throw registryFailed(whyFailed(end));
  const [found] = (JSON.parse(end.stdout) as { install: { download_info: DownloadInfo }[] }).install;
  const info = found?.download_info;
  const sha256 = info?.archive_info?.hashes?.sha256;
  if (!info || !sha256) throw registryFailed('no hash in its answer');
  return { url: info.url, sha256 };
}

interface DownloadInfo {
  url: string;
  archive_info?: { hashes?: { sha256?: string } };
}

const registryFailed = (why: string): InstallError =>
  new InstallError(
    say(
      `The Python registry does not give ${REQUIREMENT}. Check the network, or bring the wheel on a stick and name it: "npx epochbook engine install --wheel FILE". pip said:\n${why}`,
      `Python 저장소에서 ${REQUIREMENT}을(를) 받을 수 없습니다. 네트워크를 확인하거나, wheel 파일을 가져와 "npx epochbook engine install --wheel FILE"로 지정하세요. pip의 메시지:\n${why}`,
    ),
  );

/** Appends to `part` what it lacks. Exported for its test. @throws InstallError */
export async function fetchResuming(
  url: string,
  part: string,
  { signal, onProgress }: Pick<WheelOptions, 'signal' | 'onProgress'>,
): Promise<void> {
  const have = existsSync(part) ? statSync(part).size : 0;
  try {
    const response = await fetch(url, { signal, headers: have > 0 ? { Range: `bytes=${have}-` } : {} });
    // All of it is there already; the hash decides.
    if (response.status === 416) return;
    if (!response.ok || !response.body) throw new Error(`HTTP ${response.status}`);
    const resumed = response.status === 206;
    const total = Number(response.headers.get('content-length') ?? 0) + (resumed ? have : 0);
    let done = resumed ? have : 0;
    const counted = Readable.fromWeb(response.body as never).on('data', (chunk: Uint8Array) => {
      done += chunk.byteLength;
      if (total > 0) onProgress(done / total);
    });
    await pipeline(counted, createWriteStream(part, { flags: resumed ? 'a' : 'w' }), { signal });
    if (total > 0 && done !== total) throw new Error(`${done} of ${total} bytes`);
  } catch (error) {
    if (signal?.aborted) throw cancelled();
    const { message, cause } = error as Error & { cause?: Error };
    const why = cause instanceof Error ? cause.message : message;
    if (saysDiskFull(`${(error as NodeJS.ErrnoException).code} ${message}`)) throw diskFull(part);
    throw new InstallError(
      say(
        `The download of ${basename(part, '.part')} broke off (${why}). What has arrived is kept: install again to go on from there.`,
        `${basename(part, '.part')} 다운로드가 끊겼습니다(${why}). 받은 부분은 남겨 두었으니 다시 설치하면 이어서 받습니다.`,
      ),
    );
  }
}

/** @throws InstallError and throws the file away where it is not what the registry has. Exported for its test. */
export async function verifyHash(part: string, sha256: string): Promise<void> {
  if ((await hashOf(part)) === sha256) return;
  const size = statSync(part).size;
  rmSync(part, { force: true });
  throw new InstallError(
    say(
      `The download ${basename(part, '.part')} is broken: its ${size} bytes do not have the hash that the registry names. It was thrown away; install again.`,
      `내려받은 ${basename(part, '.part')} 파일이 손상되었습니다. ${size}바이트의 해시가 저장소의 값과 다릅니다. 파일을 지웠으니 다시 설치하세요.`,
    ),
  );
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Uint8Array);
  return hash.digest('hex');
}

// Python is needed for pip in any case, and its zipfile checks every CRC.
const UNPACK = `
import sys, zipfile
wheel, target = sys.argv[1:3]
libraries = ['tensorflow/libtensorflow_cc.so.2', 'tensorflow/libtensorflow_framework.so.2']
headers = ('tensorflow/include/tensorflow/c/', 'tensorflow/include/tensorflow/core/platform/ctstring',
           'tensorflow/include/tsl/platform/ctstring', 'tensorflow/include/xla/tsl/c/')
with zipfile.ZipFile(wheel) as archive:
    names = set(archive.namelist())
    for library in libraries:
        if library not in names:
            sys.exit('LACKS ' + library)
    for name in sorted(names):
        if name in libraries or name.startswith(headers):
            archive.extract(name, target)
`;

/** Unpacks the two libraries and the headers below `target/tensorflow`. @throws InstallError */
export async function unpackWheel(
  wheel: string,
  target: string,
  { python, signal }: Pick<WheelOptions, 'python' | 'signal'>,
): Promise<void> {
  if (!existsSync(wheel)) {
    throw new InstallError(say(`There is no file ${wheel}.`, `${wheel} 파일이 없습니다.`));
  }
  mkdirSync(target, { recursive: true });
  const end = await runProgram(python, ['-c', UNPACK, wheel, target], { signal });
  if (end.ok) return;
  if (saysDiskFull(end.output)) throw diskFull(target);
  const lacks = /LACKS (\S+)/.exec(end.output)?.[1];
  if (lacks) {
    throw new InstallError(
      say(
        `${wheel} is no TensorFlow wheel for Linux: it lacks ${lacks}. Take the one of ${REQUIREMENT}.`,
        `${wheel}은(는) Linux용 TensorFlow wheel이 아닙니다. ${lacks}이(가) 없습니다. ${REQUIREMENT}의 wheel을 쓰세요.`,
      ),
    );
  }
  if (end.signal) {
    const how = howEnded(end);
    throw new InstallError(
      say(
        `Unpacking ${wheel} was broken off (${how}). Install again.`,
        `${wheel} 파일을 풀다가 중단되었습니다(${how}). 다시 설치하세요.`,
      ),
    );
  }
  const why = lastLines(end.output, 1);
  throw new InstallError(
    say(
      `The wheel ${wheel} is broken and cannot be unpacked (${why}). Remove it and install again.`,
      `wheel 파일 ${wheel}이(가) 손상되어 풀 수 없습니다(${why}). 지우고 다시 설치하세요.`,
    ),
  );
}
