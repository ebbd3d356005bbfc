import * as vscode from 'vscode';
import type { NotebookKernels } from '../kernels/notebook-kernels.js';
import { RunChooser } from './choose-runs.js';
import { DeletedRuns } from './delete-runs.js';
import { HistoryView } from './history-view.js';
import { annotateRun, renameRun } from './label-runs.js';
import { loadCheckpoint } from './load-checkpoint.js';
import { PictureTabs } from './picture-tabs.js';
import { showCell } from './show-cell.js';
import { StoredRuns } from './stored-runs.js';

/** The view of all stored runs, and what can be done with them; none of it needs a kernel. */
export function registerRunHistory(
  context: vscode.ExtensionContext,
  kernels: NotebookKernels,
): vscode.Disposable {
  const runs = new StoredRuns(context);
  const view = new HistoryView(runs, context.extensionUri);
  const tabs = new PictureTabs(runs, kernels, context.extensionUri);
  const chooser = new RunChooser(runs, view);
  const deleted = new DeletedRuns(runs);
  const told = (act: (given: unknown) => Promise<unknown>) => async (given: unknown) => {
    try {
      await act(given);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      void vscode.window.showErrorMessage(vscode.l10n.t('That did not work: {0}', reason));
    }
  };
  const { registerCommand } = vscode.commands;

  return vscode.Disposable.from(
    runs,
    view,
    tabs,
    registerCommand(
      'epochbook.runs.open',
      told(async (given) => {
        const chosen = (await chooser.several(given, vscode.l10n.t('Open which runs?'))) ?? [];
        // The picture of a training counts in epochs.
        for (const { path, imported } of chosen)
          tabs.open({ picture: imported?.by === 'step' ? 'compare' : 'training', paths: [path] });
      }),
    ),
    registerCommand(
      'epochbook.runs.compare',
      told(async (given) => {
        const chosen = await chooser.several(given, vscode.l10n.t('Compare which runs?'), 2);
        if (!chosen) return;
        if (chosen.length >= 2) tabs.open({ picture: 'compare', paths: chosen.map(({ path }) => path) });
        else void vscode.window.showInformationMessage(vscode.l10n.t('Choose two runs or more to compare.'));
      }),
    ),
    registerCommand(
      'epochbook.runs.rename',
      told(async (given) => {
        const run = await chooser.one(given, vscode.l10n.t('Rename which run?'));
        if (run) await renameRun(runs, run);
      }),
    ),
    registerCommand(
      'epochbook.runs.annotate',
      told(async (given) => {
        const run = await chooser.one(given, vscode.l10n.t('Write a note on which run?'));
        if (run) await annotateRun(runs, run);
      }),
    ),
    registerCommand(
      'epochbook.runs.delete',
      told(async (given) => {
        const chosen = await chooser.several(given, vscode.l10n.t('Move which runs into the bin?'));
        if (chosen && chosen.length > 0) await deleted.remove(chosen);
      }),
    ),
    registerCommand(
      'epochbook.runs.undoDelete',
      told(() => deleted.undo()),
    ),
    registerCommand(
      'epochbook.runs.emptyBin',
      told(() => deleted.emptyBin()),
    ),
    registerCommand(
      'epochbook.runs.loadCheckpoint',
      told(async (given) => {
        const run = await chooser.one(given, vscode.l10n.t('Load a model of which run?'));
        const { file } = (given ?? {}) as { file?: unknown };
        if (run) await loadCheckpoint(runs, run, typeof file === 'string' ? file : undefined);
      }),
    ),
    registerCommand(
      'epochbook.runs.showCell',
      told(async (given) => {
        const run = await chooser.one(given, vscode.l10n.t('Show the cell of which run?'));
        if (run) await showCell(runs, run);
      }),
    ),
    registerCommand(
      'epochbook.runs.refresh',
      told(() => runs.look(true)),
    ),
  );
}
