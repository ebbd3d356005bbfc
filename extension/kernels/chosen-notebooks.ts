import * as vscode from 'vscode';
import { CONTROLLER_ID } from '../controller.js';

const ASK_EVERY = 400;

/** Notebooks in which cells of ours can run. */
export class ChosenNotebooks implements vscode.Disposable {
  private readonly chosen = new WeakSet<vscode.NotebookDocument>();
  private readonly subscription: vscode.Disposable;

  constructor(
    controller: vscode.NotebookController,
    private readonly extension: string,
  ) {
    this.subscription = controller.onDidChangeSelectedNotebooks(({ notebook, selected }) => {
      if (selected) this.chosen.add(notebook);
      else this.chosen.delete(notebook);
    });
  }

  dispose(): void {
    this.subscription.dispose();
  }

  /** VS Code has to be asked to let cells of a notebook run in our kernel, which it does once the notebook is in sight. */
  async choose(notebook: vscode.NotebookDocument): Promise<void> {
    const { extension } = this;
    while (!this.chosen.has(notebook) && !notebook.isClosed) {
      const notebookEditor = vscode.window.visibleNotebookEditors.find(
        (editor) => editor.notebook === notebook,
      );
      if (notebookEditor)
        await vscode.commands.executeCommand('notebook.selectKernel', {
          notebookEditor,
          id: CONTROLLER_ID,
          extension,
        });
      await new Promise((resolve) => setTimeout(resolve, ASK_EVERY));
    }
  }
}
