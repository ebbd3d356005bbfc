import * as path from 'node:path';
import * as vscode from 'vscode';
import { folderOf } from './launch-options.js';
import type { NotebookKernel } from './notebook-kernel.js';

/**
 * A kernel works in the folder in which it was started, until it is restarted: relative paths in the midst of a training must
 * not lead elsewhere. Where its notebook is in another folder now, this is told. Runs are stored beside the notebook.
 */
export async function tellFolder(kernel: NotebookKernel): Promise<void> {
  const { notebook, folder } = kernel;
  const now = folderOf(notebook);
  if (folder === undefined || folder === now) return;
  if (vscode.workspace.getConfiguration('epochbook').get('tellMovedNotebook') === false) return;
  const restart = vscode.l10n.t('Restart the kernel (variables are lost)');
  const choice = await vscode.window.showInformationMessage(
    vscode.l10n.t(
      '{0} is in {1} now. Its kernel goes on with all variables, and new runs are stored there; relative paths and imports go out from {2} until the kernel is restarted.',
      path.basename(notebook.uri.path),
      now,
      folder,
    ),
    restart,
    vscode.l10n.t('Later'),
  );
  if (choice === restart && !notebook.isClosed)
    await vscode.commands.executeCommand('epochbook.restart', {
      notebookEditor: { notebookUri: notebook.uri },
    });
}
