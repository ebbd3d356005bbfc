import * as vscode from 'vscode';
import { type FromRenderer, type ToRenderer, TRAINING_RENDERER_ID } from '../protocol/renderer.js';
import type { RunDelta } from '../protocol/training.js';
import { DeltaQueue } from './delta-queue.js';
import { folderOf } from './kernels/launch-options.js';
import type { NotebookKernels } from './kernels/notebook-kernels.js';

/**
 * Links live training pictures to the kernels: a picture that attaches gets the whole state, then what is new, as long as
 * its editor is visible. An editor that comes back gets the whole state again.
 */
export class TrainingLink implements vscode.Disposable {
  private readonly messaging = vscode.notebooks.createRendererMessaging(TRAINING_RENDERER_ID);
  /** Runs that views of this editor have drawn. An editor that is hidden and shown again is a new object. */
  private readonly attached = new Map<vscode.NotebookEditor, Map<string, DeltaQueue>>();
  /** The same by notebook, to recognise an editor that came back. */
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
    const { run } = message;
    switch (message.type) {
      case 'attach':
        this.attach(editor, run);
        this.remember(editor.notebook, run);
        void this.sendState(editor, run);
        return;
      case 'detach':
        this.attached.get(editor)?.delete(run);
        return;
      case 'stop':
        void this.stop(editor, run);
        return;
      case 'layers':
        void this.sendLayers(editor, run);
        return;
    }
  }

  /** Where nobody could be asked to stop, the picture hears what became of the run. */
  private async stop(editor: vscode.NotebookEditor, run: string): Promise<void> {
    const answer = await this.kernels
      .get(editor.notebook)
      ?.stopRun(run)
      .catch(() => undefined);
    if (answer?.accepted) return;
    if (await this.isElsewhere(editor.notebook, run))
      void vscode.window.showInformationMessage(
        vscode.l10n.t('This run goes on in another window. Stop it there.'),
      );
    else await this.sendState(editor, run);
  }

  /** Whether a kernel trains this run that is not ours. */
  private async isElsewhere(notebook: vscode.NotebookDocument, run: string): Promise<boolean> {
    const { goesOn } = await import('../kernel/client/index.js');
    return goesOn(folderOf(notebook), run);
  }

  private async sendState(editor: vscode.NotebookEditor, run: string): Promise<void> {
    const state = await this.kernels
      .get(editor.notebook)
      ?.runState(run)
      .catch(() => null);
    if (!state && (await this.isElsewhere(editor.notebook, run))) return;
    await this.post({ type: 'state', run, seq: state?.seq ?? 0, payload: state?.payload ?? null }, editor);
  }

  private async sendLayers(editor: vscode.NotebookEditor, run: string): Promise<void> {
    const layers = await this.kernels
      .get(editor.notebook)
      ?.layers(run)
      .catch(() => null);
    void this.post({ type: 'layers', run, layers: layers ?? null }, editor);
  }

  private send(notebook: vscode.NotebookDocument, delta: RunDelta): void {
    for (const editor of vscode.window.visibleNotebookEditors)
      if (editor.notebook === notebook) this.attached.get(editor)?.get(delta.run)?.add(delta);
  }

  private show(editors: readonly vscode.NotebookEditor[]): void {
    for (const editor of this.attached.keys()) if (!editors.includes(editor)) this.attached.delete(editor);
    for (const editor of editors) {
      if (this.attached.has(editor)) continue;
      const runs = this.drawn.get(editor.notebook) ?? [];
      for (const run of runs) {
        this.attach(editor, run);
        void this.sendState(editor, run);
      }
    }
  }

  private attach(editor: vscode.NotebookEditor, run: string): void {
    const runs = this.attached.get(editor) ?? new Map<string, DeltaQueue>();
    this.attached.set(editor, runs);
    if (runs.has(run)) return;
    runs.set(
      run,
      new DeltaQueue(
        (message) => this.post(message, editor),
        () => this.sendState(editor, run),
      ),
    );
  }

  private remember(notebook: vscode.NotebookDocument, run: string): void {
    const runs = this.drawn.get(notebook) ?? new Set();
    this.drawn.set(notebook, runs.add(run));
  }

  /** Settles when the page has taken the message; its answer only tells whether the editor still exists. */
  private post(message: ToRenderer, editor: vscode.NotebookEditor): Thenable<boolean> {
    return this.messaging.postMessage(message, editor);
  }
}
