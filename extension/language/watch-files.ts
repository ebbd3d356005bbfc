import * as vscode from 'vscode';
import type { CellDiagnostics } from './cell-diagnostics.js';
import type { LanguageClient } from './language-client.js';

/** What cells import, and what says how: sources, packages, `tsconfig.json`. */
const FILES = '**/*.{ts,js,mts,mjs,cts,cjs,json}';
/** Milliseconds in which what changes together is taken together. */
const TOGETHER_MS = 500;

/** Has the language process look again at files that change. */
export function watchFiles(client: LanguageClient, diagnostics: CellDiagnostics): vscode.Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher(FILES);
  let timer: NodeJS.Timeout | undefined;
  const changed = ({ path }: vscode.Uri): void => {
    // Runs and saved models, which no cell imports.
    if (path.includes('/.epochbook/')) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      void client.filesChanged().then(
        () => diagnostics.all(),
        () => undefined,
      );
    }, TOGETHER_MS);
  };
  const listening = vscode.Disposable.from(
    watcher.onDidChange(changed),
    watcher.onDidCreate(changed),
    watcher.onDidDelete(changed),
  );
  return vscode.Disposable.from(watcher, listening, { dispose: () => clearTimeout(timer) });
}
