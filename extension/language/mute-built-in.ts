import * as vscode from 'vscode';
import type { ServedNotebooks } from './served-notebooks.js';

/** The plug-in of VS Code's TypeScript server that `package.json` contributes. */
const PLUGIN = 'epochbook-mute';

interface TypeScriptExtension {
  getAPI(version: 0): { configurePlugin(name: string, configuration: object): void } | undefined;
}

/** Keeps VS Code's own TypeScript service, which sees each cell by itself, silent in the cells that are ours. */
export function muteBuiltIn(served: ServedNotebooks): vscode.Disposable {
  const tell = async (): Promise<void> => {
    const mute = served.all.map(({ uri }) => `/${uri.path.replace(/^\//, '')}`);
    const extension = vscode.extensions.getExtension<TypeScriptExtension>(
      'vscode.typescript-language-features',
    );
    const api = (await extension?.activate())?.getAPI(0);
    api?.configurePlugin(PLUGIN, { mute });
  };
  const swallow = (): void => void tell().catch(() => undefined);
  if (served.all.length > 0) swallow();
  return served.onDidChange(swallow);
}
