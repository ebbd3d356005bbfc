import * as path from 'node:path';
import * as vscode from 'vscode';
import type { FoundRecord, KernelClient } from '../../kernel/client/index.js';
import type { KernelSession } from '../../protocol/kernel.js';
import { NOTEBOOK_TYPE } from '../controller.js';
import type { ChosenNotebooks } from './chosen-notebooks.js';
import { registerElsewhere, tellElsewhere, tellSilent } from './elsewhere-commands.js';
import { quiet } from './follow-notebook.js';
import type { KeptKernels } from './kept-kernels.js';
import { editorLocale } from './launch-options.js';
import type { NotebookKernel } from './notebook-kernel.js';
import type { NotebookKernels } from './notebook-kernels.js';
import { windowAnswers } from './window-answers.js';

/** The window before this one may take so long to end, in milliseconds; then another window has the kernel. */
const ENDING = 12_000;
/** Within which a window that has the kernel, and has gone, may be back: it has been loaded anew. */
const COMING_BACK = 20_000;
/** A kernel that lives is given so long to answer, before this notebook gets another. */
const SILENCE = 60_000;
/** How long after that the editor may still put unsaved cells in the place of saved ones. */
const REPLACING = 60_000;

/**
 * Finds the kernels that notebooks had in another window, or in this one before it was loaded anew, and goes on with them.
 */
export class ResumeKernels implements vscode.Disposable {
  private readonly showing = new WeakMap<vscode.NotebookDocument, Promise<void>>();
  private readonly seeking = new WeakMap<vscode.NotebookDocument, Promise<void>>();
  /** Kernels that were lost to another window, and look for it. */
  private readonly nearing = new WeakSet<NotebookKernel>();
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
      kernels.onDidChange((notebook) => this.stayNear(notebook)),
      registerElsewhere(kernels, (kernel) => this.kept.keeping(kernel.notebook), chosen),
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
    for (const found of records) if (await this.resume(kernel, found)) return;
  }

  /** @returns whether there is a kernel, here or in another window. */
  private async resume(kernel: NotebookKernel, found: FoundRecord): Promise<boolean> {
    const { notebook } = kernel;
    const resumed = await this.reach(found, notebook);
    if (resumed === 'gone') await this.showLeft(kernel, found);
    if (resumed === 'silent') tellSilent(notebook);
    if (typeof resumed === 'string') return false;
    const { client, session } = resumed;
    if (session) await this.show(kernel, client, session);
    else await this.wait(kernel, client);
    return true;
  }

  private async reach(
    found: FoundRecord,
    notebook: vscode.NotebookDocument,
  ): ReturnType<typeof KernelClient.resume> {
    const { KernelClient } = await import('../../kernel/client/index.js');
    const keep = this.kept.keeping(notebook);
    const options = {
      host: path.join(this.extensionPath, 'dist', 'kernel', 'host.cjs'),
      locale: editorLocale(),
      ...(keep && { keep }),
    };
    const until = Date.now() + SILENCE;
    let resumed = await KernelClient.resume(found, options);
    while (resumed === 'silent' && Date.now() < until && !notebook.isClosed)
      resumed = await KernelClient.resume(found, options);
    return resumed;
  }

  private async show(kernel: NotebookKernel, client: KernelClient, session: KernelSession): Promise<void> {
    const { notebook } = kernel;
    await quiet(notebook);
    // Not waited for: the notebook may be out of sight for long.
    const showing = kernel.shared.resume(client, session, this.chosen.choose(notebook)).catch((error) => {
      console.warn('Epochbook could not show what a kernel has run:', error);
    });
    this.showing.set(notebook, showing);
    this.watchReplaced(kernel);
  }

  /** Another window has the kernel; it may be this one before it was loaded anew. */
  private async wait(kernel: NotebookKernel, client: KernelClient): Promise<void> {
    const { notebook } = kernel;
    const keep = this.kept.keeping(notebook);
    let waits = true;
    let isGone = false;
    const freed = new Promise<boolean>((resolve) => {
      setTimeout(resolve, ENDING, false);
      client.onExit(() => {
        isGone = true;
        resolve(false);
      });
      client.onEvent(({ type }) => {
        if (type === 'kept') resolve(false);
        if (type !== 'free') return;
        resolve(true);
        if (!waits) setTimeout(() => void this.ownFree(kernel, client), COMING_BACK);
      });
    });
    if (await freed) {
      const session = await client.own({ ...(keep && { keep }), isWatched: false });
      if (session !== 'taken') return this.show(kernel, client, session);
    }
    if (isGone) return;
    waits = false;
    kernel.shared.wait(client);
    if (kernel.shared.elsewhere === client) void tellElsewhere(notebook);
  }

  /** The window that had the kernel has gone, and has not come back. */
  private async ownFree(kernel: NotebookKernel, client: KernelClient): Promise<void> {
    if (!(await windowAnswers()) || kernel.shared.elsewhere !== client) return;
    const keep = this.kept.keeping(kernel.notebook);
    try {
      await kernel.shared.own(
        { ...(keep && { keep }), takeOver: false },
        this.chosen.choose(kernel.notebook),
      );
    } catch {
      // The kernel has ended meanwhile.
    }
  }

  /** The kernel was lost to another window: this one waits for it, and may watch. */
  private stayNear(notebook: vscode.NotebookDocument): void {
    const kernel = this.kernels.get(notebook);
    if (kernel?.status.state !== 'elsewhere' || kernel.shared.elsewhere || this.nearing.has(kernel)) return;
    this.nearing.add(kernel);
    void this.comeNear(kernel).finally(() => this.nearing.delete(kernel));
  }

  private async comeNear(kernel: NotebookKernel): Promise<void> {
    if (!(await windowAnswers())) return;
    for (const found of await this.kept.of(kernel.notebook.uri)) {
      const resumed = await this.reach(found, kernel.notebook);
      if (typeof resumed === 'string') continue;
      const { client, session } = resumed;
      if (session) return this.show(kernel, client, session);
      client.onEvent(({ type }) => {
        if (type === 'free') setTimeout(() => void this.ownFree(kernel, client), COMING_BACK);
      });
      return kernel.shared.wait(client);
    }
    kernel.shared.ended();
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
    if (left) await kernel.shared.showLeft(left, this.chosen.choose(kernel.notebook));
    removeRecord(file);
  }
}
