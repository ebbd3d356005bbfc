import * as vscode from 'vscode';
import { checkpointCells } from './checkpoint-cells.js';
import { registerKernelCommands } from './commands/kernel-commands.js';
import { newWorkbook } from './commands/new-workbook.js';
import { openSample } from './commands/open-sample.js';
import { createController } from './controller.js';
import { closeWithTab } from './kernels/close-with-tab.js';
import { NotebookKernels } from './kernels/notebook-kernels.js';
import { KernelStatusBar } from './status-bar.js';
import { TrainingLink } from './training-link.js';

let kernels: NotebookKernels | undefined;

/** Registers everything; starts nothing. */
export function activate(context: vscode.ExtensionContext): void {
  kernels = new NotebookKernels(context.extensionPath);
  const open = kernels;
  const controller = createController(open);

  context.subscriptions.push(
    controller,
    new KernelStatusBar(open, controller),
    new TrainingLink(open),
    checkpointCells(),
    registerKernelCommands(open, controller),
    vscode.commands.registerCommand('epochbook.newWorkbook', newWorkbook),
    vscode.commands.registerCommand('epochbook.openSample', () => openSample(context.extensionUri)),
    closeWithTab(open),
  );
}

/** Ends the kernels of this window. */
export function deactivate(): Promise<void> | undefined {
  return kernels?.closeAll();
}
