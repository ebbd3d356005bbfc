import * as vscode from 'vscode';
import { NOTEBOOK_TYPE } from './controller.js';
import type { NotebookKernels } from './kernels/notebook-kernels.js';

/** Says below a cell that the kernel which made its output is gone: the output looks current, its variables are not there. */
export function showEarlierKernel(kernels: NotebookKernels): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  return vscode.Disposable.from(
    changed,
    kernels.onDidChange(() => changed.fire()),
    vscode.notebooks.registerNotebookCellStatusBarItemProvider(NOTEBOOK_TYPE, {
      onDidChangeCellStatusBarItems: changed.event,
      provideCellStatusBarItems(cell) {
        if (cell.outputs.length === 0 || !kernels.get(cell.notebook)?.isOutlived(cell)) return [];
        const item = new vscode.NotebookCellStatusBarItem(
          `$(history) ${vscode.l10n.t('by an earlier kernel')}`,
          vscode.NotebookCellStatusBarAlignment.Left,
        );
        item.tooltip = vscode.l10n.t(
          'The kernel that ran this cell is gone, and with it the variables. Run the cell again to have them.',
        );
        return [item];
      },
    }),
  );
}
