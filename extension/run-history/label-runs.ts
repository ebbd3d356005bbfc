import * as vscode from 'vscode';
import type { RunSummary } from '../../protocol/run-history.js';
import type { StoredRuns } from './stored-runs.js';

const MOST_NAME = 200;
const MOST_NOTE = 4000;

/** Asks for another name of a run; an empty one gives it back its own. */
export async function renameRun(runs: StoredRuns, run: RunSummary): Promise<void> {
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t('Rename Run'),
    prompt: vscode.l10n.t('Empty: "{0}", as it was recorded.', run.name),
    value: run.renamed ?? run.name,
    validateInput: (text) => (text.length > MOST_NAME ? tooLong(MOST_NAME) : undefined),
  });
  if (name === undefined) return;
  await runs.ask('label', { path: run.path, name: name.trim() === run.name ? '' : name });
}

/** Asks for a note on a run; an empty one takes it away. */
export async function annotateRun(runs: StoredRuns, run: RunSummary): Promise<void> {
  const note = await vscode.window.showInputBox({
    title: vscode.l10n.t('Note on "{0}"', run.renamed ?? run.name),
    prompt: vscode.l10n.t('What was tried, and what came of it. Empty takes the note away.'),
    value: run.note ?? '',
    validateInput: (text) => (text.length > MOST_NOTE ? tooLong(MOST_NOTE) : undefined),
  });
  if (note === undefined) return;
  await runs.ask('label', { path: run.path, note });
}

const tooLong = (most: number): string => vscode.l10n.t('At most {0} characters.', most);
