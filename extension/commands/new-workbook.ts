import * as vscode from 'vscode';
import { NOTEBOOK_TYPE } from '../controller.js';
import { notebookMetadata, STARTER_CODE } from '../workbook.js';

/** Opens a new, unsaved workbook with a heading and a first TypeScript cell. */
export async function newWorkbook(): Promise<void> {
  const heading = vscode.l10n.t('# New workbook\n\nRun the cell below with Shift+Enter.');
  const content = new vscode.NotebookData([
    new vscode.NotebookCellData(vscode.NotebookCellKind.Markup, heading, 'markdown'),
    new vscode.NotebookCellData(vscode.NotebookCellKind.Code, STARTER_CODE, 'typescript'),
  ]);
  content.metadata = structuredClone(notebookMetadata);
  const notebook = await vscode.workspace.openNotebookDocument(NOTEBOOK_TYPE, content);
  await vscode.window.showNotebookDocument(notebook);
}
