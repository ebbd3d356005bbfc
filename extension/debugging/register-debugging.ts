import * as vscode from 'vscode';
import { commandCell } from '../exercises/command-cell.js';
import type { NotebookKernels } from '../kernels/notebook-kernels.js';
import { trackDebuggers } from './debugger-sessions.js';

/** "Debug Cell": runs a cell with VS Code's own debugger at it. */
export function registerDebugging(
  kernels: NotebookKernels,
  controller: vscode.NotebookController,
): vscode.Disposable {
  const debug = (given: unknown): void => {
    const cell = commandCell(given);
    if (cell) kernels.open(cell.notebook, controller).run([cell], { debug: true });
  };
  return vscode.Disposable.from(
    trackDebuggers(),
    vscode.commands.registerCommand('epochbook.debugCell', debug),
  );
}
