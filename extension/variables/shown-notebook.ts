import * as vscode from 'vscode';
import { NOTEBOOK_TYPE } from '../controller.js';

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
        if (notebook === this.notebook) this.set(vscode.window.visibleNotebookEditors[0]?.notebook);
      }),
    ];
    this.take(vscode.window.activeNotebookEditor ?? vscode.window.visibleNotebookEditors[0]);
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
