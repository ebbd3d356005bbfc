import * as vscode from 'vscode';
import { DIAGNOSTIC_SOURCE } from './cell-diagnostics.js';
import { workspaceEdit } from './cell-places.js';
import type { LanguageClient } from './language-client.js';
import type { ServedNotebooks } from './served-notebooks.js';

/** Quick fixes of what the diagnostics of cells say: imports, spellings, a forgotten `await`. */
export class FixProvider implements vscode.CodeActionProvider {
  constructor(
    private readonly client: LanguageClient,
    private readonly served: ServedNotebooks,
  ) {}

  async provideCodeActions(
    document: vscode.TextDocument,
    _range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.CodeAction[] | undefined> {
    const cell = this.served.cellOf(document);
    const own = diagnostics.filter(({ source }) => source === DIAGNOSTIC_SOURCE);
    if (!cell || own.length === 0) return undefined;
    const { notebook } = cell;
    const found = await Promise.all(
      own.map(async (diagnostic) => {
        const at = this.client.at(notebook, document, diagnostic.range.start);
        const fixes = (await this.client.ask('fixes', notebook, at, token)) ?? [];
        return fixes.map(({ title, edits, preferred }) => {
          const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
          action.edit = workspaceEdit(notebook, edits);
          action.diagnostics = [diagnostic];
          action.isPreferred = preferred;
          return action;
        });
      }),
    );
    return found.flat();
  }
}
