import { existsSync } from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { ReportDocuments } from '../engines/report-documents.js';
import type { ExerciseWatch } from '../exercises/exercise-watch.js';
import { type GradingPlan, grade, planGrading } from './grade-submissions.js';
import { type Grading, GradingStore } from './grading-store.js';
import { fileOf, type GradingNode, GradingTree } from './grading-tree.js';
import { makeStudentCopy } from './make-student-copy.js';
import { showReport } from './show-report.js';

/** Student copies, grading, and the view of its marks. All that runs is the command line, as a process. */
export function registerGrading(context: vscode.ExtensionContext, watch: ExerciseWatch): vscode.Disposable {
  const { extensionPath } = context;
  const reports = new ReportDocuments('epochbook-grading');
  const store = new GradingStore(context.workspaceState);
  const tree = new GradingTree();
  const view = vscode.window.createTreeView('epochbook.grading', { treeDataProvider: tree });

  const show = async (grading: Grading | undefined): Promise<void> => {
    tree.show(grading);
    view.message = grading && messageOf(grading);
    const stopped = grading?.summary.complete === false;
    await vscode.commands.executeCommand('setContext', 'epochbook.grading', grading !== undefined);
    await vscode.commands.executeCommand('setContext', 'epochbook.grading.stopped', stopped);
  };

  const run = async (plan: GradingPlan): Promise<void> => {
    const grading = await grade(plan, extensionPath);
    if (!grading) return;
    await store.keep(grading.out);
    await show(grading);
    await vscode.commands.executeCommand('epochbook.grading.focus');
  };

  const gradeSubmissions = async (): Promise<void> => {
    const plan = await planGrading(watch);
    if (plan) await run(plan);
  };
  const resume = async (): Promise<void> => {
    const { shown } = tree;
    if (shown && vscode.workspace.isTrusted)
      await run({ folder: shown.summary.folder, teacher: shown.summary.teacher, out: shown.out });
  };
  const open = (file: string | undefined): void => {
    if (file !== undefined && existsSync(file))
      void vscode.commands.executeCommand('vscode.open', vscode.Uri.file(file));
    else void vscode.window.showErrorMessage(vscode.l10n.t('{0} is not there.', file ?? ''));
  };
  const fileAt = (relative: string | undefined): string | undefined =>
    tree.shown && relative !== undefined ? fileOf(tree.shown, relative) : undefined;

  void store.read().then((known) => known && show(known));
  return vscode.Disposable.from(
    reports,
    tree,
    view,
    vscode.commands.registerCommand('epochbook.makeStudentCopy', () =>
      makeStudentCopy(watch, extensionPath, reports),
    ),
    vscode.commands.registerCommand('epochbook.gradeSubmissions', gradeSubmissions),
    vscode.commands.registerCommand('epochbook.grading.resume', resume),
    vscode.commands.registerCommand('epochbook.grading.openReport', (node: GradingNode) => {
      const file = node?.kind === 'student' ? fileAt(node.row.report) : undefined;
      if (file !== undefined && node.kind === 'student') void showReport(node.row.student, file);
    }),
    vscode.commands.registerCommand('epochbook.grading.openNotebook', (node: GradingNode) => {
      if (node?.kind === 'student') open(fileAt(node.row.notebook));
    }),
    vscode.commands.registerCommand('epochbook.grading.openMarks', () => open(tree.shown?.summary.csv)),
    vscode.commands.registerCommand('epochbook.grading.openOverview', () => {
      const file = fileAt('index.html');
      if (file !== undefined) void showReport(vscode.l10n.t('Marks'), file);
    }),
    vscode.commands.registerCommand('epochbook.grading.close', async () => {
      await store.keep(undefined);
      await show(undefined);
    }),
  );
}

function messageOf({ summary: { folder, rows, submissions, complete } }: Grading): string {
  const name = path.basename(folder);
  return complete
    ? vscode.l10n.t('{0}: {1} of {2} graded.', name, rows.length, submissions)
    : vscode.l10n.t(
        '{0}: {1} of {2} graded, then it was stopped. It can go on.',
        name,
        rows.length,
        submissions,
      );
}
