import * as vscode from 'vscode';

/**
 * The cell that a command is meant for: that of the button that was pressed, else the one in which the cursor is.
 *
 * @param given What VS Code gave to the command: a cell from a cell's own buttons, anything else from elsewhere.
 */
export function commandCell(given: unknown): vscode.NotebookCell | undefined {
  const { notebook, document } = (given ?? {}) as Partial<vscode.NotebookCell>;
  if (notebook && document) return given as vscode.NotebookCell;
  const editor = vscode.window.activeNotebookEditor;
  const index = editor?.selection.start ?? 0;
  return editor && index < editor.notebook.cellCount ? editor.notebook.cellAt(index) : undefined;
}

/** Brings a cell into view and puts the selection on it. */
export async function showCell(
  notebook: vscode.NotebookDocument,
  index: number,
  atTop = true,
): Promise<void> {
  const editor = await editorOf(notebook);
  const range = new vscode.NotebookRange(index, index + 1);
  editor.selections = [range];
  const { AtTop, InCenterIfOutsideViewport } = vscode.NotebookEditorRevealType;
  editor.revealRange(range, atTop ? AtTop : InCenterIfOutsideViewport);
}

async function editorOf(notebook: vscode.NotebookDocument): Promise<vscode.NotebookEditor> {
  const shown = vscode.window.visibleNotebookEditors.find((editor) => editor.notebook === notebook);
  const viewColumn = shown?.viewColumn;
  return vscode.window.showNotebookDocument(notebook, viewColumn === undefined ? {} : { viewColumn });
}
