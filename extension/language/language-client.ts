import * as vscode from 'vscode';
import type { CellOffset, LanguageMethod, LanguageMethods } from '../../protocol/language.js';
import { folderOf } from '../kernels/launch-options.js';
import { type Cancellation, LanguageProcess } from './language-process.js';
import { cellsOf, languageOf, type ServedNotebooks } from './served-notebooks.js';

/** A process that ends this often within the time is not started again. */
const MANY_ENDS = 5;
const WITHIN_MS = 180_000;

/** Of these only the newest request of a notebook is wanted. */
const ONLY_NEWEST: readonly LanguageMethod[] = ['completions', 'hover', 'signatures', 'diagnostics'];

interface Sent {
  version: number;
  language: string;
}

/** Asks the language process about cells, whose texts it keeps true there; starts it, and starts it again where it ends. */
export class LanguageClient implements vscode.Disposable {
  private process: LanguageProcess | undefined;
  /** What the process knows: by notebook and cell. */
  private sent = new Map<vscode.NotebookDocument, Map<string, Sent>>();
  private readonly newest = new Map<string, vscode.CancellationTokenSource>();
  private readonly restarted = new vscode.EventEmitter<void>();
  private readonly listening: vscode.Disposable;
  private ends: number[] = [];
  private hasTold = false;

  /** What was known of cells is to be asked anew. */
  readonly onDidRestart = this.restarted.event;

  constructor(
    private readonly served: ServedNotebooks,
    private readonly extensionPath: string,
  ) {
    this.listening = served.onDidChange(() => this.follow());
    this.follow();
  }

  /** The answer about a cell; undefined where there is none any more. */
  async ask<M extends LanguageMethod>(
    method: M,
    notebook: vscode.NotebookDocument,
    params: LanguageMethods[M]['params'],
    token?: Cancellation,
  ): Promise<LanguageMethods[M]['result'] | undefined> {
    if (!this.process || !this.served.all.includes(notebook)) return undefined;
    this.synchronize(notebook);
    if (!ONLY_NEWEST.includes(method)) return this.process.request(method, params, token);
    const key = `${method} ${notebook.uri}`;
    this.newest.get(key)?.cancel();
    const source = new vscode.CancellationTokenSource();
    this.newest.set(key, source);
    const listening = token?.onCancellationRequested(() => source.cancel());
    try {
      return await this.process.request(method, params, source.token);
    } finally {
      listening?.dispose();
      if (this.newest.get(key) === source) this.newest.delete(key);
      source.dispose();
    }
  }

  /** A place in a cell, as the process knows it. */
  at(
    notebook: vscode.NotebookDocument,
    document: vscode.TextDocument,
    position: vscode.Position,
  ): CellOffset {
    return {
      notebook: notebook.uri.toString(),
      cell: document.uri.toString(),
      offset: document.offsetAt(position),
    };
  }

  /** Files beside the notebooks have changed. */
  async filesChanged(): Promise<void> {
    await this.process?.request('filesChanged', {});
  }

  /** Bytes that the process holds; undefined where there is none. */
  async memory(): Promise<number | undefined> {
    return this.process?.request('memory', {});
  }

  dispose(): void {
    this.listening.dispose();
    this.process?.end();
    this.process = undefined;
  }

  /** The process is there while notebooks are. */
  private follow(): void {
    const { all } = this.served;
    for (const notebook of this.sent.keys()) {
      if (all.includes(notebook)) continue;
      this.sent.delete(notebook);
      void this.process?.request('close', { notebook: notebook.uri.toString() });
    }
    if (all.length === 0) {
      this.process?.end();
      this.process = undefined;
      return;
    }
    if (!this.process) this.start();
    for (const notebook of all) this.synchronize(notebook);
  }

  private start(): void {
    this.sent = new Map();
    this.process = new LanguageProcess(this.extensionPath, (why) => this.ended(why));
  }

  private ended(why: string): void {
    this.process = undefined;
    const now = Date.now();
    this.ends = [...this.ends.filter((at) => now - at < WITHIN_MS), now];
    if (this.ends.length >= MANY_ENDS) return void this.giveUp(why);
    this.follow();
    this.restarted.fire();
    if (this.hasTold) return;
    this.hasTold = true;
    void vscode.window.showWarningMessage(
      vscode.l10n.t('The process that knows the types of cells ended ({0}) and was started again.', why),
    );
  }

  private async giveUp(why: string): Promise<void> {
    const again = vscode.l10n.t('Start It Again');
    const text = vscode.l10n.t(
      'The process that knows the types of cells has ended {0} times in three minutes, at last with: {1}. Cells run as before, without completion and checks.',
      this.ends.length,
      why,
    );
    if ((await vscode.window.showErrorMessage(text, again)) !== again) return;
    this.ends = [];
    this.follow();
    this.restarted.fire();
  }

  /** Sends what has changed since the last time. */
  private synchronize(notebook: vscode.NotebookDocument): void {
    if (!this.process) return;
    const before = this.sent.get(notebook);
    const now = new Map<string, Sent>();
    const cells = cellsOf(notebook).map((cell) => {
      const id = cell.document.uri.toString();
      const language = languageOf(cell);
      const { version } = cell.document;
      now.set(id, { version, language });
      const known = before?.get(id);
      return { id, language, ...(known?.version !== version && { text: cell.document.getText() }) };
    });
    if (before && isSame(before, now)) return;
    this.sent.set(notebook, now);
    const update = { notebook: notebook.uri.toString(), folder: folderOf(notebook), cells };
    void this.process.request('update', update).catch(() => undefined);
  }
}

/** The same cells, in the same order, with the same texts. */
function isSame(before: ReadonlyMap<string, Sent>, now: ReadonlyMap<string, Sent>): boolean {
  if (before.size !== now.size) return false;
  const [others, ours] = [[...before], [...now]];
  return ours.every(([id, { version, language }], i) => {
    const [otherId, other] = others[i] as [string, Sent];
    return id === otherId && version === other.version && language === other.language;
  });
}
