import * as vscode from 'vscode';
import { type FromRenderer, TRAINING_RENDERER_ID } from '../protocol/renderer.js';
import type { RunDelta } from '../protocol/training.js';
import type { NotebookKernels } from './kernels/notebook-kernels.js';
import { RunFeed } from './run-feed.js';

/**
 * Links live training pictures of notebooks to the kernels, as long as their editor is visible. An editor that comes back gets
 * the whole state again.
 */
export class TrainingLink implements vscode.Disposable {
  private readonly messaging = vscode.notebooks.createRendererMessaging(TRAINING_RENDERER_ID);
  /** An editor that is hidden and shown again is a new object. */
  private readonly feeds = new Map<vscode.NotebookEditor, RunFeed>();
  private visible: readonly vscode.NotebookEditor[] = vscode.window.visibleNotebookEditors;
  /** Runs that views have drawn, by notebook, to recognise an editor that came back. */
  private readonly drawn = new Map<vscode.NotebookDocument, Set<string>>();
  private readonly subscriptions: vscode.Disposable[];

  constructor(private readonly kernels: NotebookKernels) {
    this.subscriptions = [
      this.messaging.onDidReceiveMessage(({ editor, message }) =>
        this.receive(editor, message as FromRenderer),
      ),
      kernels.onDelta(({ notebook, delta }) => this.send(notebook, delta)),
      vscode.window.onDidChangeVisibleNotebookEditors((editors) => this.show(editors)),
      vscode.workspace.onDidCloseNotebookDocument((notebook) => this.drawn.delete(notebook)),
    ];
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private receive(editor: vscode.NotebookEditor, message: FromRenderer): void {
    if (message.type === 'attach') this.remember(editor.notebook, message.run);
    this.feedOf(editor).receive(message);
  }

  private feedOf(editor: vscode.NotebookEditor): RunFeed {
    let feed = this.feeds.get(editor);
    if (!feed) {
      feed = new RunFeed(this.kernels, editor.notebook, (message) =>
        this.messaging.postMessage(message, editor),
      );
      this.feeds.set(editor, feed);
    }
    return feed;
  }

  private send(notebook: vscode.NotebookDocument, delta: RunDelta): void {
    for (const editor of vscode.window.visibleNotebookEditors)
      if (editor.notebook === notebook) this.feeds.get(editor)?.send(delta);
  }

  private show(editors: readonly vscode.NotebookEditor[]): void {
    for (const editor of this.feeds.keys()) if (!editors.includes(editor)) this.feeds.delete(editor);
    for (const editor of editors) {
      if (this.visible.includes(editor)) continue;
      for (const run of this.drawn.get(editor.notebook) ?? []) this.feedOf(editor).attach(run);
    }
    this.visible = editors;
  }

  private remember(notebook: vscode.NotebookDocument, run: string): void {
    const runs = this.drawn.get(notebook) ?? new Set();
    this.drawn.set(notebook, runs.add(run));
  }
}
