import * as path from 'node:path';
import * as vscode from 'vscode';
import type { FoundRecord } from '../../kernel/client/index.js';
import { NOTEBOOK_TYPE } from '../controller.js';
import type { ChosenNotebooks } from './chosen-notebooks.js';
import { quiet } from './follow-notebook.js';
import type { KeptKernels } from './kept-kernels.js';
import { editorLocale } from './launch-options.js';
import type { NotebookKernel } from './notebook-kernel.js';
import type { NotebookKernels } from './notebook-kernels.js';

/** The window before this one may take so long to end, in milliseconds; then another window has the kernel. */
const ENDING = 12_000;
const ASK_EVERY = 300;
/** How long after that the editor may still put unsaved cells in the place of saved ones. */
const REPLACING = 60_000;
const TAKE_OVER = 'epochbook.takeOverKernel';

/**
 * Finds the kernels that notebooks had in another window, or in this one before it was loaded anew, and goes on with them.
 */
export class ResumeKernels implements vscode.Disposable {
  private readonly showing = new WeakMap<vscode.NotebookDocument, Promise<void>>();
  private readonly seeking = new WeakMap<vscode.NotebookDocument, Promise<void>>();
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly kernels: NotebookKernels,
    private readonly kept: KeptKernels,
    private readonly controller: vscode.NotebookController,
    private readonly chosen: ChosenNotebooks,
    private readonly extensionPath: string,
  ) {
    kernels.startAfter((notebook) => this.seeking.get(notebook));
    this.subscriptions = [
      vscode.workspace.onDidOpenNotebookDocument((notebook) => this.seek(notebook)),
      // A window that comes back has its tabs a little later than its extensions.
      vscode.window.tabGroups.onDidChangeTabs(({ opened }) => {
        if (opened.some(({ input }) => input instanceof vscode.TabInputNotebook)) void this.openHidden();
      }),
      vscode.commands.registerCommand(TAKE_OVER, (uri?: string) => this.takeOver(uri)),
    ];
    for (const notebook of vscode.workspace.notebookDocuments) this.seek(notebook);
    void this.openHidden();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** Settles when a notebook shows what the kernel has run that it had before, if it had one. */
  async shown(notebook: vscode.NotebookDocument): Promise<void> {
    await this.seeking.get(notebook);
    await this.showing.get(notebook);
  }

  /** VS Code opens the notebook of a tab behind others only when it is looked at; its kernel would wait in vain. */
  private async openHidden(): Promise<void> {
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    for (const { input } of tabs)
      if (input instanceof vscode.TabInputNotebook && (await this.kept.of(input.uri)).length > 0)
        void vscode.workspace.openNotebookDocument(input.uri);
  }

  private seek(notebook: vscode.NotebookDocument): void {
    if (notebook.notebookType !== NOTEBOOK_TYPE || this.kernels.get(notebook) || !this.kept.some) return;
    const found = this.find(notebook).catch((error) =>
      console.warn('Epochbook could not go on with a kernel:', error),
    );
    this.seeking.set(notebook, found);
  }

  private async find(notebook: vscode.NotebookDocument): Promise<void> {
    const records = await this.kept.of(notebook.uri);
    if (records.length === 0) return;
    const kernel = this.kernels.open(notebook, this.controller);
    let isTaken = false;
    for (const found of records) {
      const outcome = await this.resume(kernel, found, false);
      if (outcome === 'resumed') return;
      isTaken ||= outcome === 'taken';
    }
    if (isTaken) {
      kernel.setElsewhere();
      void this.tell(notebook);
    }
  }

  /** @param takeOver the window that has the kernel is to lose it. */
  private async resume(
    kernel: NotebookKernel,
    found: FoundRecord,
    takeOver: boolean,
  ): Promise<'resumed' | 'taken' | 'gone'> {
    const { KernelClient } = await import('../../kernel/client/index.js');
    const { notebook } = kernel;
    const keep = this.kept.keeping(notebook);
    const options = {
      host: path.join(this.extensionPath, 'dist', 'kernel', 'host.cjs'),
      locale: editorLocale(),
      takeOver,
      ...(keep && { keep }),
    };
    const until = Date.now() + ENDING;
    let resumed = await KernelClient.resume(found, options);
    while (resumed === 'taken' && Date.now() < until && !notebook.isClosed) {
      await new Promise((resolve) => setTimeout(resolve, ASK_EVERY));
      resumed = await KernelClient.resume(found, options);
    }
    if (resumed === 'taken') return 'taken';
    if (resumed === 'gone') {
      await this.showLeft(kernel, found);
      return 'gone';
    }
    const { client, session } = resumed;
    await quiet(notebook);
    // Not waited for: the notebook may be out of sight for long.
    const showing = kernel.resume(client, session, this.chosen.choose(notebook)).catch((error) => {
      console.warn('Epochbook could not show what a kernel has run:', error);
    });
    this.showing.set(notebook, showing);
    this.watchReplaced(kernel);
    return 'resumed';
  }

  /**
   * A slow editor brings the unsaved cells after the kernel was resumed with the saved ones, which are then gone: it is
   * resumed with those.
   */
  private watchReplaced(kernel: NotebookKernel): void {
    const { notebook } = kernel;
    const until = Date.now() + REPLACING;
    const changes = vscode.workspace.onDidChangeNotebookDocument((event) => {
      if (event.notebook !== notebook) return;
      if (Date.now() > until) return changes.dispose();
      const isReplaced = event.contentChanges.some(
        ({ removedCells, addedCells }) => removedCells.length > 0 && addedCells.length >= removedCells.length,
      );
      if (!isReplaced) return;
      changes.dispose();
      if (kernel.detach()) this.seeking.set(notebook, this.find(notebook));
    });
    this.subscriptions.push(changes);
  }

  private async showLeft(kernel: NotebookKernel, { path: file }: FoundRecord): Promise<void> {
    const { readRecord, removeRecord } = await import('../../kernel/client/index.js');
    const left = readRecord(file)?.left;
    if (left) await quiet(kernel.notebook);
    if (left) await kernel.showLeft(left, this.chosen.choose(kernel.notebook));
    removeRecord(file);
  }

  private async tell(notebook: vscode.NotebookDocument): Promise<void> {
    const takeOver = vscode.l10n.t('Take Over');
    const choice = await vscode.window.showInformationMessage(
      vscode.l10n.t(
        'Another window has the kernel of {0}, with its variables. Take it over, or leave it there: cells run here then get a kernel of their own.',
        path.basename(notebook.uri.path),
      ),
      takeOver,
      vscode.l10n.t('Leave It There'),
    );
    if (choice === takeOver) await this.takeOver(notebook.uri.toString());
  }

  private async takeOver(uri: string | undefined): Promise<void> {
    const notebook =
      vscode.workspace.notebookDocuments.find((open) => open.uri.toString() === uri) ??
      vscode.window.activeNotebookEditor?.notebook;
    const kernel = notebook && this.kernels.get(notebook);
    if (kernel?.status.state !== 'elsewhere') return;
    for (const found of await this.kept.of(kernel.notebook.uri))
      if ((await this.resume(kernel, found, true)) === 'resumed') return;
    void vscode.window.showInformationMessage(
      vscode.l10n.t('The kernel of {0} has ended meanwhile.', path.basename(kernel.notebook.uri.path)),
    );
  }
}
