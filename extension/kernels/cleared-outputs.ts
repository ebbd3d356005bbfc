import * as vscode from 'vscode';
import type { NotebookKernels } from './notebook-kernels.js';

/** Outputs that the student has cleared do not come back with the kernel that made them. */
export const forgetCleared = (kernels: NotebookKernels): vscode.Disposable =>
  vscode.workspace.onDidChangeNotebookDocument(({ notebook, cellChanges }) => {
    const kernel = kernels.get(notebook);
    for (const { cell, outputs } of cellChanges) if (outputs?.length === 0) kernel?.forgetCleared(cell);
  });
