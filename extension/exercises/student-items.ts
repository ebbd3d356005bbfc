import * as vscode from 'vscode';
import {
  beginningOf,
  type Exercise,
  type ExerciseState,
  keptTexts,
  pointsText,
} from '../../exercises/index.js';
import { cellText, type ExerciseWatch } from './exercise-watch.js';

const { Left } = vscode.NotebookCellStatusBarAlignment;

/** What stands under the cell of a task: "Check", how far it has come, and ways back. */
export function studentItems(
  cell: vscode.NotebookCell,
  exercise: Exercise,
  watch: ExerciseWatch,
): vscode.NotebookCellStatusBarItem[] {
  const items: vscode.NotebookCellStatusBarItem[] = [];
  const state = watch.stateOf(cell.notebook, exercise);
  if (state) {
    const running = watch.isRunning(cell.notebook, exercise);
    items.push(
      item(
        running ? `$(loading~spin) ${vscode.l10n.t('Checking')}` : `$(checklist) ${vscode.l10n.t('Check')}`,
        'epochbook.exercise.check',
        vscode.l10n.t('Run this task and its check'),
        cell,
      ),
    );
    if (state.kind !== 'open' && !running) items.push(stateItem(cell, exercise, state));
  }
  const text = cellText(cell);
  if (keptTexts(text).length > 0)
    items.push(
      item(
        `$(history) ${vscode.l10n.t('Bring My Text Back')}`,
        'epochbook.exercise.bringBack',
        vscode.l10n.t('Put back what you had written here before'),
        cell,
      ),
    );
  // Last: it comes and goes while the student types, and moves nothing that might be clicked just then.
  const beginning = beginningOf(text);
  if (beginning !== undefined && text.source !== beginning)
    items.push(
      item(
        `$(discard) ${vscode.l10n.t('Reset')}`,
        'epochbook.exercise.reset',
        vscode.l10n.t('Put back the text that was handed out. Yours is kept aside.'),
        cell,
      ),
    );
  for (const [i, one] of items.entries()) one.priority = 100 - i;
  return items;
}

function stateItem(
  cell: vscode.NotebookCell,
  exercise: Exercise,
  state: ExerciseState,
): vscode.NotebookCellStatusBarItem {
  const [points, maximum] = [pointsText(state.points), pointsText(state.maximum)];
  const passed = state.kind === 'passed';
  const words = passed
    ? vscode.l10n.t('Passed: {0} of {1} points. Click to see the check.', points, maximum)
    : vscode.l10n.t('Not passed yet: {0} of {1} points. Click to see the check.', points, maximum);
  const shown = item(
    `${stateIcon(state)} ${points}/${maximum}`,
    'epochbook.exercise.showCheck',
    words,
    cell.notebook,
    exercise.check?.index,
  );
  shown.accessibilityInformation = { label: words, role: 'button' };
  return shown;
}

/** Told apart by form, not by colour alone. */
export const stateIcon = (state: ExerciseState | undefined): string => {
  if (!state) return '$(edit)';
  return { open: '$(circle-large-outline)', passed: '$(pass-filled)', failed: '$(error)' }[state.kind];
};

export function item(
  text: string,
  command: string,
  tooltip: string,
  ...given: unknown[]
): vscode.NotebookCellStatusBarItem {
  const shown = new vscode.NotebookCellStatusBarItem(text, Left);
  shown.command = { command, title: tooltip, arguments: given };
  shown.tooltip = tooltip;
  return shown;
}
