import * as vscode from 'vscode';
import type { TensorAccount } from '../../protocol/variables.js';
import { NOTEBOOK_TYPE } from '../controller.js';
import { cellKey } from '../kernels/cell-key.js';
import type { NotebookKernels } from '../kernels/notebook-kernels.js';
import { tensorItemText, tensorItemTooltip } from './tensor-words.js';

/** One calm line under a cell whose re-run has left tensors behind, unless the setting says not to. */
export function showTensorItems(kernels: NotebookKernels): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.NotebookCellStatusBarItemProvider = {
    onDidChangeCellStatusBarItems: changed.event,
    provideCellStatusBarItems(cell) {
      const account = kernels.get(cell.notebook)?.tensorsOf(cellKey(cell));
      return account && isWanted(cell) && isWorthALine(account) ? [itemOf(account)] : [];
    },
  };
  return vscode.Disposable.from(
    changed,
    kernels.onTensors(() => changed.fire()),
    kernels.onDidChange(() => changed.fire()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('epochbook.tensorHints')) changed.fire();
    }),
    vscode.notebooks.registerNotebookCellStatusBarItemProvider(NOTEBOOK_TYPE, provider),
  );
}

const isWanted = (cell: vscode.NotebookCell): boolean =>
  vscode.workspace.getConfiguration('epochbook', cell.notebook.uri).get('tensorHints', true);

/** Replaced values are certain at once; others only where each of several runs leaves some. */
const isWorthALine = ({ left }: TensorAccount): boolean =>
  left !== undefined && (left.replaced.length > 0 || left.times > 1);

function itemOf(account: TensorAccount): vscode.NotebookCellStatusBarItem {
  const item = new vscode.NotebookCellStatusBarItem(
    `$(layers) ${tensorItemText(account)}`,
    vscode.NotebookCellStatusBarAlignment.Left,
  );
  item.tooltip = tensorItemTooltip(account);
  item.command = 'epochbook.showVariables';
  item.accessibilityInformation = { label: tensorItemText(account), role: 'button' };
  item.priority = 10;
  return item;
}
