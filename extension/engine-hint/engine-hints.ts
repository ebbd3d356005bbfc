import * as path from 'node:path';
import * as vscode from 'vscode';
import type { EngineHint } from '../../protocol/kernel.js';
import type { NotebookKernels } from '../kernels/notebook-kernels.js';
import { pinEngine } from '../kernels/pinned-engine.js';
import type { ToldHints } from './told-hints.js';

/** Shows once for a notebook that its model trains faster on another engine, and offers to use that. */
export function showEngineHints(kernels: NotebookKernels, told: ToldHints): vscode.Disposable {
  return kernels.onHint(({ notebook, hint }) => void offer(notebook, hint, told));
}

async function offer(notebook: vscode.NotebookDocument, hint: EngineHint, told: ToldHints): Promise<void> {
  const name = notebook.uri.toString();
  // Two windows, or a kernel that was started before the first message.
  if (!told.newsFor(name).includes(hint.now.engine)) return;
  await told.tell(name, hint.now.engine);
  const use = vscode.l10n.t('Use it for this notebook');
  const never = vscode.l10n.t('Never for this notebook');
  const choice = await vscode.window.showInformationMessage(
    `${path.basename(notebook.uri.path)}: ${hint.text}`,
    use,
    vscode.l10n.t('Not now'),
    never,
  );
  if (choice === never) await told.never(name);
  if (choice === use) await take(notebook, hint);
}

async function take(notebook: vscode.NotebookDocument, { engine }: EngineHint): Promise<void> {
  if (notebook.isClosed || !(await pinEngine(notebook, engine))) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t(
        'The engine of {0} could not be changed: the notebook is closed or read-only.',
        path.basename(notebook.uri.path),
      ),
    );
    return;
  }
  const restart = vscode.l10n.t('Restart the kernel (variables are lost)');
  const choice = await vscode.window.showInformationMessage(
    vscode.l10n.t(
      'This notebook will use the {0} engine when its kernel starts next. Save the notebook to keep the choice.',
      engine === 'native' ? vscode.l10n.t('native') : vscode.l10n.t('embedded'),
    ),
    restart,
    vscode.l10n.t('Later'),
  );
  if (choice === restart && !notebook.isClosed)
    await vscode.commands.executeCommand('epochbook.restart', {
      notebookEditor: { notebookUri: notebook.uri },
    });
}
