import * as vscode from 'vscode';
import { commandCell } from '../exercises/command-cell.js';
import type { ChosenNotebooks } from '../kernels/chosen-notebooks.js';
import type { NotebookKernels } from '../kernels/notebook-kernels.js';
import { persistently } from '../kernels/persistently.js';
import { trackDebuggers } from './debugger-sessions.js';

/** Within which a notebook takes the kernel that was chosen for it, in milliseconds. */
const PATIENCE = 10_000;

/** "Debug Cell": runs a cell with VS Code's own debugger at it. */
export function registerDebugging(
  kernels: NotebookKernels,
  controller: vscode.NotebookController,
  chosen: ChosenNotebooks,
): vscode.Disposable {
  const debug = async (given: unknown): Promise<void> => {
    const cell = commandCell(given);
    if (!cell) return;
    await chosen.choose(cell.notebook);
    const giveUp = Date.now() + PATIENCE;
    await persistently(
      () => kernels.open(cell.notebook, controller).run([cell], { debug: true }),
      () => Date.now() < giveUp && cell.index >= 0,
    );
  };
  return vscode.Disposable.from(
    trackDebuggers(),
    vscode.commands.registerCommand('epochbook.debugCell', debug),
  );
}
