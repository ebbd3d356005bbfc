import * as path from 'node:path';
import * as vscode from 'vscode';

export const TAKE_OVER = 'epochbook.takeOverKernel';

/**
 * Tells that a window which only watches cannot do what it was asked to.
 *
 * @returns whether it is to take over the kernel, which has been tried then.
 */
export async function offerTakeOver(notebook: vscode.NotebookDocument): Promise<boolean> {
  const takeOver = vscode.l10n.t('Take Over');
  const choice = await vscode.window.showInformationMessage(
    vscode.l10n.t(
      'This window only watches: another one has the kernel of {0}. Take it over to run or stop cells here.',
      path.basename(notebook.uri.path),
    ),
    takeOver,
  );
  if (choice !== takeOver) return false;
  await vscode.commands.executeCommand(TAKE_OVER, notebook.uri.toString());
  return true;
}
