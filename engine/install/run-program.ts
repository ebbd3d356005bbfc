import { spawn } from 'node:child_process';
import { howEnded, say } from '../../words/index.js';
import { cancelled } from './install-error.js';
import { spawnArguments } from './spawn-arguments.js';

/** How long what a program has started may keep its output open once it has ended itself. */
const LINGER_MS = 2000;

const isWindows = process.platform === 'win32';

export interface RunOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  signal?: AbortSignal;
  /** Written to the program's input, which then stays open. Without it there is none. */
  input?: string;
  /** Gets each line as it is printed, on either stream. */
  onLine?(line: string): void;
}

export interface ProgramEnd {
  ok: boolean;
  code: number | null;
  signal: string | null;
  stdout: string;
  /** The end of all that was printed, for messages. */
  output: string;
}

/** Runs a program to its end. @throws InstallCancelled when the signal ends it, with all that it had started. */
export function runProgram(command: string, args: string[], options: RunOptions = {}): Promise<ProgramEnd> {
  const { cwd, env, signal, input, onLine } = options;
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(cancelled());
      return;
    }
    // A group of its own on POSIX, so that a compiler's own programs end with it.
    const start = spawnArguments(command, args);
    const child = spawn(start.command, start.args, {
      cwd,
      env: env ?? process.env,
      stdio: ['pipe', 'pipe', 'pipe'],
      shell: start.shell,
      detached: !isWindows,
      windowsHide: true,
    });
    // One that ends before it has read all says why itself.
    child.stdin.on('error', () => {});
    if (input === undefined) child.stdin.end();
    else child.stdin.write(input);
    let stdout = '';
    let output = '';
    const hear = (text: string): void => {
      output = (output + text).slice(-20_000);
      if (!onLine) return;
      for (const line of text.split(/[\r\n]+/)) if (line.trim()) onLine(line.trim());
    };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      hear(text);
    });
    child.stderr.setEncoding('utf8').on('data', hear);
    const stop = (): void => {
      try {
        if (child.pid && !isWindows) process.kill(-child.pid, 'SIGKILL');
        else child.kill('SIGKILL');
      } catch {
        // It has ended by itself.
      }
    };
    signal?.addEventListener('abort', stop, { once: true });
    let over = false;
    const end = (code: number | null, killedBy: string | null, more = ''): void => {
      if (over) return;
      over = true;
      signal?.removeEventListener('abort', stop);
      clearTimeout(linger);
      for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
      if (signal?.aborted) reject(cancelled());
      else resolve({ ok: code === 0, code, signal: killedBy, stdout, output: output + more });
    };
    let linger: NodeJS.Timeout | undefined;
    child.once('error', ({ message }) => end(null, null, message));
    child.once('close', (code, killedBy) => end(code, killedBy));
    // Its own end counts: programs that it leaves behind may hold its output open for ever.
    child.once('exit', (code, killedBy) => {
      linger = setTimeout(() => {
        if (code !== 0) stop();
        end(code, killedBy);
      }, LINGER_MS);
    });
  });
}

/** Why a program failed, for messages: the last lines that it printed, and how it ended where they cannot tell. */
export function whyFailed({ output, code, signal }: ProgramEnd): string {
  const printed = lastLines(output);
  if (printed && (signal === null || code !== null)) return printed;
  const how = howEnded({ code, signal });
  const ended = say(`It ended by ${how}.`, `종료되었습니다(${how}).`);
  return printed ? `${printed}\n${ended}` : ended;
}

/** The last lines of what a program printed. */
export const lastLines = (output: string, count = 8): string =>
  output.trim().split(/\r?\n/).slice(-count).join('\n');
