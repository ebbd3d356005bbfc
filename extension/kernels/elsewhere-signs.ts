import * as vscode from 'vscode';
import { NOTEBOOK_TYPE } from '../controller.js';
import type { NotebookKernels } from './notebook-kernels.js';
import { TAKE_OVER } from './offer-take-over.js';

/** `waiting` or `watching`, for the buttons of the tool bar. */
const CONTEXT = 'epochbook.kernelElsewhere';

/** Shows that another window has the kernel of a notebook: buttons in its tool bar, and a line below the cell at work. */
export function showElsewhere(kernels: NotebookKernels): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  let shown = '';
  const show = (): void => {
    changed.fire();
    const notebook = vscode.window.activeNotebookEditor?.notebook;
    const kernel = notebook && kernels.get(notebook);
    const now = kernel?.watches ? 'watching' : kernel?.status.state === 'elsewhere' ? 'waiting' : '';
    if (now === shown) return;
    shown = now;
    void vscode.commands.executeCommand('setContext', CONTEXT, now);
  };
  show();
  return vscode.Disposable.from(
    changed,
    kernels.onDidChange(show),
    vscode.window.onDidChangeActiveNotebookEditor(show),
    vscode.notebooks.registerNotebookCellStatusBarItemProvider(NOTEBOOK_TYPE, {
      onDidChangeCellStatusBarItems: changed.event,
      provideCellStatusBarItems(cell) {
        const kernel = kernels.get(cell.notebook);
        return kernel?.watches && kernel.current?.cell === cell ? [takeOverItem(cell.notebook)] : [];
      },
    }),
  );
}

function takeOverItem(notebook: vscode.NotebookDocument): vscode.NotebookCellStatusBarItem {
  const item = new vscode.NotebookCellStatusBarItem(
    `$(eye) ${vscode.l10n.t('Runs in another window: take over')}`,
    vscode.NotebookCellStatusBarAlignment.Left,
  );
  item.tooltip = vscode.l10n.t(
    'This window watches what another one runs. Take over the kernel, with its variables, to run and stop cells here.',
  );
  item.command = { title: '', command: TAKE_OVER, arguments: [notebook.uri.toString()] };
  return item;
}
