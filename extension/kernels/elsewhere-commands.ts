import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Keeping } from '../../protocol/kernel.js';
import type { ChosenNotebooks } from './chosen-notebooks.js';
import type { NotebookKernel } from './notebook-kernel.js';
import type { NotebookKernels } from './notebook-kernels.js';
import { TAKE_OVER } from './offer-take-over.js';

const WATCH = 'epochbook.watchKernel';

const nameOf = (notebook: vscode.NotebookDocument): string => path.basename(notebook.uri.path);

/** The commands that watch, or take over, the kernel that another window has. */
export function registerElsewhere(
  kernels: NotebookKernels,
  keeping: (kernel: NotebookKernel) => Keeping | undefined,
  chosen: ChosenNotebooks,
): vscode.Disposable {
  const kernelOf = (given: unknown): NotebookKernel | undefined => {
    const uri = typeof given === 'string' ? given : toolbarUri(given);
    const notebook =
      vscode.workspace.notebookDocuments.find((open) => open.uri.toString() === uri) ??
      vscode.window.activeNotebookEditor?.notebook;
    return notebook && kernels.get(notebook);
  };
  const withKernel = async (given: unknown, act: (kernel: NotebookKernel) => unknown): Promise<void> => {
    const kernel = kernelOf(given);
    if (!kernel?.shared.elsewhere) return;
    try {
      await act(kernel);
    } catch {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('The kernel of {0} has ended meanwhile.', nameOf(kernel.notebook)),
      );
    }
  };
  const takeOver = (given?: unknown) =>
    withKernel(given, (kernel) => {
      const keep = keeping(kernel);
      return kernel.shared.own({ ...(keep && { keep }), takeOver: true }, chosen.choose(kernel.notebook));
    });
  const watch = (given?: unknown) =>
    withKernel(given, (kernel) => kernel.shared.watch(chosen.choose(kernel.notebook)));
  return vscode.Disposable.from(
    vscode.commands.registerCommand('epochbook.takeOverKernel', takeOver),
    vscode.commands.registerCommand('epochbook.watchKernel', watch),
  );
}

/** Of the notebook whose tool bar was used. */
const toolbarUri = (context: unknown): string | undefined =>
  (
    context as { notebookEditor?: { notebookUri?: vscode.Uri } } | undefined
  )?.notebookEditor?.notebookUri?.toString();

/** Tells that another window has the kernel, and what can be done. */
export async function tellElsewhere(notebook: vscode.NotebookDocument): Promise<void> {
  const [watch, takeOver] = [vscode.l10n.t('Watch'), vscode.l10n.t('Take Over')];
  const choice = await vscode.window.showInformationMessage(
    vscode.l10n.t(
      'Another window has the kernel of {0}, with its variables. Watch it from here, take it over, or leave it there: cells run here then get a kernel of their own.',
      nameOf(notebook),
    ),
    watch,
    takeOver,
    vscode.l10n.t('Leave It There'),
  );
  const uri = notebook.uri.toString();
  if (choice === watch) await vscode.commands.executeCommand(WATCH, uri);
  if (choice === takeOver) await vscode.commands.executeCommand(TAKE_OVER, uri);
}

/** Tells of a kernel that lives and does not answer: nothing of it is thrown away. */
export function tellSilent(notebook: vscode.NotebookDocument): void {
  void vscode.window.showWarningMessage(
    vscode.l10n.t(
      'The kernel that {0} had is alive but does not answer, perhaps because the machine is very busy. Reload the window to try again; cells run now get a new kernel.',
      nameOf(notebook),
    ),
  );
}
