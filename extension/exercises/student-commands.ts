import * as vscode from 'vscode';
import { bringBack, type Exercise, reset, type Written } from '../../exercises/index.js';
import { commandCell, showCell } from './command-cell.js';
import { editCell } from './edit-cell.js';
import { cellText, type ExerciseWatch } from './exercise-watch.js';

/** The exercise that a cell belongs to: as task or check of it, else the last one that begins above. */
export function exerciseAt(exercises: readonly Exercise[], index: number): Exercise | undefined {
  const own = exercises.find(
    ({ tasks, check }) => check?.index === index || tasks.some((task) => task.index === index),
  );
  return own ?? exercises.filter((exercise) => exercise.index < index).at(-1);
}

/** What a student does with an exercise: check it, begin it anew, take back what was written before. */
export function registerStudentCommands(watch: ExerciseWatch): vscode.Disposable {
  const check = async (given: unknown): Promise<void> => {
    const cell = commandCell(given);
    const exercise = cell && exerciseAt(watch.of(cell.notebook).exercises, cell.index);
    if (!cell || !exercise?.check) return tellNone();
    const { notebook } = cell;
    const indices = [...exercise.tasks, exercise.check].map(({ index }) => index).sort((a, b) => a - b);
    await showCell(notebook, exercise.check.index, false);
    await vscode.commands.executeCommand('notebook.cell.execute', {
      ranges: indices.map((start) => ({ start, end: start + 1 })),
      document: notebook.uri,
    });
  };

  const rewrite = async (given: unknown, anew: typeof reset, otherwise: string): Promise<void> => {
    const cell = commandCell(given);
    const written: Written | undefined = cell && anew(cellText(cell));
    if (cell && written) await editCell(cell, written);
    else void vscode.window.showInformationMessage(otherwise);
  };

  return vscode.Disposable.from(
    vscode.commands.registerCommand('epochbook.exercise.check', check),
    vscode.commands.registerCommand('epochbook.exercise.reset', (given?: unknown) =>
      rewrite(given, reset, vscode.l10n.t('This cell is as it was handed out.')),
    ),
    vscode.commands.registerCommand('epochbook.exercise.bringBack', (given?: unknown) =>
      rewrite(given, bringBack, vscode.l10n.t('No text of yours is kept aside for this cell.')),
    ),
  );
}

const tellNone = (): void =>
  void vscode.window.showInformationMessage(vscode.l10n.t('There is no exercise at this cell.'));
