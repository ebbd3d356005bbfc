import * as vscode from 'vscode';
import type { NotebookKernel } from './notebook-kernel.js';

/** Milliseconds after which a cell that still runs makes us offer to end its kernel. */
const PATIENCE = 5000;

const offering = new WeakSet<NotebookKernel>();

/**
 * Interrupts the cell at work by one step; another call goes a step further. Where the cell still runs 5 s later, the
 * student may end the kernel.
 */
export async function interruptKernel(kernel: NotebookKernel): Promise<void> {
  const { work } = kernel;
  await kernel.interrupt();
  if (!work || kernel.watches || offering.has(kernel)) return;
  offering.add(kernel);
  try {
    await new Promise((resolve) => setTimeout(resolve, PATIENCE));
    if (kernel.work === work) await offerEnd(kernel, work);
  } finally {
    offering.delete(kernel);
  }
}

async function offerEnd(kernel: NotebookKernel, work: object): Promise<void> {
  const end = vscode.l10n.t('End the kernel (variables are lost)');
  const wait = vscode.l10n.t('Keep waiting');
  const choice = await vscode.window.showWarningMessage(
    vscode.l10n.t('The cell is still running 5 seconds after the interrupt.'),
    end,
    wait,
  );
  if (choice === end && kernel.work === work) kernel.kill();
}
