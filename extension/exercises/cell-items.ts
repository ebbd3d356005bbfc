import * as vscode from 'vscode';
import { NOTEBOOK_TYPE } from '../controller.js';
import type { ExerciseWatch } from './exercise-watch.js';
import { markItem } from './mark-item.js';
import { studentItems } from './student-items.js';

/** What stands under the cells of exercises. */
export function provideCellItems(watch: ExerciseWatch): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.NotebookCellStatusBarItemProvider = {
    onDidChangeCellStatusBarItems: changed.event,
    provideCellStatusBarItems(cell) {
      const { notebook, index } = cell;
      if (!watch.isOurs(notebook)) return [];
      const { exercises, handedOut, marked } = watch.of(notebook);
      const exercise = exercises.find(({ tasks }) => tasks.some((task) => task.index === index));
      return [
        ...(marked && !handedOut ? [markItem(cell, watch)] : []),
        ...(exercise ? studentItems(cell, exercise, watch) : []),
      ];
    },
  };
  return vscode.Disposable.from(
    changed,
    watch.onDidChange(() => changed.fire()),
    vscode.notebooks.registerNotebookCellStatusBarItemProvider(NOTEBOOK_TYPE, provider),
  );
}
