import * as vscode from 'vscode';
import { freeName } from '../workbook.js';

/** Lets the student pick a lesson, copies it into a folder of theirs under a free name, and opens the copy. */
export async function openSample(extensionUri: vscode.Uri): Promise<void> {
  const lessons = [
    {
      label: vscode.l10n.t('Who survived the Titanic?'),
      detail: vscode.l10n.t('Data, a network with batch normalization and dropout, training, test'),
      file: 'titanic.ipynb',
    },
    {
      label: vscode.l10n.t('Callbacks'),
      detail: vscode.l10n.t('Early stopping, checkpoints, learning rate, callbacks of your own, TensorBoard'),
      file: 'callbacks.ipynb',
    },
  ];
  const lesson = await vscode.window.showQuickPick(lessons, {
    title: vscode.l10n.t('Open a Lesson'),
    placeHolder: vscode.l10n.t('Which lesson? A copy of it is made for you.'),
    matchOnDetail: true,
  });
  if (!lesson) return;
  const language = vscode.env.language.toLowerCase().startsWith('ko') ? 'ko' : 'en';
  const source = vscode.Uri.joinPath(extensionUri, 'workbooks', language, lesson.file);
  const [folder] =
    (await vscode.window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      defaultUri: vscode.workspace.workspaceFolders?.[0]?.uri,
      title: vscode.l10n.t('Folder for your copy of the lesson'),
      openLabel: vscode.l10n.t('Copy here'),
    })) ?? [];
  if (!folder) return;
  try {
    const entries = await vscode.workspace.fs.readDirectory(folder);
    const name = freeName(lesson.file, new Set(entries.map(([taken]) => taken)));
    const target = vscode.Uri.joinPath(folder, name);
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
