import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import * as vscode from 'vscode';
import { endedBy } from '../engines/command-line.js';

/** What `epochbook tensorboard --json` tells, a line of JSON each. */
export type TensorBoardMessage =
  | { url: string; pid: number; folder: string }
  | { error: string; missing: boolean }
  | { folders: { path: string; runs: number; changedAt: number }[] };

/**
 * Runs `epochbook tensorboard` of this extension. It ends when the input that it is given does, thus with the extension
 * host, however that ends.
 *
 * @param script `dist/cli.js` of the extension.
 */
export function runTensorBoardCommand(
  script: string,
  args: string[],
  hear: (message: TensorBoardMessage) => void,
): { child: ChildProcess; ended: Promise<void> } {
  const locale = vscode.env.language.toLowerCase().startsWith('ko') ? 'ko' : 'en';
  const child = spawn(process.execPath, [script, 'tensorboard', '--json', ...args], {
    // In the desktop program `process.execPath` is Electron; this makes it a plain Node.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', EPOCHBOOK_LOCALE: locale },
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
  let told = false;
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-2000);
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    told = true;
    hear(JSON.parse(line) as TensorBoardMessage);
  });
  const ended = new Promise<void>((resolve) => {
    child.once('error', ({ message }) => {
      hear({ error: message, missing: false });
      told = true;
      resolve();
    });
    child.once('close', (code, signal) => {
      if (!told && code !== 0) hear({ error: complaint.trim() || endedBy(code, signal), missing: false });
      resolve();
    });
  });
  return { child, ended };
}
