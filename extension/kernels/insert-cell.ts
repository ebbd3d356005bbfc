import * as vscode from 'vscode';
import type { KeptCell } from '../../protocol/kernel.js';
import { applyEdit } from '../apply-edit.js';

/** Puts a cell back that its kernel has at work, and the notebook has lost: it was not saved when its window went. */
export async function insertCell(
  notebook: vscode.NotebookDocument,
  { code, at = 0 }: KeptCell,
): Promise<vscode.NotebookCell | undefined> {
  const cells = notebook.getCells().filter(({ kind }) => kind === vscode.NotebookCellKind.Code);
  const index = cells[at]?.index ?? notebook.cellCount;
  const data = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, code, 'typescript');
  const inserted = await applyEdit(() => {
    const edit = new vscode.WorkspaceEdit();
    edit.set(notebook.uri, [vscode.NotebookEdit.insertCells(index, [data])]);
    return edit;
  });
  return inserted ? notebook.cellAt(index) : undefined;
}
