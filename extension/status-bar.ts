import * as vscode from 'vscode';
import { isForEpochbook } from './controller.js';
import type { KernelStatus } from './kernels/kernel-status.js';
import type { NotebookKernels } from './kernels/notebook-kernels.js';

/** Shows the kernel and the engine of the active notebook; a click offers what can be done with them. */
export class KernelStatusBar implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem(
    'epochbook.kernel',
    vscode.StatusBarAlignment.Right,
    90,
  );
  /** What the student chose. VS Code binds a preferred kernel on the first run only, and then tells of it. */
  private readonly selected = new WeakMap<vscode.NotebookDocument, boolean>();
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly kernels: NotebookKernels,
    controller: vscode.NotebookController,
  ) {
    this.item.name = vscode.l10n.t('Epochbook kernel');
    this.item.command = 'epochbook.kernelActions';
    this.subscriptions = [
      this.item,
      controller.onDidChangeSelectedNotebooks(({ notebook, selected }) => {
        this.selected.set(notebook, selected);
        this.show();
      }),
      kernels.onDidChange(() => this.show()),
      vscode.window.onDidChangeActiveNotebookEditor(() => this.show()),
    ];
    this.show();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private show(): void {
    const notebook = vscode.window.activeNotebookEditor?.notebook;
    const kernel = notebook && this.kernels.get(notebook);
    if (!notebook || !(kernel || (this.selected.get(notebook) ?? isForEpochbook(notebook)))) {
      this.item.hide();
      return;
    }
    const status = kernel?.status ?? { state: 'off' };
    const { icon, text } = stateText(status);
    const { engine } = status;
    const label = engine && engine.name !== 'none' && !status.watching ? `${text} · ${engine.label}` : text;
    this.item.text = `$(${icon}) Epochbook: ${label}`;
    this.item.tooltip = tooltip(text, status);
    this.item.accessibilityInformation = { label: tooltip(text, status), role: 'button' };
    this.item.show();
  }
}

function tooltip(text: string, { engine }: KernelStatus): string {
  return engine && engine.name !== 'none'
    ? vscode.l10n.t(
        'Epochbook kernel: {0}. Engine: {1}. Click for interrupt and restart.',
        text,
        engine.label,
      )
    : vscode.l10n.t('Epochbook kernel: {0}. Click for interrupt and restart.', text);
}

function stateText(status: KernelStatus): { icon: string; text: string } {
  const { icon, text } = ownState(status);
  return status.watching
    ? { icon: 'eye', text: vscode.l10n.t('watching another window, {0}', text) }
    : { icon, text };
}

function ownState({ state, stage }: KernelStatus): { icon: string; text: string } {
  switch (state) {
    case 'off':
      return { icon: 'circle-outline', text: vscode.l10n.t('not started') };
    case 'starting':
      return { icon: 'loading~spin', text: vscode.l10n.t('starting') };
    case 'idle':
      return { icon: 'pulse', text: vscode.l10n.t('idle') };
    case 'busy':
      return { icon: 'sync~spin', text: vscode.l10n.t('running') };
    case 'lost':
      return { icon: 'warning', text: vscode.l10n.t('ended unexpectedly') };
    case 'elsewhere':
      return { icon: 'multiple-windows', text: vscode.l10n.t('in another window') };
    case 'interrupting':
      return { icon: 'stop-circle', text: interruptText(stage) };
  }
}

function interruptText(stage: KernelStatus['stage']): string {
  if (stage === 'fit') return vscode.l10n.t('stopping after this batch');
  if (stage === 'await') return vscode.l10n.t('stopping at the next await');
  if (stage === 'break') return vscode.l10n.t('breaking off');
  return vscode.l10n.t('interrupting');
}
