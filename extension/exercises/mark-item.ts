import * as vscode from 'vscode';
import { type ExerciseCell, pointsText } from '../../exercises/index.js';
import type { ExerciseWatch } from './exercise-watch.js';
import { roleWords } from './role-words.js';
import { item } from './student-items.js';

const FIRST = 200;

/** What a cell is for, and what is wrong with it; a click opens the picker. For teachers. */
export function markItem(cell: vscode.NotebookCell, watch: ExerciseWatch): vscode.NotebookCellStatusBarItem {
  const { cells, problems } = watch.of(cell.notebook);
  const own = cells[cell.index];
  const wrong = problems.filter(({ index }) => index === cell.index).map(({ text }) => text);
  const shown = item(
    own ? words(own, wrong.length > 0) : '',
    'epochbook.exercise.mark',
    [...wrong, vscode.l10n.t('Click to change what this cell is for')].join('\n'),
    cell,
  );
  shown.priority = FIRST;
  return shown;
}

function words({ role, nbgrader, of }: ExerciseCell, isWrong: boolean): string {
  const sign = (icon: string): string => (isWrong ? '$(warning)' : icon);
  if (role === 'other') return `${sign('$(tag)')} ${vscode.l10n.t('Mark…')}`;
  const { icon, label } = roleWords(role);
  const name = nbgrader?.grade_id ?? of;
  const points = nbgrader?.points === undefined ? [] : [pointsWords(nbgrader.points)];
  return [`${sign(icon)} ${label}`, ...(name ? [name] : []), ...points].join(' · ');
}

export const pointsWords = (points: number): string =>
  points === 1 ? vscode.l10n.t('1 point') : vscode.l10n.t('{0} points', pointsText(points));
