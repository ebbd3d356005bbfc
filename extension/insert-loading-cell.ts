import * as vscode from 'vscode';
import { applyEdit } from './apply-edit.js';

/**
 * Puts a cell with the code that loads a file into a notebook, and shows it; where the notebook cannot be edited it says so.
 *
 * @param file named where that fails.
 */
export async function insertLoadingCell(
  { notebook, viewColumn }: vscode.NotebookEditor,
  { index, code, file }: { index: number; code: string; file: string },
): Promise<void> {
  const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, code, 'typescript');
  const inserted = () => {
    const edit = new vscode.WorkspaceEdit();
    edit.set(notebook.uri, [vscode.NotebookEdit.insertCells(index, [cell])]);
    return edit;
  };
  if (!(await applyEdit(inserted))) {
    void vscode.window.showErrorMessage(
      vscode.l10n.t('The cell that loads {0} could not be put into the notebook: it cannot be edited.', file),
    );
    return;
  }
  const shown = await vscode.window.showNotebookDocument(notebook, { viewColumn });
  const range = new vscode.NotebookRange(index, index + 1);
  shown.selections = [range];
  shown.revealRange(range, vscode.NotebookEditorRevealType.InCenterIfOutsideViewport);
}
