import * as vscode from 'vscode';
import type { FromHistoryView, ToHistoryView } from '../../protocol/run-history.js';
import { pageHtml, pageOptions } from '../pages/page-html.js';
import type { StoredRuns } from './stored-runs.js';

/** The view 'Run History' in the side bar: a page that lists the stored runs. */
export class HistoryView implements vscode.WebviewViewProvider, vscode.Disposable {
  static readonly id = 'epochbook.runHistory';
  private view: vscode.WebviewView | undefined;
  private watching: vscode.Disposable | undefined;
  private paths: readonly string[] = [];
  private wanted: string | undefined;
  private ready = false;
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly runs: StoredRuns,
    private readonly extensionUri: vscode.Uri,
  ) {
    this.subscriptions = [
      vscode.window.registerWebviewViewProvider(HistoryView.id, this),
      runs.onDidChange((change) => this.post({ type: 'change', change, whole: false })),
    ];
  }

  /** The runs that are selected; none while the view is not there. */
  get selected(): readonly string[] {
    return this.view?.visible ? this.paths : [];
  }

  /** Opens the view with this run selected. */
  async reveal(path: string): Promise<void> {
    this.wanted = path;
    await vscode.commands.executeCommand(`${HistoryView.id}.focus`);
    this.tellWanted();
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.view = view;
    view.webview.options = {
      ...pageOptions(this.extensionUri),
      enableCommandUris: ['epochbook.newTraining', 'epochbook.openSample'],
    };
    view.webview.onDidReceiveMessage((message: FromHistoryView) => this.hear(message));
    view.onDidChangeVisibility(() => this.watch(view.visible));
    view.onDidDispose(() => {
      this.view = undefined;
      this.ready = false;
      this.watch(false);
    });
    view.webview.html = pageHtml(view.webview, this.extensionUri, 'run-history');
    this.watch(true);
  }

  dispose(): void {
    this.watch(false);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private watch(on: boolean): void {
    // A hidden page is gone, and says that it is ready when it comes again.
    if (!on) this.ready = false;
    if (on) this.watching ??= this.runs.watch();
    else {
      this.watching?.dispose();
      this.watching = undefined;
    }
  }

  private hear(message: FromHistoryView): void {
    if (message.type === 'ready') void this.begin();
    else if (message.type === 'selected') this.select(message.paths);
    else
      void vscode.commands.executeCommand(`epochbook.runs.${message.command}`, {
        epochbookRuns: message.paths,
      });
  }

  private async begin(): Promise<void> {
    this.ready = true;
    const known = this.runs.all();
    if (known.length > 0) this.tellAll();
    this.tellWanted();
    try {
      await this.runs.look();
      if (this.runs.all().length === 0) this.tellAll();
    } catch (error) {
      void vscode.window.showErrorMessage(
        vscode.l10n.t(
          'The stored runs could not be read: {0}',
          error instanceof Error ? error.message : String(error),
        ),
      );
    }
    this.tellWanted();
  }

  private tellAll(): void {
    this.post({ type: 'change', change: { runs: this.runs.all(), gone: [], toRead: 0 }, whole: true });
  }

  private select(paths: readonly string[]): void {
    this.paths = paths;
    void vscode.commands.executeCommand('setContext', 'epochbook.selectedRuns', paths.length);
  }

  private tellWanted(): void {
    if (this.wanted === undefined || !this.ready || !this.runs.get(this.wanted)) return;
    this.post({ type: 'reveal', path: this.wanted });
    this.wanted = undefined;
  }

  private post(message: ToHistoryView): void {
    if (this.ready) void this.view?.webview.postMessage(message);
  }
}
