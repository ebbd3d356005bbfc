import * as vscode from 'vscode';
import type { LanguageFix } from '../../protocol/language.js';
import { DIAGNOSTIC_SOURCE, LINT_SOURCE, rulesOff } from './cell-diagnostics.js';
import { rangeIn, workspaceEdit } from './cell-places.js';
import type { LanguageClient } from './language-client.js';
import type { ServedNotebooks } from './served-notebooks.js';

/** Quick fixes of what the diagnostics of cells say: imports, spellings, a forgotten `await`, what the lint advises. */
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
    const own = diagnostics.filter(({ source }) => source === DIAGNOSTIC_SOURCE || source === LINT_SOURCE);
    if (!cell || own.length === 0) return undefined;
    const { notebook } = cell;
    const found = await Promise.all(
      own.map(async (diagnostic) => {
        const fixes =
          diagnostic.source === LINT_SOURCE
            ? await this.ofLint(notebook, document, diagnostic, token)
            : await this.client.ask(
                'fixes',
                notebook,
                this.client.at(notebook, document, diagnostic.range.start),
                token,
              );
        return (fixes ?? []).map(({ title, edits, preferred }) => {
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

  /** Asked anew: the text may have changed since it was looked through. */
  private async ofLint(
    notebook: vscode.NotebookDocument,
    document: vscode.TextDocument,
    { range, code }: vscode.Diagnostic,
    token: vscode.CancellationToken,
  ): Promise<LanguageFix[] | undefined> {
    const asked = { notebook: notebook.uri.toString(), off: rulesOff() };
    const lessons = await this.client.ask('lint', notebook, asked, token);
    const id = document.uri.toString();
    return lessons?.find(
      (each) => each.cell === id && each.rule === code && rangeIn(document, each).isEqual(range),
    )?.fixes;
  }
}
