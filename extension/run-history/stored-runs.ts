import * as path from 'node:path';
import * as vscode from 'vscode';
import type { RunHistory } from '../../kernel/client/index.js';
import type { HistoryMethod, HistoryMethods, RunSummary, RunsChange } from '../../protocol/run-history.js';
import { NOTEBOOK_TYPE } from '../controller.js';
import { folderOf } from '../kernels/launch-options.js';

/**
 * The runs that are stored beside the notebooks of this window. Nothing is read before somebody asks, and files are watched
 * only while somebody looks.
 */
export class StoredRuns implements vscode.Disposable {
  private readonly known = new Map<string, RunSummary>();
  private readonly changed = new vscode.EventEmitter<RunsChange>();
  private readonly subscriptions: vscode.Disposable[];
  private history: Promise<RunHistory> | undefined;
  private lookers = 0;
  private looked = '';

  readonly onDidChange = this.changed.event;

  constructor(private readonly context: vscode.ExtensionContext) {
    const again = () => this.history && void this.look().catch(() => undefined);
    this.subscriptions = [
      vscode.workspace.onDidChangeWorkspaceFolders(again),
      vscode.workspace.onDidOpenNotebookDocument(again),
    ];
  }

  get(run: string): RunSummary | undefined {
    return this.known.get(run);
  }

  /** The latest first. */
  all(): RunSummary[] {
    return [...this.known.values()].sort((a, b) => b.startedAt - a.startedAt);
  }

  /** @throws Error with what went wrong. */
  async ask<M extends HistoryMethod>(
    method: M,
    params: HistoryMethods[M]['params'],
  ): Promise<HistoryMethods[M]['result']> {
    return (await this.open()).ask(method, params);
  }

  /** Reads all runs; settles when they are known. */
  async look(anew = false): Promise<void> {
    const where = this.places();
    const places = JSON.stringify(where);
    if (places === this.looked && !anew) return;
    this.looked = places;
    await this.ask('look', where);
  }

  /** Watches the files until the result is disposed of. */
  watch(): vscode.Disposable {
    this.lookers += 1;
    if (this.lookers === 1) this.setWatch(true);
    return new vscode.Disposable(() => {
      this.lookers -= 1;
      if (this.lookers === 0) this.setWatch(false);
    });
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    void this.history?.then((history) => history.dispose());
  }

  private setWatch(on: boolean): void {
    if (on || this.history) void this.ask('watch', { on }).catch(() => undefined);
  }

  private open(): Promise<RunHistory> {
    this.history ??= this.start();
    return this.history;
  }

  private async start(): Promise<RunHistory> {
    // Loaded by the first question, to keep activation short.
    const { RunHistory } = await import('../../kernel/client/index.js');
    const script = path.join(this.context.extensionPath, 'dist', 'kernel', 'history.cjs');
    const storage = this.context.storageUri ?? this.context.globalStorageUri;
    const cache = path.join(storage.fsPath, 'run-summaries.json');
    return new RunHistory(script, cache, (change) => this.hear(change));
  }

  private hear(change: RunsChange): void {
    for (const run of change.gone) this.known.delete(run);
    for (const run of change.runs) this.known.set(run.path, run);
    this.changed.fire(change);
  }

  private places(): HistoryMethods['look']['params'] {
    const roots = (vscode.workspace.workspaceFolders ?? [])
      .filter(({ uri }) => uri.scheme === 'file')
      .map(({ uri }) => uri.fsPath);
    const near = vscode.workspace.notebookDocuments
      .filter(({ notebookType }) => notebookType === NOTEBOOK_TYPE)
      .map((notebook) => folderOf(notebook));
    return { roots, near: [...new Set(near)].filter((folder) => !roots.includes(folder)).sort() };
  }
}
