import * as vscode from 'vscode';
import { LANGUAGES, NOTEBOOK_TYPE } from '../controller.js';
import { CellDiagnostics } from './cell-diagnostics.js';
import { COMPLETION_TRIGGERS, CompletionProvider } from './completion-provider.js';
import { FixProvider } from './fix-provider.js';
import { LanguageClient } from './language-client.js';
import { muteBuiltIn } from './mute-built-in.js';
import { PlaceProviders } from './place-providers.js';
import { ServedNotebooks } from './served-notebooks.js';
import { SymbolProvider } from './symbol-provider.js';
import { watchFiles } from './watch-files.js';

/** The language features of cells, and what the Doctor asks of them. */
export interface CellLanguages extends vscode.Disposable {
  /** Bytes that the language process holds; undefined where there is none. */
  memory(): Promise<number | undefined>;
}

/** Completion, checks and the rest for the cells of notebooks that are ours; no process before there is such a notebook. */
export function registerLanguage(
  controller: vscode.NotebookController,
  extensionPath: string,
): CellLanguages {
  const selector = LANGUAGES.map((language) => ({ language, notebookType: NOTEBOOK_TYPE }));
  const served = new ServedNotebooks(controller);
  const muting = muteBuiltIn(served);
  const client = new LanguageClient(served, extensionPath);
  const diagnostics = new CellDiagnostics(client, served);
  const places = new PlaceProviders(client, served);
  const fixes = new FixProvider(client, served);
  const { languages } = vscode;
  const all = vscode.Disposable.from(
    served,
    muting,
    diagnostics,
    watchFiles(client, diagnostics),
    languages.registerCompletionItemProvider(
      selector,
      new CompletionProvider(client, served),
      ...COMPLETION_TRIGGERS,
    ),
    languages.registerHoverProvider(selector, places),
    languages.registerSignatureHelpProvider(selector, places, '(', ',', '<'),
    languages.registerDefinitionProvider(selector, places),
    languages.registerReferenceProvider(selector, places),
    languages.registerRenameProvider(selector, places),
    languages.registerDocumentSymbolProvider(selector, new SymbolProvider(client, served)),
    languages.registerCodeActionsProvider(selector, fixes, {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    }),
    client,
  );
  return { memory: () => client.memory(), dispose: () => all.dispose() };
}
