import * as vscode from 'vscode';
import {
  type ExerciseCell,
  type ExerciseState,
  exerciseState,
  GRADE_ID,
  givesPoints,
  type Mark,
  type MarkedRole,
  marked,
  nameOf,
  namesCheck,
  newId,
  pointsText,
  regionOf,
  rolesFor,
  unmarked,
  withRegion,
} from '../../exercises/index.js';
import { checkTrace } from './check-trace.js';
import { commandCell } from './command-cell.js';
import { editCell } from './edit-cell.js';
import { cellText, type ExerciseWatch } from './exercise-watch.js';
import { roleWords } from './role-words.js';

interface MarkItem extends vscode.QuickPickItem {
  run?: () => Promise<void>;
}

/** Marking of cells: a teacher says what each is for, and never sees its metadata. */
export function registerMarking(watch: ExerciseWatch): vscode.Disposable {
  const mark = async (given: unknown): Promise<void> => {
    const cell = commandCell(given);
    if (!cell) return;
    const choice = await vscode.window.showQuickPick(markItems(cell, watch), {
      title: vscode.l10n.t('What is this cell for?'),
      placeHolder: vscode.l10n.t('Students get a copy without solutions and hidden tests'),
      matchOnDetail: true,
    });
    await choice?.run?.();
  };
  return vscode.Disposable.from(
    vscode.commands.registerCommand('epochbook.exercise.mark', mark),
    vscode.commands.registerCommand('epochbook.exercise.unmark', async (given?: unknown) => {
      const cell = commandCell(given);
      if (cell) await unmark(cell);
    }),
  );
}

function markItems(cell: vscode.NotebookCell, watch: ExerciseWatch): MarkItem[] {
  const { cells } = watch.of(cell.notebook);
  const own = cells[cell.index];
  const text = cellText(cell);
  const now = own?.role ?? 'other';
  const roles = rolesFor(text.cell_type).map((role): MarkItem => {
    const { icon, label, detail } = roleWords(role);
    return {
      label: `${icon} ${label}`,
      detail,
      ...(role === now && { description: vscode.l10n.t('as it is now') }),
      run: () => markAs(cell, role, watch),
    };
  });
  if (!own || now === 'other') return roles;
  const region = regionOf(now);
  const more: MarkItem[] = [
    ...(givesPoints(now)
      ? [{ label: `$(edit) ${vscode.l10n.t('Change the points…')}`, run: () => markAs(cell, now, watch) }]
      : []),
    ...(region
      ? [
          {
            label: `$(wrap) ${vscode.l10n.t('Put {0} … {1} around the selected lines', region.begin, region.end)}`,
            description: vscode.l10n.t('without a selection, around all'),
            run: () => wrap(cell, region),
          },
        ]
      : []),
    { label: `$(close) ${vscode.l10n.t('Unmark')}`, run: () => unmark(cell) },
  ];
  return [...more, { label: vscode.l10n.t('Mark as'), kind: vscode.QuickPickItemKind.Separator }, ...roles];
}

async function markAs(cell: vscode.NotebookCell, role: MarkedRole, watch: ExerciseWatch): Promise<void> {
  const { cells } = watch.of(cell.notebook);
  const own = cells[cell.index];
  const text = cellText(cell);
  const points = givesPoints(role) ? await askPoints(cell, own) : 0;
  if (points === undefined) return;
  const of = namesCheck(role) ? await askCheck(cell.index, cells) : undefined;
  if (of === null) return;
  const known = own?.nbgrader?.grade_id ?? '';
  const others = cells.filter(({ index }) => index !== cell.index);
  const isFree = GRADE_ID.test(known) && others.every(({ nbgrader }) => nbgrader?.grade_id !== known);
  const mark: Mark = { role, id: isFree ? known : newId(role, text.source, others), points, of };
  await editCell(cell, { source: text.source, metadata: marked(text.metadata, mark, others) });
}

async function unmark(cell: vscode.NotebookCell): Promise<void> {
  const { source, metadata } = cellText(cell);
  await editCell(cell, { source, metadata: unmarked(metadata) });
}

async function wrap(cell: vscode.NotebookCell, region: Parameters<typeof withRegion>[1]): Promise<void> {
  const { source, metadata, cell_type: cellType } = cellText(cell);
  const editor = vscode.window.visibleTextEditors.find(({ document }) => document === cell.document);
  const selection = editor && !editor.selection.isEmpty ? editor.selection : undefined;
  const [from, to] = selection
    ? [selection.start.line, selection.end.line]
    : [0, cell.document.lineCount - 1];
  await editCell(cell, { source: withRegion(source, region, { from, to, cellType }), metadata });
}

/** @returns undefined after Escape. */
async function askPoints(
  cell: vscode.NotebookCell,
  own: ExerciseCell | undefined,
): Promise<number | undefined> {
  const shown: ExerciseState = exerciseState(checkTrace(cell), 0);
  const value = own?.nbgrader?.points ?? (shown.maximum || 1);
  const answer = await vscode.window.showInputBox({
    title: vscode.l10n.t('Points'),
    prompt: vscode.l10n.t('How many points are there? Those of the rules of a check add up to as many.'),
    value: pointsText(value),
    validateInput: (text) => (isPoints(text) ? undefined : vscode.l10n.t('A number, 0 or more: 2, or 0.5')),
  });
  return answer === undefined ? undefined : Number(answer.trim().replace(',', '.'));
}

const isPoints = (text: string): boolean => /^\s*\d+([.,]\d+)?\s*$/.test(text);

/** @returns the check that it belongs to; undefined where there is none to name; null after Escape. */
async function askCheck(index: number, cells: readonly ExerciseCell[]): Promise<string | undefined | null> {
  const checks = cells.filter(({ role, nbgrader }) => role === 'check' && nbgrader?.grade_id);
  if (checks.length < 2) return checks[0] && nameOf(checks[0]);
  const below = checks.find((check) => check.index > index);
  const ordered = below ? [below, ...checks.filter((check) => check !== below)] : checks;
  const choice = await vscode.window.showQuickPick(ordered.map(nameOf), {
    title: vscode.l10n.t('To which check does it belong?'),
  });
  return choice ?? null;
}
