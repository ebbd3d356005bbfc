import * as vscode from 'vscode';
import type { LaunchOptions } from '../../kernel/client/index.js';
import type { EngineHint } from '../../protocol/kernel.js';
import type { RunDelta } from '../../protocol/training.js';
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

  /** The kernel of this notebook has another state or engine. */
  readonly onDidChange = this.changed.event;
  /** A run of this notebook has new rows. */
  readonly onDelta = this.learned.event;
  /** A model of this notebook trains faster on another engine. */
  readonly onHint = this.hinted.event;

  constructor(private readonly launchOptions: (notebook: vscode.NotebookDocument) => LaunchOptions) {}

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
    const kernel = new NotebookKernel(notebook, controller, this.launchOptions);
    kernel.onDidChange(() => this.changed.fire(notebook));
    kernel.onDelta((delta) => this.learned.fire({ notebook, delta }));
    kernel.onHint((hint) => this.hinted.fire({ notebook, hint }));
    this.kernels.set(notebook, kernel);
    return kernel;
  }

  async close(notebook: vscode.NotebookDocument): Promise<void> {
    const kernel = this.kernels.get(notebook);
    this.kernels.delete(notebook);
    await kernel?.dispose();
  }

  /** Ends all kernels and waits for their end. */
  async closeAll(): Promise<void> {
    await Promise.all([...this.kernels.keys()].map((notebook) => this.close(notebook)));
  }
}
