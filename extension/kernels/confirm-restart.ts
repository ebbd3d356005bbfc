import * as vscode from 'vscode';

/** Asks before a cell at work is ended, unless the setting says not to. */
export async function confirmRestart(): Promise<boolean> {
  if (vscode.workspace.getConfiguration('epochbook').get('confirmRestart') === false) return true;
  const yes = vscode.l10n.t('Restart');
  const choice = await vscode.window.showWarningMessage(
    vscode.l10n.t('A cell is running. Restart the kernel?'),
    { modal: true, detail: vscode.l10n.t('The cell is ended and all variables are lost. Outputs stay.') },
    yes,
  );
  return choice === yes;
}
