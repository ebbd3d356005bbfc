import * as vscode from 'vscode';
import { prefersEpochbook } from './affinity.js';
import { interruptKernel } from './kernels/interruption.js';
import type { NotebookKernels } from './kernels/notebook-kernels.js';

export const CONTROLLER_ID = 'epochbook';
export const NOTEBOOK_TYPE = 'jupyter-notebook';
export const LANGUAGES = ['typescript', 'javascript'];

/** The entry "Epochbook (TypeScript)" in the kernel list, first for notebooks that want it. */
export function createController(kernels: NotebookKernels): vscode.NotebookController & vscode.Disposable {
  const controller = vscode.notebooks.createNotebookController(
    CONTROLLER_ID,
    NOTEBOOK_TYPE,
    vscode.l10n.t('Epochbook (TypeScript)'),
  );
  controller.supportedLanguages = LANGUAGES;
  controller.supportsExecutionOrder = true;
  controller.description = vscode.l10n.t('Deep learning in TypeScript, drawn live');
  controller.executeHandler = (cells, notebook) => kernels.open(notebook, controller).run(cells);
  controller.interruptHandler = async (notebook) => {
    const kernel = kernels.get(notebook);
    // Not awaited to the end: that may be a question to the student.
    if (kernel) void interruptKernel(kernel);
  };
  for (const notebook of vscode.workspace.notebookDocuments) offer(controller, notebook);
  const opened = vscode.workspace.onDidOpenNotebookDocument((notebook) => offer(controller, notebook));
  const dispose = controller.dispose.bind(controller);
  controller.dispose = () => {
    opened.dispose();
    dispose();
  };
  return controller;
}

function offer(controller: vscode.NotebookController, notebook: vscode.NotebookDocument): void {
  if (notebook.notebookType !== NOTEBOOK_TYPE) return;
  const { Preferred, Default } = vscode.NotebookControllerAffinity;
  controller.updateNotebookAffinity(notebook, isForEpochbook(notebook) ? Preferred : Default);
}

/** Whether Epochbook is offered first for this notebook. */
export function isForEpochbook(notebook: vscode.NotebookDocument): boolean {
  if (notebook.notebookType !== NOTEBOOK_TYPE) return false;
  const languages = notebook
    .getCells()
    .filter(({ kind }) => kind === vscode.NotebookCellKind.Code)
    .map(({ document }) => document.languageId);
  return prefersEpochbook({ metadata: notebook.metadata, languages });
}
