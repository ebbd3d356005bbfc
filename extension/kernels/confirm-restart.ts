import * as vscode from 'vscode';

/** Asks before a cell at work is ended. */
export async function confirmRestart(): Promise<boolean> {
  const yes = vscode.l10n.t('Restart');
  const choice = await vscode.window.showWarningMessage(
    vscode.l10n.t('A cell is running. Restart the kernel?'),
    { modal: true, detail: vscode.l10n.t('The cell is ended and all variables are lost. Outputs stay.') },
    yes,
  );
  return choice === yes;
}
