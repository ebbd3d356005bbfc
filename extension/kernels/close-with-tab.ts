import * as vscode from 'vscode';
import type { NotebookKernels } from './notebook-kernels.js';

/** Milliseconds in which a tab that only moves to another group has come back. */
const MOVING = 500;

const shows = (tab: vscode.Tab, uri: string): boolean =>
  tab.input instanceof vscode.TabInputNotebook && tab.input.uri.toString() === uri;

/**
 * Ends the kernel of a notebook when its last tab is closed. VS Code may keep the document itself for minutes after that,
 * where an extension has opened it.
 */
export function closeWithTab(kernels: NotebookKernels): vscode.Disposable {
  const close = (uri: string): void => {
    if (vscode.window.tabGroups.all.some(({ tabs }) => tabs.some((tab) => shows(tab, uri)))) return;
    for (const notebook of vscode.workspace.notebookDocuments)
      if (notebook.uri.toString() === uri) void kernels.close(notebook);
  };
  return vscode.Disposable.from(
    vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
      for (const { input } of closed)
        if (input instanceof vscode.TabInputNotebook) setTimeout(close, MOVING, input.uri.toString());
    }),
  );
}
