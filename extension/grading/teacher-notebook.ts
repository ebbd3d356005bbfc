import * as vscode from 'vscode';
import type { ExerciseWatch } from '../exercises/exercise-watch.js';

/** The path of the teacher's notebook in front, saved; undefined where there is none, which has been told. */
export async function teacherNotebook(watch: ExerciseWatch): Promise<string | undefined> {
  // Its cells are run.
  if (!vscode.workspace.isTrusted) return undefined;
  const notebook = vscode.window.activeNotebookEditor?.notebook;
  const found = notebook && watch.of(notebook);
  if (!notebook || !found?.marked || found.handedOut) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('First open the notebook with the solutions, whose cells are marked.'),
    );
    return undefined;
  }
  if (notebook.isUntitled || notebook.uri.scheme !== 'file') {
    void vscode.window.showInformationMessage(vscode.l10n.t('Save the notebook to a folder first.'));
    return undefined;
  }
  if (notebook.isDirty && !(await notebook.save())) return undefined;
  return notebook.uri.fsPath;
}
