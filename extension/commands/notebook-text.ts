import * as vscode from 'vscode';

/** What VS Code's own support of `.ipynb` files can do for others. */
interface IpynbSupport {
  exportNotebook?(notebook: vscode.NotebookData): Promise<string>;
}

/** The text that the file of an open notebook would have if it were saved now. */
export async function notebookText(notebook: vscode.NotebookDocument): Promise<string> {
  if (!notebook.isDirty && notebook.uri.scheme === 'file')
    return Buffer.from(await vscode.workspace.fs.readFile(notebook.uri)).toString('utf8');
  const support = await vscode.extensions.getExtension<IpynbSupport>('vscode.ipynb')?.activate();
  if (!support?.exportNotebook)
    throw new Error(vscode.l10n.t('This editor cannot tell what is not saved. Save the notebook first.'));
  return support.exportNotebook(dataOf(notebook));
}

function dataOf(notebook: vscode.NotebookDocument): vscode.NotebookData {
  const data = new vscode.NotebookData(
    notebook.getCells().map((cell) => {
      const { kind, document, outputs, metadata, executionSummary } = cell;
      const made = new vscode.NotebookCellData(kind, document.getText(), document.languageId);
      return Object.assign(made, { outputs: [...outputs], metadata: { ...metadata }, executionSummary });
    }),
  );
  data.metadata = { ...notebook.metadata };
  return data;
}
