import * as vscode from 'vscode';
import { setLocale } from '../../words/index.js';
import { editorLocale } from '../kernels/launch-options.js';
import { provideCellItems } from './cell-items.js';
import { registerChapters } from './chapters.js';
import type { ExerciseWatch } from './exercise-watch.js';
import { registerMarking } from './marking.js';
import { ProgressItem } from './progress-item.js';
import { registerStudentCommands } from './student-commands.js';

/** Exercises in the editor: for the student who solves them, and the teacher who makes them. */
export function registerExercises(watch: ExerciseWatch): vscode.Disposable {
  setLocale(editorLocale());
  return vscode.Disposable.from(
    new ProgressItem(watch),
    provideCellItems(watch),
    registerStudentCommands(watch),
    registerMarking(watch),
    registerChapters(watch),
  );
}
