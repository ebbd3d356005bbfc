import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { LaunchOptions } from '../../kernel/client/index.js';
import {
  type EngineChoice,
  isEngineChoice,
  type Locale,
  type TrainingEngine,
} from '../../protocol/kernel.js';
import { pinnedCompile, pinnedEngine } from './pinned-engine.js';

/** VS Code's own runtime: in the desktop program `process.execPath` is Electron, which the variable makes a plain Node. */
export const editorNode = () => ({ node: process.execPath, env: { ELECTRON_RUN_AS_NODE: '1' } });

/** The language of what kernels and the command line say. */
export const editorLocale = (): Locale => (vscode.env.language.toLowerCase().startsWith('ko') ? 'ko' : 'en');

/** The folder that stands for the notebook's own: for an unsaved one, or none, the workspace's, else the home folder. */
export function folderOf(notebook?: vscode.NotebookDocument): string {
  if (notebook?.uri.scheme === 'file') return path.dirname(notebook.uri.fsPath);
  const own = notebook && vscode.workspace.getWorkspaceFolder(notebook.uri);
  const workspace = own ?? vscode.workspace.workspaceFolders?.[0];
  return workspace?.uri.scheme === 'file' ? workspace.uri.fsPath : os.homedir();
}

const setting = (notebook: vscode.NotebookDocument, name: string): unknown =>
  vscode.workspace.getConfiguration('epochbook', notebook.uri).get(name);

/** The engine that the notebook's metadata pins, else that of the setting. */
export function engineOf(notebook: vscode.NotebookDocument): EngineChoice {
  const pinned = pinnedEngine(notebook);
  if (pinned) return pinned;
  const chosen = setting(notebook, 'engine');
  return isEngineChoice(chosen) ? chosen : 'auto';
}

/**
 * The folder of the setting, for `datasets.imdb`: `~` is the home folder, and a relative path starts at the workspace's folder.
 * Undefined where none is set; then the environment's own EPOCHBOOK_DATA counts.
 */
function dataFolder(notebook: vscode.NotebookDocument): string | undefined {
  const chosen = setting(notebook, 'dataFolder');
  if (typeof chosen !== 'string' || chosen.trim() === '') return undefined;
  const home = /^~(?=[\\/]|$)/;
  if (home.test(chosen.trim())) return path.join(os.homedir(), chosen.trim().replace(home, ''));
  const workspace =
    vscode.workspace.getWorkspaceFolder(notebook.uri) ?? vscode.workspace.workspaceFolders?.[0];
  const start = workspace?.uri.scheme === 'file' ? workspace.uri.fsPath : folderOf(notebook);
  return path.resolve(start, chosen.trim());
}

/** Whether steps are compiled: as the notebook's metadata says; else not where the setting says so, or the environment. */
function compileVariable(notebook: vscode.NotebookDocument): Record<string, string> {
  const chosen = pinnedCompile(notebook) ?? (setting(notebook, 'compile') === false ? false : undefined);
  return chosen === undefined ? {} : { EPOCHBOOK_COMPILE: chosen ? '1' : '0' };
}

/**
 * How to start the kernel of this notebook.
 *
 * @param keep How it outlives this window, if it does.
 * @param news Engines on which the notebook may still be told of a faster one; one that pins its engine has made its choice.
 */
export function launchOptions(
  notebook: vscode.NotebookDocument,
  extensionPath: string,
  news: readonly TrainingEngine[],
  keep: LaunchOptions['keep'],
): LaunchOptions {
  const wantsHints = setting(notebook, 'engineHint') !== false && pinnedEngine(notebook) === undefined;
  const { node, env } = editorNode();
  const data = dataFolder(notebook);
  return {
    node,
    env: { ...env, ...(data !== undefined && { EPOCHBOOK_DATA: data }), ...compileVariable(notebook) },
    host: path.join(extensionPath, 'dist', 'kernel', 'host.cjs'),
    folder: folderOf(notebook),
    notebook: notebook.uri.scheme === 'file' ? notebook.uri.fsPath : undefined,
    locale: editorLocale(),
    engine: engineOf(notebook),
    hintOn: wantsHints ? news : [],
    ...(keep && { keep }),
  };
}
