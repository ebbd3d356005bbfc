import * as vscode from 'vscode';
import type { DoctorReport, EngineReport, ListedEngine } from '../../protocol/command-line.js';
import { type CommandLineEnd, endedBy, engineFolder, runCommandLine } from '../engines/command-line.js';
import { doctorReport } from '../engines/doctor-report.js';
import { disposeEngineLog, engineLog } from '../engines/engine-log.js';
import { enginesReport } from '../engines/engines-report.js';
import { installEngine } from '../engines/install-engine.js';
import { offerEngine, useNoMoreEverywhere } from '../engines/offer-engine.js';
import { ReportDocuments } from '../engines/report-documents.js';
import { typeInTerminal } from '../engines/type-in-terminal.js';
import type { NotebookKernels } from '../kernels/notebook-kernels.js';
import { languageFinding } from '../language/language-finding.js';
import type { CellLanguages } from '../language/register-language.js';

/** The commands that install, remove, test and examine engines. All run the command line as a process. */
export function registerEngineCommands(
  kernels: NotebookKernels,
  extensionPath: string,
  language: CellLanguages,
): vscode.Disposable {
  const reports = new ReportDocuments('epochbook-report');

  const install = async (options?: { anew?: boolean }): Promise<void> => {
    const end = await installEngine(extensionPath, { anew: options?.anew === true });
    if (end.state === 'failed') return tellFailure(end.message);
    if (end.state === 'cancelled') {
      const text = vscode.l10n.t(
        'The install was cancelled. Nothing was changed; what was downloaded is kept for the next time.',
      );
      void vscode.window.showInformationMessage(text);
      return;
    }
    const text =
      end.state === 'installed'
        ? vscode.l10n.t('{0} is ready.', end.label)
        : vscode.l10n.t('{0} is installed already, and it works.', end.label);
    await offerEngine(kernels, text);
  };

  const doctor = async (): Promise<void> => {
    const title = vscode.l10n.t('Epochbook Doctor looks around');
    const found = await ask<DoctorReport>(title, ['doctor', engineFolder(), '--json'], extensionPath);
    if (!found) return;
    const findings = [...found.findings, languageFinding(await language.memory())];
    await reports.show(vscode.l10n.t('Epochbook Doctor'), doctorReport({ ...found, findings }));
  };

  const test = async (): Promise<void> => {
    const title = vscode.l10n.t('Training small models on each engine');
    const args = ['engine', 'test', engineFolder(), '--json'];
    const found = await ask<EngineReport[]>(title, args, extensionPath);
    if (found) await reports.show(vscode.l10n.t('Epochbook Engines'), enginesReport(found));
  };

  return vscode.Disposable.from(
    reports,
    { dispose: disposeEngineLog },
    vscode.commands.registerCommand('epochbook.engine.install', install),
    vscode.commands.registerCommand('epochbook.engine.remove', () => remove(extensionPath)),
    vscode.commands.registerCommand('epochbook.engine.test', test),
    vscode.commands.registerCommand('epochbook.doctor', doctor),
    vscode.commands.registerCommand('epochbook.typeInTerminal', typeInTerminal),
  );
}

/** Runs the command line behind a progress notification. @returns what it printed; undefined after Cancel or a failure. */
async function ask<T>(title: string, args: string[], extensionPath: string): Promise<T | undefined> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (_, token) => {
    try {
      const end = await runCommandLine(args, { extensionPath, token });
      if (token.isCancellationRequested) return undefined;
      // Ends with 1 where something is broken: that is in the report.
      if (end.stdout.trim() === '') throw new Error(wordsOf(end));
      return JSON.parse(end.stdout) as T;
    } catch (error) {
      void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
      return undefined;
    }
  });
}

const wordsOf = ({ code, signal, stdout, stderr }: CommandLineEnd): string =>
  stderr.trim() || stdout.trim() || endedBy(code, signal);

async function tellFailure(message: string): Promise<void> {
  const details = vscode.l10n.t('Show Details');
  const doctor = vscode.l10n.t('Doctor');
  // A notification has room for a sentence; what npm or a compiler printed follows in further lines.
  const [cause = ''] = message.split('\n');
  const choice = await vscode.window.showErrorMessage(cause, details, doctor);
  if (choice === details) engineLog().show();
  if (choice === doctor) await vscode.commands.executeCommand('epochbook.doctor');
}

async function remove(extensionPath: string): Promise<void> {
  const list = await runCommandLine(['engine', 'list', engineFolder(), '--json'], { extensionPath });
  if (list.code !== 0) {
    void vscode.window.showErrorMessage(wordsOf(list));
    return;
  }
  const listed = JSON.parse(list.stdout) as ListedEngine[];
  const installed = listed.find(({ origin }) => origin === 'installed');
  if (!installed) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No native engine is installed.'));
    return;
  }
  const yes = vscode.l10n.t('Remove');
  const detail = vscode.l10n.t(
    '{0}\n\nKernels that use it go on until they are restarted. Then the embedded engine takes its place, but in notebooks that ask for the native one.',
    installed.path,
  );
  const question = vscode.l10n.t('Remove the native engine?');
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, yes)) !== yes) return;
  const end = await runCommandLine(['engine', 'remove'], { extensionPath });
  if (end.code === 0) {
    const back = (await useNoMoreEverywhere())
      ? ` ${vscode.l10n.t('The setting `epochbook.engine` is back at `auto`.')}`
      : '';
    void vscode.window.showInformationMessage(wordsOf(end) + back);
  } else void vscode.window.showErrorMessage(wordsOf(end));
}
