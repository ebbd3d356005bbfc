import { existsSync } from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { RunSummary, SavedFile } from '../../protocol/run-history.js';

import { NOTEBOOK_TYPE } from '../controller.js';
import { insertLoadingCell } from '../insert-loading-cell.js';
import { folderOf } from '../kernels/launch-options.js';
import { loadCode } from '../load-code.js';
import { goOnCode, placeFrom } from './go-on-code.js';
import type { StoredRuns } from './stored-runs.js';

/**
 * Puts a cell that loads a file of a run into a notebook, below the selected cell, and does not run it. Where no notebook is
 * open, that of the run is opened; where there is none, the code goes onto the clipboard.
 *
 * @param file As a callback wrote it; else it is asked for where there are several.
 */
export async function loadCheckpoint(runs: StoredRuns, run: RunSummary, file?: string): Promise<void> {
  const saved = await runs.ask('saved', { path: run.path });
  const there = saved.filter(({ exists }) => exists);
  if (there.length === 0) {
    void vscode.window.showInformationMessage(
      saved.length === 0
        ? vscode.l10n.t('This run has saved no model. ModelCheckpoint saves one while fit runs.')
        : vscode.l10n.t(
            'The files that this run has saved are not there any more: {0}',
            saved[0]?.absolute ?? '',
          ),
    );
    return;
  }
  const named = there.find((each) => each.file === file);
  const chosen = named ?? (there.length === 1 ? there[0] : await pick(there));
  if (!chosen) return;
  const use = named ? 'load' : await chooseUse(chosen, run);
  if (!use) return;
  const editor = vscode.window.activeNotebookEditor ?? (await openNotebookOf(run));
  if (editor?.notebook.notebookType === NOTEBOOK_TYPE) await insert(editor, use, chosen);
  else {
    await vscode.env.clipboard.writeText(codeFor(use, chosen));
    void vscode.window.showInformationMessage(
      vscode.l10n.t('No notebook is open: the code that loads {0} is on the clipboard.', chosen.file),
    );
  }
}

/** What is to be done with a file: `goOn` trains on from it. */
type Use = 'load' | 'goOn';

/** A backup is for going on; a model of a training that was not completed may be for either. */
async function chooseUse({ what, epoch }: SavedFile, { epochs }: RunSummary): Promise<Use | undefined> {
  if (what === 'backup') return 'goOn';
  if (epoch >= epochs.planned) return 'load';
  const load = { label: vscode.l10n.t('Load the model'), use: 'load' as const };
  const goOn = { label: vscode.l10n.t('Go on training from epoch {0}', epoch + 1), use: 'goOn' as const };
  const title = vscode.l10n.t('What is the file for?');
  return (await vscode.window.showQuickPick([load, goOn], { title }))?.use;
}

async function pick(files: readonly SavedFile[]): Promise<SavedFile | undefined> {
  const items = files.map((saved) => ({
    label: path.basename(saved.absolute),
    description: [
      vscode.l10n.t('epoch {0}', saved.epoch),
      saved.value === undefined ? '' : String(Number(saved.value.toPrecision(4))),
      saved.what === 'weights' ? vscode.l10n.t('weights only') : '',
      saved.what === 'backup' ? vscode.l10n.t('backup to go on from') : '',
    ]
      .filter(Boolean)
      .join(' · '),
    saved,
  }));
  return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Load which file of the run?') }))
    ?.saved;
}

async function openNotebookOf({ notebook }: RunSummary): Promise<vscode.NotebookEditor | undefined> {
  const open = vscode.window.visibleNotebookEditors[0];
  if (open || !notebook || !existsSync(notebook)) return open;
  await vscode.commands.executeCommand('vscode.openWith', vscode.Uri.file(notebook), NOTEBOOK_TYPE, {
    preview: false,
  });
  return vscode.window.activeNotebookEditor;
}

function codeFor(
  use: Use,
  { file, absolute, epoch, what }: SavedFile,
  notebook?: vscode.NotebookDocument,
): string {
  const cells = (notebook?.getCells() ?? [])
    .filter(({ kind }) => kind === vscode.NotebookCellKind.Code)
    .map(({ document }) => document.getText());
  const place = placeFrom(notebook && folderOf(notebook), absolute) ?? file;
  if (use === 'goOn')
    return goOnCode(
      { path: place, epoch, what },
      cells,
      vscode.l10n.t('Give it to `fit` as its first callback: training goes on with epoch {0}.', epoch + 1),
    );
  return loadCode(
    { path: place, weightsOnly: what === 'weights' },
    cells,
    vscode.l10n.t('`model` must have the same layers as the model that was trained.'),
  );
}

async function insert(editor: vscode.NotebookEditor, use: Use, saved: SavedFile): Promise<void> {
  const { notebook } = editor;
  const index = Math.min(editor.selection.end, notebook.cellCount);
  await insertLoadingCell(editor, { index, code: codeFor(use, saved, notebook), file: saved.file });
}
