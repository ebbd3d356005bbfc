import * as vscode from 'vscode';
import type { Written } from '../../exercises/index.js';
import { applyEdit } from '../apply-edit.js';

/**
 * Writes text and nbformat's metadata of a cell, as edits that can be undone.
 *
 * When a text changes, VS Code's own support of `.ipynb` writes the metadata that it saw then, with the execution count taken
 * out, a moment later. So the metadata come first, without that count.
 *
 * @returns whether the notebook took it.
 */
export async function editCell(cell: vscode.NotebookCell, { source, metadata }: Written): Promise<boolean> {
  const { document } = cell;
  const changes = document.getText() !== source;
  const done =
    (await applyEdit(() => metadataEdit(cell, metadata, changes))) &&
    (!changes || (await applyEdit(() => textEdit(document, source))));
  if (!done) void vscode.window.showErrorMessage(vscode.l10n.t('The cell could not be changed.'));
  return done;
}

function metadataEdit(
  cell: vscode.NotebookCell,
  metadata: Written['metadata'],
  textChanges: boolean,
): vscode.WorkspaceEdit {
  const { execution_count: count, ...others } = cell.metadata;
  const kept = count === undefined ? others : { ...others, execution_count: textChanges ? null : count };
  const edit = new vscode.WorkspaceEdit();
  edit.set(cell.notebook.uri, [vscode.NotebookEdit.updateCellMetadata(cell.index, { ...kept, metadata })]);
  return edit;
}

function textEdit(document: vscode.TextDocument, source: string): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), source);
  return edit;
}
