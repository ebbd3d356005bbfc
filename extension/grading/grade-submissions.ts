import { existsSync } from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { GradeLine } from '../../protocol/command-line.js';
import { endedBy, runCommandLine } from '../engines/command-line.js';
import type { ExerciseWatch } from '../exercises/exercise-watch.js';
import { chooseFolder } from './choose-folder.js';
import type { Grading } from './grading-store.js';
import { teacherNotebook } from './teacher-notebook.js';

/** What a grading needs to know. */
export interface GradingPlan {
  folder: string;
  teacher: string;
  out: string;
  /** Grades also what is graded already. */
  fresh?: boolean;
}

/** Asks for what a grading needs, the teacher's notebook in front. @returns undefined after Escape. */
export async function planGrading(watch: ExerciseWatch): Promise<GradingPlan | undefined> {
  const teacher = await teacherNotebook(watch);
  if (teacher === undefined) return undefined;
  const near = vscode.Uri.file(path.dirname(teacher));
  const folder = await chooseFolder(
    near,
    vscode.l10n.t('Submissions: a folder, or the ZIP file that was downloaded'),
    vscode.l10n.t('Grade'),
    { ZIP: ['zip'] },
  );
  if (folder === undefined) return undefined;
  const out = path.join(path.dirname(folder), `${path.basename(folder).replace(/\.zip$/i, '')}.graded`);
  if (!existsSync(out)) return { folder, teacher, out };
  return askAbout({ folder, teacher, out });
}

/** There are marks of an earlier grading. */
async function askAbout(plan: GradingPlan): Promise<GradingPlan | undefined> {
  const goOn = {
    label: `$(debug-continue) ${vscode.l10n.t('Go on')}`,
    detail: vscode.l10n.t('Grades what is new or has changed; the other marks stay.'),
    fresh: false,
  };
  const anew = {
    label: `$(refresh) ${vscode.l10n.t('Grade all anew')}`,
    detail: vscode.l10n.t('Reports, graded notebooks and marks are written anew.'),
    fresh: true,
  };
  const choice = await vscode.window.showQuickPick([goOn, anew], {
    title: vscode.l10n.t('Grade Submissions'),
    placeHolder: vscode.l10n.t('{0} has marks already', path.basename(plan.out)),
  });
  return choice && { ...plan, fresh: choice.fresh };
}

/**
 * Runs `epochbook grade` behind a progress notification.
 *
 * @returns what it found; after Cancel too, as far as it came. Undefined where it failed, which has been told.
 */
export async function grade(
  plan: GradingPlan,
  extensionPath: string,
  unguarded = false,
): Promise<Grading | undefined> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Grading'),
    cancellable: true,
  };
  const args = [
    ...['grade', plan.folder, '--teacher', plan.teacher, '--out', plan.out, '--progress'],
    ...(plan.fresh ? ['--fresh'] : []),
    ...(unguarded ? ['--no-isolation'] : []),
  ];
  let found: Grading | undefined;
  let refused: string | undefined;
  const complaint = await vscode.window.withProgress(options, async (progress, token) => {
    progress.report({ message: vscode.l10n.t('the solution is checked …') });
    let shown = 0;
    const onLine = (text: string): void => {
      const line = JSON.parse(text) as GradeLine;
      if ('grading' in line) found = { out: line.out, summary: line.grading };
      if ('refused' in line) refused = line.why;
      if (!('done' in line)) return;
      const percent = (100 * line.done) / Math.max(1, line.of);
      const message = [`${line.done}/${line.of}`, ...(line.student ? [line.student] : [])].join(' · ');
      progress.report({ message, increment: percent - shown });
      shown = percent;
    };
    token.onCancellationRequested(() => progress.report({ message: vscode.l10n.t('clearing up …') }));
    try {
      const { code, signal, stderr } = await runCommandLine(args, { extensionPath, token, onLine });
      if (code === 0 || token.isCancellationRequested || refused !== undefined) return undefined;
      return stderr.trim() || endedBy(code, signal);
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  });
  if (refused !== undefined && !unguarded)
    return (await mayRunUnguarded(refused)) ? grade(plan, extensionPath, true) : undefined;
  if (complaint !== undefined) void vscode.window.showErrorMessage(complaint);
  return found;
}

async function mayRunUnguarded(why: string): Promise<boolean> {
  const anyway = vscode.l10n.t('Grade All the Same');
  const question = vscode.l10n.t('Submissions cannot be kept apart on this machine. Run them all the same?');
  return (await vscode.window.showWarningMessage(question, { modal: true, detail: why }, anyway)) === anyway;
}
