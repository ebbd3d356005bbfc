import * as path from 'node:path';
import * as vscode from 'vscode';
import type { FromVariablesPage, ShowVariables, VariablesState } from '../../protocol/variable-pages.js';
import type { VariablesReport } from '../../protocol/variables.js';
import { isForEpochbook } from '../controller.js';
import { cellKey } from '../kernels/cell-key.js';
import type { NotebookKernel } from '../kernels/notebook-kernel.js';
import type { NotebookKernels } from '../kernels/notebook-kernels.js';
import { pageHtml, pageOptions } from '../pages/page-html.js';
import type { ShownNotebook } from './shown-notebook.js';

export const VARIABLES_VIEW = 'epochbook.variables';

/** After a cell, before its variables are asked for: the next cell may begin at once. */
const PAUSE_MS = 80;
/** While one cell follows another, the list comes no more often. */
const EVERY_MS = 1000;
/** A cell that runs no longer is not told of: words that come and go at once are only unrest. */
const CALM_MS = 500;

/** The view that lists the variables of the notebook in front. It asks the kernel only while it is in sight. */
export class VariablesView implements vscode.WebviewViewProvider, vscode.Disposable {
  private view: vscode.WebviewView | undefined;
  private readonly subscriptions: vscode.Disposable[];
  /** The last answer, and of which kernel. */
  private known: { kernel: NotebookKernel; report: VariablesReport; life: object } | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private askedAt = 0;
  /** An answer that comes after another question is not shown. */
  private asked = 0;
  /** A cell runs since then, and the list is as it was before. */
  private outdatedSince: number | undefined;

  constructor(
    private readonly kernels: NotebookKernels,
    private readonly shown: ShownNotebook,
    private readonly extension: vscode.Uri,
    private readonly open: (notebook: vscode.NotebookDocument, name: string) => void,
  ) {
    this.subscriptions = [
      shown.onDidChange(() => this.turn()),
      kernels.onDidChange((notebook) => {
        if (notebook === shown.current) this.heed();
      }),
      kernels.onTensors(({ notebook }) => {
        if (notebook === shown.current) this.later();
      }),
    ];
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.view = view;
    view.webview.options = pageOptions(this.extension);
    view.webview.onDidReceiveMessage((message: FromVariablesPage) => this.receive(message));
    view.onDidChangeVisibility(() => this.turn());
    view.onDidDispose(() => {
      this.view = undefined;
    });
    view.webview.html = pageHtml(view.webview, this.extension, 'variables', { back: 'sideBar' });
  }

  private get kernel(): NotebookKernel | undefined {
    const { current } = this.shown;
    return current && this.kernels.get(current);
  }

  private receive(message: FromVariablesPage): void {
    const notebook = this.shown.current;
    switch (message.type) {
      case 'ready':
        this.turn();
        return;
      case 'open':
        if (notebook) this.open(notebook, message.name);
        return;
      case 'reveal':
        if (notebook) void revealCell(notebook, message.cell);
    }
  }

  /** Another notebook, or the view has come into sight. */
  private turn(): void {
    this.heed();
    if (this.kernel?.life) void this.ask();
  }

  /** The kernel is in another state. */
  private heed(): void {
    const { kernel } = this;
    if (this.known && (this.known.kernel !== kernel || this.known.life !== kernel?.life))
      this.known = undefined;
    const state = kernel?.status.state;
    if (state === 'busy' && this.outdatedSince === undefined) {
      this.outdatedSince = Date.now();
      setTimeout(() => this.show(), CALM_MS);
    }
    if (state === 'idle') this.later();
    this.show();
  }

  private later(): void {
    const wait = Math.max(PAUSE_MS, this.askedAt + EVERY_MS - Date.now());
    this.timer ??= setTimeout(
      () => {
        this.timer = undefined;
        void this.ask();
      },
      this.kernel?.busy ? wait : PAUSE_MS,
    );
  }

  private async ask(): Promise<void> {
    const { kernel } = this;
    const life = kernel?.life;
    if (!kernel || !life || !this.view?.visible) return;
    const asked = ++this.asked;
    this.askedAt = Date.now();
    try {
      const report = await kernel.inspect('variables', {});
      if (asked !== this.asked || kernel !== this.kernel || life !== kernel.life) return;
      this.known = { kernel, report, life };
      this.outdatedSince = kernel.status.state === 'busy' ? Date.now() - CALM_MS : undefined;
      this.show();
    } catch {
      // The kernel has gone meanwhile, which its state tells.
    }
  }

  private show(): void {
    const notebook = this.shown.current;
    const message: ShowVariables = {
      type: 'show',
      notebook: notebook ? path.basename(notebook.uri.path) : null,
      state: this.state,
      report: this.known?.report ?? null,
      outdated: this.outdatedSince !== undefined && Date.now() - this.outdatedSince >= CALM_MS,
    };
    void this.view?.webview.postMessage(message);
    if (this.view) this.view.description = message.notebook ?? '';
  }

  private get state(): VariablesState {
    const { current } = this.shown;
    if (!current) return 'noNotebook';
    const { kernel } = this;
    if (!kernel) return isForEpochbook(current) ? 'off' : 'otherKernel';
    return kernel.status.state;
  }
}

/** Brings a cell of a notebook into sight. */
export async function revealCell(notebook: vscode.NotebookDocument, key: string): Promise<void> {
  const cell = notebook.getCells().find((each) => cellKey(each) === key);
  if (!cell) return;
  const range = new vscode.NotebookRange(cell.index, cell.index + 1);
  const editor = await vscode.window.showNotebookDocument(notebook, { selections: [range] });
  editor.revealRange(range, vscode.NotebookEditorRevealType.InCenterIfOutsideViewport);
}
