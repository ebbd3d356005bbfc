import * as vscode from 'vscode';
import type { NotebookKernels } from '../kernels/notebook-kernels.js';
import { ShownNotebook } from './shown-notebook.js';
import { showTensorItems } from './tensor-items.js';
import { ValuePanels } from './value-panels.js';
import { VARIABLES_VIEW, VariablesView } from './variables-view.js';

/** The view of variables, the tabs that show one of them, and what is told of tensors under cells. */
export function registerVariables(kernels: NotebookKernels, extension: vscode.Uri): vscode.Disposable {
  const shown = new ShownNotebook();
  const panels = new ValuePanels(kernels, extension);
  const view = new VariablesView(kernels, shown, extension, (notebook, name) => panels.open(notebook, name));
  return vscode.Disposable.from(
    shown,
    panels,
    view,
    vscode.window.registerWebviewViewProvider(VARIABLES_VIEW, view),
    vscode.commands.registerCommand('epochbook.showVariables', () =>
      vscode.commands.executeCommand(`${VARIABLES_VIEW}.focus`),
    ),
    showTensorItems(kernels),
  );
}
