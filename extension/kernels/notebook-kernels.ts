import * as vscode from 'vscode';
import type { LaunchOptions } from '../../kernel/client/index.js';
import type { EngineHint } from '../../protocol/kernel.js';
import type { RunDelta } from '../../protocol/training.js';
import type { TensorAccount } from '../../protocol/variables.js';
import { NotebookKernel } from './notebook-kernel.js';

/** The kernels of all open notebooks; a notebook gets its own on first use and loses it when it is closed. */
export class NotebookKernels {
  private readonly kernels = new Map<vscode.NotebookDocument, NotebookKernel>();
  private readonly changed = new vscode.EventEmitter<vscode.NotebookDocument>();
  private readonly learned = new vscode.EventEmitter<{
    notebook: vscode.NotebookDocument;
    delta: RunDelta;
  }>();
  private readonly hinted = new vscode.EventEmitter<{
    notebook: vscode.NotebookDocument;
    hint: EngineHint;
  }>();

  private readonly counted = new vscode.EventEmitter<{
    notebook: vscode.NotebookDocument;
    account: TensorAccount;
  }>();

  private readonly moved = new vscode.EventEmitter<{
    from: vscode.NotebookDocument;
    to: vscode.NotebookDocument;
  }>();

  /** The kernel of this notebook has another state or engine. */
  readonly onDidChange = this.changed.event;
  /** A run of this notebook has new rows. */
  readonly onDelta = this.learned.event;
  /** A model of this notebook trains faster on another engine. */
  readonly onHint = this.hinted.event;
  /** A notebook with a kernel is another document from now on. */
  readonly onMoved = this.moved.event;
  /** What a run of a cell did to the tensors is known. */
  readonly onTensors = this.counted.event;

  private before: (notebook: vscode.NotebookDocument) => Promise<void> | undefined = () => undefined;

  constructor(private readonly launchOptions: (notebook: vscode.NotebookDocument) => LaunchOptions) {}

  /** No kernel is started for a notebook before this has settled: it may have one already. */
  startAfter(before: NotebookKernels['before']): void {
    this.before = before;
  }

  /** The kernel of this notebook, if cells of it were run. */
  get(notebook: vscode.NotebookDocument): NotebookKernel | undefined {
    return this.kernels.get(notebook);
  }

  /** The kernels of all notebooks that have one. */
  all(): NotebookKernel[] {
    return [...this.kernels.values()];
  }

  /** The kernel of this notebook, made (but not started) where there is none. */
  open(notebook: vscode.NotebookDocument, controller: vscode.NotebookController): NotebookKernel {
    const known = this.kernels.get(notebook);
    if (known) return known;
    const kernel = new NotebookKernel(notebook, controller, this.launchOptions, (its) => this.before(its));
    kernel.onDidChange(() => this.changed.fire(kernel.notebook));
    kernel.onDelta((delta) => this.learned.fire({ notebook: kernel.notebook, delta }));
    kernel.onTensors((account) => this.counted.fire({ notebook: kernel.notebook, account }));
    kernel.onHint((hint) => this.hinted.fire({ notebook: kernel.notebook, hint }));
    this.kernels.set(notebook, kernel);
    return kernel;
  }

  /** The kernel of a notebook serves another document from now on: the same notebook in another place. */
  move(from: vscode.NotebookDocument, to: vscode.NotebookDocument): void {
    const kernel = this.kernels.get(from);
    if (!kernel) return;
    this.kernels.delete(from);
    this.kernels.set(to, kernel);
    kernel.moveTo(to);
    this.moved.fire({ from, to });
  }

  async close(notebook: vscode.NotebookDocument): Promise<void> {
    const kernel = this.kernels.get(notebook);
    this.kernels.delete(notebook);
    await kernel?.dispose();
  }

  /** This window ends: kernels that outlive it are left to themselves, the others are ended. */
  async leaveAll(): Promise<void> {
    await Promise.all(
      [...this.kernels].map(([notebook, kernel]) => (kernel.detach() ? undefined : this.close(notebook))),
    );
  }
}
