import * as vscode from 'vscode';

/**
 * The notebook that a command is about.
 *
 * @param context of the notebook's toolbar, or the file that was clicked; without, the notebook in front is meant.
 */
export async function notebookOf(context: unknown): Promise<vscode.NotebookDocument | undefined> {
  if (context instanceof vscode.Uri) return vscode.workspace.openNotebookDocument(context);
  const { notebookUri } =
    (context as { notebookEditor?: { notebookUri?: vscode.Uri } })?.notebookEditor ?? {};
  const named = vscode.workspace.notebookDocuments.find(
    ({ uri }) => notebookUri !== undefined && uri.toString() === notebookUri.toString(),
  );
  return named ?? vscode.window.activeNotebookEditor?.notebook;
}
