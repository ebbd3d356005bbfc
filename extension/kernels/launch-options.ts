import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { LaunchOptions } from '../../kernel/client/index.js';
import { type EngineChoice, isEngineChoice } from '../../protocol/kernel.js';

/** The folder that stands for the notebook's own: for an unsaved one the workspace's, else the home folder. */
export function folderOf(notebook: vscode.NotebookDocument): string {
  if (notebook.uri.scheme === 'file') return path.dirname(notebook.uri.fsPath);
  const workspace =
    vscode.workspace.getWorkspaceFolder(notebook.uri) ?? vscode.workspace.workspaceFolders?.[0];
  return workspace?.uri.scheme === 'file' ? workspace.uri.fsPath : os.homedir();
}

/** The engine that the notebook's metadata pins (`metadata.epochbook.engine`), else that of the setting. */
function engineOf(notebook: vscode.NotebookDocument): EngineChoice {
  const stored = notebook.metadata as { metadata?: { epochbook?: { engine?: unknown } } };
  const pinned = stored.metadata?.epochbook?.engine;
  if (isEngineChoice(pinned)) return pinned;
  const chosen = vscode.workspace.getConfiguration('epochbook', notebook.uri).get('engine');
  return isEngineChoice(chosen) ? chosen : 'auto';
}

/** How to start the kernel of this notebook. */
export function launchOptions(notebook: vscode.NotebookDocument, extensionPath: string): LaunchOptions {
  return {
    host: path.join(extensionPath, 'dist', 'kernel', 'host.cjs'),
    node: process.execPath,
    // In the desktop program `process.execPath` is Electron; this makes it a plain Node.
    env: { ELECTRON_RUN_AS_NODE: '1' },
    folder: folderOf(notebook),
    notebook: notebook.uri.scheme === 'file' ? notebook.uri.fsPath : undefined,
    locale: vscode.env.language.toLowerCase().startsWith('ko') ? 'ko' : 'en',
    engine: engineOf(notebook),
  };
}
