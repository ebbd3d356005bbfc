import * as vscode from 'vscode';
import type { CellRange, LanguageEdit, LanguagePlace } from '../../protocol/language.js';
import { cellsOf } from './served-notebooks.js';

const cellWith = (notebook: vscode.NotebookDocument, id: string): vscode.NotebookCell | undefined =>
  cellsOf(notebook).find(({ document }) => document.uri.toString() === id);

export function rangeIn(
  document: vscode.TextDocument,
  { start, end }: Pick<CellRange, 'start' | 'end'>,
): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

/** A place in a cell or in a file; undefined where the cell is gone. */
export function locationOf(
  notebook: vscode.NotebookDocument,
  place: LanguagePlace,
): vscode.Location | undefined {
  if ('path' in place) {
    const { path, start, end } = place;
    const range = new vscode.Range(start.line, start.character, end.line, end.character);
    return new vscode.Location(vscode.Uri.file(path), range);
  }
  const cell = cellWith(notebook, place.cell);
  return cell && new vscode.Location(cell.document.uri, rangeIn(cell.document, place));
}

/** All these edits at once, so that one Undo takes them back. */
export function workspaceEdit(
  notebook: vscode.NotebookDocument,
  edits: readonly LanguageEdit[],
): vscode.WorkspaceEdit {
  const all = new vscode.WorkspaceEdit();
  for (const edit of edits) {
    const location = locationOf(notebook, edit);
    if (location) all.replace(location.uri, location.range, edit.text);
  }
  return all;
}
