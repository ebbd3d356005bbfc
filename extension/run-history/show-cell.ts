import { existsSync } from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { RunOrigin, RunSummary } from '../../protocol/run-history.js';
import { NOTEBOOK_TYPE } from '../controller.js';
import { cellKey } from '../kernels/cell-key.js';
import { findCell } from './find-cell.js';
import type { StoredRuns } from './stored-runs.js';

/** Shows the cell that made a run; says so where it has changed since, or is gone. */
export async function showCell(runs: StoredRuns, run: RunSummary): Promise<void> {
  const origin = await runs.ask('origin', { path: run.path });
  const file = notebookFile(run, origin);
  if (file === undefined) {
    await tellGone(
      origin,
      origin.notebook === undefined
        ? vscode.l10n.t('The notebook that made this run was not saved then.')
        : vscode.l10n.t('The notebook that made this run is not there any more: {0}', origin.notebook),
    );
    return;
  }
  const uri = vscode.Uri.file(file);
  await vscode.commands.executeCommand('vscode.openWith', uri, NOTEBOOK_TYPE, { preview: false });
  const editor = vscode.window.visibleNotebookEditors.find(
    ({ notebook }) => notebook.uri.toString() === uri.toString(),
  );
  if (!editor) return;
  const cells = editor.notebook.getCells();
  const found = findCell(
    cells.map((cell) => ({ key: cellKey(cell), text: cell.document.getText() })),
    origin,
  );
  if (!found) {
    await tellGone(
      origin,
      vscode.l10n.t('The cell that made this run is not in {0} any more.', path.basename(file)),
    );
    return;
  }
  const range = new vscode.NotebookRange(found.index, found.index + 1);
  editor.selections = [range];
  editor.revealRange(range, vscode.NotebookEditorRevealType.InCenter);
  const cell = cells[found.index];
  if (found.fate === 'changed' && cell) await tellChanged(origin, cell);
}

/** Where the notebook is now: where it was, or with its runs in another folder. */
function notebookFile({ path: run }: RunSummary, { notebook }: RunOrigin): string | undefined {
  if (notebook === undefined) return undefined;
  const name = notebook.slice(Math.max(notebook.lastIndexOf('/'), notebook.lastIndexOf('\\')) + 1);
  const beside = path.join(path.dirname(path.dirname(path.dirname(run))), name);
  return [notebook, beside].find((file) => existsSync(file));
}

async function tellChanged({ source = '' }: RunOrigin, cell: vscode.NotebookCell): Promise<void> {
  const compare = vscode.l10n.t('Compare');
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t('This cell has been changed since it made the run.'),
    compare,
  );
  if (answer !== compare) return;
  const before = await vscode.workspace.openTextDocument({ language: 'typescript', content: source });
  const title = vscode.l10n.t('As it made the run ↔ now');
  await vscode.commands.executeCommand('vscode.diff', before.uri, cell.document.uri, title);
}

async function tellGone({ source }: RunOrigin, message: string): Promise<void> {
  if (source === undefined) {
    void vscode.window.showWarningMessage(message);
    return;
  }
  const show = vscode.l10n.t('Show Its Code');
  if ((await vscode.window.showWarningMessage(message, show)) !== show) return;
  const document = await vscode.workspace.openTextDocument({ language: 'typescript', content: source });
  await vscode.window.showTextDocument(document);
}
