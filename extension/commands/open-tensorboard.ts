import * as path from 'node:path';
import * as vscode from 'vscode';
import { folderOf } from '../kernels/launch-options.js';
import { TensorBoardError, TensorBoardServers } from '../tensorboard/tensorboard-servers.js';

const SETTING = 'tensorboard.program';
const INSTALL = 'https://www.tensorflow.org/tensorboard/get_started';

/** The command "Open in TensorBoard", and the TensorBoards that it has started. */
export function registerTensorBoard(context: vscode.ExtensionContext): vscode.Disposable {
  const servers = new TensorBoardServers(context.asAbsolutePath('dist/cli.js'));
  return vscode.Disposable.from(
    servers,
    vscode.commands.registerCommand('epochbook.openTensorBoard', async (folder?: unknown) => {
      // It runs a program that a folder's settings may name.
      if (!vscode.workspace.isTrusted) return;
      try {
        const logs = folder instanceof vscode.Uri ? folder.fsPath : await chooseFolder(servers);
        if (logs) await show(servers, logs);
      } catch (error) {
        await complain(error);
      }
    }),
  );
}

async function show(servers: TensorBoardServers, folder: string): Promise<void> {
  const program = vscode.workspace.getConfiguration('epochbook').get<string>(SETTING, '').trim();
  const url = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Starting TensorBoard on {0}', folder),
    },
    () => servers.open(folder, program),
  );
  // In a browser or a remote window the address is another one outside than inside.
  const address = await vscode.env.asExternalUri(vscode.Uri.parse(url));
  void vscode.env.openExternal(address);
  const open = vscode.l10n.t('Open');
  const stop = vscode.l10n.t('Stop TensorBoard');
  const text = vscode.l10n.t('TensorBoard shows {0} at {1}', folder, address.toString(true));
  const choice = await vscode.window.showInformationMessage(text, open, stop);
  if (choice === open) await vscode.env.openExternal(address);
  if (choice === stop) servers.stop(folder);
}

interface FolderItem extends vscode.QuickPickItem {
  /** Undefined to look for another one. */
  folder?: string;
}

/** The folder that the student picks; those near the notebook are offered, the newest first. */
async function chooseFolder(servers: TensorBoardServers): Promise<string | undefined> {
  const near = nearFolder();
  const found = near ? await servers.logFolders(near) : [];
  if (found.length === 0) return browse(near);
  const time = new Intl.DateTimeFormat(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' });
  const items: FolderItem[] = found.map(({ path: folder, runs, changedAt }) => ({
    label: path.relative(near ?? '', folder) || path.basename(folder),
    description: vscode.l10n.t('{0} runs, written to {1}', runs, time.format(changedAt)),
    folder,
  }));
  const other: FolderItem = { label: `$(folder-opened) ${vscode.l10n.t('Another folder…')}` };
  const choice = await vscode.window.showQuickPick([...items, other], {
    title: vscode.l10n.t('Log folder to open in TensorBoard'),
    matchOnDescription: true,
  });
  return choice === other ? browse(near) : choice?.folder;
}

function nearFolder(): string | undefined {
  const notebook = vscode.window.activeNotebookEditor?.notebook;
  if (notebook) return folderOf(notebook);
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return folder?.scheme === 'file' ? folder.fsPath : undefined;
}

async function browse(near: string | undefined): Promise<string | undefined> {
  const [folder] =
    (await vscode.window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      defaultUri: near === undefined ? undefined : vscode.Uri.file(near),
      title: vscode.l10n.t('Log folder to open in TensorBoard'),
      openLabel: vscode.l10n.t('Open in TensorBoard'),
    })) ?? [];
  return folder?.fsPath;
}

async function complain(error: unknown): Promise<void> {
  const missing = error instanceof TensorBoardError && error.missing;
  const reason =
    error instanceof Error && error.message ? error.message : vscode.l10n.t('TensorBoard has ended.');
  const setting = vscode.l10n.t('Set the path');
  const help = vscode.l10n.t('How to install');
  const choice = await vscode.window.showErrorMessage(reason, ...(missing ? [help, setting] : [setting]));
  if (choice === help) await vscode.env.openExternal(vscode.Uri.parse(INSTALL));
  if (choice === setting)
    await vscode.commands.executeCommand('workbench.action.openSettings', `epochbook.${SETTING}`);
}
