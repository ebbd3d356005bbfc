import { existsSync } from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { endedBy, runCommandLine } from '../engines/command-line.js';
import type { ReportDocuments } from '../engines/report-documents.js';
import type { ExerciseWatch } from '../exercises/exercise-watch.js';
import { chooseFolder } from './choose-folder.js';
import { teacherNotebook } from './teacher-notebook.js';

/** What `epochbook student --json` prints. */
type StudentReport =
  | { ok: true; written: string[] }
  | { ok: false; problems: { notebook: string; problems: string[] }[] };

interface SourceItem extends vscode.QuickPickItem {
  source: string;
}

/** Makes the copy that students get of the notebook in front, or of its folder. Writes over nothing unasked. */
export async function makeStudentCopy(
  watch: ExerciseWatch,
  extensionPath: string,
  reports: ReportDocuments,
): Promise<void> {
  const notebook = await teacherNotebook(watch);
  if (notebook === undefined) return;
  const folder = path.dirname(notebook);
  const items: SourceItem[] = [
    {
      label: `$(notebook) ${path.basename(notebook)}`,
      description: vscode.l10n.t('this notebook'),
      source: notebook,
    },
    {
      label: `$(folder) ${path.basename(folder)}`,
      description: vscode.l10n.t('all notebooks of its folder, with their data files'),
      source: folder,
    },
  ];
  const title = vscode.l10n.t('Make Student Copy');
  const chosen = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: vscode.l10n.t('What do students get?'),
  });
  if (!chosen) return;
  const near = vscode.Uri.file(path.dirname(folder));
  const into = await chooseFolder(
    near,
    vscode.l10n.t('Folder for the student copy'),
    vscode.l10n.t('Write here'),
  );
  if (into === undefined) return;
  const { source } = chosen;
  const first = source === notebook ? path.join(into, path.basename(notebook)) : into;
  const isTaken =
    source === notebook ? existsSync(first) : existsSync(path.join(into, path.basename(notebook)));
  if (isTaken && !(await mayReplace(first))) return;
  const args = ['student', source, into, '--json', ...(isTaken ? ['--force'] : [])];
  await run(args, title, extensionPath, reports, path.join(into, path.basename(notebook)));
}

async function mayReplace(file: string): Promise<boolean> {
  const replace = vscode.l10n.t('Replace');
  const detail = vscode.l10n.t('{0}\n\nWhat is there now is lost.', file);
  const question = vscode.l10n.t('There is a student copy already. Replace it?');
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, replace)) === replace;
}

async function run(
  args: string[],
  title: string,
  extensionPath: string,
  reports: ReportDocuments,
  copy: string,
): Promise<void> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Checking the solution and making the student copy'),
    cancellable: true,
  };
  const report = await vscode.window.withProgress(options, async (_, token) => {
    try {
      const { code, signal, stdout, stderr } = await runCommandLine(args, { extensionPath, token });
      if (token.isCancellationRequested) return undefined;
      if (stdout.trim() === '') throw new Error(stderr.trim() || endedBy(code, signal));
      return JSON.parse(stdout) as StudentReport;
    } catch (error) {
      void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
      return undefined;
    }
  });
  if (report?.ok) await tellDone(copy);
  else if (report) await tellProblems(report.problems, title, reports);
}

async function tellDone(copy: string): Promise<void> {
  const open = vscode.l10n.t('Open');
  const text = vscode.l10n.t('The student copy is ready: {0}', copy);
  if ((await vscode.window.showInformationMessage(text, open)) === open)
    await vscode.commands.executeCommand('vscode.openWith', vscode.Uri.file(copy), 'jupyter-notebook');
}

async function tellProblems(
  problems: { notebook: string; problems: string[] }[],
  title: string,
  reports: ReportDocuments,
): Promise<void> {
  const all = problems.flatMap((one) => one.problems);
  const [first = ''] = (all[0] ?? '').split('\n');
  const details = vscode.l10n.t('Show Details');
  const text =
    all.length === 1
      ? vscode.l10n.t('Nothing was written. {0}', first)
      : vscode.l10n.t('Nothing was written, for {0} reasons. {1}', all.length, first);
  if ((await vscode.window.showErrorMessage(text, details)) !== details) return;
  const sections = problems.map(
    (one) => `## ${path.basename(one.notebook)}\n\n${one.problems.map((line) => `- ${line}`).join('\n')}\n`,
  );
  await reports.show(title, { text: `# ${title}\n\n${sections.join('\n')}`, actions: [] });
}
