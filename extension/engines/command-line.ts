import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { editorLocale, editorNode, folderOf } from '../kernels/launch-options.js';

/** How a run of the command line ended. */
export interface CommandLineEnd {
  code: number | null;
  signal: string | null;
  stdout: string;
  stderr: string;
}

export interface CommandLineOptions {
  extensionPath: string;
  /** Asks it to clear up and end; the promise settles when it has. */
  token?: vscode.CancellationToken;
  /** Its standard input. */
  input?: string;
  /** Gets each line of its standard output as it comes. */
  onLine?(line: string): void;
}

/**
 * Runs `epochbook` (dist/cli.js) under the editor's own Node, as a student would in a terminal, with the same storage.
 *
 * @throws Error where the process does not start.
 */
export function runCommandLine(
  args: readonly string[],
  options: CommandLineOptions,
): Promise<CommandLineEnd> {
  const { extensionPath, token, input, onLine } = options;
  const { node, env } = editorNode();
  return new Promise((resolve, reject) => {
    // It clears up when the channel closes: on Cancel, and when this window goes away.
    const child = spawn(node, ['--no-warnings', path.join(extensionPath, 'dist', 'cli.js'), ...args], {
      cwd: os.homedir(),
      env: { ...process.env, ...env, EPOCHBOOK_LOCALE: editorLocale() },
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe', 'ipc'],
      windowsHide: true,
    });
    // A program that ends before it has read all says why itself.
    child.stdin?.on('error', () => undefined).end(input);
    const letGo = (): void => {
      if (child.connected) child.disconnect();
    };
    const cancellation = token?.onCancellationRequested(letGo);
    if (token?.isCancellationRequested) letGo();
    let [stdout, stderr, begun] = ['', '', ''];
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      const lines = (begun + text).split('\n');
      begun = lines.pop() ?? '';
      for (const line of lines) onLine?.(line);
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.once('error', (error) => {
      cancellation?.dispose();
      reject(error);
    });
    // Not the event `close`: it stays away where the channel was closed from here.
    const read = [child.stdout, child.stderr].map((stream) => stream && once(stream, 'close'));
    child.once('exit', async (code, signal) => {
      await Promise.all(read);
      cancellation?.dispose();
      resolve({ code, signal, stdout, stderr });
    });
  });
}

/** For the messages about a process that said nothing itself. */
export const endedBy = (code: number | null, signal: string | null): string =>
  signal === null
    ? vscode.l10n.t('It ended without a word (exit code {0}).', String(code))
    : vscode.l10n.t('It ended without a word (signal {0}).', signal);

/** Where a workspace's own engine is looked for. Code of a folder that is not trusted is not loaded. */
export function engineFolder(): string {
  if (!vscode.workspace.isTrusted) return os.homedir();
  return folderOf(vscode.window.activeNotebookEditor?.notebook);
}
