import * as vscode from 'vscode';
import { NOTEBOOK_TYPE } from '../controller.js';

/** One that is in sight, or else one that is open. */
const anyNotebook = (): vscode.NotebookDocument | undefined =>
  vscode.window.visibleNotebookEditors[0]?.notebook ??
  vscode.workspace.notebookDocuments.find(({ notebookType }) => notebookType === NOTEBOOK_TYPE);

/** The notebook in front, or the one that was there last, while another editor is in use. */
export class ShownNotebook implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private notebook: vscode.NotebookDocument | undefined;
  private readonly subscriptions: vscode.Disposable[];

  readonly onDidChange = this.changed.event;

  constructor() {
    this.subscriptions = [
      this.changed,
      vscode.window.onDidChangeActiveNotebookEditor((editor) => this.take(editor)),
      vscode.workspace.onDidCloseNotebookDocument((notebook) => {
        if (notebook === this.notebook) this.set(anyNotebook());
      }),
      // A window that comes back may have the tab of a value in front of its notebook.
      vscode.workspace.onDidOpenNotebookDocument(() => {
        if (!this.notebook) this.set(anyNotebook());
      }),
    ];
    this.set(vscode.window.activeNotebookEditor?.notebook ?? anyNotebook());
  }

  get current(): vscode.NotebookDocument | undefined {
    return this.notebook;
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private take(editor: vscode.NotebookEditor | undefined): void {
    if (editor && editor.notebook !== this.notebook) this.set(editor.notebook);
  }

  private set(notebook: vscode.NotebookDocument | undefined): void {
    this.notebook = notebook?.notebookType === NOTEBOOK_TYPE ? notebook : undefined;
    this.changed.fire();
  }
}
