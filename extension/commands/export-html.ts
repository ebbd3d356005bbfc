import * as path from 'node:path';
import * as vscode from 'vscode';
import type { HtmlReport } from '../../protocol/command-line.js';
import { endedBy, runCommandLine } from '../engines/command-line.js';
import { folderOf } from '../kernels/launch-options.js';
import type { NotebookKernels } from '../kernels/notebook-kernels.js';
import { notebookOf } from '../notebook-of.js';
import { notebookText } from './notebook-text.js';

/** Exports a notebook, as it is on the screen, as one page with its pictures live. Nothing is run. */
export const registerExportHtml = (kernels: NotebookKernels, extensionPath: string): vscode.Disposable =>
  vscode.commands.registerCommand('epochbook.exportHtml', async (context?: unknown) => {
    const notebook = await notebookOf(context);
    if (!notebook) {
      void vscode.window.showInformationMessage(vscode.l10n.t('Open a notebook first.'));
      return;
    }
    const place = await askPlace(notebook);
    if (!place) return;
    const running = kernels.get(notebook)?.busy ?? false;
    const report = await exported(notebook, place, running, extensionPath);
    if (report) await tell(report, place);
  });

function askPlace(notebook: vscode.NotebookDocument): Thenable<vscode.Uri | undefined> {
  const stem = path.posix.basename(notebook.uri.path).replace(/\.ipynb$/i, '');
  return vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export as HTML page'),
    defaultUri: vscode.Uri.joinPath(vscode.Uri.file(folderOf(notebook)), `${stem}.html`),
    filters: { HTML: ['html'] },
  });
}

/** Undefined where it was cancelled, or failed and that was told. */
function exported(
  notebook: vscode.NotebookDocument,
  place: vscode.Uri,
  running: boolean,
  extensionPath: string,
): Thenable<HtmlReport | undefined> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Exporting {0}', path.basename(place.fsPath)),
    cancellable: true,
  };
  return vscode.window.withProgress(options, async (_, token) => {
    try {
      // Also what has not been saved; a notebook without a file is named, and has its pictures, in its folder.
      const input = await notebookText(notebook);
      const name = path.join(folderOf(notebook), path.posix.basename(notebook.uri.path));
      const args = [
        'html',
        name,
        '--stdin',
        '--out',
        place.fsPath,
        '--json',
        ...(running ? ['--running'] : []),
      ];
      const { code, signal, stdout, stderr } = await runCommandLine(args, { extensionPath, token, input });
      if (token.isCancellationRequested) return undefined;
      if (code !== 0) throw new Error(stderr.trim() || endedBy(code, signal));
      return JSON.parse(stdout) as HtmlReport;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      void vscode.window.showErrorMessage(vscode.l10n.t('The page was not written: {0}', reason));
      return undefined;
    }
  });
}

async function tell({ bytes, outputs, running, solutions }: HtmlReport, place: vscode.Uri): Promise<void> {
  const size = (bytes / 1e6).toFixed(1);
  const lines = [vscode.l10n.t('{0} is written ({1} MB).', vscode.workspace.asRelativePath(place), size)];
  if (outputs === 0) lines.push(vscode.l10n.t('The notebook has no outputs yet.'));
  if (running) lines.push(vscode.l10n.t('Cells were still running; the page says so.'));
  if (solutions)
    lines.push(vscode.l10n.t('It shows the solutions or hidden tests of a notebook for teachers.'));
  const show = solutions ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  // A browser cannot open a file of another machine.
  const isHere = vscode.env.remoteName === undefined && vscode.env.uiKind === vscode.UIKind.Desktop;
  const open = isHere ? vscode.l10n.t('Open in Browser') : vscode.l10n.t('Show in Explorer');
  if ((await show(lines.join(' '), open)) !== open) return;
  if (isHere) await vscode.env.openExternal(place);
  else await vscode.commands.executeCommand('revealInExplorer', place);
}
