import * as vscode from 'vscode';
import { confirmRestart } from './confirm-restart.js';
import { engineOf } from './launch-options.js';
import type { NotebookKernel } from './notebook-kernel.js';
import type { NotebookKernels } from './notebook-kernels.js';

/** Whether a restart would bring the native engine to this kernel. */
function wouldGain({ notebook, status }: NotebookKernel): boolean {
  return (
    !status.watching &&
    status.state !== 'elsewhere' &&
    status.state !== 'off' &&
    status.state !== 'lost' &&
    status.engine?.name !== 'native' &&
    engineOf(notebook) === 'native'
  );
}

/** Tells about the native engine, and offers to restart the kernels that are to use it and run on another one. */
export async function offerRestart(kernels: NotebookKernels, text: string): Promise<void> {
  const waiting = kernels.all().filter(wouldGain);
  const restart =
    waiting.length === 1
      ? vscode.l10n.t('Restart Kernel')
      : vscode.l10n.t('Restart {0} Kernels', waiting.length);
  const choice = await vscode.window.showInformationMessage(text, ...(waiting.length > 0 ? [restart] : []));
  if (choice !== restart) return;
  const still = kernels.all().filter(wouldGain);
  if (still.some(({ busy }) => busy) && !(await confirmRestart())) return;
  for (const kernel of still) {
    try {
      await kernel.restart();
    } catch (error) {
      void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
    }
  }
}
