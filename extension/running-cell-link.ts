import * as vscode from 'vscode';
import type { NotebookKernel } from './kernels/notebook-kernel.js';
import type { NotebookKernels } from './kernels/notebook-kernels.js';

/** Milliseconds that a cell runs before it is spoken of: most are done sooner. */
const SOON = 500;
/** At most so often the epoch is written anew. */
const BETWEEN = 250;
const COMMAND = 'epochbook.revealRunningCell';

/** How far the latest run of a kernel is. */
interface Epoch {
  run: string;
  epoch: number;
  /** Unknown until the kernel has told. */
  planned?: number;
}

/**
 * One quiet link in the status bar while a cell runs that is out of sight: which cell, and at which epoch. A click leads
 * to it. The notebook itself is never scrolled.
 */
export class RunningCellLink implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem(
    'epochbook.runningCell',
    vscode.StatusBarAlignment.Right,
    91,
  );
  private readonly epochs = new WeakMap<NotebookKernel, Epoch>();
  /** The cell at work, and since when. */
  private since: { execution: object; at: number } | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly subscriptions: vscode.Disposable[];

  constructor(private readonly kernels: NotebookKernels) {
    this.item.name = vscode.l10n.t('Epochbook: running cell');
    this.item.command = COMMAND;
    this.subscriptions = [
      this.item,
      vscode.commands.registerCommand('epochbook.revealRunningCell', () => this.reveal()),
      kernels.onDidChange(() => this.show()),
      kernels.onDelta(({ notebook, delta }) => this.learn(notebook, delta.run, delta.progress.epoch)),
      vscode.window.onDidChangeNotebookEditorVisibleRanges(() => this.show()),
      vscode.window.onDidChangeVisibleNotebookEditors(() => this.show()),
      vscode.window.onDidChangeActiveNotebookEditor(() => this.show()),
      vscode.workspace.onDidChangeNotebookDocument(({ contentChanges }) => {
        if (contentChanges.length > 0) this.show();
      }),
    ];
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** Of the notebook in front where a cell of it runs, else of any other. */
  private get kernel(): NotebookKernel | undefined {
    const front = vscode.window.activeNotebookEditor?.notebook;
    const running = this.kernels.all().filter(({ current }) => current !== undefined);
    return running.find(({ notebook }) => notebook === front) ?? running[0];
  }

  private learn(notebook: vscode.NotebookDocument, run: string, epoch: number): void {
    const kernel = this.kernels.get(notebook);
    if (!kernel) return;
    const known = this.epochs.get(kernel);
    if (known?.run === run) known.epoch = epoch;
    else {
      const fresh: Epoch = { run, epoch };
      this.epochs.set(kernel, fresh);
      kernel.runState(run).then(
        (state) => {
          fresh.planned = state?.payload?.plan.epochs;
        },
        () => undefined,
      );
    }
    this.later(BETWEEN);
  }

  private later(milliseconds: number): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.show();
    }, milliseconds);
  }

  private show(): void {
    const { kernel } = this;
    const execution = kernel?.current;
    if (!kernel || !execution) {
      this.since = undefined;
      this.item.hide();
      return;
    }
    if (this.since?.execution !== execution) {
      this.since = { execution, at: Date.now() };
      // What a run of an earlier cell told says nothing of this one.
      this.epochs.delete(kernel);
    }
    const young = this.since.at + SOON - Date.now();
    if (young > 0) {
      this.item.hide();
      this.later(young);
      return;
    }
    const { cell } = execution;
    if (inSight(cell)) {
      this.item.hide();
      return;
    }
    const words = this.words(cell, this.epochs.get(kernel));
    const hint = vscode.l10n.t('{0}. Click to go to it.', words);
    this.item.text = `$(arrow-swap) ${words}`;
    this.item.tooltip = hint;
    this.item.accessibilityInformation = { label: hint, role: 'button' };
    this.item.show();
  }

  private words(cell: vscode.NotebookCell, epoch: Epoch | undefined): string {
    // As the editor itself counts cells.
    const number = cell.index + 1;
    const elsewhere = cell.notebook !== vscode.window.activeNotebookEditor?.notebook;
    const running = elsewhere
      ? vscode.l10n.t('Running cell {0} of {1}', number, cell.notebook.uri.path.split('/').at(-1) ?? '')
      : vscode.l10n.t('Running cell {0}', number);
    if (!epoch || epoch.epoch < 1) return running;
    const at =
      epoch.planned === undefined
        ? vscode.l10n.t('epoch {0}', epoch.epoch)
        : vscode.l10n.t('epoch {0}/{1}', epoch.epoch, epoch.planned);
    return `${running} · ${at}`;
  }

  private async reveal(): Promise<void> {
    const cell = this.kernel?.current?.cell;
    if (!cell) {
      void vscode.window.showInformationMessage(vscode.l10n.t('No cell is running.'));
      return;
    }
    const { notebook, index } = cell;
    const shown = vscode.window.visibleNotebookEditors.find((editor) => editor.notebook === notebook);
    const editor = await vscode.window.showNotebookDocument(
      notebook,
      shown?.viewColumn === undefined ? {} : { viewColumn: shown.viewColumn },
    );
    const range = new vscode.NotebookRange(index, index + 1);
    editor.selections = [range];
    editor.revealRange(range, vscode.NotebookEditorRevealType.AtTop);
  }
}

function inSight({ notebook, index }: vscode.NotebookCell): boolean {
  return vscode.window.visibleNotebookEditors.some(
    (editor) =>
      editor.notebook === notebook &&
      editor.visibleRanges.some(({ start, end }) => start <= index && index < end),
  );
}
