import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { EngineChoice, Keeping, Locale, TrainingEngine } from '../../protocol/index.js';
import { howEnded, sayIn } from '../../words/index.js';
import { childProcess, type KernelProcess } from './kernel-process.js';
import { withoutDebugger } from './without-debugger.js';

export interface LaunchOptions {
  /** The kernel host's script, `dist/kernel/host.cjs`. */
  host: string;
  /** The Node to run it: `process.execPath` by default. In VS Code's own runtime set ELECTRON_RUN_AS_NODE in `env`. */
  node?: string;
  env?: Record<string, string | undefined>;
  /** The notebook's folder: where relative imports and packages are looked for, and where runs are stored. */
  folder: string;
  /** The notebook's path, for messages and for the run log; absent for an unsaved one. */
  notebook?: string;
  locale?: Locale;
  /** Default `auto`. */
  engine?: EngineChoice;
  /**
   * After a long `fit` on one of these, the kernel times the model on the other engines, once no cell runs, and sends an
   * `engineHint` event where one is faster. Default: none.
   */
  hintOn?: readonly TrainingEngine[];
  /** A program with arguments that starts what is behind them: `node` with the host. For a process with less rights. */
  through?: readonly string[];
  /** The folder for the socket and the log; made anew, in the system's folder of temporary files, where none is given. */
  room?: string;
  /** The kernel outlives its clients, for so long, and a later one finds it in this folder of records by this address. */
  keep?: Keeping & { registry: string; uri: string };
  /** Graded work runs in it: see `ExecuteParams.sealed`. */
  guarded?: boolean;
  /** Milliseconds to wait for the kernel to answer. Default 20,000. */
  startTimeout?: number;
}

/** A kernel that did not start. The message says why, with the last of what it printed. */
export class KernelStartError extends Error {
  override name = 'KernelStartError';
}

export interface LaunchedKernel {
  process: KernelProcess;
  socket: net.Socket;
  token: string;
  /**
   * The last lines that the process itself printed.
   *
   * @param read bytes of its two streams that were shown already.
   */
  log(read?: readonly [number, number]): string;
  cleanUp(): void;
}

/** With nobody attached for this long, a kernel ends itself: whoever started it has died. */
export const LONELY_MS = 15_000;
const CONNECT_EVERY_MS = 10;
/** Within which a kernel has to answer. */
export const START_MS = 20_000;

/** Starts a kernel host as a process of its own and connects to it. @throws KernelStartError */
export async function launchKernel(options: LaunchOptions): Promise<LaunchedKernel> {
  const room = options.room ?? mkdtempSync(join(tmpdir(), 'epochbook-'));
  const token = randomBytes(24).toString('base64url');
  const path = kernelAddress(room);
  const paths = pathsIn(room);
  const record = options.keep && join(options.keep.registry, `${basename(room)}.json`);
  const child = start(options, path, token, paths, record);
  const log = logOf(room);
  const cleanUp = (): void => {
    rmSync(room, { recursive: true, force: true });
    if (record) rmSync(record, { force: true });
  };
  try {
    const socket = await connect(path, child, options, log);
    return { process: childProcess(child), socket, token, log, cleanUp };
  } catch (error) {
    child.kill('SIGKILL');
    cleanUp();
    throw error;
  }
}

const pathsIn = (room: string): LogPaths => ({
  log: join(room, 'kernel.log'),
  stdout: join(room, 'stdout'),
  stderr: join(room, 'stderr'),
});

/** What a kernel with this folder printed last. */
export function logOf(room: string): LaunchedKernel['log'] {
  const { log, stdout, stderr } = pathsIn(room);
  return (read = [0, 0]) =>
    lastLines([textOf(log, 0), textOf(stdout, read[0]), textOf(stderr, read[1])].join(''));
}

/** Where a kernel listens: a socket in a folder of its own; on Windows, which has none there, a named pipe. */
export const kernelAddress = (room: string): string =>
  process.platform === 'win32'
    ? `\\\\.\\pipe\\epochbook-${randomBytes(12).toString('hex')}`
    : join(room, 'kernel.sock');

function start(
  {
    host,
    node,
    env,
    folder,
    notebook,
    engine = 'auto',
    locale = 'en',
    hintOn = [],
    through = [],
    guarded = false,
    keep,
  }: LaunchOptions,
  socket: string,
  token: string,
  paths: LogPaths,
  record: string | undefined,
): ChildProcess {
  closeSync(openSync(paths.log, 'a', 0o600));
  const [stdout, stderr] = [openSync(paths.stdout, 'a', 0o600), openSync(paths.stderr, 'a', 0o600)];
  const settings = {
    socket,
    token,
    folder,
    notebook: notebook ?? null,
    engine,
    locale,
    lonelyMs: LONELY_MS,
    keep: keep && record ? { record, uri: keep.uri, busyMs: keep.busyMs, idleMs: keep.idleMs } : null,
    log: paths.log,
    streams: { stdout: paths.stdout, stderr: paths.stderr },
    hintOn,
    guarded,
  };
  // Breaking off a loop in a timer's callback would end the process without this flag.
  const command = [
    ...through,
    node ?? process.execPath,
    '--no-force-async-hooks-checks',
    '--no-warnings',
    host,
  ];
  const child = spawn(command[0] as string, command.slice(1), {
    detached: true,
    stdio: ['ignore', stdout, stderr],
    windowsHide: true,
    env: { ...withoutDebugger({ ...process.env, ...env }), EPOCHBOOK_KERNEL: JSON.stringify(settings) },
  });
  closeSync(stdout);
  closeSync(stderr);
  return child;
}

function connect(
  path: string,
  child: ChildProcess,
  { startTimeout = START_MS, locale = 'en' }: LaunchOptions,
  log: () => string,
): Promise<net.Socket> {
  const say = (english: string, korean: string): string => sayIn(locale, english, korean);
  return new Promise((resolve, reject) => {
    const giveUpAt = Date.now() + startTimeout;
    let over = false;
    const fail = (message: string): void => {
      if (over) return;
      over = true;
      const printed = log();
      reject(new KernelStartError(printed ? `${message}\n${printed}` : message));
    };
    child.once('error', ({ message }) =>
      fail(say(`The kernel cannot be started: ${message}.`, `커널을 시작할 수 없습니다: ${message}.`)),
    );
    child.once('exit', (code, signal) => {
      fail(endedWhileStarting({ code, signal }, locale));
    });
    const attempt = (): void => {
      if (over) return;
      const socket = net.connect(path);
      socket.once('connect', () => {
        over = true;
        socket.removeAllListeners('error');
        resolve(socket);
      });
      socket.once('error', () => {
        if (Date.now() <= giveUpAt) setTimeout(attempt, CONNECT_EVERY_MS);
        else fail(noAnswer(startTimeout, locale));
      });
    };
    attempt();
  });
}

export function endedWhileStarting(
  end: { code: number | null; signal: string | null },
  locale: Locale,
): string {
  const how = howEnded(end, locale);
  return sayIn(
    locale,
    `The kernel ended while starting (${how}).`,
    `커널이 시작하다가 종료되었습니다(${how}).`,
  );
}

export function noAnswer(ms: number, locale: Locale): string {
  const seconds = Math.round(ms / 1000);
  return sayIn(
    locale,
    `The kernel did not answer within ${seconds} seconds.`,
    `커널이 ${seconds}초 안에 응답하지 않았습니다.`,
  );
}

/** What the process prints, and what it tells of its own failures. */
interface LogPaths {
  log: string;
  stdout: string;
  stderr: string;
}

function textOf(path: string, from: number): string {
  try {
    return readFileSync(path).subarray(from).toString('utf8');
  } catch {
    return '';
  }
}

const lastLines = (text: string): string => text.trim().split('\n').slice(-60).join('\n');
