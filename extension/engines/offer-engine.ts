import * as path from 'node:path';
import * as vscode from 'vscode';
import { engineOf } from '../kernels/launch-options.js';
import type { NotebookKernels } from '../kernels/notebook-kernels.js';
import { offerRestart } from '../kernels/offer-restart.js';
import { pinEngine } from '../kernels/pinned-engine.js';

/**
 * Tells that the native engine is there, and offers to take it for all notebooks or the one in front: by itself no notebook
 * does.
 */
export async function offerEngine(kernels: NotebookKernels, text: string): Promise<void> {
  if (engineSettings().get('engine') === 'native') return offerRestart(kernels, text);
  const notebook = notebookInFront(kernels);
  const all = vscode.l10n.t('Use It for All Notebooks');
  const one = notebook && vscode.l10n.t('Use It for {0}', path.basename(notebook.uri.path));
  const stays = vscode.l10n.t(
    'Notebooks stay on the embedded engine, on which the nets of a course train faster.',
  );
  const choice = await vscode.window.showInformationMessage(`${text} ${stays}`, all, ...(one ? [one] : []));
  if (choice === undefined) return;
  if (choice === all) await useEverywhere();
  else if (notebook && !(await pinEngine(notebook, 'native'))) return;
  await offerRestart(kernels, vscode.l10n.t('Kernels that start from now on use it.'));
}

/** Takes the choice for all notebooks back. @returns whether there was one. */
export async function useNoMoreEverywhere(): Promise<boolean> {
  if (engineSettings().inspect('engine')?.globalValue !== 'native') return false;
  await engineSettings().update('engine', undefined, vscode.ConfigurationTarget.Global);
  return true;
}

const engineSettings = () => vscode.workspace.getConfiguration('epochbook');

/** Where the workspace has a setting of its own, that is the one which counts. */
async function useEverywhere(): Promise<void> {
  const own = engineSettings().inspect('engine')?.workspaceValue !== undefined;
  const { Global, Workspace } = vscode.ConfigurationTarget;
  await engineSettings().update('engine', 'native', own ? Workspace : Global);
}

function notebookInFront(kernels: NotebookKernels): vscode.NotebookDocument | undefined {
  const notebook = vscode.window.activeNotebookEditor?.notebook;
  const isOurs = kernels.all().some((kernel) => kernel.notebook === notebook);
  return notebook && isOurs && engineOf(notebook) !== 'native' ? notebook : undefined;
}
