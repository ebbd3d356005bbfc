import { spawn } from 'node:child_process';
import { cancelled } from './install-error.js';

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
    // A group of its own on POSIX, so that a compiler's own programs end with it; a shell on Windows, for npm.cmd.
    const child = spawn(command, args, {
      cwd,
      env: env ?? process.env,
      stdio: ['pipe', 'pipe', 'pipe'],
      shell: isWindows && /\.(cmd|bat)$/i.test(command),
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
    child.once('error', (error) => {
      signal?.removeEventListener('abort', stop);
      resolve({ ok: false, stdout, output: `${output}${error.message}` });
    });
    child.once('close', (code) => {
      signal?.removeEventListener('abort', stop);
      if (signal?.aborted) reject(cancelled());
      else resolve({ ok: code === 0, stdout, output });
    });
  });
}

/** The last lines of what a program printed. */
export const lastLines = (output: string, count = 8): string =>
  output.trim().split(/\r?\n/).slice(-count).join('\n');
