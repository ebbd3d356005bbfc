import * as vscode from 'vscode';
import { type Exercise, headingsOf, pointsText } from '../../exercises/index.js';
import { editorLocale } from '../kernels/launch-options.js';
import { showCell } from './command-cell.js';
import { cellTexts, type ExerciseWatch } from './exercise-watch.js';
import { stateIcon } from './student-items.js';

interface ChapterItem extends vscode.QuickPickItem {
  index: number;
}

/** The ways through a workbook: its chapters and exercises to pick from, and the next exercise. */
export function registerChapters(watch: ExerciseWatch): vscode.Disposable {
  const goToChapter = async (): Promise<void> => {
    const editor = vscode.window.activeNotebookEditor;
    if (!editor) return;
    const { notebook, selection } = editor;
    const items = chapterItems(notebook, watch);
    if (items.length === 0) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('This notebook has no headings and no exercises.'),
      );
      return;
    }
    const picker = vscode.window.createQuickPick<ChapterItem>();
    picker.title = vscode.l10n.t('Go to Chapter');
    picker.placeholder = placeholder(notebook, watch);
    picker.matchOnDescription = true;
    picker.items = items;
    picker.activeItems = items.filter(({ index }) => index <= selection.start).slice(-1);
    const chosen = await new Promise<ChapterItem | undefined>((resolve) => {
      picker.onDidAccept(() => resolve(picker.selectedItems[0]));
      picker.onDidHide(() => resolve(undefined));
      picker.show();
    });
    picker.dispose();
    if (chosen) await showCell(notebook, chosen.index);
  };

  const nextExercise = async (): Promise<void> => {
    const editor = vscode.window.activeNotebookEditor;
    if (!editor) return;
    const { notebook, selection } = editor;
    const { exercises } = watch.of(notebook);
    const open = exercises.filter((exercise) => watch.stateOf(notebook, exercise)?.kind !== 'passed');
    const next = open.find(({ index }) => index > selection.start) ?? open[0];
    if (next) await showCell(notebook, next.index);
    else
      void vscode.window.showInformationMessage(
        exercises.length > 0
          ? vscode.l10n.t('All exercises of this notebook are passed.')
          : vscode.l10n.t('This notebook has no exercises.'),
      );
  };

  return vscode.Disposable.from(
    vscode.commands.registerCommand('epochbook.exercise.goToChapter', goToChapter),
    vscode.commands.registerCommand('epochbook.exercise.next', nextExercise),
    vscode.commands.registerCommand(
      'epochbook.exercise.showCheck',
      (notebook: vscode.NotebookDocument, index: number) => showCell(notebook, index),
    ),
  );
}

function chapterItems(notebook: vscode.NotebookDocument, watch: ExerciseWatch): ChapterItem[] {
  const headings = headingsOf(cellTexts(notebook));
  const top = Math.min(...headings.map(({ level }) => level));
  const chapters = headings.map(
    ({ index, level, text }): ChapterItem => ({ label: `${indent(level - top)}${text}`, index }),
  );
  const { exercises } = watch.of(notebook);
  const tasks = exercises.map((exercise) => {
    const above = headings.filter(({ index }) => index <= exercise.index).at(-1);
    return exerciseItem(notebook, exercise, above ? above.level - top + 1 : 0, watch);
  });
  // A heading comes before what begins in the same cell.
  return [...chapters, ...tasks].sort((a, b) => a.index - b.index);
}

function exerciseItem(
  notebook: vscode.NotebookDocument,
  exercise: Exercise,
  depth: number,
  watch: ExerciseWatch,
): ChapterItem {
  const state = watch.stateOf(notebook, exercise);
  const label = `${indent(depth)}${stateIcon(state)} ${state?.title?.[editorLocale()] ?? exercise.name}`;
  return { label, description: stateWords(state), index: exercise.index };
}

function stateWords(state: ReturnType<ExerciseWatch['stateOf']>): string {
  if (!state) return vscode.l10n.t('marked by a person');
  if (state.kind === 'open') return vscode.l10n.t('not checked yet');
  return vscode.l10n.t('{0} of {1} points', pointsText(state.points), pointsText(state.maximum));
}

/** Em spaces, as a list draws no others at the beginning of a line. */
const indent = (depth: number): string => '\u2003'.repeat(Math.max(0, Math.min(depth, 4)));

function placeholder(notebook: vscode.NotebookDocument, watch: ExerciseWatch): string {
  const { passed, all } = progressOf(notebook, watch);
  return all > 0
    ? vscode.l10n.t('{0} of {1} exercises passed. Where to?', passed, all)
    : vscode.l10n.t('Where to?');
}

/** How many of the exercises that a check judges are passed. */
export function progressOf(
  notebook: vscode.NotebookDocument,
  watch: ExerciseWatch,
): { passed: number; all: number } {
  const states = watch.of(notebook).exercises.flatMap((exercise) => watch.stateOf(notebook, exercise) ?? []);
  return { passed: states.filter(({ kind }) => kind === 'passed').length, all: states.length };
}
