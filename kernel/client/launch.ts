import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locale } from '../../protocol/index.js';

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
  /** Milliseconds to wait for the kernel to answer. Default 20,000. */
  startTimeout?: number;
}

/** A kernel that did not start. The message says why, with the last of what it printed. */
export class KernelStartError extends Error {
  override name = 'KernelStartError';
}

export interface LaunchedKernel {
  process: ChildProcess;
  socket: net.Socket;
  token: string;
  /** The last lines that the process itself printed. */
  log(): string;
  cleanUp(): void;
}

/** With nobody attached for this long, a kernel ends itself. */
const LONELY_MS = 10 * 60 * 1000;
const CONNECT_EVERY_MS = 10;

/** Starts a kernel host as a process of its own and connects to it. @throws KernelStartError */
export async function launchKernel(options: LaunchOptions): Promise<LaunchedKernel> {
  const room = mkdtempSync(join(tmpdir(), 'epochbook-'));
  const token = randomBytes(24).toString('base64url');
  const path =
    process.platform === 'win32'
      ? `\\\\.\\pipe\\epochbook-${randomBytes(12).toString('hex')}`
      : join(room, 'kernel.sock');
  const logPath = join(room, 'kernel.log');
  const child = start(options, path, token, logPath);
  const log = (): string => lastLines(logPath);
  const cleanUp = (): void => rmSync(room, { recursive: true, force: true });
  try {
    const socket = await connect(path, child, options.startTimeout ?? 20_000, log);
    return { process: child, socket, token, log, cleanUp };
  } catch (error) {
    child.kill('SIGKILL');
    cleanUp();
    throw error;
  }
}

function start(
  { host, node, env, folder, notebook }: LaunchOptions,
  socket: string,
  token: string,
  logPath: string,
): ChildProcess {
  const log = openSync(logPath, 'a', 0o600);
  const settings = { socket, token, folder, notebook: notebook ?? null, lonelyMs: LONELY_MS };
  // Breaking off a loop in a timer's callback would end the process without this flag.
  const child = spawn(node ?? process.execPath, ['--no-force-async-hooks-checks', '--no-warnings', host], {
    detached: true,
    stdio: ['ignore', log, log],
    windowsHide: true,
    env: { ...process.env, ...env, EPOCHBOOK_KERNEL: JSON.stringify(settings) },
  });
  child.unref();
  closeSync(log);
  return child;
}

function connect(path: string, child: ChildProcess, timeout: number, log: () => string): Promise<net.Socket> {
  return new Promise((resolve, reject) => {
    const giveUpAt = Date.now() + timeout;
    let over = false;
    const fail = (message: string): void => {
      if (over) return;
      over = true;
      const printed = log();
      reject(new KernelStartError(printed ? `${message}\n${printed}` : message));
    };
    child.once('error', (error) => fail(`The kernel cannot be started: ${error.message}.`));
    child.once('exit', (code, signal) =>
      fail(`The kernel ended while starting (${signal ? `signal ${signal}` : `exit code ${code}`}).`),
    );
    const attempt = (): void => {
      if (over) return;
      const socket = net.connect(path);
      socket.once('connect', () => {
        over = true;
        socket.removeAllListeners('error');
        resolve(socket);
      });
      socket.once('error', () => {
        if (Date.now() > giveUpAt)
          fail(`The kernel did not answer within ${Math.round(timeout / 1000)} seconds.`);
        else setTimeout(attempt, CONNECT_EVERY_MS);
      });
    };
    attempt();
  });
}

function lastLines(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim().split('\n').slice(-60).join('\n');
  } catch {
    return '';
  }
}
