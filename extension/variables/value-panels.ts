import * as path from 'node:path';
import * as vscode from 'vscode';
import type {
  FromValuePage,
  ToValuePage,
  ValuePageState,
  ValueState,
} from '../../protocol/variable-pages.js';
import type { NotOpened } from '../../protocol/variables.js';
import type { NotebookKernel } from '../kernels/notebook-kernel.js';
import type { NotebookKernels } from '../kernels/notebook-kernels.js';
import { pageHtml, pageOptions } from '../pages/page-html.js';

export const VALUE_PANEL = 'epochbook.value';

let views = 0;

/** Copies of fewer values are taken anew after each cell; of more, when they are asked for. */
const SMALL = 2_000_000;

/** The editor tabs that show one value each. They come back with their window, and ask their kernel again. */
export class ValuePanels implements vscode.WebviewPanelSerializer<ValuePageState>, vscode.Disposable {
  private readonly panels = new Set<ValuePanel>();
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly kernels: NotebookKernels,
    private readonly extension: vscode.Uri,
  ) {
    this.subscriptions = [
      vscode.window.registerWebviewPanelSerializer(VALUE_PANEL, this),
      kernels.onDidChange((notebook) => {
        for (const panel of this.panels) if (panel.isOf(notebook)) panel.heed();
      }),
      vscode.workspace.onDidCloseNotebookDocument((notebook) => {
        for (const panel of this.panels) if (panel.isOf(notebook)) panel.heed();
      }),
    ];
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** Opens a value beside its notebook, or shows the tab that it has. */
  open(notebook: vscode.NotebookDocument, name: string): void {
    for (const panel of this.panels)
      if (panel.isOf(notebook) && panel.name === name) {
        panel.reveal();
        return;
      }
    const isBeside = [...this.panels].find((panel) => panel.isOf(notebook))?.column;
    const made = vscode.window.createWebviewPanel(
      VALUE_PANEL,
      name,
      isBeside ?? vscode.ViewColumn.Active,
      pageOptions(this.extension),
    );
    this.add(made, notebook.uri.toString(), name);
  }

  async deserializeWebviewPanel(made: vscode.WebviewPanel, state: ValuePageState | undefined): Promise<void> {
    if (!state?.name || !state.notebook) {
      made.dispose();
      return;
    }
    made.webview.options = pageOptions(this.extension);
    this.add(made, state.notebook, state.name);
  }

  private add(made: vscode.WebviewPanel, notebook: string, name: string): void {
    const kernelOf = (): NotebookKernel | undefined =>
      this.kernels.all().find((kernel) => kernel.notebook.uri.toString() === notebook);
    const panel = new ValuePanel(made, { notebook, name, kernelOf });
    this.panels.add(panel);
    made.title = `${name} · ${path.basename(vscode.Uri.parse(notebook).path)}`;
    made.iconPath = new vscode.ThemeIcon('symbol-array');
    made.onDidDispose(() => {
      this.panels.delete(panel);
      panel.end();
    });
    made.webview.html = pageHtml(made.webview, this.extension, 'value', { back: 'editor' });
  }
}

interface PanelOptions {
  notebook: string;
  name: string;
  kernelOf(): NotebookKernel | undefined;
}

class ValuePanel {
  private readonly view = `value-${process.pid}-${++views}`;
  private shown: ValueState = { state: 'waiting', busy: false };
  private outdated = false;
  private copies = 0;
  /** The life of the kernel that the value is a copy of. */
  private life: object | undefined;
  private lastWork: object | undefined;
  private isReady = false;
  /** The copy that was taken because the one before was gone. */
  private reopened: number | undefined;

  constructor(
    private readonly panel: vscode.WebviewPanel,
    private readonly options: PanelOptions,
  ) {
    panel.webview.onDidReceiveMessage((message: FromValuePage) => void this.receive(message));
  }

  get name(): string {
    return this.options.name;
  }

  get column(): vscode.ViewColumn | undefined {
    return this.panel.viewColumn;
  }

  isOf(notebook: vscode.NotebookDocument): boolean {
    return notebook.uri.toString() === this.options.notebook;
  }

  reveal(): void {
    this.panel.reveal();
    if (this.outdated || this.shown.state === 'closed') void this.open();
  }

  end(): void {
    this.options
      .kernelOf()
      ?.inspect('closeValue', { view: this.view })
      .catch(() => {});
  }

  /** The kernel is in another state: it may have another value, or be another kernel. */
  heed(): void {
    const kernel = this.options.kernelOf();
    if (!kernel?.life) {
      if (this.life || this.shown.state === 'waiting') this.close(noKernel(kernel));
      this.life = undefined;
      return;
    }
    if (kernel.status.state === 'busy') {
      this.lastWork = kernel.life;
      if (this.shown.state === 'waiting' && !this.shown.busy) this.show({ state: 'waiting', busy: true });
      return;
    }
    const isNew = kernel.life !== this.life;
    const hasRun = this.lastWork !== undefined;
    this.lastWork = undefined;
    if (kernel.status.state !== 'idle' || !this.isReady || !(isNew || hasRun)) return;
    if (this.panel.visible && (isNew || this.isSmall)) void this.open();
    else {
      // Out of sight it asks for nothing; its page says that it is there again.
      this.outdated = true;
      this.show(this.shown);
    }
  }

  private get isSmall(): boolean {
    if (this.shown.state !== 'open') return true;
    const { rows, columns } = this.shown.value;
    return rows * columns.count <= SMALL;
  }

  private async receive(message: FromValuePage): Promise<void> {
    if (message.type === 'ask') {
      await this.answer(message);
      return;
    }
    this.isReady = true;
    const { life } = this.options.kernelOf() ?? {};
    const isKept = this.shown.state === 'open' && life === this.life && !(this.outdated && this.isSmall);
    if (message.type === 'ready' && isKept) this.show(this.shown);
    else await this.open();
  }

  private async answer({ ask, question }: FromValuePage & { type: 'ask' }): Promise<void> {
    const { method, params } = question;
    let answer: ToValuePage;
    try {
      const kernel = this.options.kernelOf();
      if (!kernel) throw new Error(noKernel(undefined).problem);
      const result = await kernel.inspect(method, { ...params, view: this.view } as never);
      answer = { type: 'answer', ask, result };
    } catch (error) {
      answer = { type: 'answer', ask, failed: (error as Error).message };
      this.reopen();
    }
    void this.panel.webview.postMessage(answer);
  }

  /** The copy may have given way to others that were opened since: it is taken once more. */
  private reopen(): void {
    if (this.shown.state !== 'open' || this.reopened === this.shown.copy) return;
    this.reopened = this.shown.copy + 1;
    void this.open();
  }

  /** Copies the value as it is now. */
  private async open(): Promise<void> {
    const kernel = this.options.kernelOf();
    const life = kernel?.life;
    if (!kernel || !life) {
      this.close(noKernel(kernel));
      return;
    }
    const copy = ++this.copies;
    this.life = life;
    if (this.shown.state !== 'open') this.show({ state: 'waiting', busy: kernel.status.state === 'busy' });
    try {
      const value = await kernel.inspect('openValue', { view: this.view, name: this.name });
      if (copy !== this.copies) return;
      this.outdated = kernel.status.state === 'busy';
      if ('problem' in value) this.close(value);
      else this.show({ state: 'open', value, after: kernel.lastOrder || null, copy });
    } catch (error) {
      if (copy === this.copies) this.close({ problem: (error as Error).message });
    }
  }

  private close(problem: NotOpened): void {
    this.show({ state: 'closed', problem });
  }

  private show(shown: ValueState): void {
    this.shown = shown;
    const { name, notebook } = this.options;
    const message: ToValuePage = { type: 'value', name, notebook, shown, outdated: this.outdated };
    void this.panel.webview.postMessage(message);
  }
}

/** Why there is no kernel to be asked. */
function noKernel(kernel: NotebookKernel | undefined): NotOpened {
  if (kernel?.status.state === 'elsewhere' || kernel?.watches)
    return {
      problem: vscode.l10n.t('Another window has the kernel of this notebook. Look at its variables there.'),
    };
  if (kernel?.status.state === 'lost')
    return {
      problem: vscode.l10n.t('The kernel has ended, and its variables with it. Run the cells again.'),
    };
  return {
    problem: vscode.l10n.t(
      'No kernel runs for this notebook. Open it and run its cells, and the value is here again.',
    ),
  };
}
