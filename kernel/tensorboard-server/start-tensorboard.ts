import { type ChildProcess, spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { lastLines, spawnArguments } from '../../engine/install/index.js';
import { howEnded, say } from '../../words/index.js';
import type { TensorBoardCommand } from './find-tensorboard.js';

const isWindows = process.platform === 'win32';
const ADDRESS = /http:\/\/127\.0\.0\.1:\d+\//;
const ASK_EVERY_MS = 100;
/** How long it has to end when it is told to. */
const STOP_MS = 3000;
/** How long its data server may hold its output open. */
const LINGER_MS = 1000;

/** A TensorBoard that did not start. The message says why, with the last of what it printed. */
export class TensorBoardFailed extends Error {
  override name = 'TensorBoardFailed';
}

/** A TensorBoard at work. */
export interface RunningTensorBoard {
  url: string;
  pid: number;
  /** Settles when it has ended, with the last of what it printed. */
  ended: Promise<string>;
  stop(): void;
}

/**
 * Starts TensorBoard on a log folder, on a free port that only this machine can reach, and waits until it answers.
 *
 * @param timeoutMs How long to wait for its answer. Default 60,000: a first start of Python can take long.
 * @throws TensorBoardFailed
 */
export async function startTensorBoard(
  { program, args }: TensorBoardCommand,
  folder: string,
  { signal, timeoutMs = 60_000 }: { signal?: AbortSignal; timeoutMs?: number } = {},
): Promise<RunningTensorBoard> {
  checkFolder(folder);
  const start = spawnArguments(program, [...args, '--logdir', folder, '--host', '127.0.0.1', '--port', '0']);
  const child = spawn(start.command, start.args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PYTHONUNBUFFERED: '1', TF_CPP_MIN_LOG_LEVEL: '2' },
    // A group of its own on POSIX, so that its data server ends with it.
    detached: !isWindows,
    shell: start.shell,
    windowsHide: true,
  });
  let over = false;
  const stop = (): void => {
    endGroup(child, 'SIGTERM');
    setTimeout(() => over || endGroup(child, 'SIGKILL'), STOP_MS).unref();
  };
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted) stop();
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-20_000);
    });
  }
  const ended = endOf(child, () => output).finally(() => {
    over = true;
    signal?.removeEventListener('abort', stop);
  });
  const giveUpAt = Date.now() + timeoutMs;
  while (!over && Date.now() < giveUpAt) {
    const url = ADDRESS.exec(output)?.[0];
    if (url && child.pid !== undefined && (await answers(url))) return { url, pid: child.pid, ended, stop };
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS))]);
  }
  const why = over
    ? say('it ended', '종료되었습니다')
    : say(`no answer within ${timeoutMs / 1000} seconds`, `${timeoutMs / 1000}초 안에 응답이 없습니다`);
  stop();
  const printed = await ended;
  throw new TensorBoardFailed(
    say(
      `TensorBoard did not start (${basename(program)}: ${why}).`,
      `TensorBoard를 시작하지 못했습니다(${basename(program)}: ${why}).`,
    ) + (printed ? `\n${printed}` : ''),
  );
}

/** TensorBoard itself would start without a word and show nothing. */
function checkFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  throw new TensorBoardFailed(
    say(`The log folder ${folder} does not exist.`, `로그 폴더 ${folder}이(가) 없습니다.`),
  );
}

async function answers(url: string): Promise<boolean> {
  try {
    const { ok } = await fetch(url, { signal: AbortSignal.timeout(5000) });
    return ok;
  } catch {
    return false;
  }
}

/** Settles when the program itself has ended, with the last of what it printed, and how it ended. */
function endOf(child: ChildProcess, output: () => string): Promise<string> {
  return new Promise((resolve) => {
    const end = (how: string): void => {
      clearTimeout(linger);
      for (const stream of [child.stdout, child.stderr]) stream?.destroy();
      resolve([lastLines(output()), how].filter(Boolean).join('\n'));
    };
    const ended = (code: number | null, signal: string | null): void =>
      end(
        say(`It ended by ${howEnded({ code, signal })}.`, `종료되었습니다(${howEnded({ code, signal })}).`),
      );
    let linger: NodeJS.Timeout | undefined;
    child.once('error', ({ message }) => end(message));
    child.once('close', ended);
    // Its data server may outlive it, and hold its output open.
    child.once('exit', (code, signal) => {
      endGroup(child, 'SIGTERM');
      linger = setTimeout(() => ended(code, signal), LINGER_MS);
    });
  });
}

function endGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (child.pid && !isWindows) process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // It has ended by itself.
  }
}
