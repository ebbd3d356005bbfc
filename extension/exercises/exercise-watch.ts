import * as vscode from 'vscode';
import {
  type CellText,
  type Exercise,
  type ExerciseCell,
  type ExerciseState,
  exerciseCells,
  exerciseState,
  exercisesOf,
  isHandedOut,
  type TeacherProblem,
  teacherProblems,
} from '../../exercises/index.js';
import { objectOf } from '../../protocol/mime.js';
import { isForEpochbook } from '../controller.js';
import type { NotebookKernels } from '../kernels/notebook-kernels.js';
import { checkTrace } from './check-trace.js';

/** What the cells of a notebook say of its exercises. */
export interface NotebookExercises {
  cells: readonly ExerciseCell[];
  exercises: readonly Exercise[];
  /** A copy for students. */
  handedOut: boolean;
  /** Any cell is marked. */
  marked: boolean;
  /** What keeps a teacher's notebook from being handed out. */
  problems: readonly TeacherProblem[];
}

/** While somebody types, what is shown is brought up to date so many milliseconds later. */
const TYPING = 300;

/** The exercises of the notebooks that are open, and when they change. Reads the notebooks alone, and asks no kernel. */
export class ExerciseWatch implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private known = new WeakMap<vscode.NotebookDocument, NotebookExercises>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly subscriptions: vscode.Disposable[];

  readonly onDidChange = this.changed.event;

  constructor(private readonly kernels: NotebookKernels) {
    const { workspace, window } = vscode;
    this.subscriptions = [
      this.changed,
      workspace.onDidChangeNotebookDocument(({ notebook }) => this.forget(notebook, 0)),
      workspace.onDidOpenNotebookDocument((notebook) => this.forget(notebook, 0)),
      workspace.onDidChangeTextDocument(({ document: { uri } }) => {
        if (uri.scheme !== 'vscode-notebook-cell') return;
        for (const notebook of workspace.notebookDocuments)
          if (notebook.uri.path === uri.path) this.forget(notebook, TYPING);
      }),
      window.onDidChangeActiveNotebookEditor(() => this.changed.fire()),
      kernels.onDidChange(() => this.later(0)),
    ];
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** Whether exercises of this notebook are ours to show: those of another kernel are left alone. */
  isOurs(notebook: vscode.NotebookDocument): boolean {
    return isForEpochbook(notebook) || this.kernels.get(notebook) !== undefined;
  }

  of(notebook: vscode.NotebookDocument): NotebookExercises {
    const known = this.known.get(notebook);
    if (known) return known;
    const texts = cellTexts(notebook);
    const cells = exerciseCells(texts);
    const found = {
      cells,
      exercises: exercisesOf(cells),
      handedOut: isHandedOut(cells),
      marked: cells.some(({ role }) => role !== 'other'),
      problems: teacherProblems({ cells: texts }),
    };
    this.known.set(notebook, found);
    return found;
  }

  stateOf(notebook: vscode.NotebookDocument, { check }: Exercise): ExerciseState | undefined {
    if (!check || check.index >= notebook.cellCount) return undefined;
    return exerciseState(checkTrace(notebook.cellAt(check.index)), check.nbgrader?.points ?? 0);
  }

  /** Its task or its check is at work. */
  isRunning(notebook: vscode.NotebookDocument, { tasks, check }: Exercise): boolean {
    const cell = this.kernels.get(notebook)?.current?.cell;
    return (
      cell !== undefined && [...tasks, ...(check ? [check] : [])].some(({ index }) => index === cell.index)
    );
  }

  private forget(notebook: vscode.NotebookDocument, delay: number): void {
    this.known.delete(notebook);
    this.later(delay);
  }

  private later(delay: number): void {
    if (delay > 0 && this.timer !== undefined) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.changed.fire();
    }, delay);
  }
}

/** The cells of a notebook as its file has them. */
export const cellTexts = (notebook: vscode.NotebookDocument): CellText[] => notebook.getCells().map(cellText);

export const cellText = ({ kind, metadata, document }: vscode.NotebookCell): CellText => ({
  cell_type: kind === vscode.NotebookCellKind.Code ? 'code' : 'markdown',
  metadata: objectOf(metadata.metadata),
  source: document.getText(),
});
