import * as vscode from 'vscode';
import { freeName } from '../workbook.js';

const NAME = 'titanic.ipynb';

/** Copies the Titanic workbook into a folder that the student picks, under a free name, and opens the copy. */
export async function openSample(extensionUri: vscode.Uri): Promise<void> {
  const language = vscode.env.language.toLowerCase().startsWith('ko') ? 'ko' : 'en';
  const source = vscode.Uri.joinPath(extensionUri, 'workbooks', language, NAME);
  const [folder] =
    (await vscode.window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      defaultUri: vscode.workspace.workspaceFolders?.[0]?.uri,
      title: vscode.l10n.t('Folder for your copy of the Titanic workbook'),
      openLabel: vscode.l10n.t('Copy here'),
    })) ?? [];
  if (!folder) return;
  try {
    const entries = await vscode.workspace.fs.readDirectory(folder);
    const target = vscode.Uri.joinPath(folder, freeName(NAME, new Set(entries.map(([name]) => name))));
    await vscode.workspace.fs.copy(source, target, { overwrite: false });
    const notebook = await vscode.workspace.openNotebookDocument(target);
    await vscode.window.showNotebookDocument(notebook);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(
      vscode.l10n.t('The workbook could not be copied to {0}: {1}', folder.fsPath, reason),
    );
  }
}
