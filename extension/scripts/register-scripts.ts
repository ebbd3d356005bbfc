import { existsSync } from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { LANGUAGES, NOTEBOOK_TYPE } from '../controller.js';
import { notebookOf } from '../notebook-of.js';
import { notebookMetadata } from '../workbook.js';
import { notebookCells, scriptCells } from './cells-of-notebook.js';
import { repeatedNames } from './repeated-names.js';

/** The way from a notebook to a script of the same cells, and back. Both open what they make, unsaved. */
export function registerScripts(): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('epochbook.convertToScript', convertToScript),
    vscode.commands.registerCommand('epochbook.openScriptAsNotebook', openScriptAsNotebook),
  );
}

/** @param context of the notebook's toolbar, or the file that was clicked. */
async function convertToScript(context?: unknown): Promise<void> {
  const notebook = await notebookOf(context);
  if (!notebook) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a notebook first.'));
    return;
  }
  // Loaded by the first conversion, to keep activation short.
  const { scriptOfCells } = await import('../../kernel/client/index.js');
  const content = scriptOfCells(scriptCells(notebook));
  const place = freePlace(notebook.uri);
  const document = place
    ? await vscode.workspace.openTextDocument(place)
    : await vscode.workspace.openTextDocument({ language: 'typescript', content });
  if (place) {
    const edit = new vscode.WorkspaceEdit();
    edit.insert(place, new vscode.Position(0, 0), content);
    await vscode.workspace.applyEdit(edit);
  }
  await vscode.window.showTextDocument(document, { preview: false });
  tellHowToRun(notebook, place);
}

/** A script that is not there yet, beside the notebook; none for a notebook that has no place. */
function freePlace(notebook: vscode.Uri): vscode.Uri | undefined {
  if (notebook.scheme !== 'file') return undefined;
  const stem = notebook.fsPath.replace(/\.ipynb$/i, '');
  for (let number = 1; ; number += 1) {
    const file = number === 1 ? `${stem}.ts` : `${stem}-${number}.ts`;
    if (!existsSync(file)) return vscode.Uri.file(file).with({ scheme: 'untitled' });
  }
}

function tellHowToRun(notebook: vscode.NotebookDocument, place: vscode.Uri | undefined): void {
  const code = notebook
    .getCells()
    .filter(({ document }) => LANGUAGES.includes(document.languageId))
    .map(({ document }) => document.getText());
  const names = repeatedNames(code);
  const file = place ? path.basename(place.path) : 'FILE.ts';
  const text =
    names.length === 0
      ? vscode.l10n.t(
          'Saved, it runs with "npx epochbook run {0}", and as a program of Node with the package epochbook.',
          file,
        )
      : vscode.l10n.t(
          'Saved, it runs with "npx epochbook run {0}". As a plain program of Node it does not: several cells declare {1}.',
          file,
          names.slice(0, 5).join(', '),
        );
  void vscode.window.showInformationMessage(text);
}

/** @param context the file that was clicked, or of the title of an editor; else the script in front is meant. */
async function openScriptAsNotebook(context?: unknown): Promise<void> {
  const uri = context instanceof vscode.Uri ? context : vscode.window.activeTextEditor?.document.uri;
  const document = uri && (await vscode.workspace.openTextDocument(uri));
  if (!document || !LANGUAGES.includes(document.languageId)) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a TypeScript file first.'));
    return;
  }
  const { cellsOfScript } = await import('../../kernel/client/index.js');
  const content = new vscode.NotebookData(notebookCells(cellsOfScript(document.getText())));
  content.metadata = structuredClone(notebookMetadata);
  const notebook = await vscode.workspace.openNotebookDocument(NOTEBOOK_TYPE, content);
  await vscode.window.showNotebookDocument(notebook);
}
