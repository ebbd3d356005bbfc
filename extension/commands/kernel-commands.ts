import * as vscode from 'vscode';
import { confirmRestart } from '../kernels/confirm-restart.js';
import { interruptKernel } from '../kernels/interruption.js';
import type { NotebookKernels } from '../kernels/notebook-kernels.js';
import { offerTakeOver } from '../kernels/offer-take-over.js';

/** What a notebook toolbar button gives to its command. */
interface ToolbarContext {
  notebookEditor?: { notebookUri?: vscode.Uri };
}

/** The notebook whose toolbar was used, else the active one. */
function notebookOf(context: unknown): vscode.NotebookDocument | undefined {
  const uri = (context as ToolbarContext | undefined)?.notebookEditor?.notebookUri?.toString();
  const named = vscode.workspace.notebookDocuments.find((notebook) => notebook.uri.toString() === uri);
  return named ?? vscode.window.activeNotebookEditor?.notebook;
}

/** The commands that steer the kernel of the active notebook. */
export function registerKernelCommands(
  kernels: NotebookKernels,
  controller: vscode.NotebookController,
): vscode.Disposable {
  const interrupt = async (context?: unknown): Promise<void> => {
    const notebook = notebookOf(context);
    const kernel = notebook && kernels.get(notebook);
    if (kernel) await interruptKernel(kernel);
  };

  const restart = async (context?: unknown): Promise<boolean> => {
    const notebook = notebookOf(context);
    if (!notebook) return false;
    const kernel = kernels.open(notebook, controller);
    if (kernel.watches) {
      void offerTakeOver(notebook);
      return false;
    }
    if (kernel.busy && !(await confirmRestart())) return false;
    try {
      await kernel.restart();
      return true;
    } catch (error) {
      void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
      return false;
    }
  };

  const restartAndRunToHere = async (): Promise<void> => {
    const editor = vscode.window.activeNotebookEditor;
    if (!editor) return;
    const { notebook, selection } = editor;
    if (!(await restart())) return;
    await vscode.commands.executeCommand('notebook.cell.execute', {
      ranges: [{ start: 0, end: selection.end }],
      document: notebook.uri,
    });
  };

  const actions = async (): Promise<void> => {
    const notebook = vscode.window.activeNotebookEditor?.notebook;
    const { engine, state, watching } = (notebook && kernels.get(notebook)?.status) ?? {};
    const command = (id: string) => () => vscode.commands.executeCommand(id);
    const { Separator } = vscode.QuickPickItemKind;
    const install = {
      label: `$(cloud-download) ${vscode.l10n.t('Install the native engine')}`,
      description: vscode.l10n.t('TensorFlow itself'),
      run: command('epochbook.engine.install'),
    };
    const watch = {
      label: `$(eye) ${vscode.l10n.t('Watch what the other window runs')}`,
      run: command('epochbook.watchKernel'),
    };
    const takeOver = {
      label: `$(multiple-windows) ${vscode.l10n.t('Take over the kernel from the other window')}`,
      run: command('epochbook.takeOverKernel'),
    };
    const items: (vscode.QuickPickItem & { run?: () => unknown })[] = [
      ...(state === 'elsewhere' ? [watch] : []),
      ...(state === 'elsewhere' || watching ? [takeOver] : []),
      { label: `$(stop-circle) ${vscode.l10n.t('Interrupt the cell')}`, run: interrupt },
      { label: `$(debug-restart) ${vscode.l10n.t('Restart the kernel')}`, run: restart },
      { label: `$(run-above) ${vscode.l10n.t('Restart and run to here')}`, run: restartAndRunToHere },
      { label: vscode.l10n.t('Engine'), kind: Separator },
      ...(engine?.name === 'native' ? [] : [install]),
      {
        label: `$(dashboard) ${vscode.l10n.t('Test the engines')}`,
        description: vscode.l10n.t('which trains faster here'),
        run: command('epochbook.engine.test'),
      },
      {
        label: `$(checklist) ${vscode.l10n.t('Doctor')}`,
        description: vscode.l10n.t('what is missing, and what mends it'),
        run: command('epochbook.doctor'),
      },
    ];
    const choice = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Epochbook kernel') });
    await choice?.run?.();
  };

  return vscode.Disposable.from(
    vscode.commands.registerCommand('epochbook.interrupt', interrupt),
    vscode.commands.registerCommand('epochbook.restart', restart),
    vscode.commands.registerCommand('epochbook.restartAndRunToHere', restartAndRunToHere),
    vscode.commands.registerCommand('epochbook.kernelActions', actions),
  );
}
